/** Bytes that are no text. */
export class NoText extends Error {}

/**
 * The text of a model file in whatever encoding it was written: told by its first bytes, else by its XML declaration, else
 * UTF-8, else the Windows encoding of Russian. The declaration then says UTF-8, in which the text goes on. Throws `NoText`.
 */
export function textOf(bytes: Uint8Array): string {
  const text = decoded(bytes).replace(/^\uFEFF/, '');
  if (text.includes('\u0000')) throw new NoText();
  return text.replace(/^(\s*<\?xml[^>]*?\sencoding\s*=\s*)(["'])[^"']*\2/i, '$1$2UTF-8$2');
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^[^<]*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1];
  const tried = [...(declared === undefined || /^utf-?16/i.test(declared) ? [] : [declared]), 'utf-8'];
  for (const encoding of tried) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Another encoding than it says, or one that is not known.
    }
  }
  return new TextDecoder('windows-1251').decode(bytes);
}

/** The name of a file in an archive: without a mark of UTF-8 it comes byte by byte, in UTF-8 after all or as DOS wrote Russian. */
export function nameOf(name: string): string {
  const letters = [...name];
  if (letters.every((one) => one < '\u0080') || letters.some((one) => one > '\u00ff')) return name;
  const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('ibm866').decode(bytes);
  }
}
