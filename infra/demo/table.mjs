/**
 * Lays rows out as a table for the terminal; a column is as wide as its longest cell, at most `limit` characters.
 * @param {string[]} header
 * @param {string[][]} rows
 * @param {number} [limit]
 * @returns {string}
 */
export function table(header, rows, limit = 60) {
  const cut = (/** @type {string} */ text) => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
  const cells = [header, ...rows].map((row) => row.map(cut));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = cells;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
