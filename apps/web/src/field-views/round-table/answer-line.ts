import { markValue } from '@opora/domain';

/** One indicator of a round as the server fills it in and the school answers it. */
export interface AnswerLine {
  code: string;
  asks: 'value' | 'parts' | 'nothing';
  title: string;
  plan: string;
  before: string;
  part: number | null;
  whole: number | null;
  value: number | null;
  note: string;
  indicatorId?: string;
  target?: string;
  unit?: string;
  tolerance?: number;
  previous?: number | null;
  /** True where the share is 100 · part / whole; a formula of its own is counted by the server. */
  plainShare?: boolean;
  evidence?: { id: string; name: string }[];
}

/** A number as people type it: with a comma, spaces between thousands; null for nothing, undefined for what is no number. */
export function numberFrom(text: string): number | null | undefined {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.');
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** The value that a line comes to now; undefined where only the server can count it. */
export function valueOfLine({
  asks,
  value,
  part,
  whole,
  plainShare,
}: Pick<AnswerLine, 'asks' | 'value' | 'part' | 'whole' | 'plainShare'>): number | null | undefined {
  if (asks !== 'parts') return value;
  if (part === null || whole === null || whole === 0) return null;
  return plainShare ? (100 * part) / whole : undefined;
}

/** Mark and reason of a line as it stands; undefined before there is a value, or where only the server can count it. */
export function markOfLine(line: AnswerLine): { mark: string; reason: string } | undefined {
  const value = valueOfLine(line);
  if (value === null || value === undefined || line.target === undefined) return undefined;
  return markValue(value, { target: line.target, tolerance: line.tolerance ?? 10 }, line.previous ?? null);
}

/** True where a school has been asked for something and has told nothing: no number and no word of why there is none. */
export function isUnanswered(lines: readonly AnswerLine[]): boolean {
  const asked = lines.filter(({ asks }) => asks !== 'nothing');
  return (
    asked.length > 0 &&
    asked.every(
      ({ value, part, whole, note }) =>
        value === null && part === null && whole === null && note.trim() === '',
    )
  );
}

/** What the server says of the lines, with what has been answered over it. */
export const freshLines = (known: readonly AnswerLine[], answered: readonly AnswerLine[]): AnswerLine[] =>
  known.map((line) => {
    const own = answered.find(({ code }) => code === line.code);
    if (!own) return line;
    const { part, whole, value, note } = own;
    return { ...line, part, whole, note, value: line.asks === 'nothing' ? line.value : value };
  });

/** What of a line is the answer; the rest the system knows without being told. */
export function answerOf(line: AnswerLine): AnswerLine {
  const { code, asks, title, plan, before, part, whole, value, note } = line;
  return { code, asks, title, plan, before, part, whole, value, note };
}
