import { readPoint, skipYearWord, type Point } from './points.ts';
import { type TermFrequency, type TermPart } from './term.ts';
import { whole, type Token, type TokenStream } from './tokens.ts';

type Recurrence = Extract<TermPart, { kind: 'recurrence' }>;
type Span = Extract<TermPart, { kind: 'span' }>;

const always =
  /постоянно|систематически|регулярно|непрерывно|бессрочно|круглогодично|перманентно|всегда|периодически/;

const adverbs: [RegExp, TermFrequency][] = [
  [/ежедневно/, 'day'],
  [/еженедельно|понедельно/, 'week'],
  [/ежемесячно|помесячно/, 'month'],
  [/ежеквартально|поквартально/, 'quarter'],
  [/ежечетвертно/, 'school-quarter'],
  [/ежегодно/, 'year'],
];

const units: [RegExp, TermFrequency, number][] = [
  [/день|дня|дней|дням/, 'day', 1],
  [/недел[а-я]+/, 'week', 1],
  [/месяц[а-я]*|мес/, 'month', 1],
  [/квартал[а-я]*|кв/, 'quarter', 1],
  [/четверт(ь|и|ей|ям|ях)/, 'school-quarter', 1],
  [/триместр[а-я]*/, 'trimester', 1],
  [/полугоди[а-я]+|полгода/, 'half-year', 1],
  [/год|года|году|годы|годам|лет|г/, 'year', 1],
];

const amounts: [RegExp, number][] = [
  [/один|одного|одну|одной|однократно/, 1],
  [/два|две|двух|дважды|двукратно/, 2],
  [/три|трех|трижды/, 3],
  [/четыре|четырех/, 4],
  [/пять|пяти/, 5],
];

/** Reads «2», «двух», «дважды». */
export function amount(stream: TokenStream): number | undefined {
  const token = stream.number();
  if (token) {
    stream.takeAll(/-/, /х|ух|го|ех/);
    return token.value;
  }
  return amounts.find(([pattern]) => stream.take(pattern))?.[1];
}

function unit(stream: TokenStream): { per: TermFrequency; every: number } | undefined {
  const school = stream.take(/учебн[а-я]+|уч/) !== undefined;
  if (school) stream.take(/\./);
  const found = units.find(([pattern]) => stream.take(pattern));
  if (!found) return undefined;
  if (/кв|мес|г/.test(found[0].source)) stream.take(/\./);
  return { per: school && found[1] === 'year' ? 'school-year' : found[1], every: 1 };
}

/** «1 раз в четверть», «не реже двух раз в год», «ежеквартально», «каждый месяц», «по четвертям, полугодиям, году». */
export function readFrequency(stream: TokenStream): Recurrence[] | undefined {
  return (
    stream.attempt(() => readDays(stream)) ??
    stream.attempt(() => readTimes(stream)) ??
    stream.attempt(() => readAdverb(stream)) ??
    stream.attempt(() => readEach(stream)) ??
    stream.attempt(() => readDistributive(stream))
  );
}

const weekdays = [
  /понедельник[а-я]*/,
  /вторник[а-я]*/,
  /сред(а|у|ы|ам)/,
  /четверг[а-я]*/,
  /пятниц[а-я]+/,
  /суббот[а-я]+/,
  /воскресень[а-я]+/,
];

const order: [RegExp, number][] = [
  [/перв[а-я]+|1/, 1],
  [/втор(?:ой|ого|ая|ую|ое)|2/, 2],
  [/трет[а-я]+|3/, 3],
  [/четверт(ый|ую|ая|ое)|4/, 4],
  [/последн[а-я]+/, -1],
];

/** «каждый понедельник», «еженедельно по средам», «последний четверг месяца», «ежемесячно до 5 числа». */
function readDays(stream: TokenStream): Recurrence[] | undefined {
  const monthly = stream.take(/ежемесячно/) !== undefined;
  const weekly = !monthly && stream.take(/еженедельно/) !== undefined;
  stream.take(/,/);
  const base = { kind: 'recurrence', every: 1, times: 1 } as const;
  if (!weekly) {
    const days = stream.attempt(() => readMonthDays(stream, monthly));
    if (days) return [{ ...base, per: 'month', monthDays: days }];
  }
  stream.take(/по|в|во/);
  const each = stream.take(/кажд[а-я]+/) !== undefined;
  const nth = order.find(([pattern]) => stream.take(pattern))?.[1];
  if (nth !== undefined) stream.takeAll(/-/, /й|я|ый|ю/);
  const day = weekdays.findIndex((pattern) => stream.take(pattern)) + 1;
  if (day === 0) return undefined;
  const many = /(?:ам|ям)$/.test(stream.tokens[stream.at - 1]!.text);
  if (nth !== undefined) {
    stream.take(/кажд[а-я]+/);
    const month = stream.take(/месяца/) !== undefined;
    return month || monthly ? [{ ...base, per: 'month', weekday: { day, nth } }] : undefined;
  }
  return each || many || weekly ? [{ ...base, per: 'week', weekday: { day } }] : undefined;
}

function readMonthDays(stream: TokenStream, monthly: boolean): Recurrence['monthDays'] | undefined {
  const until = stream.take(/до|к/) !== undefined || stream.takeAll(/не/, /позднее|позже/);
  const since = !until && stream.take(/со?/) !== undefined;
  const first = stream.number();
  if (!first || first.value < 1 || first.value > 31) return undefined;
  stream.takeAll(/-/, /го|е|ого/);
  const to = since ? /по|до/ : /-/;
  const last = until ? undefined : stream.attempt(() => (stream.take(to) ? stream.number() : undefined));
  if (since && !last) return undefined;
  if (!stream.take(/числ[а-я]+/)) return undefined;
  const each = stream.takeAll(/кажд[а-я]+/, /месяца/);
  if (!each && !monthly) return undefined;
  const end = (last ?? first).value;
  return end < first.value || end > 31
    ? undefined
    : { from: first.value, to: end, ...(until ? { bound: 'until' as const } : {}) };
}

function readTimes(stream: TokenStream): Recurrence[] | undefined {
  stream.take(/по/);
  const bound = stream.takeAll(/не/, /реже|менее/)
    ? ('at-least' as const)
    : stream.take(/минимум/)
      ? ('at-least' as const)
      : stream.takeAll(/не/, /чаще|более/) || stream.take(/до/) !== undefined
        ? ('at-most' as const)
        : undefined;
  stream.takeAll(/чем/);
  const direct = /дважды|трижды|однократно|двукратно/.test(stream.text());
  let times = amount(stream);
  if (times !== undefined && stream.take(/-/)) times = amount(stream) ?? times;
  const word = stream.take(/раз|раза|разу|р/);
  if (!word && !direct && !(times !== undefined && bound)) return undefined;
  if (word?.text === 'р') stream.take(/\./);
  if (!stream.take(/в|за|на|\//)) return undefined;
  stream.take(/каждый|каждую|каждое|течение/);
  const every = amount(stream) ?? 1;
  const per = unit(stream);
  if (!per || every < 1 || (times ?? 1) < 1) return undefined;
  // «1 раз в месяц (последний четверг)»
  const weekday =
    per.per === 'month' && every === 1 && (times ?? 1) === 1
      ? stream.attempt(() => nthDay(stream))
      : undefined;
  return [
    {
      kind: 'recurrence',
      per: per.per,
      every,
      times: times ?? 1,
      ...(bound ? { bound } : {}),
      ...(weekday ? { weekday } : {}),
    },
  ];
}

/** «(последний четверг)», «, третья среда»: which day of the month. */
function nthDay(stream: TokenStream): Recurrence['weekday'] | undefined {
  const mark = stream.take(/[(,]/)?.text;
  if (!mark) return undefined;
  stream.take(/в|во/);
  const nth = order.find(([pattern]) => stream.take(pattern))?.[1];
  stream.takeAll(/-/, /й|я|ый|ю/);
  const day = weekdays.findIndex((pattern) => stream.take(pattern)) + 1;
  stream.take(/месяца/);
  return nth === undefined || day === 0 || (mark === '(' && !stream.take(/\)/)) ? undefined : { day, nth };
}

function readAdverb(stream: TokenStream): Recurrence[] | undefined {
  const least = stream.takeAll(/не/, /реже/);
  const found = adverbs.find(([pattern]) => stream.take(pattern));
  if (!found || least) return undefined;
  return [{ kind: 'recurrence', per: found[1], every: 1, times: 1 }];
}

function readEach(stream: TokenStream): Recurrence[] | undefined {
  // «последняя неделя каждой четверти», «первая неделя месяца»
  const part = stream.attempt(() => {
    stream.take(/в|во|на/);
    if (!order.some(([pattern]) => stream.take(pattern))) return undefined;
    stream.takeAll(/-/, /й|я|ый|ю/);
    stream.take(/рабоч[а-я]+|учебн[а-я]+/);
    return stream.take(/недел[а-я]+|дн[а-я]+|день|декад[а-я]+|месяц/) &&
      /кажд|месяца|четверти|квартала|триместра/.test(stream.text())
      ? true
      : undefined;
  });
  stream.attempt(() => {
    if (!stream.take(/в|по|на/)) return undefined;
    stream.take(/конце|итогам|начале|окончании|завершении|результатам|числа/);
    return /кажд/.test(stream.text()) ? true : undefined;
  });
  const each = stream.take(/кажд[а-я]+/) !== undefined;
  if (!each && !(part && /^(?:месяца|четверти|квартала|триместра)$/.test(stream.text()))) return undefined;
  const every = amount(stream) ?? 1;
  const per = unit(stream);
  return per && every >= 1 ? [{ kind: 'recurrence', per: per.per, every, times: 1 }] : undefined;
}

function readDistributive(stream: TokenStream): Recurrence[] | undefined {
  if (!stream.take(/по/)) return undefined;
  const summing = stream.take(/итогам|окончании|завершении|результатам|истечении/) !== undefined;
  stream.take(/каждо[а-я]+|всем/);
  const found: Recurrence[] = [];
  for (;;) {
    const plural = /четвертям|триместрам|полугодиям|кварталам|месяцам|годам|неделям|году/.test(stream.text());
    const school = /учебн/.test(stream.text());
    if (!plural && !summing && !school) break;
    const per = stream.attempt(() => unit(stream));
    if (!per) break;
    found.push({ kind: 'recurrence', per: per.per, every: 1, times: 1 });
    if (
      !stream.attempt(() =>
        stream.take(/,|и/) && /четверт|триместр|полугод|квартал|месяц|год|учебн|недел/.test(stream.text())
          ? true
          : undefined,
      )
    )
      break;
  }
  return found.length > 0 ? found : undefined;
}

const spanUnits: [RegExp, Span['span']][] = [
  [/год|года|году|г/, 'year'],
  [/полугоди[а-я]+/, 'half-year'],
  [/квартал[а-я]*/, 'quarter'],
  [/четверт(и|ь)/, 'school-quarter'],
  [/триместр[а-я]*/, 'trimester'],
  [/месяц[а-я]*/, 'month'],
  [/период[а-я]*|срок[а-я]*|времени/, 'period'],
];

/** «в течение учебного года», «весь период», «постоянно», «в течение 2023 года». */
export function readSpan(stream: TokenStream): Span | { points: Point[] } | undefined {
  return stream.attempt(() => {
    if (stream.take(always)) return { kind: 'span', span: 'always' } as const;
    if (stream.takeAll(/все/, /время/) || stream.takeAll(/на/, /постоянной/, /основе/))
      return { kind: 'span', span: 'always' } as const;
    const through =
      stream.takeAll(/в/, /течени[еи]|продолжени[еи]/) ||
      stream.takeAll(/в/, /теч/, /\./) ||
      stream.takeAll(/теч/, /\./) ||
      stream.take(/втечени[еи]/) !== undefined ||
      stream.takeAll(/на/, /протяжении/) ||
      stream.takeAll(/за/, /весь/);
    const entire = stream.take(/всего|весь|целого|текущ(его|ий)|одного/) !== undefined;
    const named = /учебн/.test(stream.text()) && /^год/.test(stream.text(1));
    if (!through && !entire && !named) return undefined;
    const points = stream.attempt(() => readPoint(stream));
    if (points) return { points };
    const school = stream.take(/учебн[а-я]+|уч/) !== undefined;
    if (school) stream.take(/\./);
    const found = spanUnits.find(([pattern]) => stream.take(pattern));
    if (!found) return undefined;
    if (found[1] === 'period') {
      stream.attempt(() => {
        stream.take(/действия|реализации|выполнения|проведения/);
        stream.take(/дорожной|муниципальной|районной|настоящ(ей|его)|данно(й|го)/);
        return stream.take(/программы|проекта|плана|мероприятий|мер|карты/);
      });
    } else skipYearWord(stream);
    return { kind: 'span', span: school && found[1] === 'year' ? 'school-year' : found[1] } as const;
  });
}

const referenceHead =
  /план[а-я]*|график[а-я]*|расписани[а-я]+|циклограмм[а-я]+|приказ[а-я]*|распоряжени[а-я]+|согласовани[а-я]+|договоренност[а-я]+|запрос[а-я]*|заявк[а-я]+|заявлени[а-я]+|необходимост[а-я]+|мере|карт[а-я]+|срок[а-я]*|программ[а-я]+|положени[а-я]+|регламент[а-я]*|договор[а-я]*|требовани[а-я]+|порядк[а-я]+|календар[а-я]+|решени[а-я]+|назначению|отдельному|особому|утвержденн[а-я]+|установленн[а-я]+|факту|проект[а-я]*|потребност[а-я]*/;

/** Says what a reference points to by its first telling word. */
function referenceTo(text: string): Extract<TermPart, { kind: 'reference' }>['to'] {
  if (/необходимост|запрос|заявк|заявлен|потребност/.test(text)) return 'need';
  if (/план/.test(text)) return /план[а-я]*-график/.test(text) ? 'schedule' : 'plan';
  if (/график|расписан|циклограмм|календар/.test(text)) return 'schedule';
  if (/приказ|распоряжен|решени|положени|регламент|договор/.test(text)) return 'order';
  return 'other';
}

/** «по графику», «по отдельному плану УО», «в соответствии с планом работы», «согласно приказу», «по мере необходимости». */
export function readReference(stream: TokenStream, source: string): TermPart | undefined {
  return stream.attempt(() => {
    const start = stream.peek();
    const opens =
      stream.takeAll(/в/, /соответствии/, /со?/) ||
      stream.take(/согласно|соответственно/) !== undefined ||
      stream.takeAll(/в/, /рамках/) ||
      stream.takeAll(/в/, /случае/) ||
      stream.takeAll(/в/, /срок[а-я]*/, /,/) ||
      stream.takeAll(/в/, /установленн[а-я]+|указанн[а-я]+|определенн[а-я]+/) ||
      stream.takeAll(/на/, /основании/) ||
      stream.takeAll(/см/, /\./, /приложени[а-я]+/) ||
      stream.takeAll(/срок[а-я]*|дат[аы]/, /определя[а-я]+|устанавлива[а-я]+|уточня[а-я]+/) ||
      stream.takeAll(
        /срок[а-я]*|дат[аы]/,
        /будет|будут/,
        /определен[а-я]*|установлен[а-я]*|уточнен[а-я]*|сообщен[а-я]*/,
      ) ||
      (stream.take(/по|при|график[а-я]*|план[а-я]*/) !== undefined &&
        (/^(график|план)/.test(stream.tokens[stream.at - 1]!.text) || coming(stream, referenceHead, 4)));
    if (!opens || !start) return undefined;
    takeWords(stream);
    const text = slice(source, start, stream);
    const lower = text.toLowerCase().replaceAll('ё', 'е');
    if (/^по мере/.test(lower) && !/необходимост|потребност|поступлени[ея] запрос/.test(lower))
      return { kind: 'event', text };
    return { kind: 'reference', to: referenceTo(lower), text };
  });
}

function coming(stream: TokenStream, pattern: RegExp, within: number): boolean {
  for (let ahead = 0; ahead < within; ahead += 1) {
    const token = stream.peek(ahead);
    if (!token || (token.kind !== 'word' && token.text !== '-')) return false;
    if (whole(pattern).test(token.text)) return true;
  }
  return false;
}

/** Takes words up to a comma, a bracket, a line that starts anew, or a time that can be read. */
export function takeWords(stream: TokenStream): void {
  let quoted = 0;
  let brackets = 0;
  while (!stream.done) {
    const token = stream.peek()!;
    if (token.text === '«') quoted += 1;
    if (token.text === '»') quoted -= 1;
    if (token.text === '(') brackets += 1;
    if (token.text === ')' && --brackets < 0) return;
    if (quoted <= 0 && brackets <= 0 && (/^[,;]$/.test(token.text) || startsTime(stream))) return;
    stream.at += 1;
  }
}

/** Whether a time begins here that is no part of a document's name («от 18.10.2019 № 401» is). */
function startsTime(stream: TokenStream): boolean {
  const before = stream.tokens[stream.at - 1]?.text;
  if (before === '№' || before === 'n' || before === 'от' || before === '-') return false;
  const start = stream.at;
  const found =
    stream.attempt(() => readSpan(stream)) !== undefined ||
    stream.attempt(() => readFrequency(stream)) !== undefined ||
    stream.attempt(() => {
      if (!stream.takeAll(/не/, /позднее|позже/)) stream.take(/до|с|со/);
      return readPoint(stream);
    }) !== undefined;
  stream.at = start;
  return found;
}

/** The words from a token to where the stream stands. */
export function slice(source: string, start: Token, stream: TokenStream): string {
  const end = stream.tokens[stream.at - 1]?.end ?? start.end;
  return source.slice(start.start, end).replace(/\s+/g, ' ').trim();
}
