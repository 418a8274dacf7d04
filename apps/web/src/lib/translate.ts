/** Gives the text of a key in the language of the user; `plural` chooses the form by a number. */
export type Translate = (
  key: string,
  params?: { [name: string]: string | number },
  plural?: number,
) => string;
