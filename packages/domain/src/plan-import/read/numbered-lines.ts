import { type Header } from '../header.ts';
import { headingWord, readNumber, splitNumber, type RowNumber } from '../numbers.ts';
import { type RawCell, type RawRow } from '../raw-table.ts';
import { isTerm, saysWhen } from '../when-who.ts';
import { isBelowTable, isSignedBelow } from './below-table.ts';
import { fitBeginnings, fitLines, key, mostLines, type FittedLines, type KnownColumns } from './fit-lines.ts';
import { begins, endsRows, hasNumberedHeadings, mayHead } from './line-rows.ts';
import { follows, placeOf, rawOf, textOf, type LineCell } from './line-cell.ts';

/** The lines between the number of a row and that of the next. */
interface Block {
  number: RowNumber;
  lines: RawCell[];
  place: string;
  /** It is «1. Кадры», and the rows below it count from one. */
  heading?: true;
}

/** A way to lay a row out that is as good within this is a doubt. */
const doubtful = 0.6;

/**
 * Rows of which every paragraph stands on a line of its own and the number before its row. Where cells begin, their contents
 * say, and the texts that surely stand in a column elsewhere; a row that could be laid out otherwise is marked.
 */
export function readNumberedLines(
  cells: readonly LineCell[],
  kinds: Header,
  header: readonly string[],
  /** Lines are not whole paragraphs: only above a number that counts anew may one be a heading. */
  wrapped = false,
): RawRow[] {
  const { lead, blocks } = blocksOf(cells, kinds, header);
  const worded = hasNumberedHeadings(cells, kinds);
  const known = knownColumns(blocks, kinds);
  const rows: RawRow[] = lead.map((cell) => ({ cells: [cell], gap: false, place: blocks[0]?.place ?? '' }));
  const lone = blocks.filter(({ heading }) => heading).length === 1;
  blocks.forEach((block, index) => {
    const next = blocks[index + 1];
    if (block.heading) {
      // A heading alone may be a list of one point in the last cell above.
      const above = rows.at(-1);
      if (above && lone) above.placed = 'doubtful';
      rows.push({ cells: block.lines, gap: false, place: block.place });
      return;
    }
    const { fitted, heading } = next
      ? withHeading(block, next.number, { kinds, known, worded, wrapped })
      : { fitted: withoutTail(block.lines, kinds, known), heading: undefined };
    rows.push(rowOf(block, fitted, kinds));
    if (heading) rows.push({ cells: [heading], gap: false, place: next!.place });
  });
  // Without a column of terms «Сентябрь» between rows may head those below or be the term of that above.
  const unsure =
    !kinds.some((kind) => kind.startsWith('term')) &&
    rows.some(({ cells: own }) => own.length === 1 && own[0]!.text.length < 60 && isTerm(own[0]!.text));
  return unsure ? rows.map((row) => (row.cells.length > 1 ? { ...row, placed: 'doubtful' } : row)) : rows;
}

function blocksOf(
  cells: readonly LineCell[],
  kinds: Header,
  header: readonly string[],
): { lead: RawCell[]; blocks: Block[] } {
  const lead: RawCell[] = [];
  const blocks: Block[] = [];
  let headings = 0;
  const numbers = cells.map((cell) => numberIn(textOf(cell)));
  // Where numbers stand alone, «2) План» is a point of a list, unless a number comes right behind: then it is a heading.
  const alone = numbers.filter((found) => found?.alone).length;
  const lonely = alone > 1 && alone > numbers.filter((found) => found && !found.alone).length;
  for (const [at, cell] of cells.entries()) {
    const found = numbers[at];
    const open = blocks.at(-1);
    const text = textOf(cell);
    if (found && !found.alone && countsAnew(found.number, numbers[at + 1])) {
      blocks.push({ number: found.number, lines: [{ text }], place: placeOf(cell), heading: true });
      headings = found.number.parts[0]!;
      continue;
    }
    if (found && open && !open.heading && standsBetween(found, open, numbers[at + 1], headings + 1)) {
      // The rows count on from the row above.
      blocks.push({ number: open.number, lines: [{ text }], place: placeOf(cell), heading: true });
      headings += 1;
      continue;
    }
    const point = numbers[at + 1] === undefined || /^\d{1,2}\)/.test(text);
    const listed = lonely && found && !found.alone && point && open !== undefined;
    const value =
      found?.alone && open && !open.heading && isValue(found.number, open.number, numbers, at, kinds.length);
    if (found && !listed && !value && begins(found.number, open?.number, found.alone)) {
      blocks.push({
        number: found.number,
        lines: found.rest === undefined ? [] : [{ text: found.rest }],
        place: placeOf(cell),
      });
    } else if (open) {
      const row = {
        cells: [{ text: '' }, ...open.lines.slice(0, kinds.length)],
        gap: false,
        place: open.place,
      };
      if (open.lines.length >= 2 && endsRows(cells, at, { open: row, last: open.number, header })) break;
      if (!header.includes(text)) open.lines.push(rawOf(cell));
    } else if (lead.length === 0) lead.push(rawOf(cell));
  }
  return { lead, blocks };
}

/** Whether «1» stands alone behind «2. Кадры»: it counts the rows under that heading. */
function countsAnew(heading: RowNumber, next: NumberIn | undefined): boolean {
  return (
    heading.parts.length === 1 &&
    next?.alone === true &&
    !next.number.roman &&
    next.number.parts.join() === '1'
  );
}

/** Whether a number alone in its line is a value («5» seminars), because the number that the next row must have comes soon. */
function isValue(
  number: RowNumber,
  above: RowNumber,
  numbers: readonly (NumberIn | undefined)[],
  at: number,
  width: number,
): boolean {
  if (number.roman || number.letter || number.parts.length !== above.parts.length) return false;
  // Between two rows stand a name at least and when or who; behind a value less.
  const near = follows(number, above) || number.parts.at(-1)! <= above.parts.at(-1)!;
  const ahead = numbers.slice(at + 1, at + (near ? 3 : 1 + width));
  const last = at + 2 >= numbers.length && !follows(number, above);
  return last || ahead.some((next) => next?.alone === true && follows(next.number, above));
}

/** Whether «2. Качество» stands between rows that count on («4», «5»), and counts on itself from the heading before. */
function standsBetween(
  { number, alone, rest }: NumberIn,
  above: Block,
  next: NumberIn | undefined,
  expected: number,
): boolean {
  if (alone || !next?.alone || !follows(next.number, above.number) || next.number.parts.length > 1)
    return false;
  // «1. Приказ», «2. План» in the cell above are points of its list.
  const listed = above.lines.some(({ text }) => splitNumber(text) !== undefined);
  return !listed && !number.roman && number.parts.join() === String(expected) && /^\p{Lu}/u.test(rest ?? '');
}

interface NumberIn {
  number: RowNumber;
  /** Nothing else stands in the line; otherwise `rest` does. */
  alone: boolean;
  rest?: string;
}

function numberIn(text: string): NumberIn | undefined {
  const number = readNumber({ text });
  if (number) return { number, alone: true };
  const split = splitNumber(text);
  return split && { number: split.number, alone: false, rest: split.rest };
}

/** What stands in the columns of rows that have as many lines as there are columns, and can be laid out in one way only. */
function knownColumns(blocks: readonly Block[], kinds: Header): KnownColumns {
  const columns = kinds.map(() => ({ texts: new Set<string>(), filled: 0 }));
  const rows = blocks.filter(({ lines }) => lines.length > 1);
  for (const { lines } of rows) {
    const { cells, margin } = fit(lines, kinds, new Map());
    const sure = lines.length === kinds.length - 1 && margin >= 1.5;
    const whole = sure && cells.every(({ text }, column) => column === 0 || text);
    cells.forEach(({ text }, column) => {
      if (text) columns[column]!.filled += 1 / rows.length;
      if (whole && kinds[column] !== 'title') columns[column]!.texts.add(key(text));
    });
  }
  return new Map(columns.entries());
}

interface Fitting {
  kinds: Header;
  known: KnownColumns;
  worded: boolean;
  wrapped: boolean;
}

/** Lays a row out, with or without its last line as the heading of the next rows, whichever fits better. */
function withHeading(
  { lines, number }: Block,
  next: RowNumber,
  { kinds, known, worded, wrapped }: Fitting,
): { fitted: FittedLines; heading?: RawCell } {
  const whole = fit(lines, kinds, known);
  const last = lines.at(-1);
  if (lines.length < 2 || !last || !mayHead(last.text, number, next, worded)) return { fitted: whole };
  const anew = next.parts.at(-1) === 1 && next.parts.length <= number.parts.length;
  if (wrapped && !anew && !headingWord.test(last.text)) return { fitted: whole };
  const without = fit(lines.slice(0, -1), kinds, known);
  const gain = without.score + (headingWord.test(last.text) ? 3.5 : anew ? 2 : -1) - whole.score;
  const margin = Math.min(gain > 0 ? without.margin : whole.margin, Math.abs(gain));
  return gain > 0 ? { fitted: { ...without, margin }, heading: last } : { fitted: { ...whole, margin } };
}

/** Lays the last row out: what fits none of its cells is below the table. */
function withoutTail(lines: readonly RawCell[], kinds: Header, known: KnownColumns): FittedLines {
  const beginnings = fitBeginnings(lines.slice(0, mostLines), kinds, known);
  const ways = beginnings
    .slice(1)
    .map((fitted, index) => {
      const size = index + 1;
      const first = lines[size]?.text;
      const below =
        first !== undefined &&
        (isBelowTable(first) || headingWord.test(first) || isSignedBelow(first, lines[size + 1]?.text));
      return { ...fitted, score: fitted.score - (size === lines.length || below ? 0 : 1.5) };
    })
    .toReversed()
    .sort((left, right) => right.score - left.score);
  const [best, second] = ways;
  if (!best) return beginnings[0]!;
  return { ...best, margin: Math.min(best.margin, best.score - (second?.score ?? -Infinity)) };
}

function fit(lines: readonly RawCell[], kinds: Header, known: KnownColumns): FittedLines {
  return fitLines(lines.slice(0, mostLines), kinds, known);
}

function rowOf({ number, lines, place }: Block, { cells, margin }: FittedLines, kinds: Header): RawRow {
  // A time answers for nothing, though it stood where somebody should.
  const odd = kinds.some(
    (kind, column) => kind === 'responsible' && saysWhen(cells[column]!.text.slice(0, 60)),
  );
  // Sentences of an indicator and of a result look alike: where one ends is a guess if there are more than two.
  const ends = kinds.flatMap((kind, column) =>
    kind === 'indicator' || kind === 'result' ? [cells[column]!.text.split('\n')] : [],
  );
  const alike =
    ends.length > 1 && ends.flat().filter((text) => /^[\p{Lu}\d]/u.test(text)).length > ends.length;
  // A heading with a number has its name alone.
  const own = lines.length < 2 ? lines : cells.slice(1);
  return {
    cells: [{ text: number.text }, ...own],
    gap: false,
    place,
    ...(lines.length < 2
      ? {}
      : { placed: odd || alike || margin < doubtful || lines.length > mostLines ? 'doubtful' : 'surely' }),
  };
}
