import { step } from '../../steps.ts';
import { fitness } from '../align.ts';
import { type ColumnKind } from '../columns.ts';
import { type Header } from '../header.ts';
import { headingWord } from '../numbers.ts';
import { type RawCell } from '../raw-table.ts';
import { looksResponsible } from '../responsible.ts';
import { beginsWithTime, isTerm } from '../when-who.ts';
import { withoutEnd } from '../without-end.ts';

/** What other rows tell of a column. */
export interface KnownColumn {
  /** Texts that surely stand in it. */
  texts: ReadonlySet<string>;
  /** In how many of the rows something stands in it: 0 … 1. */
  filled: number;
}

/** What other rows tell, by the column. */
export type KnownColumns = ReadonlyMap<number, KnownColumn>;

/** Lines put under the columns of a header. */
export interface FittedLines {
  /** The cells, by column; a cell may have several lines. */
  cells: RawCell[];
  score: number;
  /** How much worse the next best way to lay the lines out is. */
  margin: number;
}

/** No row of a plan has more paragraphs: one that has is laid out as far as that. */
export const mostLines = 60;

interface Path {
  score: number;
  columns: readonly number[];
}

/** What it costs to leave a column empty. */
const leftOut: { [kind in ColumnKind]?: number } = { title: 4, term: 1.5, responsible: 1.5 };
/** What it costs to begin a new paragraph in a cell, where nothing shows that the cell goes on. */
const another: { [kind in ColumnKind]?: number } = { result: 1.2, indicator: 1.4, title: 1.8 };

/**
 * Lays the lines of one row out under the columns behind its number, in their order: a line is a cell or a further paragraph
 * of one, and cells may be empty. Takes the way in which the contents fit best (dynamic programming, lines × columns²).
 */
export function fitLines(lines: readonly RawCell[], kinds: Header, known: KnownColumns): FittedLines {
  return fitBeginnings(lines, kinds, known).at(-1)!;
}

/** The same for the first line, the first two, … and all of them; the first of these has no line. */
export function fitBeginnings(lines: readonly RawCell[], kinds: Header, known: KnownColumns): FittedLines[] {
  let ends = new Map<number, Path[]>([[0, [{ score: 0, columns: [] }]]]);
  const found = [fittedOf(ends, lines, kinds, known)];
  for (const [at, line] of lines.entries()) {
    const next = new Map<number, Path[]>();
    const begun = kinds.map((_, column) => (column === 0 ? 0 : cellGain(line, column, kinds, known)));
    for (const [last, paths] of ends)
      for (let column = Math.max(1, last); column < kinds.length; column += 1) {
        step();
        const gained =
          column === last
            ? joinGain(lines[at - 1]!, line, kinds[column]!, known.get(column)?.texts)
            : begun[column]! - skipped(kinds, last, column, known);
        for (const path of paths)
          keep(next, column, { score: path.score + gained, columns: [...path.columns, column] });
      }
    ends = next;
    found.push(fittedOf(ends, lines, kinds, known));
  }
  return found;
}

function fittedOf(
  ends: ReadonlyMap<number, Path[]>,
  lines: readonly RawCell[],
  kinds: Header,
  known: KnownColumns,
): FittedLines {
  const cells = kinds.map((): RawCell => ({ text: '' }));
  const [best, second] = [...ends]
    .flatMap(([last, paths]) =>
      paths.map((path) => ({ ...path, score: path.score - skipped(kinds, last, kinds.length, known) })),
    )
    .sort((left, right) => right.score - left.score);
  for (const [at, column] of (best?.columns ?? []).entries()) {
    const there = cells[column]!;
    cells[column] = there.text ? { ...there, text: `${there.text}\n${lines[at]!.text}` } : lines[at]!;
  }
  const score = best?.score ?? -Infinity;
  return { cells, score, margin: score - (second?.score ?? -Infinity) };
}

/** Keeps the two best ways to a column. */
function keep(ways: Map<number, Path[]>, column: number, path: Path): void {
  const there = ways.get(column) ?? [];
  if (there.length > 1 && there[1]!.score >= path.score) return;
  ways.set(column, [...there, path].sort((left, right) => right.score - left.score).slice(0, 2));
}

/** What it costs to leave the columns between two empty. */
export function skipped(kinds: Header, last: number, column: number, known: KnownColumns): number {
  return kinds.slice(last + 1, column).reduce((sum, kind, index) => {
    const filled = known.get(last + 1 + index)?.filled ?? 0.5;
    return sum + (leftOut[kind] ?? 0.7) * (0.5 + filled);
  }, 0);
}

const measured =
  /%|не (?:менее|более|ниже|выше)|охват|(?:^|\s)дол[яи](?:\s|$)|рост |снижени|количеств|числ[оа]|^\d/iu;
const yielded =
  /справк|протокол|приказ|отч[её]т|создан|повышени|рекомендац|банк|договор|материал|сборник|решени/iu;
/** A line that begins no cell: the next point of a list, the rest of a sentence. */
const goesOn = /^[•·–—(-]/u;
const cutOff = /(?:[,:–—-]|(?:^|\s)(?:и|или|в|на|по|с|для|о|об|к|от))$/iu;

/** How well a line begins the cell of a column. */
export function cellGain(line: RawCell, column: number, kinds: Header, known: KnownColumns): number {
  const { text } = line;
  const kind = kinds[column]!;
  const short = text.length < 60;
  let gain = fitness(line, kind);
  const time = kind.startsWith('term');
  const who = kind === 'responsible' || kind === 'term-responsible';
  if (who && /^\d/.test(text)) gain -= 2;
  if (time && beginsWithTime.test(text)) gain = Math.max(gain, 1.5);
  if (kind === 'title') gain = (text.length > 25 ? 1 : 0.3) - (short && isTerm(text) ? 3 : 0);
  if (kind === 'indicator' && measured.test(text)) gain += 0.7;
  if (kind === 'result' && (yielded.test(text) || !kinds.includes('indicator'))) gain += 0.5;
  const elsewhere = [...known].some(([other, there]) => other !== column && there.texts.has(key(text)));
  if (known.get(column)?.texts.has(key(text))) gain = Math.max(gain, 2) + 1.5;
  else if (elsewhere) gain -= 1;
  if (time && /^план/iu.test(text)) gain = Math.min(gain, 1.5);
  if (headingWord.test(text)) gain -= 2;
  if (goesOn.test(text)) gain -= 3;
  else if (/^\p{Ll}/u.test(text) && !time && !who) gain -= 1;
  return gain;
}

/** How well a line goes on with the cell of the line before it. */
export function joinGain(
  before: RawCell,
  line: RawCell,
  kind: ColumnKind,
  known: ReadonlySet<string> | undefined,
): number {
  const [left, right] = [signsOf(before), signsOf(line)];
  const open = right.goesOn || left.cutOff;
  if (kind.startsWith('term') && kind !== 'term-responsible') {
    if (left.term && /^20\d\d(?:\s?г\p{L}*)?\.?$/u.test(line.text)) return 3;
    if (left.term && right.term) return 0.5;
    if (left.term && beginsWithTime.test(line.text)) return 1.5;
    const rest = (right.lower || /^\d/.test(line.text) || open) && right.who < 0.8;
    return rest && isTerm(`${before.text} ${line.text}`.slice(-400)) ? 1 : -3;
  }
  if (kind === 'responsible' || kind === 'term-responsible') {
    if (known?.has(key(line.text))) return 1;
    if (left.who >= 0.8 && right.who >= 0.8) return right.who === 1 ? 0.5 : 0;
    return open || right.lower ? -0.8 : -2.5;
  }
  if (open) return 0.3;
  const soft = right.lower ? 0.8 : /[.;]$/.test(before.text) ? 0.4 : 0;
  return soft - (right.term ? 1.5 : 0) - (another[kind] ?? 2);
}

/** What a line shows by itself. */
interface Signs {
  /** It is a term in a cell of its own; a plan or a schedule may be a result as well. */
  term: boolean;
  who: number;
  lower: boolean;
  goesOn: boolean;
  cutOff: boolean;
}

const signs = new WeakMap<RawCell, Signs>();

function signsOf(line: RawCell): Signs {
  const { text } = line;
  const known = signs.get(line) ?? {
    term: text.length < 60 && !/план|график/iu.test(text) && isTerm(text),
    who: text.length < 90 && !/^\d/.test(text) ? looksResponsible(text) : 0,
    lower: /^\p{Ll}/u.test(text),
    goesOn: goesOn.test(text),
    cutOff: cutOff.test(text),
  };
  signs.set(line, known);
  return known;
}

/** A text as it is compared. */
export function key(text: string): string {
  return withoutEnd(text.toLowerCase().replace(/\s+/g, ' '), '.,;');
}
