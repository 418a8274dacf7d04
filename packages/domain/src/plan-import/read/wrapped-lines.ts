import { step } from '../../steps.ts';
import { isUnder, readNumber, splitNumber, type RowNumber } from '../numbers.ts';
import { cleanCell, type PlanProblem, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { looksResponsible } from '../responsible.ts';
import { isTerm } from '../when-who.ts';
import { joinWrapped } from './joined-lines.ts';
import { kindsOf, type LineCell } from './line-cell.ts';
import { readNumberedLines } from './numbered-lines.ts';
import { withoutTitle } from './title-between.ts';
import { wrappedHeader } from './wrapped-names.ts';

/** A line of a page with its number in the text. */
interface TextLine {
  text: string;
  line: number;
}

const guessed: PlanProblem = {
  code: 'lines-wrapped',
  severity: 'warning',
  message:
    'В тексте строки узких столбцов стоят одна за другой: ячейки разложены по смыслу, строки таблицы могли слиться. Сверьте план с документом или загрузите его как docx',
};

/** A term has no more words. */
const mostWords = 9;
/** A heading has no more lines. */
const mostHeading = 4;

/**
 * Reads the text of pages that tells cells one after the other, the lines of each as a narrow column wrapped them, and short
 * cells in one line. Where they part their contents say; every row is marked. Rows must have numbers.
 */
export function readWrappedLines(text: string): RawDocument | undefined {
  const lines = linesOf(text);
  const texts = lines.map((line) => line.text);
  const tables: RawTable[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const header = wrappedHeader(texts, at);
    if (!header) continue;
    const names = header.names;
    const kinds = kindsOf(names);
    const end = nextHeader(texts, at + header.lines, names.join());
    if (kinds[0] === 'number') {
      const own = withoutHeaders(lines.slice(at + header.lines, end), texts.slice(at, at + header.lines));
      const told = withHeadings(own).flatMap(cellsOf);
      const cells = joinWrapped(end < lines.length ? withoutTitle(told) : told);
      const rows = readNumberedLines(cells, kinds, names, true).map((row): RawRow =>
        row.cells.length > 1 ? { ...row, placed: 'doubtful' } : row,
      );
      const place = `строка ${lines[at]!.line}`;
      const head: RawRow = { cells: names.map((name) => ({ text: name })), gap: false, place };
      const before = texts.slice(Math.max(0, at - 10), at).filter(Boolean);
      if (rows.length > 1) tables.push({ rows: [head, ...rows], before, exact: false });
    }
    at = end - 1;
  }
  return tables.length > 0 ? { tables, paragraphs: texts.filter(Boolean), problems: [guessed] } : undefined;
}

/** The lines of the text without the numbers of its pages. */
function linesOf(text: string): TextLine[] {
  const found: TextLine[] = [];
  let filled: TextLine | undefined;
  text.split('\n').forEach((source, index) => {
    const ends = source.includes('\f');
    if (ends && filled && /^[-–— ]*\d{1,3}[-–— ]*$/.test(filled.text)) filled.text = '';
    const line = { text: cleanCell(source.replaceAll('\f', ' ')), line: index + 1 };
    if (line.text) filled = line;
    found.push(line);
  });
  return found;
}

/** How far below a header that comes again the first number of its rows may be. */
const ahead = 14;

/** Where another table begins: at other names, or at the same ones with rows that count from one below. */
function nextHeader(texts: readonly string[], from: number, names: string): number {
  for (let at = from; at < texts.length; at += 1) {
    const found = wrappedHeader(texts, at);
    if (!found) continue;
    const below = texts.slice(at + found.lines, at + found.lines + ahead);
    const number = below.map((text) => readNumber({ text }) ?? splitNumber(text)?.number).find(Boolean);
    if (found.names.join() !== names || number?.parts.at(-1) === 1) return at;
  }
  return texts.length;
}

/** The lines without the header that each page repeats, and without empty ones. */
function withoutHeaders(lines: readonly TextLine[], header: readonly string[]): TextLine[] {
  const found: TextLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const again = header.every((text, index) => lines[at + index]?.text === text);
    const counts = /^1 2 3(?: \d)*$/.test(lines[at]!.text);
    if (again) at += header.length - 1;
    else if (lines[at]!.text && !counts) found.push(lines[at]!);
  }
  return found;
}

/** The lines with «1. Управленческий блок (создание» and «инфраструктуры)» put together where rows of that number follow. */
function withHeadings(lines: readonly TextLine[]): TextLine[] {
  const found: TextLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const own = splitNumber(lines[at]!.text);
    const size = own ? headingSize(lines, at, own.number) : 0;
    if (size > 1) {
      found.push({
        ...lines[at]!,
        text: lines
          .slice(at, at + size)
          .map(({ text }) => text)
          .join(' '),
      });
      at += size - 1;
    } else found.push(lines[at]!);
  }
  return found;
}

function headingSize(lines: readonly TextLine[], at: number, number: RowNumber): number {
  for (let size = 1; size <= mostHeading; size += 1) {
    const text = lines[at + size]?.text ?? '';
    const next = readNumber({ text }) ?? splitNumber(text)?.number;
    if (next)
      return (number.roman ? !next.roman && next.parts.at(-1) === 1 : isUnder(next, number)) ? size : 0;
    if (isTerm(text)) return 0;
  }
  return 0;
}

/** The cells that a line holds: a term at its beginning or end is one of its own, and so is somebody before a new sentence. */
function cellsOf({ text, line }: TextLine): LineCell[] {
  const number = /^(\d{1,2}(?:\.\d{1,3}){1,3}|\d{1,3})\.?\s+(?=\S)/.exec(text);
  const own = number && readNumber({ text: number[1]! }) ? text.slice(number[0].length) : text;
  const begins = own !== text ? text.slice(0, text.length - own.length).trim() : '';
  // «2024 году» and «15 мая» begin with no number of a row.
  const counted = begins && !isTerm(text) && !isTerm(text.split(' ').slice(0, 2).join(' '));
  const pieces = counted ? [begins, ...pieced(own)] : pieced(text);
  return pieces.map((piece) => ({ paragraphs: [{ text: piece, blank: 0 }], line }));
}

function pieced(text: string): string[] {
  const words = text.split(' ');
  step(words.length);
  if (words.length < 2 || words.length > 40 || isTerm(text)) return [text];
  for (let size = Math.min(mostWords, words.length - 1); size > 0; size -= 1) {
    const [left, right] = [words.slice(0, size).join(' '), words.slice(size).join(' ')];
    if (/^[\p{Lu}«]/u.test(right) && saysTime(left)) return [left, ...pieced(right)];
  }
  for (let size = Math.min(mostWords, words.length - 1); size > 0; size -= 1) {
    const [left, right] = [words.slice(0, -size).join(' '), words.slice(-size).join(' ')];
    if (!/(?:^|\s)(?:в|во|на|за|с|до|по|к|и|от)$/iu.test(left) && saysTime(right))
      return [...pieced(left), right];
  }
  const seam = words.findIndex((word, at) => {
    const [left, right] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    return (
      at > 0 && /^\p{Lu}\p{Ll}/u.test(word) && looksResponsible(left) === 1 && looksResponsible(right) === 0
    );
  });
  return seam > 0 && words.length - seam > 1
    ? [words.slice(0, seam).join(' '), words.slice(seam).join(' ')]
    : [text];
}

const telling =
  /(?:янв|фев|март|апрел|ма[йя](?:\s|$)|июн|июл|август|сент|окт|нояб|дек)|20\d\d|еже|постоян|течени|необходимост|(?:^|\s)раз[а]?\s|квартал|четверт|полугоди/iu;
/** Whether words are a term that says a month, a year or how often; «2» and «года» alone are none here. */
const saysTime = (text: string): boolean =>
  telling.test(text) && !/^(?:г\.?|год[ауы]?)(?:\s|$)/iu.test(text) && isTerm(text);
