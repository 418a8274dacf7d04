/** A cell as a file gives it: text, a number or a date that the spreadsheet stores, or nothing. */
export type Cell = string | number | boolean | Date | null;

/** What a cell means, or a sentence that says what was expected and found. */
export type Reading<T> = { value: T } | { problem: string };

/** A column that an import understands. */
export interface Column<T = unknown> {
  key: string;
  /** Name for people, and for the header of an export. */
  title: string;
  /** How headers may call it, compared without case, «ё» and punctuation; the first match wins. */
  names: readonly RegExp[];
  required?: boolean;
  /** It holds percents: a file where all are below 1 holds fractions. */
  percent?: true;
  read(cell: Cell): Reading<T>;
}

/** A text as headers and names are compared: lower case, «е» for «ё», single spaces, without punctuation at the ends. */
export const plain = (text: string): string =>
  text
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .replace(/[«»"'„“”.,;:()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** True for a cell in which nothing stands; dashes of any length are nothing too. */
export const isEmpty = (cell: Cell): boolean =>
  cell === null || (typeof cell === 'string' && /^[\s\u00a0]*[-–—]*[\s\u00a0]*$/.test(cell));

/** How a problem shows what it found; long texts are cut. */
export const shown = (cell: Cell): string => {
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** A text without spaces at its ends and without double ones inside. */
export const text =
  (most = 500) =>
  (cell: Cell): Reading<string> => {
    const value = (cell instanceof Date ? shown(cell) : String(cell ?? ''))
      .replace(/[\s\u00a0]+/g, ' ')
      .trim();
    return value.length > most ? { problem: `текст длиннее ${most} знаков` } : { value };
  };

/** A number, with a comma or point, spaces between thousands, and a percent sign where it is a share. */
export const number =
  ({
    min = -Infinity,
    max = Infinity,
    whole = false,
  }: { min?: number; max?: number; whole?: boolean } = {}) =>
  (cell: Cell): Reading<number> => {
    if (cell instanceof Date) return { problem: `ожидалось число, найдена дата ${shown(cell)}` };
    const value =
      typeof cell === 'number'
        ? cell
        : /^[+-]?\d+([.,]\d+)?\s*(?:%|чел\.?)?$/i.test(digits(cell))
          ? Number(
              digits(cell)
                .replace(/\s*(?:%|чел\.?)$/i, '')
                .replace(',', '.'),
            )
          : NaN;
    if (!Number.isFinite(value)) return { problem: `ожидалось число, найдено «${shown(cell)}»` };
    if (whole && !Number.isInteger(value))
      return { problem: `ожидалось целое число, найдено ${shown(cell)}` };
    if (value < min) return { problem: `ожидалось не меньше ${min}, найдено ${shown(cell)}` };
    if (value > max) return { problem: `ожидалось не больше ${max}, найдено ${shown(cell)}` };
    return { value };
  };

const digits = (cell: Cell): string =>
  String(cell ?? '')
    .trim()
    .replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(\D|$))/g, '');

/** One of several words; `aliases` lead to the word that is kept, `called` is what people are told they are. */
export const oneOf =
  <T extends string>(
    aliases: Readonly<Record<string, T>>,
    called: readonly string[] = [...new Set(Object.values(aliases))],
  ) =>
  (cell: Cell): Reading<T> => {
    const word = plain(String(cell ?? ''));
    const found = Object.hasOwn(aliases, word) ? aliases[word] : undefined;
    if (found !== undefined) return { value: found };
    const words = called.join(', ');
    return { problem: `ожидалось одно из: ${words}; найдено «${shown(cell)}»` };
  };
