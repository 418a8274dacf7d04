import { columnKind } from '../columns.ts';
import { documentName } from '../page-edge.ts';
import { readHeader, isColumnName, type Header } from '../header.ts';
import { readNumber, splitNumber, isUnder, type RowNumber } from '../numbers.ts';
import { type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { ownParagraphs } from './below-table.ts';
import { textOfHtml } from './html.ts';
import { follows, kindsOf, placeOf, rawOf, row, textOf, type LineCell } from './line-cell.ts';
import { countsRows, joinedNames } from './name-lines.ts';
import { hasNumbers, readPlainRows, wholeRows } from './plain-rows.ts';

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
    if (line === noLine) return;
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

/** Stands for a line with nothing but the bar that ends the cell above it. */
const noLine = '\u0000';

/** Where in the lines of a cell it begins: the lines above a header are no part of its first cell. */
function firstOfName(lines: readonly string[], begins: number): number {
  for (let size = 1; size <= Math.min(2, lines.length); size += 1) {
    const kind = columnKind(lines.slice(-size).join('\n').trim());
    if (kind === 'number' || (kind && begins === 0 && lines.length > size))
      return begins + lines.length - size;
  }
  return begins;
}

/**
 * Text in which a bar ends every cell («Срок |»), with a tab before each cell instead; nothing where cells do not end so.
 */
export function tabbedOfBarred(text: string): string | undefined {
  const lines = text.split('\n');
  const bars = lines.filter((line) => /^[^|]*\|\s*$/.test(line)).length;
  if (bars < 8 || bars < lines.filter((line) => /\|.*\S.*\|/.test(line)).length * 4) return undefined;
  let begins = 0;
  for (const [index, line] of lines.entries()) {
    const own = line.replace(/\|\s*$/, '').trim();
    if (own === line.trim()) continue;
    const alone = own === '' && begins < index;
    lines[index] = alone ? noLine : own;
    begins = firstOfName(lines.slice(begins, index + (alone ? 0 : 1)), begins);
    lines[begins] = `\t${lines[begins]}`;
    begins = index + 1;
  }
  // What no bar ends is below the table, or a cell that the end of the text has cut.
  return lines.slice(0, begins).join('\n');
}

/**
 * Reads text with every cell, or every paragraph of it, on a line of its own and nothing between them, or with empty lines
 * between the cells and none inside.
 */
export function readPlainLines(text: string): RawDocument {
  const lines = text.split('\n').map((line, index): LineCell => {
    const { text: own } = textOfHtml(line.replaceAll('**', ''));
    const said = own && !/^\d+ из \d+$/.test(own);
    return { paragraphs: said ? [{ text: own, blank: 0 }] : [], line: index + 1 };
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
  const heads: { start: number; width: number }[] = [];
  for (let at = 0; at < cells.length; at += 1) {
    const width = headerAt(cells, at);
    if (!width) continue;
    heads.push({ start: at, width });
    at += width - 1;
  }
  return heads.map(({ start, width }, index) => {
    const end = heads[index + 1]?.start ?? cells.length;
    const header: RawRow = {
      cells: cells.slice(start, start + width).map(rawOf),
      gap: false,
      place: placeOf(cells[start]!),
    };
    const own = cells.slice(start + width, end);
    const names = header.cells.map(({ text }) => text);
    // The column of numbers may have no name.
    const counted = rows === readPlainRows && !kindsOf(names).includes('number') && countsRows(own, width);
    if (counted) header.cells.unshift({ text: '' });
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

/** The cells without the title of the next table, when it stands in the last one behind an empty line. */
function withoutTitle(cells: LineCell[]): LineCell[] {
  const last = cells.at(-1);
  const title = last?.paragraphs.at(-1);
  if (!last || !title || title.blank === 0 || !titleWord.test(title.text)) return cells;
  return [...cells.slice(0, -1), { ...last, paragraphs: last.paragraphs.slice(0, -1) }];
}

const titleWord =
  /^(?:(?:\p{L}{4,9}(?:[оы]й|[ая]я|[оь]е|ий|ья) )?(?:направление|раздел|задача|блок|этап|подпрограмма)|план|таблица|приложение|перечень)(?![а-яё])/iu;

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
    cells[at] !== undefined && textOf(cells[at]).length < 80 && isColumnName(textOf(cells[at]));
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
  for (let at = countedColumns(cells, width); at < cells.length;) {
    const number = numberAt(at);
    if (!number) {
      const next = [1, 2, 3].find((ahead) => numberAt(at + ahead));
      if (next === undefined) {
        // Nothing numbered follows soon: the rest belongs to another table.
        if (cells.length - at > 3 || rows.length > 0) break;
      }
      if (textOf(cells[at]!)) rows.push(row([cells[at]!]));
      at += 1;
      continue;
    }
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
    const own = cells.slice(at, at + size);
    at += size;
    const goesOn = [0, 1, 2].some((ahead) => numberAt(at + ahead));
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
