import { type Header } from '../header.ts';
import { cleanCell, type RawCell } from '../raw-table.ts';
import { looksResponsible } from '../responsible.ts';
import { isTerm } from '../when-who.ts';

/**
 * The cells of a row of which every paragraph stands on a line of its own, with those put together that can only be one
 * cell: two terms or two names one after the other, and what begins as no cell does. A row that is short enough stays.
 */
export function condensed(cells: readonly RawCell[], kinds: Header): RawCell[] {
  const found = [...cells];
  const [terms, names] = ['term', 'responsible'].map(
    (kind) => kinds.filter((one) => one.startsWith(kind) || one === 'term-responsible').length,
  );
  const short = (text: string): boolean => text.length < 90;
  const seams: readonly ((left: string, right: string) => boolean)[] = [
    (left, right) =>
      /^[•·–—-]\s?/u.test(right) || (/^\p{Ll}/u.test(right) && !isTerm(right) && !isTerm(left)),
    (left) => /[,:;]$/.test(left) && !isTerm(left),
    (left, right) =>
      terms === 1 &&
      [left, right].every((text) => text.length < 50 && isTerm(text) && !/план|график/iu.test(text)),
    (left, right) =>
      names === 1 &&
      [left, right].every(
        (text) => short(text) && /^\p{L}/u.test(text) && !isTerm(text) && looksResponsible(text) >= 0.8,
      ),
  ];
  for (const joins of seams)
    for (let at = 1; at + 1 < found.length && found.length > kinds.length;) {
      const [left, right] = [found[at]!, found[at + 1]!];
      if (joins(left.text, right.text))
        found.splice(at, 2, { ...left, text: cleanCell(`${left.text}\n${right.text}`) });
      else at += 1;
    }
  return found;
}
