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
  | 'responsible'
  | 'indicator'
  | 'result'
  | 'other';

/** Names of columns as documents write them; the first that matches wins, so the telling ones stand first. */
const names: readonly (readonly [ColumnKind, RegExp])[] = [
  [
    'number',
    /^(№+|n|no|nn|№ ?№|#)\.?( ?п ?[/\\|.]? ?п\.?)?$|^п ?[/\\|.]? ?п\.?$|^№+ ?(пункта|мероприятия|строки|стр|п\.?)|^(номер|пункт)( п.*)?$/,
  ],
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
    /^отв(етст?венн.*|\.?)$|^отв\.? (исполнител|лиц|за).*|^(со)?исполнител\S*( .*)?$|ответствен.*(исполнител|лиц|орган|за |$)|^(участники|исполнители)?,? ?(и )?ответственн|^кто$|^(субъект|орган)\S* |^должностн\S+ лиц|^кто (проводит|отвечает|исполняет|делает)|^организатор\S*/,
  ],
  [
    'term',
    /^(?:сроки?|дата|период)(?:[ ,(/]|$)|^(планируем\S+ |планов\S+ |примерн\S+ |контрольн\S+ )?(срок\S*|дата|даты|период\S*|время|когда|периодичность|месяц|календарн\S+ срок\S*)( .*)?$/,
  ],
  ['indicator', /показател|индикатор|критери|^(целевое|плановое) значени|^целев\S+ ориентир|измерител/],
  [
    'result',
    /результат|эффект|^(итог\S*|выход|продукт\S*)( .*)?$|(вид|форма|наименование) (документа|отчет\S*|предъявления|представления)|^документ\S*|отчетн|подтвержда/,
  ],
  [
    'title',
    /мероприяти|содержани\S* (работ|деятельност|мероприят)|^содержание$|^действи[яе]|наименование (работ|действ|меры)|^меры?$|виды? (работ|деятельност)|^(управленческ\S+ )?(решени|действи)\S*$|перечень (мер|работ|действ)|^что (сделать|делаем)|^задани[ея]|^шаги?$|^наименование$|^тема$|^название$|^формы и (методы|виды)/,
  ],
  ['section', /^раздел\S*$|^направлени[ея]( \S+){0,3}$|^блок\S*$|^этап\S*$|^задач[аи]$|^модул\S*$/],
];

/** The kinds of a header row, by position. */
export type Header = readonly ColumnKind[];

/** What a column's name says it holds; nothing for a name not known. */
export function columnKind(name: string): ColumnKind | undefined {
  step();
  const text = name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(\p{L})-\s*\n\s*(\p{Ll})/gu, '$1$2')
    .replace(/\s+/g, ' ')
    .replace(/[*:.;,]+$/, '')
    .trim();
  if (!text || text.length > 120) return undefined;
  return names.find(([, pattern]) => pattern.test(text))?.[0];
}

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

function headerUnder(upper: readonly RawCell[], lower: readonly RawCell[]): Header | undefined {
  let group = '';
  const joined = upper.map((cell, index): RawCell => {
    if (cell.merged !== 'left') group = cell.text;
    const below = lower[index];
    if (!below || below.merged === 'above' || !below.text)
      return cell.merged === 'left' ? { text: '' } : cell;
    return columnKind(`${group} ${below.text}`.slice(0, 110)) && columnKind(below.text) === undefined
      ? { text: `${group} ${below.text}`.slice(0, 110) }
      : below;
  });
  const parts = lower.filter((cell) => cell.text && !cell.merged);
  return parts.length > 0 &&
    parts.every((cell) => cell.text.length < 60 && !/\d{3}/.test(cell.text)) &&
    !/^\d/.test(lower[0]?.text ?? '')
    ? kindsOf(joined)
    : undefined;
}

function kindsOf(cells: readonly RawCell[]): Header | undefined {
  const kinds = cells.map((cell) => columnKind(cell.text) ?? 'other');
  const found = new Set(kinds);
  // «Наименование показателя» beside «Показатель»: without a column of measures it is no plan.
  if (!found.has('title')) {
    const only = kinds.indexOf('section');
    if (only < 0) return undefined;
    kinds[only] = 'title';
    found.add('title');
  }
  const who = found.has('responsible');
  const when = found.has('term') || found.has('term-start') || found.has('term-end');
  if (!who && !when) return undefined;
  if (!who || !when) {
    const more = ['number', 'result', 'indicator'].filter((kind) => found.has(kind as ColumnKind)).length;
    if (more === 0) return undefined;
  }
  const filled = cells.filter((cell) => cell.text);
  if (filled.some((cell) => cell.text.length > 160) || filled.length < 2) return undefined;
  const once = new Set<ColumnKind>();
  return kinds.map((kind) => {
    if (kind === 'other') return kind;
    const again = once.has(kind);
    once.add(kind);
    // A second «результат» is usually the one for the indicator; a second anything else is read over.
    return again ? 'other' : kind;
  });
}

/** A row that only numbers the columns: «1 | 2 | 3 | 4 | 5». */
export function numbersColumns(cells: readonly RawCell[]): boolean {
  const filled = cells.filter((cell) => cell.text);
  return (
    filled.length >= 3 &&
    filled.every((cell, index) => cell.text.replace(/\D/g, '') === String(index + 1) && cell.text.length <= 3)
  );
}
