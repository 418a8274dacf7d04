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
  const xml = /line: (\d+)/.exec(whole)?.[1];
  if (xml !== undefined) return { message, line: Number(xml) + 1 };
  const json = /\(line (\d+) column/.exec(whole)?.[1];
  if (json !== undefined) return { message, line: Number(json) };
  const position = /at position (\d+)/.exec(whole)?.[1];
  if (position !== undefined) return { message, line: lineOf(Number(position)) };
  return /Unexpected end of/.test(whole) ? { message, line: lineOf(text.length) } : { message };
}
