import { step } from '../../steps.ts';

/** A line of a table cut into its cells; `blank`: an empty line stands before it. */
export interface CutLine {
  cells: string[];
  blank: boolean;
}

/** What is known of the lines between two headings. */
export interface CutTask {
  lines: readonly CutLine[];
  /** Lines that hold the number of a row, or what stands for it; empty where rows have none. */
  anchors: readonly number[];
  /** The column of the numbers, and of the names. */
  number: number;
  title: number;
  /** The first lines may be the end of a row on the page before. */
  open: boolean;
}

/** No row reaches further up from its number: each beginning is tried with each of the row before. */
const MOST_ABOVE = 40;

/**
 * Finds the lines in which rows begin. A number stands in the first line of its row, or in the middle of its height: then each
 * row reaches as far down from its number as it reaches up, and what begins in lower case begins no row.
 */
export function rowStarts(task: CutTask): number[] {
  const { lines, anchors } = task;
  if (anchors.length === 0) return withoutAnchors(task);
  const costs = anchors.map((): Map<number, { cost: number; before: number }> => new Map());
  anchors.forEach((anchor, index) => {
    const previous = anchors[index - 1];
    const highest = Math.max((previous ?? -1) + 1, anchor - MOST_ABOVE);
    const starts = previous === undefined && !task.open ? [0] : range(highest, anchor);
    for (const start of starts) {
      if (previous === undefined) {
        const left = start === 0 ? 0 : leftCost(task, start);
        costs[index]!.set(start, { cost: left + startCost(task, start), before: -1 });
        continue;
      }
      for (const [before, { cost }] of costs[index - 1]!) {
        const total = cost + rowCost(task, before, start, previous) + startCost(task, start);
        const known = costs[index]!.get(start);
        if (!known || total < known.cost) costs[index]!.set(start, { cost: total, before });
      }
    }
  });
  const end = anchors.length - 1;
  let [start] = [...costs[end]!]
    .map(([at, { cost }]) => [at, cost + rowCost(task, at, lines.length, anchors[end]!)] as const)
    .sort((left, right) => left[1] - right[1])[0]!;
  const found = [start];
  for (let index = end; index > 0; index -= 1) found.unshift((start = costs[index]!.get(start)!.before));
  return found;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** Lines before the first row of a page go on with the row before: seldom, and then not with a new sentence. */
function leftCost({ lines, title }: CutTask, start: number): number {
  const first = lines[0]!.cells[title] || lines[0]!.cells.find(Boolean) || '';
  return 1 + start * 0.2 + (/^[\p{Lu}«\d]/u.test(first) ? 3 : 0);
}

/** How unlikely a row begins in a line. */
function startCost({ lines, title }: CutTask, start: number): number {
  const { cells, blank } = lines[start]!;
  const before = lines[start - 1]?.cells[title] ?? '';
  let cost = blank ? -3 : 0;
  const first = nextIn(lines, title, start);
  if (/^[\p{Ll})]/u.test(first)) cost += 3;
  if (/(?:[,:–—-]|(?:^|\s)(?:и|или|в|на|по|с|для|о|об|к|от|из|за|не))$/iu.test(before) && before) cost += 1.5;
  cells.forEach((text, column) => {
    if (column !== title && /^[\p{Ll})]/u.test(text) && lines[start - 1]?.cells[column]) cost += 0.7;
  });
  return cost;
}

const nextIn = (lines: readonly CutLine[], column: number, from: number): string =>
  lines.slice(from, from + 4).find(({ cells }) => cells[column])?.cells[column] ?? '';

/** How little the lines from `start` to before `end` look like one row whose number stands in `anchor`. */
function rowCost({ lines, number, title }: CutTask, start: number, end: number, anchor: number): number {
  step(end - start);
  let cost = 0;
  const width = lines[start]!.cells.length;
  for (let column = 0; column < width; column += 1) {
    if (column === number) continue;
    const filled = range(start, end - 1).filter((at) => lines[at]!.cells[column]);
    if (filled.length === 0) {
      if (column === title) cost += 4;
      continue;
    }
    const [first, last] = [filled[0]!, filled.at(-1)!];
    const off = Math.abs((first + last) / 2 - anchor);
    const top = first - start + Math.abs(anchor - start);
    cost += Math.min(off, top) * (column === title ? 1 : 0.5);
    const holes = last - first + 1 - filled.length;
    cost += holes * (column === title ? 0.8 : 0.3);
  }
  for (let at = start + 1; at < end; at += 1) if (lines[at]!.blank) cost += 2;
  return cost;
}

/** Rows without numbers: by the empty lines between them, or by the lines in which several cells begin at once. */
function withoutAnchors(task: CutTask): number[] {
  const { lines, title, open } = task;
  const blanks = range(1, lines.length - 1).filter((at) => lines[at]!.blank);
  if (blanks.length > 0 && blanks.length >= lines.length / 8) return [0, ...blanks];
  const best: { cost: number; before: number }[] = [{ cost: 0, before: -1 }];
  const width = lines[0]?.cells.length ?? 0;
  for (let end = 1; end <= lines.length; end += 1) {
    best[end] = { cost: Infinity, before: 0 };
    for (let start = Math.max(0, end - 14); start < end; start += 1) {
      const cost = best[start]!.cost + loneCost(task, start, end, width);
      if (cost < best[end]!.cost) best[end] = { cost, before: start };
    }
  }
  const found: number[] = [];
  for (let end = lines.length; end > 0; end = best[end]!.before) found.unshift(best[end]!.before);
  const first = lines[0]?.cells[title] ?? '';
  return open && /^\p{Ll}/u.test(first) ? found.filter((at) => at > 0) : found;
}

function loneCost(task: CutTask, start: number, end: number, width: number): number {
  const { lines, title } = task;
  step(end - start);
  let cost = startCost(task, start);
  let empty = 0;
  const middle = (start + end - 1) / 2;
  for (let column = 0; column < width; column += 1) {
    const filled = range(start, end - 1).filter((at) => lines[at]!.cells[column]);
    if (filled.length === 0) {
      empty += 1;
      if (column === title) cost += 5;
      continue;
    }
    const [first, last] = [filled[0]!, filled.at(-1)!];
    cost += Math.min(Math.abs((first + last) / 2 - middle), first - start) * 0.7;
    cost += (last - first + 1 - filled.length) * 1.2;
    if (/^[\p{Ll})]/u.test(lines[first]!.cells[column]!) && column > 0) cost += 0.8;
    // A cell that begins anew inside the row belongs to the next one.
    for (const at of filled.slice(1)) {
      const text = lines[at]!.cells[column]!;
      const before = lines[at - 1]!.cells[column]!;
      if (/^[\p{Lu}«]/u.test(text) && !/[,–—-]$/u.test(before)) cost += 0.6;
    }
  }
  return cost + empty * 1.5 + (range(start + 1, end - 1).some((at) => lines[at]!.blank) ? 2 : 0);
}
