/** The language that the browser remembers; Russian unless English was chosen. */
export const savedLanguage = (): 'ru' | 'en' =>
  globalThis.localStorage?.getItem('opora.language') === 'en' ? 'en' : 'ru';
