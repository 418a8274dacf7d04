import { readHeader } from '../header.ts';
import { readNumber, splitNumber, type RowNumber } from '../numbers.ts';
import { documentName } from '../page-edge.ts';
import { cleanCell, type RawCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import {
  cellsUnder,
  type Chunk,
  chunksOf,
  columnsUnder,
  headerFrom,
  isWide,
  type PageHeader,
  usualStarts,
} from './page-columns.ts';
import { isTerm } from '../when-who.ts';
import { follows } from './line-cell.ts';
import { rowStarts, type CutLine } from './row-cuts.ts';
import { rejoinLines } from './wrapped.ts';

/** A line of a page with its number in the text. */
interface PageLine {
  text: string;
  number: number;
  /** Empty lines before it. */
  blank: number;
}

/** A line of a table with its words under the columns; `unsure`: some may belong to the next one. */
type PlacedLine = CutLine & { line: PageLine; unsure: boolean };

/** A table that is being read, with the header that its pages repeat or not. */
interface OpenTable {
  table: RawTable;
  header: PageHeader;
  kinds: { number: number; title: number; term: number };
}

/**
 * Reads text whose columns are set apart by spaces, as a viewer of documents or a converter of pages shows them. A cell may
 * have many lines, and stand at the top or in the middle of its row; gives nothing where no lines are the header of a plan.
 */
export function readSpaced(text: string): RawDocument | undefined {
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let open: OpenTable | undefined;
  let before: string[] = [];
  const say = (lines: readonly PageLine[]): void => {
    for (const line of lines) {
      paragraphs.push(cleanCell(line.text));
      before = [...before, cleanCell(line.text)].slice(-10);
    }
  };
  for (const page of pagesOf(text)) {
    let rest = page;
    // What stands above a header that a page repeats is the head of the page.
    let head = open !== undefined;
    while (rest.length > 0) {
      const found = findHeader(rest);
      const own = found ? rest.slice(0, found.at) : rest;
      if (open && !(head && found && isShort(own, open))) {
        const taken = takeBody(open, own, head);
        say(own.slice(taken));
        if (taken < own.length) open = undefined;
      } else say(own);
      head = false;
      if (!found) break;
      rest = rest.slice(found.at + found.lines);
      if (open && sameNames(open.header, found)) {
        open.header = found;
        head = true;
        continue;
      }
      const row: RawRow = { cells: found.cells, gap: false, place: `строка ${found.number}` };
      open = {
        table: { rows: [row], before, exact: true },
        header: found,
        kinds: kindsOf(found),
      };
      tables.push(open.table);
      before = [];
    }
  }
  for (const { rows } of tables) rejoinLines(rows);
  return tables.length > 0 ? { tables, paragraphs, problems: [] } : undefined;
}

/** The pages of a text with their filled lines; numbers of pages are left out. */
function pagesOf(text: string): PageLine[][] {
  const pages: PageLine[][] = [[]];
  let blank = 0;
  text.split('\n').forEach((line, index) => {
    if (line.includes('\f')) {
      pages.push([]);
      blank = 0;
    }
    const own = line.replaceAll('\f', '').replace(/\t/g, '    ').trimEnd();
    const said = own.trim();
    const chunks = chunksOf(own);
    const alone = chunks.length === 1 && /^[-–—]? ?\d{1,3} ?[-–—]?$/.test(said) && chunks[0]!.start > 20;
    if (!said || alone || /^[-=_\s]{5,}$/.test(said)) {
      blank += 1;
      return;
    }
    pages.at(-1)!.push({ text: own, number: index + 1, blank });
    blank = 0;
  });
  return pages.filter((page) => page.length > 0);
}

type FoundHeader = PageHeader & { at: number; number: number };

/** The first header on a page; of those that begin in neighboring lines the one that names most columns with the fewest words. */
function findHeader(page: readonly PageLine[]): FoundHeader | undefined {
  const texts = page.flatMap(({ text }) => text);
  for (let at = 0; at < page.length; at += 1) {
    if (!mayBegin(texts, at) || !headerFrom(texts, at)) continue;
    let best: FoundHeader | undefined;
    for (let from = at; from < Math.min(at + 6, page.length); from += 1) {
      const found = headerFrom(texts, from);
      if (!found) continue;
      if (!best || found.score > best.score) best = { ...found, at: from, number: page[from]!.number };
      if (best.at + best.lines <= from) break;
    }
    if (best) return best;
  }
  return undefined;
}

const what =
  /мер|содерж|деят|работ|действ|наимен|решен|перечен|что |задан|шаг|тем|назв|форм|вопрос|механизм|план|направл|раздел|задач|блок|этап|фактор|риск|цел|проблем/iu;
const whenOrWho =
  /срок|дат|врем|период|когда|дедлайн|мес|календ|отв|исп|кто|организ|пров|коорд|курат|участ|кем/iu;

/** Whether the lines from here on may be a header: most lines hold nothing of its names, and are not looked at closer. */
function mayBegin(lines: readonly string[], at: number): boolean {
  const near = lines.slice(at, at + 5);
  return near.some((line) => what.test(line)) && near.some((line) => whenOrWho.test(line));
}

const sameNames = (one: PageHeader, other: PageHeader): boolean =>
  one.cells.length === other.cells.length &&
  one.cells.every(({ text }, at) => bare(text) === bare(other.cells[at]!.text));
const bare = (text: string): string => text.replace(/[\s\u00ad-]/g, '').toLowerCase();

function kindsOf({ cells }: PageHeader): OpenTable['kinds'] {
  const { header } = readHeader({ cells, gap: false, place: '' })!;
  const number = header.indexOf('number');
  const term = header.findIndex((kind) => kind === 'term' || kind === 'term-end');
  return { number, title: Math.max(0, header.indexOf('title')), term };
}

/** Lines above a header that a page repeats: the name of the document, and no rows. */
function isShort(lines: readonly PageLine[], open: OpenTable): boolean {
  return (
    lines.length <= 3 &&
    lines.every(({ text }) => chunksOf(text).length === 1) &&
    lines.every(({ text }) => documentName.test(text) || isWide(chunksOf(text)[0]!, open.header.bands))
  );
}

/** Puts lines into the table; gives how many belong to it. */
function takeBody(open: OpenTable, lines: readonly PageLine[], head: boolean): number {
  const { header, kinds, table } = open;
  const end = endOf(lines, open);
  const own = lines.slice(0, end).filter(({ text }) => !isRuler(text));
  const headings = headingsIn(own, open);
  const columns = columnsUnder(
    own.filter((line) => !headings.has(line)).map(({ text }) => text),
    header.bands,
  );
  const cut = own.map((line): PlacedLine & { heading: boolean } => ({
    ...cellsUnder(line.text, columns),
    blank: line.blank > 0,
    line,
    heading: headings.has(line),
  }));
  let group: typeof cut = [];
  let first = head;
  const flush = (): void => {
    if (group.length > 0) addRows(open, group, first);
    first = false;
    group = [];
  };
  for (const one of cut) {
    if (!one.heading) {
      group.push(one);
      continue;
    }
    flush();
    const text = cleanCell(one.line.text);
    const last = table.rows.at(-1)!;
    // A heading may have two lines.
    const goesOn =
      last.cells.length === 1 &&
      one.line.blank === 0 &&
      (/^\p{Ll}/u.test(text) || headings.get(one.line) === 'goes on');
    if (goesOn) last.cells[0]!.text += ` ${text}`;
    else table.rows.push({ cells: [{ text }], gap: false, place: `строка ${one.line.number}` });
    first = false;
  }
  flush();
  return kinds.title < 0 ? 0 : end;
}

/** «1   2   3   4» below the names. */
const isRuler = (line: string): boolean => {
  const numbers = line.trim().split(/\s+/);
  return numbers.length > 2 && numbers.every((text, at) => text === String(at + 1));
};

/**
 * The headings between the rows: a lone piece in its line that lies over several columns, has a number and a name, or stands
 * in the middle of the table where no column has a beginning.
 */
function headingsIn(
  lines: readonly PageLine[],
  { header, kinds }: OpenTable,
): Map<PageLine, 'begins' | 'goes on'> {
  const cut = lines.map((line) => ({ line, chunks: chunksOf(line.text) }));
  const many = cut.filter(({ chunks }) => chunks.length > 1).flatMap(({ chunks }) => chunks);
  const begun = new Map<number, number>();
  for (const { chunks } of cut) for (const { start } of chunks) begun.set(start, (begun.get(start) ?? 0) + 1);
  const left = many.reduce((least, { start }) => Math.min(least, start), header.bands[0]!.start);
  const right = many.reduce((most, { end }) => Math.max(most, end), header.bands.at(-1)!.end);
  const usualAt = usualStarts(lines.map(({ text }) => text));
  const found = new Map<PageLine, 'begins' | 'goes on'>();
  let last: Chunk | undefined;
  for (const { line, chunks } of cut) {
    const [chunk] = chunks;
    const alone = chunks.length === 1 && chunk !== undefined;
    const middle = alone && Math.abs((chunk.start + chunk.end) / 2 - (left + right) / 2) <= 3.5;
    const usual = alone && (begun.get(chunk.start) ?? 0) >= Math.max(3, lines.length / 8);
    const rest = alone ? splitNumber(chunk.text)?.rest : undefined;
    // «2.1.11 по предметам» is the middle of a name with the number of its row.
    const inRow = rest !== undefined && /^\p{Ll}/u.test(rest);
    const numbered = rest !== undefined && !inRow;
    const begins = alone && /^(?:[\p{Lu}«\d])/u.test(chunk.text);
    const first = alone && chunk.start <= left + 1 && chunk.start + 1 < header.bands[kinds.title]!.start;
    const heading: boolean =
      alone &&
      !inRow &&
      ((isWide(chunk, header.bands) &&
        (!usual || first || headingWord.test(chunk.text) || reachesOver(chunk, usualAt))) ||
        (numbered && kinds.number >= 0 && (middle || first || !usual)) ||
        (middle && !usual && !/[,;:]$/.test(chunk.text) && (begins || last !== undefined)));
    // A heading as wide as the table, or with an open bracket, goes on where it began.
    const full = last && (last.end > left + (right - left) * 0.9 || isOpen(last.text));
    const goesOn = alone && !numbered && line.blank === 0 && full && Math.abs(chunk.start - last!.start) <= 1;
    if (heading || goesOn) found.set(line, goesOn ? 'goes on' : 'begins');
    last = heading || goesOn ? chunk : undefined;
  }
  return found;
}

const isOpen = (text: string): boolean => text.lastIndexOf('(') > text.lastIndexOf(')');

/** Words that begin a heading. */
const headingWord = /^(?:раздел|блок|направление|этап|модуль|задача|[IVX\d]+(?:-?й)? этап)(?![а-яё])/iu;

/** Whether a piece goes on past the beginning of the next column without a word that begins there. */
function reachesOver({ text, start, end }: Chunk, starts: readonly number[]): boolean {
  const next = starts.find((at) => at > start + 3);
  if (next === undefined || end < next + 3) return false;
  return ![-2, -1, 0, 1, 2].some((off) => text[next + off - 1 - start] === ' ');
}

/** Where the table ends on a page: at prose or a signature below an empty line, after which no number comes. */
function endOf(lines: readonly PageLine[], open: OpenTable): number {
  const { header, kinds } = open;
  for (let at = 1; at < lines.length; at += 1) {
    const { text, blank } = lines[at]!;
    if (blank === 0) continue;
    const chunks = chunksOf(text);
    const first = chunks[0]!;
    const numbered = readNumber({ text: first.text }) ?? splitNumber(first.text)?.number;
    if (numbered || chunks.length > 2) continue;
    const signed =
      chunks.length === 2 &&
      /^(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ]|^[_\s/]+/u.test(chunks[1]!.text) &&
      !/\d/.test(text);
    const prose =
      first.text.length > 120 || (chunks.length === 1 && blank > 1 && !isWide(first, header.bands));
    const away = blank > 1 && kinds.number >= 0 && chunks.length < 3;
    const begins = /^(?:приложение|исп\.|исполнитель:|начальник |председатель |директор )/iu.test(first.text);
    const ends = signed || prose || away || (begins && chunks.length < 3);
    if (ends && (signed || !countsOn(lines, at, open))) return at;
  }
  return lines.length;
}

/** How far below an empty stretch the next number of a table may come. */
const ahead = 30;

/** Whether the numbers of the rows above go on below a line, so that it is no end of the table. */
function countsOn(lines: readonly PageLine[], at: number, { table, header, kinds }: OpenTable): boolean {
  if (kinds.number < 0) return false;
  const numberIn = ({ text }: PageLine): RowNumber | undefined => {
    const [first, ...others] = chunksOf(text);
    if (!first || first.start > header.bands[kinds.number]!.end + 2) return undefined;
    const number = readNumber({ text: first.text }) ?? splitNumber(first.text)?.number;
    // «4. Контроль» alone in its line may be a chapter below the table.
    return number && (others.length > 0 || number.parts.length > 1) ? number : undefined;
  };
  const above = lines.slice(Math.max(0, at - ahead), at).toReversed();
  const last =
    above.map(numberIn).find((number) => number !== undefined) ??
    table.rows
      .slice(-3)
      .toReversed()
      .flatMap(({ cells }) => readNumber(cells[kinds.number] ?? { text: '' }) ?? [])[0];
  if (!last) return false;
  return lines.slice(at, at + ahead).some((line) => {
    const number = numberIn(line);
    return number !== undefined && follows(number, last);
  });
}

function addRows(open: OpenTable, group: readonly PlacedLine[], first: boolean): void {
  const { table, kinds } = open;
  const { number, title } = kinds;
  const numberIn = (at: number): boolean => {
    const { cells } = group[at]!;
    if (number >= 0) return readNumber({ text: cells[number]! }) !== undefined;
    return splitNumber(cells[title]!) !== undefined;
  };
  const anchors = group.flatMap((_, at) => (numberIn(at) ? [at] : []));
  const anchored =
    anchors.length > 0 || kinds.term < 0
      ? { anchors, number }
      : { anchors: termLines(group.map(({ cells }) => cells[kinds.term]!)), number: kinds.term };
  const numbered = table.rows.some(
    ({ cells }) => cells.length > 1 && number >= 0 && readNumber(cells[number]!),
  );
  const starts =
    anchors.length === 0 && first && numbered
      ? []
      : rowStarts({ lines: group, title, open: first && table.rows.length > 1, ...anchored });
  const cut = (from: number, to: number): RawCell[] =>
    group[0]!.cells.map((_, column) => ({
      text: cleanCell(
        group
          .slice(from, to)
          .map(({ cells }) => cells[column]!)
          .filter(Boolean)
          .join('\n'),
      ),
    }));
  const left = starts[0] ?? group.length;
  const last = table.rows.at(-1)!;
  if (left > 0 && last.cells.length > 1)
    cut(0, left).forEach(({ text }, column) => {
      const cell = last.cells[column];
      if (text && cell) last.cells[column] = { text: cleanCell(`${cell.text}\n${text}`) };
    });
  starts.forEach((start, index) =>
    table.rows.push({
      cells: cut(start, starts[index + 1] ?? group.length),
      gap: false,
      ...(group.slice(start, starts[index + 1]).some(({ unsure }) => unsure) ? { placed: 'doubtful' } : {}),
      place: `строка ${group[start]!.line.number}`,
    }),
  );
}

/**
 * The lines in which the terms of rows without numbers stand, if nearly all that stands there are terms: a row has one, in
 * one line or some that make a term together only.
 */
function termLines(texts: readonly string[]): number[] {
  const found: { text: string; from: number; to: number }[] = [];
  texts.forEach((text, at) => {
    if (!text) return;
    const last = found.at(-1);
    const together = last && `${last.text} ${text}`;
    const cut =
      last && (/[-–—,]$|(?:^|\s)(?:и|с|по|до|не)$/iu.test(last.text) || !isTerm(last.text) || !isTerm(text));
    if (last && last.to >= at - 2 && cut && isTerm(together!)) [last.text, last.to] = [together!, at];
    else found.push({ text, from: at, to: at });
  });
  const read = found.filter(({ text }) => isTerm(text)).length;
  if (found.length < 2 || read < found.length * 0.8) return [];
  return found.map(({ from, to }) => Math.floor((from + to) / 2));
}
