import { columnKind } from '../columns.ts';
import { documentName } from '../page-edge.ts';
import { readHeader, isColumnName, type Header } from '../header.ts';
import { readNumber, splitNumber, isUnder, type RowNumber } from '../numbers.ts';
import { type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { barredCells } from './barred.ts';
import { ownParagraphs } from './below-table.ts';
import { flatNames } from './flat-lines.ts';
import { textOfHtml } from './html.ts';
import { follows, kindsOf, placeOf, rawOf, row, textOf, type LineCell } from './line-cell.ts';
import { countsRows, joinedNames } from './name-lines.ts';
import { hasNumbers, readPlainRows, wholeRows } from './plain-rows.ts';
import { withoutTitle } from './title-between.ts';

/** Whether most cells stand on lines of their own that begin with a tab. */
export function hasTabbedCells(text: string): boolean {
  let alone = 0;
  let rows = 0;
  for (const line of text.split('\n')) {
    const tab = line.lastIndexOf('\t');
    if (tab < 0) continue;
    if (line.slice(0, tab).trim()) rows += 1;
    else if (line.indexOf('\t') === 0) alone += 1;
  }
  return alone >= 8 && alone > rows * 2;
}

/** Reads converted text with one cell a line, each after a tab; lines without a tab go on with the cell. */
export function readTabbedCells(text: string): RawDocument {
  const cells: LineCell[] = [];
  const paragraphs: string[] = [];
  const lead: string[] = [];
  let blank = 0;
  text.split('\n').forEach((line, index) => {
    const begins = line.startsWith('\t');
    const pieces = begins ? line.replace(/^\t+/, '').split('\t') : [line];
    pieces.forEach((piece) => {
      const { text: own } = textOfHtml(piece);
      if (begins)
        cells.push({
          paragraphs: own ? [{ text: own, blank: 0 }] : [],
          line: index + 1,
          ...(blank > 0 ? { after: true } : {}),
        });
      else if (!own) blank += 1;
      else {
        const open = cells.at(-1)?.paragraphs;
        if (open) open.push({ text: own, blank });
        else lead.push(own);
        paragraphs.push(own);
      }
      if (begins || own) blank = 0;
    });
  });
  return { tables: tablesOf(cells, readTabbedRows, lead), paragraphs, problems: [] };
}

/** Reads text in which bars end cells and lines do not end rows. */
export function readBarred(text: string): RawDocument | undefined {
  const found = barredCells(text);
  if (!found) return undefined;
  const tables = tablesOf(found.cells, readTabbedRows, found.lead);
  return tables.length > 0 ? { tables, paragraphs: found.paragraphs, problems: [] } : undefined;
}

/**
 * Reads text with every cell, or every paragraph of it, on a line of its own and nothing between them, or with empty lines
 * between the cells and none inside.
 */
export function readPlainLines(text: string): RawDocument {
  const lines = text.split('\n').flatMap((line, index): LineCell[] => {
    const { text: own } = textOfHtml(line.replaceAll('**', ''));
    const said = own && !/^\d+ из \d+$/.test(own) ? (flatNames(line.trim()) ?? [own]) : [];
    const cells = said.map((one): LineCell => ({ paragraphs: [{ text: one, blank: 0 }], line: index + 1 }));
    return cells.length > 0 ? cells : [{ paragraphs: [], line: index + 1 }];
  });
  const cells = joinedNames(lines.filter(({ paragraphs }) => paragraphs.length > 0));
  const tables = tablesOf(cells, readPlainRows);
  const blocks = blocksOf(lines);
  const tall = blocks.filter(({ paragraphs }) => paragraphs.length > 1).length;
  const byBlock = tall > 0 && tall * 2 < blocks.length ? tablesOf(blocks, readPlainRows) : [];
  const widest = (found: RawTable[]): number =>
    Math.max(0, ...found.map(({ rows }) => rows[0]!.cells.length));
  return {
    tables: byBlock.length > 0 && widest(byBlock) >= widest(tables) ? byBlock : tables,
    paragraphs: cells.map(textOf),
    problems: [],
  };
}

/** Lines between empty ones as the paragraphs of one cell. */
function blocksOf(lines: readonly LineCell[]): LineCell[] {
  const blocks: LineCell[] = [];
  let open = false;
  for (const { paragraphs, line } of lines) {
    if (paragraphs.length === 0) open = false;
    else if (open) blocks.at(-1)!.paragraphs.push(...paragraphs);
    else {
      blocks.push({ paragraphs: [...paragraphs], line });
      open = true;
    }
  }
  return blocks;
}

/** Cuts the stream of cells at its headers and lets `rows` make rows of what stands between. */
function tablesOf(
  cells: readonly LineCell[],
  rows: (cells: LineCell[], width: number, header: readonly string[]) => RawRow[],
  lead: readonly string[] = [],
): RawTable[] {
  const heads: { start: number; width: number; unnamed?: boolean }[] = [];
  for (let at = 0; at < cells.length; at += 1) {
    const width = headerAt(cells, at);
    if (!width) continue;
    const unnamed = rows === readTabbedRows && countsFrom(cells, at, width);
    heads.push(unnamed ? { start: at - 1, width: width + 1, unnamed } : { start: at, width });
    at += width - 1;
  }
  return heads.map(({ start, width, unnamed }, index) => {
    const end = heads[index + 1]?.start ?? cells.length;
    const header: RawRow = {
      cells: cells.slice(start, start + width).map(rawOf),
      gap: false,
      place: placeOf(cells[start]!),
    };
    const below = cells.slice(start + width, end);
    const own = rows === readPlainRows ? below.slice(countersIn(below, width)) : below;
    const names = header.cells.map(({ text }) => text);
    // The column of numbers may have no name.
    const counted = rows === readPlainRows && !kindsOf(names).includes('number') && countsRows(own, width);
    if (counted) header.cells.unshift({ text: '' });
    if (unnamed) [header.cells[0], names[0]] = [{ text: '' }, '№'];
    const body = rows(
      heads[index + 1] ? withoutTitle(own) : own,
      header.cells.length,
      counted ? ['№', ...names] : names,
    );
    const lastRow = body.at(-1);
    // The line above the next header is its title.
    if (heads[index + 1] && lastRow && lastRow.cells.length === header.cells.length + 1) lastRow.cells.pop();
    return {
      rows: [header, ...body],
      before: start === 0 ? lead.slice(-10) : beforeOf(cells, start),
      exact: false,
    };
  });
}

/** Names of columns that say nothing of a plan may stand between the others and the numbers of the columns. */
const mostOther = 8;

/** How many lines below a header only count its columns, each «1», «2», «3», … in a line of its own, with the names left above them. */
function countersIn(cells: readonly LineCell[], width: number): number {
  const first = cells.slice(0, mostOther).findIndex((cell) => textOf(cell) === '1');
  if (first < 0) return 0;
  let count = 1;
  while (cells[first + count] && textOf(cells[first + count]!) === String(count + 1)) count += 1;
  return count >= Math.max(3, width) ? first + count : 0;
}

/** Whether an empty cell above the numbers of the rows stands before the names of a header. */
function countsFrom(cells: readonly LineCell[], start: number, width: number): boolean {
  const before = cells[start - 1];
  // The text above the table is the first cell where a bar stands below it.
  if (!before || (textOf(before) && start > 1) || columnKind(textOf(cells[start]!)) === 'number')
    return false;
  const rows = cells.slice(start + width, start + 3 * width + 4);
  return rows.some((cell) => readNumber(rawOf(cell))?.parts.join() === '1');
}

/** Paragraphs above a header: those that an empty line parts from the last cell of the table before. */
function beforeOf(cells: readonly LineCell[], start: number): string[] {
  const previous = cells[start - 1];
  if (!previous) return [];
  const cut = previous.paragraphs.findIndex(({ blank }, index) => index > 0 && blank >= 2);
  const rest = cut < 0 ? previous.paragraphs.slice(-1) : previous.paragraphs.slice(cut);
  return rest.map(({ text }) => text).slice(-10);
}

const widths = new WeakMap<readonly LineCell[], number[]>();

/** How many cells from here on are the header of a plan; 0 where none begins. Each cell is looked at once. */
function headerAt(cells: readonly LineCell[], start: number): number {
  let known = widths.get(cells);
  if (!known) {
    known = [];
    // From the end: what begins further below is known before it is asked for.
    for (let at = cells.length - 1; at >= 0; at -= 1) known[at] = headerWidth(cells, at, known);
    widths.set(cells, known);
  }
  return known[start] ?? 0;
}

function headerWidth(cells: readonly LineCell[], start: number, below: readonly number[]): number {
  if (!columnKind(textOf(cells[start]!))) return 0;
  let known = 0;
  const named = (at: number): boolean =>
    cells[at] !== undefined &&
    textOf(cells[at]).length < 80 &&
    // «Срок: май 2024» says it, and names no column.
    !/:\s*\S/.test(textOf(cells[at])) &&
    isColumnName(textOf(cells[at]));
  // One name between others may be strange.
  const strange = (at: number): boolean =>
    known > 1 && named(at + 1) && /^\p{Lu}[^\d.;]{3,50}$/u.test(textOf(cells[at]!));
  while (known < 10 && (named(start + known) || strange(start + known))) known += 1;
  if (known < 3) return 0;
  // A row whose first cell is a number by name has it once: a repeated header begins anew.
  const again = cells
    .slice(start + 1, start + known)
    .findIndex((cell) => columnKind(textOf(cell)) === 'number');
  const counted = columnKind(textOf(cells[start]!)) === 'number';
  // «II. Мероприятия» stands above a header that begins with the number.
  if (again >= 0 && !counted && (below[start + 1 + again] ?? 0) > 0) return 0;
  let width = again >= 0 && counted ? again + 1 : known;
  const headerOf = (size: number): Header | undefined =>
    readHeader({ cells: cells.slice(start, start + size).map(rawOf), gap: false, place: '' })?.header;
  // «Направление 1. Управление» behind all names, or «Школьные мероприятия», is the first heading of the rows.
  const heads = (text: string): boolean =>
    /^(?:раздел|направлени|блок|этап|задача|модул|цель|работа)|[«\d]/iu.test(text) ||
    columnKind(text) === 'title';
  while (width > 3 && heads(textOf(cells[start + width - 1]!)) && namesAll(headerOf(width - 1))) width -= 1;
  // «План-график совместных мероприятий на 2024 год» above the names is the title of the document.
  const first = textOf(cells[start]!);
  if ((documentName.test(first) || first.length > 60 || splitNumber(first)) && (below[start + 1] ?? 0) > 0)
    return 0;
  return headerOf(width) ? width : 0;
}

/** Whether a header says what, when and who. */
function namesAll(header: Header | undefined): boolean {
  return (['title', 'term', 'responsible'] as const).every((kind) => header?.includes(kind));
}

/** How many empty cells a page may leave between two rows, or in one. */
const mostEmpty = 40;

/** Where the next number stands behind nothing but empty cells. */
function behindEmpty(cells: readonly LineCell[], at: number, last: RowNumber): number | undefined {
  const filled = cells.slice(at, at + mostEmpty).findIndex((cell) => textOf(cell) !== '');
  const found = filled < 0 ? undefined : cells[at + filled];
  return found && follows(readNumber(rawOf(found)), last) ? at + filled : undefined;
}

/** The cells of a row among which, and behind it, a page has left a whole row of empty ones or more. */
function spreadRow(
  cells: readonly LineCell[],
  at: number,
  width: number,
  number: RowNumber,
): { own: LineCell[]; end: number } | undefined {
  const ahead = cells.slice(at + width, at + width + mostEmpty);
  const next = ahead.findIndex((cell) => follows(readNumber(rawOf(cell)), number));
  if (next < width) return undefined;
  const end = at + width + next;
  const own = cells.slice(at, end).filter((cell) => textOf(cell) !== '');
  const filledAhead = ahead.slice(0, next).some((cell) => textOf(cell) !== '');
  return own.length <= width && own.length > 2 && filledAhead ? { own, end } : undefined;
}

/** How many cells below a header only count its columns: «1», «2», «3», … up to the last. */
function countedColumns(cells: readonly LineCell[], width: number): number {
  const counted = cells
    .slice(0, width)
    .every((cell, at) => textOf(cell).replace(/\.$/, '') === String(at + 1));
  return counted && cells.length > width ? width : 0;
}

function readTabbedRows(cells: LineCell[], width: number, header: readonly string[]): RawRow[] {
  const kinds = kindsOf(header);
  if (kinds.indexOf('number') > 0 || (kinds[0] !== 'number' && !hasNumbers(cells)))
    return wholeRows(cells, kinds);
  const rows: RawRow[] = [];
  const numberAt = (index: number): RowNumber | undefined =>
    cells[index] ? readNumber(rawOf(cells[index])) : undefined;
  let before: RowNumber | undefined;
  for (let at = countedColumns(cells, width); at < cells.length;) {
    const number = numberAt(at);
    if (!number) {
      const over = before && !textOf(cells[at]!) ? behindEmpty(cells, at, before) : undefined;
      if (over !== undefined) {
        at = over;
        continue;
      }
      const next = [1, 2, 3].find((ahead) => numberAt(at + ahead));
      if (next === undefined) {
        // Nothing numbered follows soon: the rest belongs to another table.
        if (cells.length - at > 3 || rows.length > 0) break;
      }
      if (textOf(cells[at]!)) rows.push(row([cells[at]!]));
      at += 1;
      continue;
    }
    before = number;
    const child = numberAt(at + 2);
    if (child && (number.roman ? !child.roman : isUnder(child, number))) {
      rows.push(row(cells.slice(at, at + 2)));
      at += 2;
      continue;
    }
    let size = 1;
    while (size < width && cells[at + size] && !follows(numberAt(at + size), number)) size += 1;
    // A page that ends inside a cell makes two of it.
    const torn = cells
      .slice(at + 2, at + size)
      .filter((cell) => cell.after && /^\p{Ll}/u.test(textOf(cell))).length;
    if (torn > 0 && numberAt(at + width + torn)) size = width + torn;
    const spread = size === width ? spreadRow(cells, at, width, number) : undefined;
    if (spread) {
      rows.push(row(spread.own));
      at = spread.end;
      continue;
    }
    const own = cells.slice(at, at + size);
    at += size;
    const goesOn =
      [0, 1, 2].some((ahead) => numberAt(at + ahead)) || behindEmpty(cells, at, number) !== undefined;
    const last = own.at(-1)!;
    const far = last.paragraphs.findIndex(({ blank }) => blank >= 2);
    const near = ownParagraphs(
      last.paragraphs.map(({ text }) => text),
      (index) => last.paragraphs[index]!.blank > 0,
    );
    const cut = Math.min(far < 0 ? Infinity : far, near);
    if (!goesOn) own[own.length - 1] = { ...last, paragraphs: last.paragraphs.slice(0, cut) };
    rows.push(row(own));
    if (!goesOn) break;
  }
  return rows;
}
