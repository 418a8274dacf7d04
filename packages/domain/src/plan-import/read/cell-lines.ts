import { columnKind } from '../columns.ts';
import { isColumnName, readHeader, type Header } from '../header.ts';
import { readNumber, splitNumber, isUnder, type RowNumber } from '../numbers.ts';
import { cleanCell, type RawCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { isTerm } from '../when-who.ts';
import { textOfHtml } from './html.ts';

/** A cell of converted text: paragraphs with the empty lines before each. */
interface LineCell {
  paragraphs: { text: string; blank: number }[];
  line: number;
  /** An empty line stands before it, as where a page ends. */
  after?: boolean;
}

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
        cells.at(-1)?.paragraphs.push({ text: own, blank });
        paragraphs.push(own);
      }
      if (begins || own) blank = 0;
    });
  });
  return { tables: tablesOf(cells, readTabbedRows), paragraphs, problems: [] };
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
    // The lines above a header are no part of its first cell.
    if (columnKind(own) === 'number') begins = index;
    lines[index] = own;
    lines[begins] = `\t${lines[begins]}`;
    begins = index + 1;
  }
  return lines.join('\n');
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
  const cells = lines.filter(({ paragraphs }) => paragraphs.length > 0);
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
    const body = rows(
      cells.slice(start + width, end),
      width,
      header.cells.map(({ text }) => text),
    );
    return { rows: [header, ...body], before: beforeOf(cells, start), exact: false };
  });
}

/** Paragraphs above a header: those that an empty line parts from the last cell of the table before. */
function beforeOf(cells: readonly LineCell[], start: number): string[] {
  const previous = cells[start - 1];
  if (!previous) return [];
  const cut = previous.paragraphs.findIndex(({ blank }, index) => index > 0 && blank >= 2);
  const rest = cut < 0 ? previous.paragraphs.slice(-1) : previous.paragraphs.slice(cut);
  return rest.map(({ text }) => text).slice(-10);
}

/** How many cells from here on are the header of a plan; 0 where none begins. */
function headerAt(cells: readonly LineCell[], start: number): number {
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
  let width = again < 0 ? known : again + 1;
  const headerOf = (size: number): Header | undefined =>
    readHeader({ cells: cells.slice(start, start + size).map(rawOf), gap: false, place: '' })?.header;
  // «Направление 1. Управление» behind all names is the first heading of the rows.
  const whole = headerOf(width - 1);
  const heads = /^(?:раздел|направлени|блок|этап|задача|модул|цель|работа)/iu.test(
    textOf(cells[start + width - 1]!),
  );
  if (heads && whole?.includes('title') && whole.includes('responsible') && whole.includes('term'))
    width -= 1;
  return headerOf(width) ? width : 0;
}

function readTabbedRows(cells: LineCell[], width: number): RawRow[] {
  const rows: RawRow[] = [];
  const numberAt = (index: number): RowNumber | undefined =>
    cells[index] ? readNumber(rawOf(cells[index])) : undefined;
  for (let at = 0; at < cells.length;) {
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
    const cut = last.paragraphs.findIndex(({ blank }) => blank >= 2);
    if (!goesOn && cut >= 0) own[own.length - 1] = { ...last, paragraphs: last.paragraphs.slice(0, cut) };
    rows.push(row(own));
    if (!goesOn) break;
  }
  return rows;
}

function readPlainRows(cells: LineCell[], width: number, header: readonly string[]): RawRow[] {
  const kinds = readHeader({ cells: header.map((text) => ({ text })), gap: false, place: '' })?.header ?? [];
  const unnumbered = !kinds.includes('number') && !cells.some((cell) => splitNumber(textOf(cell)));
  if (unnumbered) return wholeRows(cells, kinds);
  const rows: RawRow[] = [];
  let last: RowNumber | undefined;
  for (const cell of cells) {
    const text = textOf(cell);
    const own = readNumber({ text });
    const split = own ? undefined : splitNumber(text);
    const number = own ?? split?.number;
    const open = rows.at(-1);
    if (number && begins(number, last, own !== undefined)) {
      const heading = open && last && headingAtEnd(open, number, last, width);
      if (heading) rows.push({ cells: [heading], gap: false, place: placeOf(cell) });
      last = number;
      const raw: RawCell[] = [{ text: number.text }];
      if (split) raw.push({ text: split.rest });
      rows.push({ cells: raw, gap: false, place: placeOf(cell) });
    } else if (open && afterTable.test(text) && open.cells.length >= 3) break;
    else if (open && !header.includes(text)) open.cells.push(rawOf(cell));
    else if (!open) rows.push(row([cell]));
  }
  const end = rows.at(-1);
  if (end && end.cells.length > width + 1) end.cells.splice(width);
  return rows;
}

/**
 * Rows of cells of which none has a number: as many cells as the header has names, each with a term in its place; a cell
 * between two such rows is a heading, and the last cell of a row may be missing. What comes after the last is no row.
 */
function wholeRows(cells: readonly LineCell[], kinds: Header): RawRow[] {
  const [width, term] = [kinds.length, kinds.indexOf('term')];
  if (term < 0) return [];
  const fits = (at: number): boolean => cells[at + term] !== undefined && isTerm(textOf(cells[at + term]!));
  // From behind: how many rows follow, and what a cell begins.
  const best: { score: number; size: number }[] = [];
  best[cells.length] = { score: 0, size: 0 };
  for (let at = cells.length - 1; at >= 0; at -= 1) {
    const choices = [
      { size: 0, score: 0 },
      { size: 1, score: (best[at + 1]?.score ?? 0) - 1 },
      ...[width, width - 1].flatMap((size) =>
        fits(at) && at + size <= cells.length
          ? [{ size, score: best[at + size]!.score + 3 - (size < width ? 1.5 : 0) }]
          : [],
      ),
    ];
    best[at] = choices.reduce((found, next) => (next.score > found.score ? next : found));
  }
  const rows: RawRow[] = [];
  for (let at = 0; at < cells.length && best[at]!.size > 0; at += best[at]!.size)
    rows.push(row(cells.slice(at, at + best[at]!.size)));
  return rows;
}

/** Words with which the document goes on below its table. */
const afterTable =
  /^(?:исп\.|исполнитель:|приложение(?:\s|$)|начальник\s.*[А-ЯЁ]\.|председатель\s.*[А-ЯЁ]\.)/iu;

/** Takes a heading without a number off the end of the row above: the row has one cell too many, or numbers begin anew. */
function headingAtEnd(open: RawRow, number: RowNumber, last: RowNumber, width: number): RawCell | undefined {
  const anew = number.parts.at(-1) === 1 && number.parts.length <= last.parts.length;
  // Between 1.1 and 1.2 stands no heading, only a name on two lines.
  if (number.parts.length > 1 && follows(number, last)) return undefined;
  const spare = open.cells.length > width || (anew && open.cells.length > 3);
  const text = open.cells.at(-1)!.text;
  return spare && text.length < 200 && /^(?:[\p{Lu}«]|\d{1,2}(?:-?й)? этап)/u.test(text)
    ? open.cells.pop()
    : undefined;
}

/** Whether a number can come after the last one: its next sibling, its first child, or the next of a parent. */
function begins(number: RowNumber, last: RowNumber | undefined, alone: boolean): boolean {
  if (!last) return true;
  if (number.roman !== last.roman) return alone || number.parts[0] === 1 || number.roman;
  if (follows(number, last)) return true;
  if (isUnder(number, last)) return true;
  const depth = number.parts.length;
  if (depth < last.parts.length) {
    const parent = last.parts.slice(0, depth);
    return (
      number.parts.slice(0, -1).every((part, index) => part === parent[index]) &&
      (number.parts.at(-1) ?? 0) === (parent.at(-1) ?? 0) + 1
    );
  }
  // A gap or a restart is believed only of a number that stands alone.
  const gap = number.parts.at(-1)! - last.parts.at(-1)!;
  return alone && depth === last.parts.length && (gap > 0 ? gap <= 3 : number.parts.at(-1) === 1);
}

function follows(number: RowNumber | undefined, before: RowNumber): boolean {
  if (!number || number.parts.length !== before.parts.length || number.roman !== before.roman) return false;
  return (
    number.parts.slice(0, -1).every((part, index) => part === before.parts[index]) &&
    number.parts.at(-1) === before.parts.at(-1)! + 1
  );
}

function row(cells: readonly LineCell[]): RawRow {
  return { cells: cells.map(rawOf), gap: false, place: placeOf(cells[0]!) };
}

function rawOf(cell: LineCell): RawCell {
  return { text: textOf(cell) };
}

function textOf(cell: LineCell): string {
  return cleanCell(cell.paragraphs.map(({ text }) => text).join('\n'));
}

function placeOf(cell: LineCell): string {
  return `строка ${cell.line}`;
}
