/** A text as XML has it, in attributes too. */
export const xmlText = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    // Control characters are not allowed in XML at all.
    .replace(/(?![\t\n\r])\p{Cc}/gu, '');
