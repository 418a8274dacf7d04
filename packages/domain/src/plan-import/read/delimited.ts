import { parse } from 'csv-parse/sync';
import { cleanCell, type RawCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { columnKind } from '../columns.ts';
import { readHeader, type Header } from '../header.ts';
import { headingWord, readNumber, splitNumber } from '../numbers.ts';
import { looksResponsible } from '../responsible.ts';
import { textOfHtml } from './html.ts';
import { documentName } from '../page-edge.ts';
import { ownParagraphs } from './below-table.ts';
import { withoutTears, type Line } from './torn-rows.ts';

/**
 * Reads tab-separated, csv or pipe-separated text: rows with paragraphs and page breaks between them. Gives nothing where
 * no delimiter yields a table.
 */
export function readDelimited(text: string): RawDocument | undefined {
  const best = ['\t', ';', ',', '|']
    .filter((delimiter) => text.includes(delimiter))
    .map((delimiter) => ({ delimiter, lines: split(text, delimiter) }))
    .map(({ delimiter, lines }) => ({ lines, score: scoreOf(lines, delimiter) }))
    .sort((left, right) => right.score - left.score)[0];
  return best && best.score > 0 ? assemble(withoutTears(best.lines)) : undefined;
}

function scoreOf(lines: readonly Line[], delimiter: string): number {
  const headers = lines.filter(({ cells }) => readHeader(rowOf(cells, 0, false))).length;
  // A comma in prose makes rows too; only a header, or tabs and bars, prove a table.
  if (headers > 0) return 10 + headers + (delimiter === '\t' ? 1 : 0);
  if (delimiter !== '\t' && delimiter !== '|' && delimiter !== ';') return 0;
  const rows = lines.filter(({ cells }) => cells.filter((cell) => cell.trim()).length >= 3);
  return rows.length >= 2 ? 1 + rows.length / (lines.length + 1) : 0;
}

function split(text: string, delimiter: string): Line[] {
  // A bar inside a cell of markdown is written «\|».
  if (delimiter === '|' && text.includes('\\|'))
    return split(text.replaceAll('\\|', bar), delimiter).map(({ cells, number }) => ({
      cells: cells.map((cell) => cell.replaceAll(bar, '|')),
      number,
    }));
  try {
    // Quotes as spreadsheets write them: cells with line breaks inside.
    return records(text, delimiter, '"');
  } catch {
    return records(text, delimiter, null);
  }
}

function records(text: string, delimiter: string, quote: string | null): Line[] {
  const found = parse(text, {
    delimiter,
    quote,
    escape: quote,
    relax_column_count: true,
    info: true,
    bom: true,
    max_record_size: 2_000_000,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return found.map(({ record, info }) => ({
    cells: delimiter === '|' ? bars(record) : record,
    number: info.lines,
  }));
}

/** Stands for a bar that parts no cells. */
const bar = '\u0001';

/** A row of a table drawn with bars has an empty cell at either end; its ruling row is nothing. */
function bars(cells: string[]): string[] {
  const inner = cells.length > 2 && !cells[0]!.trim() && !cells.at(-1)!.trim() ? cells.slice(1, -1) : cells;
  return inner.every((cell) => /^[\s:=+-]*$/.test(cell)) ? [''] : inner;
}

function rowOf(cells: readonly string[], number: number, gap: boolean): RawRow {
  const raw = cells.map((cell): RawCell => {
    const own = cell.replaceAll('\r', '').trim();
    const { text, bold } = textOfHtml(own.replaceAll('**', '').replace(/^\*(.+)\*$/s, '$1'));
    const strong = bold || own.startsWith('**');
    return { text: /^[-=_]{3,}$/.test(text) ? '' : text, ...(strong ? { bold: true } : {}) };
  });
  return { cells: raw, gap, place: `строка ${number}` };
}

/** «5», «- 5 -», «стр. 5», «Страница 5 из 12»: what stands at the edge of a page. */
const pageNumber =
  /^(?:[-–—\s]*\d{1,3}[-–—\s]*|стр(?:аница|\.)?\s*\d{1,3}(?:\s*из\s*\d{1,3})?|\d{1,3}\s*из\s*\d{1,3})$/iu;
/** Words that begin another part of the document, not a section of the table. */
const otherPart = /^(?:приложение|таблица|перечень|список|паспорт|утвержд|согласован|исп\.|исполнитель:)/iu;

/** Lines without cells after a table: headings of its sections, or the way to the next one. */
interface Pending {
  text: string;
  number: number;
  gap: boolean;
}

function assemble(lines: readonly Line[]): RawDocument {
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let before: string[] = [];
  let pending: Pending[] = [];
  let table: RawTable | undefined;
  let gap = false;
  for (const { cells, number } of lines) {
    if (cells.every((cell) => !cell.trim())) {
      gap = true;
      continue;
    }
    if (cells.length > 1) {
      const row = rowOf(cells, number, gap);
      if (table) pending = withoutParagraphs(table, pending, row);
      if (table && startsNext(table, pending, row)) {
        const [begun] = pending.splice(-1);
        row.cells[0] = { ...row.cells[0]!, text: cleanCell(`${begun!.text}\n${row.cells[0]!.text}`) };
      }
      if (table && pending.length > 0 && headed(table, pending, row))
        table.rows.push(
          ...pending.map((line): RawRow => ({
            cells: [{ text: line.text }],
            gap: line.gap,
            place: `строка ${line.number}`,
          })),
        );
      else if (table && pending.length > 0) {
        endOf(table, pending);
        table = undefined;
      }
      if (!table) tables.push((table = { rows: [], before, exact: false }));
      table.rows.push(row);
      pending = [];
      before = [];
      gap = false;
      continue;
    }
    // «### 1. Диагностика» is a heading of markdown.
    const { text } = textOfHtml(
      cells[0]!
        .replaceAll('**', '')
        .replace(/^\s*#{1,6} +/, '')
        .trim(),
    );
    if (!text || pageNumber.test(text)) {
      gap = true;
      continue;
    }
    const last: RawRow | undefined = table?.rows.at(-1);
    if (
      table &&
      last &&
      pending.length === 0 &&
      (!gap || /^\p{Ll}/u.test(text)) &&
      goesOn(table, last, text)
    ) {
      const cell = last.cells.at(-1)!;
      cell.text = cleanCell(`${cell.text}\n${text}`);
      continue;
    }
    if (table) pending.push({ text, number, gap });
    if (table && pending.length > 4) {
      endOf(table, pending);
      [table, pending] = [undefined, []];
    }
    gap = false;
    paragraphs.push(...text.split('\n'));
    before = [...before, ...text.split('\n')].slice(-10);
  }
  if (table) endOf(table, pending);
  return { tables: tables.filter((one) => one.rows.length > 0), paragraphs, problems: [] };
}

/** Gives the last cell of a table the lines right behind it that may be its paragraphs, and marks the row where that is not sure. */
function endOf(table: RawTable, pending: readonly Pending[]): void {
  const last = table.rows.at(-1)!;
  const header = headerOf(table);
  if (!header || last.cells.length !== header.length || !last.cells.at(-1)!.text || readHeader(last)) return;
  const texts = pending.map(({ text }) => text);
  const most = ownParagraphs([last.cells.at(-1)!.text, ...texts], () => true) - 1;
  const other = pending.findIndex(
    ({ text, gap }) =>
      gap || text.length > 200 || headingWord.test(text) || otherPart.test(text) || documentName.test(text),
  );
  const own = texts.slice(0, Math.min(most, other < 0 ? most : other));
  if (own.length === 0 || own.length > 3) return;
  const named = header.at(-1) === 'responsible' && own.every((text) => looksResponsible(text) >= 0.8);
  const cell = last.cells.at(-1)!;
  cell.text = cleanCell([cell.text, ...own].join('\n'));
  if (!named) last.placed = 'doubtful';
}

/** Whether a line before a row is the beginning of its first cell, in a table without numbers. */
function startsNext(table: RawTable, pending: readonly Pending[], next: RawRow): boolean {
  const line = pending.at(-1);
  const header = headerOf(table);
  const first = next.cells[0]?.text ?? '';
  if (!line || !header || header[0] === 'number' || next.cells.length !== header.length) return false;
  if (header[0] === 'responsible')
    return [line.text, first].every((text) => text.length < 90 && looksResponsible(text) >= 0.8);
  return /^[\p{Ll}•–—-]/u.test(first) && !headingWord.test(line.text);
}

/** Takes the lines that go on with the last cell of a whole row: those with no sign of a heading, where all headings have one. */
function withoutParagraphs(table: RawTable, pending: readonly Pending[], next: RawRow): Pending[] {
  const last = table.rows.at(-1)!;
  const width = headerOf(table)?.length;
  const number = readNumber(last.cells[0]!);
  if (!width || last.cells.length !== width || !last.cells.at(-1)!.text || !number) return [...pending];
  const headed = next.cells.length > 1 && next.cells.filter(({ text }) => text).length === 1;
  if (!readNumber(next.cells[0]!) && !headed) return [...pending];
  const isHeading = ({ text }: Pending): boolean => headingWord.test(text) || splitNumber(text) !== undefined;
  const alone = table.rows.slice(-200).filter(({ cells }) => cells.filter(({ text }) => text).length === 1);
  // A heading with empty cells behind it is a row; one with a number or a word for it is known by that.
  const telling = alone.some(
    ({ cells }) => cells.length > 1 || isHeading({ text: cells[0]!.text, number: 0, gap: false }),
  );
  const heading = pending.findIndex(isHeading);
  const names = lastNames(table, pending);
  if (!telling && heading < 1 && !names) return [...pending];
  const own = heading < 0 ? pending : pending.slice(0, heading);
  if (own.length > 3 || own.some(({ text }) => text.length > 300 || otherPart.test(text)))
    return [...pending];
  const cell = last.cells.at(-1)!;
  cell.text = cleanCell([cell.text, ...own.map(({ text }) => text)].join('\n'));
  return pending.slice(own.length);
}

/** Whether the last column names who is responsible, and the lines behind its cell do so too. */
function lastNames(table: RawTable, pending: readonly Pending[]): boolean {
  const header = headerOf(table);
  return (
    header?.at(-1) === 'responsible' &&
    pending.every(({ text }) => text.length < 90 && !headingWord.test(text) && looksResponsible(text) >= 0.8)
  );
}

const looked = new WeakMap<RawTable, { rows: number; header?: Header }>();

/** The first header among the rows of a table; each row is looked at once. */
function headerOf(table: RawTable): Header | undefined {
  const known = looked.get(table) ?? { rows: 0 };
  looked.set(table, known);
  for (; !known.header && known.rows < table.rows.length; known.rows += 1) {
    const found = readHeader(table.rows[known.rows]!)?.header;
    if (found) known.header = found;
  }
  return known.header;
}

/** Whether lines between two rows are headings inside one table. */
function headed(table: RawTable, pending: readonly Pending[], next: RawRow): boolean {
  const first = next.cells[0]?.text ?? '';
  const names = columnKind(first) === 'number' && !/\d/.test(first);
  if (names || readHeader(next) || pending.some(({ text }) => text.length > 400 || otherPart.test(text)))
    return false;
  const header = table.rows.find((row) => readHeader(row));
  if (!header) return pending.length === 1;
  return next.cells.length >= header.cells.length - 1 || /^\d/.test(first);
}

/** Whether a line without cells goes on with the last cell of a row that is not complete yet. */
function goesOn(table: RawTable, last: RawRow, text: string): boolean {
  const width = Math.max(...table.rows.slice(0, 3).map((row) => row.cells.length));
  const cell = last.cells.at(-1)!;
  if (columnKind(text) || readHeader(last)) return false;
  return last.cells.length < width || (/^[а-яё–—•·(-]/u.test(text) && cell.text.length > 0);
}
