import { step } from '../../steps.ts';
import { readHeader } from '../header.ts';
import { goesOn } from '../join-text.ts';
import { cleanCell, type RawCell } from '../raw-table.ts';

/** A piece of a line between wide gaps, with the columns of the page that it covers. */
export interface Chunk {
  text: string;
  start: number;
  end: number;
}

/** The pieces of a line that two spaces or more set apart. */
export function chunksOf(line: string): Chunk[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A header on a page: its names, the stretches that they cover, and how many lines it takes. */
export interface PageHeader {
  cells: RawCell[];
  bands: Omit<Chunk, 'text'>[];
  lines: number;
  /** How good it is: the columns that it names, those that it has, and how few words it takes. */
  score: number;
}

/** A header has no more lines. */
const tallest = 8;
/** Nor has a table more columns. */
const widest = 40;

/**
 * The header that begins in a line. Its names may have several lines each, in the middle of the header's height or at its
 * top, so that a line holds some of them only.
 */
export function headerFrom(lines: readonly string[], from: number): PageHeader | undefined {
  const [whole, parted] = [headerOf(lines, from, withoutNumber), headerOf(lines, from, atCapitals)];
  return parted && (!whole || parted.score > whole.score + 50) ? parted : whole;
}

function headerOf(
  lines: readonly string[],
  from: number,
  cut: (chunk: Chunk) => Chunk[],
): PageHeader | undefined {
  let best: PageHeader | undefined;
  let own: Chunk[] = [];
  const taken: Chunk[] = [];
  let blank = 0;
  for (let at = from; at < Math.min(from + tallest, lines.length); at += 1) {
    const chunks = chunksOf(lines[at]!).flatMap(cut);
    if (chunks.length === 0) {
      blank += 1;
      if (blank > 1) break;
      continue;
    }
    // No table of a plan is so wide.
    if (chunks.length > widest) break;
    taken.push(...chunks);
    step(taken.length);
    const bands = bandsOf(taken);
    if (bands.length < 3) continue;
    const cells = namesUnder(taken, bands);
    const found = readHeader({ cells, gap: false, place: '' });
    if (!found || cells.some((cell) => cell.text.includes('|'))) continue;
    const known = found.header.filter((kind) => kind !== 'other').length;
    const length = cells.reduce((sum, { text }) => sum + text.length, 0);
    const score = known * 100 + bands.length * 10 - length / 4;
    if (best && score <= best.score) continue;
    best = { cells, bands, lines: at - from + 1, score };
    own = [...taken];
  }
  return best && withRest(best, own, lines, from);
}

/** The header with the lines below in which its names go on, all in lower case. */
function withRest(header: PageHeader, taken: Chunk[], lines: readonly string[], from: number): PageHeader {
  let at = from + header.lines;
  for (; at < Math.min(lines.length, from + tallest); at += 1) {
    const chunks = chunksOf(lines[at]!).flatMap(withoutNumber);
    const goesOn = chunks.length > 0 && chunks.every(({ text }) => /^[\p{Ll}(]/u.test(text));
    if (!goesOn || chunks.length > header.bands.length) break;
    taken.push(...chunks);
  }
  if (at === from + header.lines) return header;
  return { ...header, cells: namesUnder(taken, header.bands), lines: at - from };
}

/** The names of columns: each piece belongs to the stretch that it shares most with, or stands nearest to. */
function namesUnder(chunks: readonly Chunk[], bands: PageHeader['bands']): RawCell[] {
  const share = (chunk: Chunk, band: PageHeader['bands'][number]): number =>
    Math.min(chunk.end, band.end) - Math.max(chunk.start, band.start);
  const own = chunks.map((chunk) => {
    const shares = bands.map((band) => share(chunk, band));
    return shares.indexOf(Math.max(...shares));
  });
  return bands.map((_, column): RawCell => {
    const text = chunks
      .filter((_one, at) => own[at] === column)
      .reduce(
        (sum, { text: piece }) => sum + (sum && !goesOn(sum, piece.split(' ', 1)[0]!) ? '\n' : '') + piece,
        '',
      );
    return { text: cleanCell(text) };
  });
}

/** «№ п/п Мероприятия» with a single space between are the names of two columns. */
function withoutNumber(chunk: Chunk): Chunk[] {
  const length = /^(?:(?:№ ?)?п ?[/.] ?п\.? (?=\p{L})|№ (?=\p{Lu}))/u.exec(chunk.text)?.[0].length;
  if (length === undefined) return [chunk];
  const middle = chunk.start + length;
  return [
    { text: chunk.text.slice(0, length).trim(), start: chunk.start, end: middle - 1 },
    { text: chunk.text.slice(length), start: middle, end: chunk.end },
  ];
}

/** «Исполнители Ожидаемый» with a single space between may be the names of two columns. */
function atCapitals(chunk: Chunk): Chunk[] {
  return withoutNumber(chunk).flatMap((one) => {
    const seams = [...one.text.matchAll(/ (?=\p{Lu}\p{Ll})/gu)].map(({ index }) => index);
    return [-1, ...seams].map((seam, at) => {
      const end = seams[at] ?? one.text.length;
      return { text: one.text.slice(seam + 1, end), start: one.start + seam + 1, end: one.start + end };
    });
  });
}

/** The stretches of a page that pieces cover, those that overlap taken together. */
function bandsOf(chunks: readonly Chunk[]): { start: number; end: number }[] {
  const bands: { start: number; end: number }[] = [];
  for (const { start, end } of [...chunks].sort((left, right) => left.start - right.start)) {
    const last = bands.at(-1);
    if (last && start < last.end + 1) last.end = Math.max(last.end, end);
    else bands.push({ start, end });
  }
  return bands;
}

/** Whether a lone piece reaches over the names of several columns, as a heading between the rows does. */
export function isWide({ start, end }: Chunk, bands: PageHeader['bands']): boolean {
  const covered = bands.filter((band) => {
    const middle = (band.start + band.end) / 2;
    return start <= middle && middle <= end;
  });
  return covered.length > 1;
}

/**
 * The place between two columns of a page: before the place where most pieces begin, if many do, else where the fewest lines
 * have a letter, in the middle of the widest such gap.
 */
function edgeBetween(
  lines: readonly string[],
  from: number,
  to: number,
): { edge: number; start: number | undefined } {
  const letters = (at: number): number => lines.filter((line) => /\S/.test(line[at] ?? ' ')).length;
  const begun = new Map<number, number>();
  for (const line of lines)
    for (const { start } of chunksOf(line)) begun.set(start, (begun.get(start) ?? 0) + 1);
  let aligned = { start: to, score: 0 };
  let best = { at: to, count: Infinity, length: 0 };
  let run = { start: from, count: Infinity };
  step((to - from) * lines.length);
  for (let at = from; at <= to + 1; at += 1) {
    const count = at <= to ? letters(at) : -1;
    const score = at > to ? 0 : (begun.get(at) ?? 0) - 2 * letters(at - 1);
    if (score > aligned.score) aligned = { start: at, score };
    if (count === run.count) continue;
    const length = at - run.start;
    if (run.count < best.count || (run.count === best.count && length > best.length))
      best = { at: run.start + length / 2, count: run.count, length };
    run = { start: at, count };
  }
  if (aligned.score >= 2 && aligned.score >= lines.length / 6)
    return { edge: aligned.start - 0.5, start: aligned.start };
  return { edge: best.at, start: undefined };
}

/** Where the columns of a page part, and where the lines of each mostly begin; nothing for one that has no such place. */
export interface PageColumns {
  edges: number[];
  starts: (number | undefined)[];
}

/** The places where pieces of many lines begin, from the left; neighbors are one. */
export function usualStarts(lines: readonly string[]): number[] {
  const begun = new Map<number, number>();
  for (const line of lines)
    for (const { start } of chunksOf(line)) begun.set(start, (begun.get(start) ?? 0) + 1);
  const around = (at: number): number =>
    (begun.get(at - 1) ?? 0) + (begun.get(at) ?? 0) + (begun.get(at + 1) ?? 0);
  const least = Math.max(3, lines.length * 0.15);
  const found: number[] = [];
  for (const [at] of [...begun].sort((left, right) => right[1] - left[1] || left[0] - right[0]))
    if (around(at) >= least && (begun.get(at) ?? 0) >= 2 && found.every((one) => Math.abs(one - at) > 2))
      found.push(at);
  return found.sort((left, right) => left - right);
}

/** Finds the columns of the lines below a header; lines that reach over several are not given. */
export function columnsUnder(lines: readonly string[], bands: PageHeader['bands']): PageColumns {
  const begun = usualStarts(lines);
  const own = begun.length === bands.length ? begun.slice(1) : begun;
  const near = own.every((start, at) => {
    const band = bands[at + 1]!;
    return start > band.start - 14 && start < band.end && start > bands[at]!.start - 8;
  });
  // As many beginnings as columns: the names above may stand otherwise.
  if (own.length === bands.length - 1 && own.length > 1 && near)
    return { edges: own.map((start) => start - 0.5), starts: [undefined, ...own] };
  const parts = bands.slice(1).map((band, index) => {
    const before = bands[index]!;
    return edgeBetween(
      lines,
      Math.floor((before.start + before.end) / 2) + 1,
      Math.floor((band.start + band.end) / 2),
    );
  });
  return { edges: parts.map(({ edge }) => edge), starts: [undefined, ...parts.map(({ start }) => start)] };
}

/**
 * The words of a line under the columns of a page. A piece goes whole to the column in which it mostly stands: lines may be
 * shifted; but one that fills its column to the last letter and runs into the next is parted where that begins.
 */
export function cellsUnder(
  line: string,
  { edges, starts }: PageColumns,
): { cells: string[]; unsure: boolean } {
  const cells = Array.from({ length: edges.length + 1 }, (): string[] => []);
  let unsure = false;
  for (const chunk of chunksOf(line)) {
    const parts = parted(chunk, edges, starts, 0);
    for (const { text, column } of parts) cells[column]!.push(text);
    unsure ||= parts.some((part) => reachesInto(part, edges));
  }
  return { cells: cells.map((words) => words.join(' ')), unsure };
}

/** Whether words stand on both sides of an edge, so that some may belong to the other column. */
function reachesInto({ text, start }: Chunk, edges: readonly number[]): boolean {
  return edges.some((edge) => {
    const [left, right] = [text.slice(0, Math.max(0, edge - start)), text.slice(Math.max(0, edge - start))];
    return / /.test(left.trimEnd()) && / /.test(right.trimStart()) && left.length > 3 && right.length > 3;
  });
}

/** A piece of a line, or its parts under several columns, none of them before `least`. */
function parted(
  chunk: Chunk,
  edges: readonly number[],
  starts: PageColumns['starts'],
  least: number,
): (Chunk & { column: number })[] {
  const spaces = [...chunk.text.matchAll(/ /g)].map(({ index }) => chunk.start + index);
  const nearest = (place: number, reach: number): number | undefined =>
    spaces
      .filter((space) => Math.abs(space + 1 - place) <= reach)
      .sort((left, right) => Math.abs(left + 1 - place) - Math.abs(right + 1 - place))[0];
  for (const [at, edge] of edges.entries()) {
    if (edge <= chunk.start || edge >= chunk.end) continue;
    const [own, next] = [starts[at], starts[at + 1]];
    const fills = own !== undefined && Math.abs(chunk.start - own) <= 1;
    const seam = next === undefined ? nearest(edge + 0.5, fills ? 3 : 2) : nearest(next, fills ? 3 : 1);
    if (seam === undefined) continue;
    const left = { text: chunk.text.slice(0, seam - chunk.start), start: chunk.start, end: seam };
    const right = { text: chunk.text.slice(seam - chunk.start + 1), start: seam + 1, end: chunk.end };
    const before = Math.min(at, Math.max(least, columnOf(left, edges)));
    return [{ ...left, column: before }, ...parted(right, edges, starts, at + 1)];
  }
  return [{ ...chunk, column: Math.max(least, columnOf(chunk, edges)) }];
}

const columnOf = ({ start, end }: Omit<Chunk, 'text'>, edges: readonly number[]): number =>
  edges.filter((edge) => edge <= (start + end) / 2).length;
