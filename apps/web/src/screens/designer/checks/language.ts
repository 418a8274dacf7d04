/** The language in which problems are told. */
export const languageNow = (): 'ru' | 'en' => (localStorage.getItem('opora.language') === 'en' ? 'en' : 'ru');
