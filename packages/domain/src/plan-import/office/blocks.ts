import { cleanCell, type RawCell, type RawRow, type RawTable } from '../raw-table.ts';

/** A paragraph as a document holds it. */
export interface Paragraph {
  text: string;
  /** The automatic number before it. */
  number?: string;
  bold: boolean;
}

/** A cell of a table in an office document; `width` counts columns of its grid. */
export interface BlockCell {
  blocks: Block[];
  width: number;
  /** It goes on with the cell above. */
  above: boolean;
}

/** A row; `before` counts the columns of the grid that it leaves out at its beginning. */
export interface BlockRow {
  cells: BlockCell[];
  before: number;
}

/** What a document is made of, in its order. */
export type Block =
  | { kind: 'paragraph'; paragraph: Paragraph }
  /** `grid` holds widths of the columns, in any unit. */
  | { kind: 'table'; rows: BlockRow[]; grid: number[] };

type TableBlock = Extract<Block, { kind: 'table' }>;

/** Makes the tables of blocks with the paragraphs before each; a plan inside a cell is a table of its own. */
export function tablesOf(blocks: readonly Block[]): { tables: RawTable[]; paragraphs: string[] } {
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let before: string[] = [];
  const say = ({ number, text }: Paragraph): void => {
    const line = cleanCell(number ? `${number} ${text}` : text);
    if (!line) return;
    paragraphs.push(line);
    before = [...before.slice(-9), line];
  };
  const visit = (block: Block): void => {
    if (block.kind === 'paragraph') return say(block.paragraph);
    // A frame around other tables is laid out with a table, and is none.
    const frame = block.rows.every(({ cells }) => cells.length === 1) && inner(block).length > 0;
    if (frame) return block.rows.forEach(({ cells }) => cells[0]!.blocks.forEach(visit));
    const rows = rowsOf(block, tables.length + 1);
    if (rows.length > 0) tables.push({ rows, before, exact: true });
    before = [];
    inner(block)
      .filter(({ rows: own }) => own.length > 1 && own.some(({ cells }) => cells.length > 2))
      .forEach(visit);
  };
  blocks.forEach(visit);
  return { tables, paragraphs };
}

function inner({ rows }: TableBlock): TableBlock[] {
  return rows.flatMap(({ cells }) =>
    cells.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table')),
  );
}

function rowsOf({ rows, grid }: TableBlock, number: number): RawRow[] {
  const columns = Math.max(
    grid.length,
    ...rows.map(({ before, cells }) => before + cells.reduce((sum, { width }) => sum + width, 0)),
  );
  const widths = Array.from({ length: columns }, (_, index) => Math.max(grid[index] ?? 0, 1));
  const edges = [0];
  for (const width of widths) edges.push(edges.at(-1)! + width);
  const total = edges.at(-1)!;
  return rows.map(({ before, cells }, y) => {
    const row: RawCell[] = Array.from({ length: before }, () => ({ text: '' }));
    for (const { blocks, width, above } of cells) {
      const from = row.length;
      const at = [edges[from]! / total, edges[from + width]! / total] as const;
      row.push(above ? { text: '', merged: 'above', at } : { ...cellOf(blocks), at });
      for (let right = 1; right < width; right += 1) row.push({ text: '', merged: 'left' });
    }
    return { cells: row, gap: false, place: `таблица ${number}, строка ${y + 1}` };
  });
}

function cellOf(blocks: readonly Block[]): RawCell {
  const paragraphs = flat(blocks);
  const filled = paragraphs.filter(({ text }) => text.trim());
  const first = filled[0];
  const text = cleanCell(filled.map((one) => one.text).join('\n'));
  const [lead] = paragraphs.filter((one) => one.text.trim() || one.number);
  return {
    text,
    ...(first?.bold ? { bold: true } : {}),
    ...(lead?.number ? { autoNumber: lead.number } : {}),
  };
}

/** The paragraphs of a cell; a table inside it gives a line for every row. */
function flat(blocks: readonly Block[]): Paragraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block.paragraph]
      : block.rows.map(({ cells }) => ({
          text: cells.flatMap((cell) => flat(cell.blocks).map(({ text }) => text)).join(' '),
          bold: false,
        })),
  );
}
