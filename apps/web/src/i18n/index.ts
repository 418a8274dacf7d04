import { createI18n } from 'vue-i18n';
import type { Translate } from '../lib/translate.ts';
import { savedLanguage } from '../lib/saved-language.ts';
import { common } from './common.ts';

/** Languages of the programme, the first by default. */
export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A tree of texts. */
export interface Texts {
  [key: string]: string | Texts;
}
/** Texts of one screen in every language. */
export type Messages = { [language in Language]: Texts };

/** Which of "one | few | many" fits a number in Russian; of four forms the first is for none at all. */
export function russianPlural(choice: number, choices: number): number {
  const n = Math.abs(choice);
  if (choices < 3) return n === 1 ? 0 : 1;
  if (choices > 3) return n === 0 ? 0 : 1 + russianPlural(n, 3);
  if (n % 10 === 1 && n % 100 !== 11) return 0;
  return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;
}

/** The texts that are there from the start: common ones, and of screens what is given; the rest comes with them. */
export function createTexts(screens: { [name: string]: Messages }, language: Language = savedLanguage()) {
  const own = (key: Language): Texts =>
    Object.fromEntries(Object.entries(screens).map(([name, messages]) => [name, messages[key]]));
  return createI18n({
    legacy: false,
    locale: language as string,
    fallbackLocale: 'ru',
    missingWarn: false,
    fallbackWarn: false,
    pluralRules: { ru: russianPlural },
    messages: { ru: { ...common.ru, ...own('ru') }, en: { ...common.en, ...own('en') } } as {
      [language: string]: Texts;
    },
  });
}
export type TextsPlugin = ReturnType<typeof createTexts>;

/** Adds texts that come later, under their root key. */
export function addTexts(
  global: { mergeLocaleMessage(language: string, texts: Texts): void },
  name: string,
  messages: Messages,
): void {
  for (const language of LANGUAGES) global.mergeLocaleMessage(language, { [name]: messages[language] });
}

/** The narrow function that pure code speaks with. */
export function translator(i18n: TextsPlugin): Translate {
  return (key, params = {}, plural) =>
    plural === undefined ? i18n.global.t(key, params) : i18n.global.t(key, params, plural);
}
