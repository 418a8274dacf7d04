import { type ColumnKind } from './columns.ts';
import { type RawRow } from './raw-table.ts';

/** «2024», «2024 год» as the name of a column. */
export const yearName = /^(?:в )?(20\d\d) ?(?:г\.?|год\S*)?$/u;

const month = '(?:янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)\\p{L}*';
const quarter = '(?:[1-4]|IV|I{1,3})(?:-?й)? ?(?:кв\\.?|квартал)';
const half = '(?:[12]|I{1,2})(?:-?е)? ?(?:полугодие|полуг\\.?|п/г)|(?:перв|втор)ое полугодие';
const year = '(?:в )?20\\d\\d(?: ?[-–—/] ?(?:20)?\\d\\d)?(?: ?(?:уч\\S*|учебн\\S*))?(?: ?(?:г\\.?|год\\S*))?';
const ofYear = '\\.?(?: 20\\d\\d)?(?: ?г(?:\\.|од)?)?';

/** A month or a quarter as the name of a column. */
export const isMonth = new RegExp(`^(?:${month}|${quarter})${ofYear}$`, 'iu');
/** A month, a quarter, a half-year or a year as the name of a column. */
export const calendarName = new RegExp(`^(?:(?:${month}|${quarter}|${half})${ofYear}|${year})$`, 'iu');

const romans = 'I II III IV V VI VII VIII IX X XI XII'.split(' ');
const months = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ');

/** Names of columns that are Roman numbers: «IX», «X», «I» are months, «I» to «IV» alone are quarters. */
export function romanCalendar(texts: readonly string[]): (string | undefined)[] {
  const found = texts.map((text) =>
    romans.indexOf(text.trim().toUpperCase().replaceAll('Х', 'X').replaceAll('І', 'I')),
  );
  const some = found.filter((value) => value >= 0);
  if (some.length < 2) return [];
  const quarters = some.every((value) => value < 4);
  return found.map((value) =>
    value < 0 ? undefined : quarters ? `${romans[value]} квартал` : months[value],
  );
}

/** A sign that a measure falls into the time that the column names. */
const sign = /^(?:[+*✓✔√☑●•■xхv]{1,2}|да)$/iu;
/** A sign that it does not. */
export const noSign = /^(?:[-–—_0]|нет)$/iu;

/**
 * Columns named by times, in which nothing but signs stands, say when a measure is done: «2023 | 2024 | 2025», «IX | X | XI».
 * Gives the kinds and names of the columns with these told.
 */
export function withMarks(
  header: readonly ColumnKind[],
  names: readonly string[],
  rows: readonly RawRow[],
): { header: readonly ColumnKind[]; names: readonly string[] } {
  const roman = romanCalendar(names.map((name, at) => (header[at] === 'other' ? name : '')));
  const marks = header.map((kind, at) => {
    if (kind !== 'other' || !(roman[at] ?? calendarName.test(names[at] ?? ''))) return false;
    const filled = rows.flatMap(({ cells }) => {
      const text = cells.length > at ? cells[at]!.text : '';
      return text && text !== names[at] ? [text] : [];
    });
    return (
      filled.every((text) => sign.test(text) || noSign.test(text)) && filled.some((text) => sign.test(text))
    );
  });
  if (!marks.some(Boolean)) return { header, names };
  return {
    header: header.map((kind, at) => (marks[at] ? 'term-mark' : kind)),
    names: names.map((name, at) => (marks[at] ? (roman[at] ?? name) : name)),
  };
}
