import { readNumber } from '../numbers.ts';
import { rawOf, textOf, type LineCell } from './line-cell.ts';

/** A title has no more lines. */
const mostLines = 8;

const titleWord =
  /^(?:(?:\p{L}{4,9}(?:[оы]й|[ая]я|[оь]е|ий|ья) )?(?:направление|раздел|задача|блок|этап|подпрограмма)|план|таблица|приложение|перечень)(?![а-яё])/iu;
/** «Дорожная карта … на 2024-2025 учебный год», «Приложение 2» need no empty line above to name a table. */
const wholeTitle =
  /^(?:«?(?:дорожная карта|план|план-график|комплекс мер|график|программа)(?![а-яё])[^.;]{0,250}\sна\s(?:\S+\s)?20\d\d[^.;]{0,40}(?:гг?\.)?|приложение (?:(?:№ ?)?\d{1,2}|к )[\s\S]{0,600}|таблица (?:№ ?)?\d{1,2}\.?)$/iu;

/** The cells of a table without the title of the next one: lines of its own, or the last paragraphs of the last cell. */
export function withoutTitle(cells: LineCell[]): LineCell[] {
  const last = cells.at(-1);
  if (!last) return cells;
  const rest = titleless(last.paragraphs.map(({ text }) => text));
  const near = last.paragraphs.at(-1);
  const apart = near && near.blank > 0 && titleWord.test(near.text) ? last.paragraphs.length - 1 : Infinity;
  const kept = Math.min(rest, apart);
  if (kept < last.paragraphs.length && (kept > 0 || kept === apart))
    return [...cells.slice(0, -1), { ...last, paragraphs: last.paragraphs.slice(0, kept) }];
  const single = cells.slice(-mostLines).map((cell) => (cell.paragraphs.length === 1 ? textOf(cell) : ''));
  const end = cells.length - single.length + titleless(single);
  // Behind a number alone there is a row, not a title.
  const named = end > 0 && end < cells.length && readNumber(rawOf(cells[end - 1]!)) === undefined;
  return named ? cells.slice(0, end) : cells;
}

/** How many of the lines stand above a title that goes to the last of them. */
function titleless(lines: readonly string[]): number {
  for (let from = Math.max(0, lines.length - mostLines); from < lines.length; from += 1)
    if (wholeTitle.test(lines.slice(from).join(' '))) return from;
  return lines.length;
}
