import { step } from '../../steps.ts';
import { columnKind } from '../columns.ts';
import { readHeader } from '../header.ts';
import { readNumber } from '../numbers.ts';
import { cleanCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { looksResponsible } from '../responsible.ts';
import { isTerm } from '../when-who.ts';

/** A header in one line with nothing but blanks between its names. */
interface FlatHeader {
  names: string[];
  /** Where in the text it begins, and where the rows do. */
  start: number;
  end: number;
}

/** A row in one line: its number and what follows. */
interface FlatRow {
  number: string;
  text: string;
  line: number;
}

/** No row is longer: one that is has no cells but its name. */
const longest = 4000;
/** How many lines above a table may say what it is. */
const mostAbove = 40;
/** A term has no more words. */
const mostWords = 9;
/** How many texts of a document are asked whether they are a term; rows behind that stay whole. */
const mostAsked = 40_000;

/**
 * Reads tables of which the text has kept no seams between cells: «1. Семинар май 2024 года Методисты». The header says
 * that when and who stand behind the name; where they do, the words themselves tell. Every row is marked for a look.
 */
export function readFlatLines(text: string): RawDocument | undefined {
  const lines = text.split('\n');
  const asked = { left: mostAsked };
  const tables: RawTable[] = [];
  let from = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    const header = headerIn(line);
    if (!header) continue;
    const rest = line.slice(header.end).replace(/\|\s*$/, '');
    const { rows, end } = rest.trim()
      ? { rows: rowsInLine(rest, index + 1), end: index + 1 }
      : rowsBelow(lines, index + 1);
    if (rows.length === 0) continue;
    const head: RawRow = {
      cells: header.names.map((name) => ({ text: name })),
      gap: false,
      place: `строка ${index + 1}`,
    };
    const above = [...lines.slice(Math.max(from, index - mostAbove), index), line.slice(0, header.start)];
    tables.push({
      rows: [head, ...rows.map((row) => rowOf(row, header.names.length > 3, asked))],
      before: above.filter((one) => one.trim()).slice(-10),
      exact: false,
    });
    from = end;
    index = end - 1;
  }
  // A header with a single row may be a sentence.
  if (!tables.some(({ rows }) => rows.length > 2)) return undefined;
  return { tables, paragraphs: lines.filter((one) => one.trim() && one.length < 1000), problems: [] };
}

/** The names of a header in one line below which cells stand on lines of their own. */
export function flatNames(line: string): string[] | undefined {
  const header = line.length < 240 ? headerIn(line) : undefined;
  return header && header.names.length > 3 && header.end === line.length && line.startsWith(header.names[0]!)
    ? header.names
    : undefined;
}

/** «№ п/п Мероприятие Срок исполнения Ответственные»: each name begins with a capital letter; name, when and, if at all, who in this order. */
function headerIn(line: string): FlatHeader | undefined {
  const found = /(?:^|\s)((?:№+|N)? ?п[/\\]п|№+|N) (?=\p{Lu})/u.exec(line.slice(0, longest));
  if (!found) return undefined;
  const begins = found.index + found[0].length;
  const first = /\s1[.)]?\s+[\p{Lu}«"]/u.exec(line.slice(begins, begins + 300));
  const end = first ? begins + first.index : line.length;
  if (end - begins > 200) return undefined;
  const names = line
    .slice(begins, end)
    .trim()
    .split(/\s+(?=\p{Lu})/u);
  const kinds = names.map((name) => columnKind(name));
  if (!/^title,term(?:,responsible)?$/.test(kinds.join())) return undefined;
  const cells = [found[1]!, ...names];
  return (
    readHeader({ cells: cells.map((text) => ({ text })), gap: false, place: '' }) && {
      names: cells,
      start: found.index,
      end,
    }
  );
}

/** The rows behind the header in the same line, each where the next number stands before a capital letter. */
function rowsInLine(text: string, line: number): FlatRow[] {
  const rows: FlatRow[] = [];
  for (const found of text.matchAll(/(?<=^|\s)(\d{1,4})[.)]?\s+(?=[\p{Lu}«"])/gu)) {
    if (Number(found[1]) !== rows.length + 1) continue;
    const open = rows.at(-1);
    if (open) open.text = open.text.slice(0, found.index - text.length);
    rows.push({ number: found[1]!, text: text.slice(found.index + found[0].length), line });
  }
  return rows;
}

/**
 * The rows below the header up to an empty line behind one of them, or to the header of another table; a line without the next
 * number goes on with the row, and the header that a page repeats is passed over.
 */
function rowsBelow(lines: readonly string[], start: number): { rows: FlatRow[]; end: number } {
  const rows: FlatRow[] = [];
  for (let at = start; at < lines.length; at += 1) {
    step();
    const own = lines[at]!.trim();
    if (!own && rows.length > 0) return { rows, end: at };
    if (!own || /^1\s+2\s+3(?:\s+4)?$/.test(own)) continue;
    if (rows.length > 0 && headerIn(own)) {
      const next = numberOf(lines[at + 1] ?? '');
      if (next === undefined || !isNext(next, rows.at(-1)?.number)) return { rows, end: at };
      continue;
    }
    const number = numberOf(own);
    if (number !== undefined && isNext(number, rows.at(-1)?.number))
      rows.push({ number, text: own.replace(numbered, ''), line: at + 1 });
    else if (rows.length === 0) return { rows, end: at };
    else rows.at(-1)!.text += ` ${own}`;
  }
  return { rows, end: lines.length };
}

const numbered = /^(\d{1,4}(?:\.\d{1,2})?)[.)]?\s+(?=\S)/;
const numberOf = (line: string): string | undefined => numbered.exec(line.trim())?.[1];

function isNext(number: string, before: string | undefined): boolean {
  const [own, last] = [number, before].map((text) => text?.split('.').map(Number));
  if (!own || !last) return own?.at(-1) === 1;
  const sibling = own.length === last.length && own.slice(0, -1).join() === last.slice(0, -1).join();
  return (
    (sibling && own.at(-1) === last.at(-1)! + 1) ||
    (own.length > 1 && own[0] === last[0]! + 1 && own[1] === 1)
  );
}

function rowOf({ number, text, line }: FlatRow, named: boolean, asked: { left: number }): RawRow {
  const words = text.length > longest ? [] : text.trim().split(/\s+/);
  const term = termIn(words, named, asked);
  const cells = term
    ? [
        words.slice(0, term.from),
        words.slice(term.from, term.to),
        ...(named ? [words.slice(term.to)] : []),
      ].map((part) => part.join(' '))
    : [text];
  return {
    cells: [number, ...cells].map((cell) => ({ text: cleanCell(cell) })),
    gap: false,
    placed: 'doubtful',
    place: `строка ${line}`,
  };
}

/** A word that only a term has, and those that may stand before it. */
const telling =
  /^\d|^(?:янв|фев|март|апрел|ма[йя]|июн|июл|август|сент|окт|нояб|дек)|^(?:еже|постоян|регулярн|систематич|период|течени|необходимост|г\.|год|весь|мере|график|план|квартал|четверт|месяц|недел|полугод|лет[ао]|весн|осен|зим)/iu;
/** Words that a term may begin with. */
const opening = /^(?:до|с|со|в|во|к|ко|по|не|раз|за|на|при|перв|втор|трет|конец|конце|начал|середин)/iu;
const clock = /^(?:(?:с|до|в|к) )?\d{1,2}[.:-]\d\d(?: ?ч(?:ас\p{L}*)?\.?)?$/iu;

/** Where among the words of a row the term stands: the name is before it, who answers behind. */
function termIn(
  words: readonly string[],
  named: boolean,
  asked: { left: number },
): { from: number; to: number } | undefined {
  let best: { from: number; to: number; score: number } | undefined;
  const tried = new Set<string>();
  words.forEach((word, at) => {
    if (!telling.test(word)) return;
    for (let from = Math.max(1, at - 2); from <= at; from += 1)
      for (let to = Math.min(words.length - (named ? 1 : 0), from + mostWords); to > at; to -= 1) {
        const key = `${from}-${to}`;
        if (!telling.test(words[to - 1]!) || (!telling.test(words[from]!) && !opening.test(words[from]!)))
          continue;
        if (tried.has(key) || asked.left <= 0 || (!named && to < words.length)) continue;
        tried.add(key);
        asked.left -= 1;
        const text = words.slice(from, to).join(' ');
        if (!clock.test(text) && (readNumber({ text }) || !isTerm(text))) continue;
        const score = scoreOf(words, from, to);
        if (!best || score > best.score) best = { from, to, score };
        break;
      }
  });
  return best;
}

/** «Анализ итогов 2022/2023 учебного года до 15 июня»: the year is one of the name. */
const yearOfName = /^(?:\d{4}[/–-]\d{2,4} )?(?:учебн\p{L}+ )?год\p{L}* (?:до|с|в|к) /iu;

/** «Бал май | 2024»: a year is parted from its month. */
const month = /^(?:янв|фев|март|апрел|ма[йя]|июн|июл|август|сент|окт|нояб|дек)/iu;

/** How well the words before a term are a name, and those behind it somebody. */
function scoreOf(words: readonly string[], from: number, to: number): number {
  const who = words
    .slice(to, to + 12)
    .join(' ')
    .slice(0, 120);
  const quotes = words.slice(0, from).join(' ');
  const open = (quotes.match(/«/g)?.length ?? 0) > (quotes.match(/»/g)?.length ?? 0);
  const torn = month.test(words[from - 1]!) && /^20\d\d/.test(words[from]!);
  const cut = /^(?:и|или|в|на|по|с|для|о|об|к|от|до|раз|не)$/iu.test(words[from - 1]!);
  return (
    (/^[\p{Lu}«"]/u.test(who) ? 2 : 0) +
    looksResponsible(who) * 2 +
    (to - from) * 0.2 +
    (from > 1 ? 0.5 : 0) -
    (open ? 3 : 0) -
    (torn ? 2 : 0) -
    (yearOfName.test(words.slice(from, to).join(' ')) ? 1 : 0) -
    (cut ? 1 : 0)
  );
}
