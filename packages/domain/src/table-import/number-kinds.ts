import { markup } from './markup.ts';

/** What the number of a cell is shown as. */
export type NumberKind = 'number' | 'percent' | 'date';

/** Formats that every spreadsheet knows by number (ECMA-376, 18.8.30). */
const known = (id: number): NumberKind =>
  id === 9 || id === 10
    ? 'percent'
    : (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
      ? 'date'
      : 'number';

/** The kind of number by the style of a cell. */
export async function numberKinds(chunks: AsyncIterable<Buffer>): Promise<NumberKind[]> {
  const formats = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  await markup(chunks, {
    open: (name, of) => {
      if (name === 'cellXfs') inCells = true;
      else if (name === 'numFmt') formats.set(Number(of['numFmtId']), kindOf(of['formatCode'] ?? ''));
      else if (name === 'xf' && inCells) {
        const id = Number(of['numFmtId'] ?? 0);
        kinds.push(formats.get(id) ?? known(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

/** What a format of the workbook shows; quoted words, escaped signs, colors and conditions are left out. */
function kindOf(code: string): NumberKind {
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  if (bare.includes('%')) return 'percent';
  return /[dmyhs]/i.test(bare) ? 'date' : 'number';
}
