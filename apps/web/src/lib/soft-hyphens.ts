const letter = '[а-яё]';
const vowel = '[аеёиоуыэюя]';
const consonant = '[бвгджзклмнпрстфхцчшщ]';
/** Between which letters a Russian word may be divided (the rules of P. Khristov as D. Dymchenko and I. Varsanofiev have them). */
const borders: readonly [before: string, after: string][] = [
  ['[йъь]', letter + letter],
  [vowel, vowel + letter],
  [vowel + consonant, consonant + vowel],
  [consonant + vowel, consonant + vowel],
  [vowel + consonant, consonant + consonant + vowel],
  [vowel + consonant + consonant, consonant + consonant + vowel],
];
const border = new RegExp(borders.map(([before, after]) => `(?<=${before})(?=${after})`).join('|'), 'giu');

/** Words shorter than this fit every column. */
const LONG = 12;
/** Fewer letters are not left alone at either end of a word. */
const LEFT_ALONE = 3;
const longWord = new RegExp(`${letter}{${LONG},}`, 'giu');

/**
 * A text whose long Russian words may be divided by syllables where a column is too narrow for them. Browsers have no dictionary for
 * `hyphens: auto` everywhere; without one a word is torn between any two letters, and no hyphen says so. The
 * patterns of a library are 136 KB, too many for two tables.
 */
export const softHyphens = (text: string): string =>
  text.replace(longWord, (word) =>
    word.replace(border, (_, at: number) =>
      at >= LEFT_ALONE && at <= word.length - LEFT_ALONE ? '\u00ad' : '',
    ),
  );
