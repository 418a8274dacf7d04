import { goesOn } from '../join-text.ts';
import { type RawRow } from '../raw-table.ts';

/**
 * Puts the lines of cells together that a narrow column wrapped: where the next word would have found room, the author
 * began a new line, elsewhere the column did. A divided word keeps its hyphen and line break.
 */
export function rejoinLines(rows: readonly RawRow[]): void {
  const widths: number[] = [];
  const wide = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const own = rows.filter(({ cells }) => cells.length === wide);
  for (const { cells } of own)
    cells.forEach(({ text }, column) => {
      for (const line of text.split('\n')) widths[column] = Math.max(widths[column] ?? 0, line.length);
    });
  for (const row of own)
    row.cells = row.cells.map((cell, column) => ({ ...cell, text: joined(cell.text, widths[column] ?? 0) }));
}

function joined(text: string, width: number): string {
  const [first = '', ...lines] = text.split('\n');
  let before = first;
  return lines.reduce((sum, line) => {
    const word = line.split(' ', 1)[0]!;
    const torn = isTorn(before, word, width);
    const kept = !torn && (/\S[-–]$/u.test(before) || before.length + 1 + word.length <= width);
    before = line;
    return `${sum}${torn ? '' : kept ? '\n' : ' '}${line}`;
  }, first);
}

/** Whether a word fills a line by itself and goes on below without a hyphen: «образовани» + «я», «01.09.20» + «24». */
function isTorn(before: string, word: string, width: number): boolean {
  const date = /(?:^|\s)\d{1,2}\.\d{2}\.(\d{0,3})$/.exec(before);
  if (date && date[1]!.length + (/^\d+/.exec(word)?.[0].length ?? 0) === 4) return true;
  if (before.length < Math.min(width * 0.5, 7) || /\s/.test(before)) return false;
  return goesOn(before, word);
}
