/** A short name of a text: its length and two checksums of 32 bits (FNV-1a, and a polynomial). Texts that differ have the same one by a chance that does not matter. */
export function fingerprint(text: string): string {
  let mixed = 0x811c9dc5;
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    mixed = Math.imul(mixed ^ code, 0x01000193);
    sum = (Math.imul(sum, 65_599) + code) | 0;
  }
  return [text.length, mixed >>> 0, sum >>> 0].map((part) => part.toString(36)).join('-');
}
