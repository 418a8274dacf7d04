import { type Cell, type Column, isEmpty, plain, shown } from './column.ts';
import { headerScore } from './map-columns.ts';

/** A header of one or two rows, and the row below which the table begins. */
export interface FoundHeader {
  header: string[];
  row: number;
  last: number;
}

/**
 * Finds the header among the first rows of a file: the row that names most of the known columns. A second row may name
 * the parts of a wide cell: «Количество» over «участников» and «ниже минимума».
 */
export function findHeader(
  top: readonly { row: number; cells: readonly Cell[] }[],
  known: readonly Column[],
): FoundHeader | undefined {
  const lines = top.map(({ row, cells }) => ({
    row,
    texts: Array.from(cells, (cell) => shown(cell ?? null)),
  }));
  const best = lines
    .map((line, at) => ({ ...line, at, score: headerScore(line.texts, known) }))
    .sort((left, right) => right.score - left.score || left.row - right.row)[0];
  if (!best || best.score < 2) return undefined;
  const below = lines[best.at + 1];
  const both = below && joined(best.texts, below.texts, known);
  return both && headerScore(both, known) > best.score
    ? { header: both, row: best.row, last: below.row }
    : { header: best.texts, row: best.row, last: best.row };
}

function joined(
  upper: readonly string[],
  lower: readonly string[],
  known: readonly Column[],
): string[] | undefined {
  if (lower.some((text) => /^[\d\s.,%-]+$/.test(text) && !isEmpty(text))) return undefined;
  const names = (text: string): boolean =>
    known.some((column) => column.names.some((pattern) => pattern.test(plain(text))));
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, at) => {
    const [above, below] = [upper[at] ?? '', lower[at] ?? ''];
    group = above || group;
    if (!below || below === above) return above;
    const whole = `${group} ${below}`;
    return names(whole) ? whole : names(below) ? below : above || whole;
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
