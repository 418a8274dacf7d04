/** Whether texts hold what is looked for, as one line and without regard to capitals; nothing looked for is held by all. */
export const holdsWords = (texts: readonly (string | null | undefined)[], sought: string): boolean =>
  texts.filter(Boolean).join(' ').toLocaleLowerCase('ru').includes(sought.trim().toLocaleLowerCase('ru'));
