import { step } from '../steps.ts';
import { type RawCell, type RawRow } from './raw-table.ts';

/** What a column holds. `plan` is a value to reach; `other` is read over. */
export type ColumnKind =
  | 'number'
  | 'section'
  | 'title'
  | 'term'
  | 'term-start'
  | 'term-end'
  /** «Сроки, ответственные» in one cell. */
  | 'term-responsible'
  /** A month or a quarter: a sign in the cell says that the measure falls into it. */
  | 'term-mark'
  | 'responsible'
  | 'indicator'
  | 'result'
  | 'other';

/** Names of columns as documents write them; the first that matches wins, so the telling ones stand first. */
const names: readonly (readonly [ColumnKind, RegExp])[] = [
  [
    'number',
    /^(№+|n|no|nn|№ ?№|#)\.?( ?п ?[/\\|.]? ?п\.?)?$|^п ?[/\\|.]? ?п\.?( ?№)?$|^№+ ?(пункта|мероприятия|строки|стр|п\.?)|^(номер|пункт)( п.*)?$|^порядковый номер$|^код$/,
  ],
  ['term', /^(?:дата|дни|сроки?|время|период)\S*(?: и|,) место|^место(?: и|,) (?:дата|сроки?|время)/],
  [
    'other',
    /отметк|примечани|статус|объем|финансир|источник|стоимост|место (проведения|реализации)|^место$|целевая аудитория|категори.* участник|^участник(?!.*ответств)|аудитория|охват|контакт|формат|^форма( проведения| работы)?$|телефон|комментари/,
  ],
  ['term-start', /(дата|срок)\S* ?(начала|от|с)$|^начало( \S+){0,3}$|дата начала/],
  [
    'term-end',
    /(дата|срок)\S* ?(окончания|завершения|конца|по)$|^(окончание|завершение|конец)( \S+){0,3}$|дата (окончания|завершения)/,
  ],
  [
    'responsible',
    /^отв(етст?венн.*|етст?в?\S*|\.?)$|^отв\.? (исполнител|лиц|за).*|^(со)?исполнител\S*( .*)?$|ответствен.*(исполнител|лиц|орган|за |$)|^(участники|исполнители)?,? ?(и )?ответственн|^кто$|^(субъект|орган)\S* |^должностн\S+ лиц|^кто (проводит|отвечает|исполняет|делает)|^организатор\S*|^проводит$|^организаци\S+-исполнител|^отв\S* (и )?исполнител/,
  ],
  [
    'term',
    /^(?:сроки?|дата|период)(?:[ ,(/]|$)|^(планируем\S+ |планов\S+ |примерн\S+ |контрольн\S+ )?(срок\S*|дата|даты|период\S*|время|когда|дедлайн|периодичность|месяц|календарн\S+ срок\S*)( .*)?$/,
  ],
  ['indicator', /показател|индикатор|критери|^(целев|планов)\S* (значени|уров)|^целев\S+ ориентир|измерител/],
  [
    'result',
    /результат|эффект|^((ожидаем|планируем|конечн)\S* )?(итог\S*|выход\S*|продукт\S*)( .*)?$|^что (получ|будет)|(вид|форма|наименование) (документа|отчет\S*|предъявления|представления)|^документ\S*|отчетн|подтвержда/,
  ],
  [
    'title',
    /мероприяти|содержани\S* (работ|деятельност|мероприят)|^содержание$|^(планируемая |основная )?деятельность$|^описание мер|^проводимая работа|^действи[яе]|наименование (работ|действ|меры)|^((комплекс|перечень|наименование|содержание|система|адресн\S+|основн\S+|конкретн\S+) )?мер[ыа]?( (поддержки|помощи|реагирования|по .*))?$|виды? (работ|деятельност)|^(управленческ\S+ )?(решени|действи)\S*$|перечень (мер|работ|действ)|^что (сделать|делаем)|^задани[ея]|^шаги?( по .*)?$|^основные действия|^наименование$|^тема$|^название$|^формы и (методы|виды)/,
  ],
  [
    'section',
    /^раздел\S*$|^направлени[ея]( \S+){0,3}$|^блок\S*$|^этап\S*$|^задач[аи]$|^модул\S*$|^(рисков\S+ )?фактор\S*( риска)?$|^риск(и|овый профиль)?$|^(цель|проблема)$/,
  ],
];

/** Names that say it only where no other column does: a «куратор» beside an «ответственный» is another. */
const weakNames: readonly (readonly [ColumnKind, RegExp])[] = [
  [
    'title',
    /^(рассматриваемые |основные )?вопросы|^тематика|^механизм\S*|^формы? (работы|мероприяти\S*)$|^план$|^работа/,
  ],
  ['responsible', /^куратор|^координатор|^(образовательн\S+ )?организаци\S*$|^участники?$|^исполнение$|^кем/],
  ['result', /^форма (завершения|контроля|подведения)|^выполнение$|^где (слуша|рассматр)\S*|^обсуждение/],
];

/** The kinds of a header row, by position. */
export type Header = readonly ColumnKind[];

/** What a column's name says it holds; nothing for a name not known. */
export function columnKind(name: string): ColumnKind | undefined {
  step();
  const lower = name.toLowerCase().replaceAll('ё', 'е');
  // A hyphen may divide a word at the end of a line, belong to it, or stay from the end of a line in converted text.
  const readings = /\p{L}-\s*\p{Ll}/u.test(lower)
    ? [
        lower.replace(/(\p{L})-\s*\n\s*(\p{Ll})/gu, '$1$2'),
        lower.replace(/(\p{L}-)\s*\n\s*(?=\p{Ll})/gu, '$1'),
        lower.replace(/(\p{Ll})-\s*(?=\p{Ll})/gu, '$1'),
      ]
    : [lower];
  for (const reading of readings) {
    const text = reading
      .replace(/\s+/g, ' ')
      .replace(/[*:.;,]+$/, '')
      .trim();
    if (!text || text.length > 120) return undefined;
    const kind = namesBoth(text) ? 'term-responsible' : names.find(([, pattern]) => pattern.test(text))?.[0];
    if (kind) return kind;
  }
  return undefined;
}

/** «Сроки, ответственные», «Исполнитель / срок»: the column holds both. */
function namesBoth(name: string): boolean {
  const parts = name.split(/[,;/]| и /).map((part) => part.trim());
  const kinds = parts.map((part) => names.find(([, pattern]) => pattern.test(part))?.[0]);
  return parts.length === 2 && kinds.includes('term') && kinds.includes('responsible');
}

/** A month or a quarter as the name of a column. */
const calendarName =
  /^(?:(?:янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)\p{L}*|(?:[1-4]|IV|I{1,3}) ?(?:кв\.?|квартал))\.?(?: \d{4})?(?: ?г(?:\.|од))?$/iu;

/**
 * Reads a row as the header of a plan: it names what is to be done and at least one of who, when and to what end. A
 * second row may name what stands under a wide cell («Срок»: «начало», «окончание»).
 */
export function readHeader(row: RawRow, next?: RawRow): { header: Header; rows: 1 | 2 } | undefined {
  const single = kindsOf(row.cells);
  // A title merged over the whole table names no columns.
  const names = row.cells.filter((cell) => cell.text).length;
  const under = next && names > 1 && wide(row.cells) ? headerUnder(row.cells, next.cells) : undefined;
  if (under) return { header: under, rows: 2 };
  return single && { header: single, rows: 1 };
}

function wide(cells: readonly RawCell[]): boolean {
  return cells.some((cell) => cell.merged === 'left');
}

/** «2024» below «Плановые значения» names a column. */
const aYear = /^20\d\d(?: ?г(?:\.|од))?$/u;

function headerUnder(upper: readonly RawCell[], lower: readonly RawCell[]): Header | undefined {
  if (!divides(upper, lower)) return undefined;
  let group = '';
  const joined = upper.map((cell, index): RawCell => {
    if (cell.merged !== 'left') group = cell.text;
    const below = lower[index];
    if (!below || below.merged === 'above' || !below.text)
      return cell.merged === 'left' ? { text: '' } : cell;
    const [whole, own] = [`${group} ${below.text}`.slice(0, 110), columnKind(below.text)];
    // «Показатель: наименование» names an indicator, «Срок: начало» a beginning.
    const of = columnKind(group);
    const keeps = of === 'indicator' || of === 'result' || of === 'responsible';
    return columnKind(whole) && (own === undefined || (keeps && columnKind(whole) === of))
      ? { text: whole }
      : below;
  });
  const parts = lower.filter((cell) => cell.text && !cell.merged);
  return parts.every(
    (cell) => cell.text.length < 60 && (!/\d{3}/.test(cell.text) || aYear.test(cell.text)),
  ) && !/^\d/.test(lower[0]?.text ?? '')
    ? kindsOf(joined)
    : undefined;
}

/** Whether a row stands under another as the second half of a header: it names the parts of wide cells, and only those. */
function divides(upper: readonly RawCell[], lower: readonly RawCell[]): boolean {
  let divided = false;
  for (let from = 0; from < upper.length;) {
    let to = from + 1;
    while (upper[to]?.merged === 'left') to += 1;
    const under = lower.slice(from, to).filter((cell) => !cell.merged);
    const named = under.some((cell) => cell.text);
    if (named && (to - from < 2 || under.length < 2)) return false;
    divided ||= named;
    from = to;
  }
  return divided;
}

function kindsOf(cells: readonly RawCell[]): Header | undefined {
  const kinds = cells.map((cell) => columnKind(cell.text) ?? 'other');
  const calendar = cells.map((cell, at) => kinds[at] === 'other' && calendarName.test(cell.text.trim()));
  if (calendar.filter(Boolean).length >= 3)
    calendar.forEach((is, at) => {
      if (is) kinds[at] = 'term-mark';
    });
  const strong = new Set(kinds);
  const measures = strong.has('title') || strong.has('section');
  for (const [kind, pattern] of weakNames) {
    if (strong.has(kind) || (kind === 'title' ? measures || !strong.has('term') : !measures)) continue;
    const weak = cells.findIndex(
      ({ text }) =>
        columnKind(text) !== 'term' && pattern.test(text.toLowerCase().replace(/\s+/g, ' ').trim()),
    );
    if (weak >= 0) kinds[weak] = kind;
  }
  const found = new Set(kinds);
  // «Наименование показателя» beside «Показатель»: without a column of measures it is no plan.
  if (!found.has('title')) {
    const only = kinds.indexOf('section');
    if (only < 0) return undefined;
    kinds[only] = 'title';
    found.add('title');
  }
  const who = found.has('responsible') || found.has('term-responsible');
  const when = [...found].some((kind) => kind.startsWith('term'));
  if (!who && !when) return undefined;
  if (!who || !when) {
    const more = ['number', 'result', 'indicator'].filter((kind) => found.has(kind as ColumnKind)).length;
    if (more === 0) return undefined;
  }
  const filled = cells.filter((cell) => cell.text);
  if (filled.some((cell) => cell.text.length > 160) || filled.length < 2) return undefined;
  // «Вид деятельности» beside «Мероприятия»: the measures are what is to be done.
  const telling = kinds.map((kind, at) => kind === 'title' && /мероприяти|меры/i.test(cells[at]!.text));
  const once = new Set<ColumnKind>();
  return kinds.map((kind, at) => {
    if (kind === 'other' || kind === 'term-mark') return kind;
    if (kind === 'title' && telling.includes(true) && !telling[at]) return 'other';
    const again = once.has(kind);
    once.add(kind);
    return again && !goesTogether(kind, cells[at]!.text) ? 'other' : kind;
  });
}

/** Whether a second column of a kind says more of the same: «Результат» and «Вид документа», «Исполнитель» and «Соисполнители». */
function goesTogether(kind: ColumnKind, name: string): boolean {
  if (/факт|(?:^|\s)план(?:$|\s)|отчет за/i.test(name)) return false;
  return (
    kind === 'result' || kind === 'indicator' || (kind === 'responsible' && /соисполн|участник/i.test(name))
  );
}

/** A row that only numbers the columns: «1 | 2 | 3 | 4 | 5». */
export function numbersColumns(cells: readonly RawCell[]): boolean {
  const filled = cells.filter((cell) => cell.text);
  return (
    filled.length >= 3 &&
    filled.every((cell, index) => cell.text.replace(/\D/g, '') === String(index + 1) && cell.text.length <= 3)
  );
}
