const month = '(?:январ|феврал|март|апрел|ма[йяюе]|июн|июл|август|сентябр|октябр|ноябр|декабр)\\p{L}*';
const short = 'янв|февр?|мар|апр|май|июн|июл|авг|сент?|окт|нояб?|дек';
const ordinal = '(?:[1-4]|I{1,3}|IV|перв\\p{L}+|втор\\p{L}+|трет\\p{L}+|четверт\\p{L}+)';

/** Habits of writing that say a term in a roundabout way, and the plain words for it. */
const habits: readonly (readonly [RegExp, string])[] = [
  // «15» ноября: orders leave the day in quotes.
  [new RegExp(`[«"“”„]\\s*(\\d{1,2})\\s*[»"“”](?=\\s*${month})`, 'giu'), '$1'],
  // «сен.24», as spreadsheets show a month: a year, not a day.
  [new RegExp(`(?<!\\p{L})(${short})[.-](2\\d|3[0-5])(?![\\d.])`, 'giu'), '$1 20$2'],
  [new RegExp(`(?<!\\p{L})(${month}) месяц[аеу]?(?!\\p{L})`, 'giu'), '$1'],
  [/первых числах(?=\s)/giu, 'начале'],
  [/последних числах(?=\s)/giu, 'конце'],
  [/(?<!\p{L})между (\d{1,2}) и (\d{1,2})(?=\s)/giu, 'с $1 по $2'],
  [/([\p{L}\d.]) \+ (?=[\p{L}\d])/gu, '$1, '],
  // «I этап (сентябрь – декабрь 2023)», «2 этап: январь 2024»
  [new RegExp(`^${ordinal}(?:-?[йя])? этап\\s*\\(([^()]+)\\)$`, 'giu'), '$1'],
  [new RegExp(`^${ordinal}(?:-?[йя])? этап\\s*[:–—-]\\s*(?=\\S)`, 'giu'), ''],
  [/(ежегодно[\s\S]*?) года?,? следующего за отч[её]тн\p{L}+(?: годом)?/giu, '$1'],
  [/(?<!\p{L})тек\. ?(?=г(?:\.|ода))/giu, 'текущего '],
  [/в период (?=со? (?:\d|\p{L}))/giu, ''],
  [
    /в период (?:реализации|действия|выполнения) (?=(?:дорожн|программ|план|проект|мероприят))/giu,
    'в течение срока реализации ',
  ],
  [/(?<!\p{L})круглый год/giu, 'весь год'],
  // «с I по III четверть», «каникулы (осенние)»
  [
    new RegExp(
      `(?<!\\p{L})со? (${ordinal})(?:-?\\p{L}{1,2})? по (${ordinal})(?:-?\\p{L}{1,2})? (?=четверт|триместр|квартал)`,
      'giu',
    ),
    '$1 - $2 ',
  ],
  [/(?<!\p{L})каникулы \(?((?:осенн|зимн|весенн|летн)ие)\)?(?!\p{L})/giu, '$1 каникулы'],
  [/^календарный год$/giu, 'весь год'],
  [/(?<!\p{L})календарн(?:ого года|ый год)(?!\p{L})/giu, 'года'],
  [/^в течени[еи] (?=(?:месячника|декады|смены|акции|каникул)(?!\p{L}))/giu, 'во время '],
  [/каждого учебного года/giu, 'ежегодно'],
  [/(кажд\p{L}+ (?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)\p{L}*) месяца/giu, '$1'],
  [/до середины (?=\p{L}+)/giu, 'до 15 '],
  // «сентябрь – май 2024/2025»
  [new RegExp(`(${month} ?[-–—] ?${month}) (20\\d\\d)/(20\\d\\d)$`, 'giu'), '$1 $2-$3'],
  // «октябрь – входной контроль»
  [
    new RegExp(
      `(${month}(?: 20\\d\\d)?) [-–—] ((?:входн|стартов|промежуточн|итогов|первичн|повторн|заключительн)\\p{L}+(?: \\p{L}+)?)(?=[,;.]|$)`,
      'giu',
    ),
    '$1 ($2)',
  ],
  // «в начале и в конце учебного года»
  [
    /(?:в |на )?начал[оае](?:,| и)(?: в)? (?:конец|конце) (учебного года|года)/giu,
    'начало учебного года, конец учебного года',
  ],
  // «второй и четвёртый четверг месяца», «1-я и 3-я пятница»
  [
    new RegExp(
      `(?<![\\p{L}\\d])(${ordinal}(?:-?[йя])?),? и (${ordinal}(?:-?[йя])?) (понедельник|вторник|среда|среду|четверг|пятниц[ау]|суббот[ау]|воскресенье)(?: (?:каждого )?месяца)?`,
      'giu',
    ),
    '$1 $3 месяца, $2 $3 месяца',
  ],
  [
    /^(\d{1,3}(?: рабочих| календарных)? (?:день|дня|дней|недел[яьи]|месяц|месяца|месяцев))$/iu,
    'в течение $1',
  ],
  [/^в течение дня$/iu, 'в течение 1 дня'],
];

const weekdayNames: { [short: string]: string } = {
  ...{ пн: 'понедельникам', вт: 'вторникам', ср: 'средам', чт: 'четвергам', пт: 'пятницам', сб: 'субботам' },
  ...{ понедельник: 'понедельникам', вторник: 'вторникам', среда: 'средам', четверг: 'четвергам' },
  ...{ пятница: 'пятницам', суббота: 'субботам' },
};

/** «пн, ср, пт», «вторник и четверг»: each of these days. */
function weekdayList(text: string): string | undefined {
  const days = text.toLowerCase().split(/\s*(?:,|;|\sи\s|-)\s*/);
  const named = days.map((day) => weekdayNames[day.replace(/\.$/, '')]);
  return days.length > 1 && named.every((day) => day !== undefined) && !text.includes('-')
    ? named.map((day) => `по ${day}`).join(', ')
    : undefined;
}

const monthNames = 'январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр'.split(' ');
const counts: { [word: string]: number } = { перв: 1, втор: 2, трет: 3, четв: 4, I: 1, II: 2, III: 3, IV: 4 };
const countOf = (text: string): number =>
  Number(text) || (counts[text] ?? counts[text.toLowerCase().slice(0, 4)] ?? 0);

/** «1-2 неделя сентября», «сентябрь (3-4 недели)», «2-3 декада марта» as days of the month. */
function partsOfMonth(text: string): string {
  const which = `(${ordinal})(?:-?(?:[йяе]|ую|ая))?\\s*(?:[-–—,]|и)\\s*(${ordinal})(?:-?(?:[йяе]|ую|ая))?\\s+(недел|декад)\\p{L}*`;
  const lone = `(${ordinal})(?:-?(?:[йя]|ую|ая))?\\s+(недел|декад)\\p{L}*`;
  const days = (from: string, to: string, unit: string, name: string): string => {
    const index = monthNames.findIndex((stem) => name.toLowerCase().startsWith(stem));
    const last = new Date(Date.UTC(2001, index + 1, 0)).getUTCDate();
    const [first, end] = [countOf(from), countOf(to)];
    const long = unit.toLowerCase() === 'недел' ? 7 : 10;
    const until = long === 10 && end === 3 ? last : Math.min(end * long, last);
    return `${(first - 1) * long + 1}-${until} ${name}`;
  };
  const year = '((?:\\s+20\\d\\d(?:\\s*(?:г\\.?|года?))?)?)';
  return text
    .replace(
      new RegExp(`(?<![\\p{L}\\d])${which}\\s+(${month})`, 'giu'),
      (_, from: string, to: string, unit: string, name: string) => days(from, to, unit, name),
    )
    .replace(
      new RegExp(`(${month})${year}\\s*\\(${which}\\)`, 'giu'),
      (_, name: string, at: string, from: string, to: string, unit: string) =>
        days(from, to, unit, name) + at,
    )
    .replace(
      new RegExp(`(${month})${year}\\s*\\(${lone}\\)`, 'giu'),
      (_, name: string, at: string, from: string, unit: string) => days(from, from, unit, name) + at,
    )
    .replace(
      /(?<![\d.])(0[1-9]|1[0-2])\s?[-–—]\s?(0[1-9]|1[0-2])\.(20\d\d)(?!\d)/g,
      (_, from: string, to: string, at: string) =>
        `${months[Number(from) - 1]!} - ${months[Number(to) - 1]!} ${at}`,
    );
}

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const months = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ');

/** Puts a term into the plain words that its reader knows; what needs none stays as it is. */
export function plainWords(text: string): string {
  const plain = habits.reduce((sum, [pattern, words]) => sum.replace(pattern, words), text);
  return romanMonths(plain.trim()) ?? weekdayList(plain.trim()) ?? partsOfMonth(plain);
}

/** «IX–X.2023», «X, XII»: months, where one of them is more than four, as no quarter is. */
function romanMonths(text: string): string | undefined {
  const found = /^([IVX]+(?:\s*[-–—,]\s*[IVX]+)*)(?:[.\s]+(20\d\d))?(?:\s*г\.?)?$/u.exec(text);
  const numbers = found?.[1]!.match(/[IVX]+/g)?.map((one) => romans.indexOf(one)) ?? [];
  if (!found || numbers.includes(-1) || !numbers.some((one) => one > 3)) return undefined;
  const named = found[1]!.replace(/[IVX]+/g, (one) => months[romans.indexOf(one)]!);
  return [named, found[2]].filter(Boolean).join(' ');
}
