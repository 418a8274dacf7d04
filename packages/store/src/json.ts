/** JSON text that PostgreSQL's jsonb takes: it refuses the NUL character and lone surrogates, which become U+FFFD. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u')
    ? text.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})/g, '$1\ufffd')
    : text;
}

/** A point of time for a timestamptz column; null where the text is not one. A FEEL zone name after `@` is left out. */
export function timestamp(text: string | undefined): string | null {
  if (text === undefined) return null;
  const parsed = Date.parse(text.replace(/@.*$/, ''));
  return Number.isNaN(parsed) ? null : new Date(parsed).toISOString();
}
