/** One field of a CSV file: quoted where needed; a leading sign that a spreadsheet would run as a formula is defused. */
function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV the way a Russian spreadsheet opens it: semicolons, decimal commas, CRLF, UTF-8 with a byte order mark. */
export function toCsv(head: string[], rows: (string | number | null | undefined)[][]): string {
  const lines = [head, ...rows].map((row) => row.map(field).join(';'));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** Offers a text or bytes to the user as a file. */
export function download(name: string, content: string | Uint8Array, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
