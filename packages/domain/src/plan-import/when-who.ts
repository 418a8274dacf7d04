import { termAlone } from './term-alone.ts';

/** Letters of the longest term: some forty dates. A longer text is no term, and is not looked at word by word to say so. */
const MOST_LETTERS = 500;

/** Whether a text is a term and nothing else. */
export function isTerm(text: string): boolean {
  if (text.length > MOST_LETTERS) return false;
  const term = termAlone(text);
  return term.parts.length > 0 && term.unread.length === 0;
}

/** Whether a text is a term, or begins with a time of the day: «10.00, актовый зал». */
export function saysWhen(text: string): boolean {
  return isTerm(text) || beginsWithTime.test(text);
}

/** A time of the day at the beginning of a text. */
export const beginsWithTime = /^(?:(?:с|до|в|к) )?\d{1,2}[.:-]\d\d(?![\d.])/iu;

/** Parts «до 15.05.2024, Управление образования» or «ИМЦ (март 2024)» into when and who, in either order. */
export function splitWhenWho(text: string): { term: string; responsible: string } {
  const inBrackets = /^([^()]+?)\s*\(([^()]+)\)$/u.exec(text.trim());
  if (inBrackets && isTerm(inBrackets[2]!)) return { term: inBrackets[2]!, responsible: inBrackets[1]! };
  const seams = [...text.matchAll(/\n|[,;]\s*|\s+[-–—]\s+/gu)].map(({ index, 0: seam }) => ({
    left: text.slice(0, index).trim(),
    right: text.slice(index + seam.length).trim(),
  }));
  const first = seams.findLast(({ left }) => isTerm(left));
  if (first) return { term: first.left, responsible: first.right };
  const last = seams.find(({ right }) => isTerm(right));
  if (last) return { term: last.right, responsible: last.left };
  return isTerm(text) ? { term: text, responsible: '' } : { term: '', responsible: text };
}
