/** Where a text stopped being readable, and what its reader said of it. */
export interface BrokenPlace {
  message: string;
  /** Counts from 1; undefined where the reader did not tell. */
  line?: number;
}

/** The place that the error of a reader names: the XML readers count lines from 0, JSON names a line or a position. */
export function brokenPlace(error: unknown, text: string): BrokenPlace {
  const whole = error instanceof Error ? error.message : String(error);
  const message = whole.split('\n')[0]!;
  const lineOf = (position: number): number => text.slice(0, position).split('\n').length;
  const marked = text.trimStart().startsWith('<') ? lineOfXml(text) : undefined;
  if (marked !== undefined) return { message, line: marked };
  const xml = /line: (\d+)/.exec(whole)?.[1];
  if (xml !== undefined) return { message, line: Number(xml) + 1 };
  const json = /\(line (\d+) column/.exec(whole)?.[1];
  if (json !== undefined) return { message, line: Number(json) };
  const position = /at position (\d+)/.exec(whole)?.[1];
  if (position !== undefined) return { message, line: lineOf(Number(position)) };
  // Newer browsers show the ten characters on either side of the fault instead of its place.
  const around = /^Unexpected token '.+?', (\.\.\.)?"([\s\S]*)"(\.\.\.)? is not valid JSON$/.exec(whole);
  if (around) {
    const [, cut, excerpt = ''] = around;
    const at = text.indexOf(excerpt);
    if (at >= 0) return { message, line: lineOf(at + (cut ? 10 : Math.max(0, excerpt.length - 11))) };
  }
  return /Unexpected end of/.test(whole) ? { message, line: lineOf(text.length) } : { message };
}

/** The line at which the browser's own reader stops: readers of diagrams name the beginning of what they could not close. */
function lineOfXml(text: string): number | undefined {
  if (typeof DOMParser === 'undefined') return undefined;
  const said = new DOMParser()
    .parseFromString(text, 'application/xml')
    .querySelector('parsererror')?.textContent;
  const line = /line(?: number)? (\d+)/i.exec(said ?? '')?.[1];
  return line === undefined ? undefined : Number(line);
}
