import { type Cell, type Column, isEmpty, plain, shown } from './column.ts';
import { headerScore } from './map-columns.ts';

/** A header of one or two rows, and the row below which the table begins. */
export interface FoundHeader {
  header: string[];
  row: number;
  last: number;
  /** No column was known by its name: a person has to say which is which. */
  presumed?: true;
}

/**
 * Finds the header among the first rows of a file: the row that names most of the known columns. A second row may name
 * the parts of a wide cell: «Количество» over «участников» and «ниже минимума». `remembered` are names that a person chose
 * for columns of earlier files (plain header → key). Where nothing is known the first row of names is presumed; a table that
 * begins with values has a header without names.
 */
export function findHeader(
  top: readonly { row: number; cells: readonly Cell[] }[],
  known: readonly Column[],
  remembered: Readonly<Record<string, string>> = {},
): FoundHeader | undefined {
  const lines = top.map(({ row, cells }) => ({
    row,
    texts: Array.from(cells, (cell) => shown(cell ?? null)),
  }));
  const best = lines
    .map((line, at) => ({ ...line, at, score: headerScore(line.texts, known, remembered) }))
    .sort((left, right) => right.score - left.score || left.row - right.row)[0];
  if (!best || best.score < 2) return presumed(lines);
  const pairs = [best.at - 1, best.at].flatMap((at) => {
    const [upper, lower] = [lines[at], lines[at + 1]];
    const header = upper && lower && joined(upper.texts, lower.texts, known);
    // A title above the names is no group of theirs.
    const title = upper && upper !== best && new Set(upper.texts.filter(Boolean)).size < 2;
    return header && !title
      ? [{ header, row: upper.row, last: lower.row, score: headerScore(header, known, remembered) }]
      : [];
  });
  const both = pairs.sort((left, right) => right.score - left.score)[0];
  return both && both.score > best.score
    ? { header: both.header, row: both.row, last: both.last }
    : { header: best.texts, row: best.row, last: best.row };
}

/** The first row of several cells: names where all of them are words, else values below a header that is not there. */
function presumed(lines: readonly { row: number; texts: readonly string[] }[]): FoundHeader | undefined {
  const filled = (texts: readonly string[]): string[] => texts.filter((text) => !isEmpty(text));
  const first = lines.find(({ texts }) => new Set(filled(texts)).size > 1);
  if (!first) return undefined;
  const named = filled(first.texts).every((text) => /\p{L}/u.test(text));
  return named
    ? { header: [...first.texts], row: first.row, last: first.row, presumed: true }
    : { header: first.texts.map(() => ''), row: first.row - 1, last: first.row - 1, presumed: true };
}

function joined(
  upper: readonly string[],
  lower: readonly string[],
  known: readonly Column[],
): string[] | undefined {
  // «2», «3», «4», «5» may be marks; any other figure is a value.
  if (lower.some((text) => /^[\d\s.,%-]+$/.test(text) && !isEmpty(text) && !/^[2-5]$/.test(text.trim())))
    return undefined;
  const names = (text: string): boolean =>
    known.some((column) => column.names.some((pattern) => pattern.test(plain(text))));
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, at) => {
    const [above, below] = [upper[at] ?? '', lower[at] ?? ''];
    group = above || group;
    if (!below || below === above) return above;
    const whole = `${group} ${below}`;
    const mark = /^[2-5]$/.test(below.trim()) && /отмет|оцен|балл|распредел/i.test(group);
    return mark ? below : names(whole) ? whole : names(below) ? below : above || whole;
  });
}

/** «Итого», «В среднем по району»: a row that sums up the others. */
export function isTotal(cells: readonly Cell[]): boolean {
  const first = cells.find((cell) => !isEmpty(cell ?? null));
  return (
    typeof first === 'string' &&
    first.length < 60 &&
    /^(?:итого|всего|в среднем|средн(?:ее|ий)(?: балл| значение)?)(?![а-я])/.test(plain(first))
  );
}

/** «1 | 2 | 3 | 4» below the names: the numbers of the columns. */
export function numbersColumns(cells: readonly Cell[]): boolean {
  const filled = cells.flatMap((cell) => (isEmpty(cell ?? null) ? [] : [Number(cell)]));
  return filled.length > 2 && filled.every((value, at) => value === at + 1);
}

/**
 * One text alone in a row of a wide table: the name of a district above its rows, a remark or a signature below them. It is
 * no row of the table, where that asks for more than one cell.
 */
export function isLone(cells: readonly Cell[], known: readonly Column[]): boolean {
  const filled = cells.filter((cell) => !isEmpty(cell ?? null));
  const [only] = filled;
  const alike = new Set(filled.map((cell) => shown(cell))).size === 1;
  return (
    alike &&
    typeof only === 'string' &&
    /\p{L}/u.test(only) &&
    known.filter(({ required }) => required).length > 2
  );
}
