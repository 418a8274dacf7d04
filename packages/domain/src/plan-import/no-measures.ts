import { columnKind } from './columns.ts';
import { readNumber } from './numbers.ts';
import { type RawRow } from './raw-table.ts';

/** «Итого | 3000»: a sum of the rows above is no measure. */
export function isTotal({ cells }: RawRow): boolean {
  const [first, ...others] = cells.filter((cell) => cell.text);
  if (!first || !/^(?:итого|всего)(?![а-яё])/iu.test(first.text) || first.text.length > 60) return false;
  const figures = others.filter(({ text }) => /^[-\d\s.,%()]+(?:\s?(?:тыс|млн)?\.?\s?руб\.?)?$/iu.test(text));
  return others.length > 0 ? figures.length === others.length : /[:\d]/.test(first.text);
}

/** A row that names columns of something else («№ | Школа | Контакты») ends the plan. */
export function otherHeader(row: RawRow, next: RawRow | undefined): boolean {
  const [first, ...others] = row.cells.filter((cell) => cell.text);
  if (!first || others.length < 2 || columnKind(first.text) !== 'number' || readNumber(first)) return false;
  return others.every((cell) => cell.text.length < 200) && next !== undefined;
}

/** «Начальник управления | И.И. Иванов» below the last row ends the plan. */
export function signature(row: RawRow, next: RawRow | undefined): boolean {
  const filled = row.cells.filter((cell) => cell.text);
  if (next || filled.length < 2 || filled.length > 3) return false;
  const post =
    /^(?:(?:и\.?\s?о\.?|исполняющ\p{L}+ обязанности)\s+)?(?:начальник|председатель|директор|заведующ|глава|заместитель|руководитель|исп)/iu;
  return post.test(filled[0]!.text) && personName.test(filled.at(-1)!.text);
}

const personName =
  /^(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)$/u;
