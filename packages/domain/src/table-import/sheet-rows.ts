import type { Cell } from './column.ts';
import { MarkupReader } from './markup.ts';
import type { NumberKind } from './number-kinds.ts';
import { TextOfCell } from './shared-strings.ts';

/** A row of a sheet: its number and its cells; behind the last filled one there are none. */
export interface SheetRow {
  row: number;
  cells: Cell[];
}

/** What the cells of a sheet need to be understood. */
export interface Meanings {
  strings: readonly string[];
  kinds: readonly NumberKind[];
  since1904: boolean;
}

/** No table of ours is wider; a sheet may be formatted to its last column. */
const mostColumns = 500;

/** Reads the rows of a sheet as its part is unpacked; only those of one chunk are held. */
export async function* sheetRows(chunks: AsyncIterable<Buffer>, of: Meanings): AsyncGenerator<SheetRow> {
  const sheet = new Sheet(of);
  const reader = new MarkupReader(sheet);
  for await (const chunk of chunks) {
    reader.take(chunk);
    yield* sheet.rows.splice(0);
  }
  reader.end();
  yield* sheet.rows;
}

/** Hears the markup of a sheet and keeps the rows that are whole. */
class Sheet {
  readonly rows: SheetRow[] = [];
  private row = 0;
  private column = 0;
  private cells: Cell[] = [];
  private type = '';
  private style = 0;
  private value = '';
  private inValue = false;
  private readonly inline = new TextOfCell();

  constructor(private readonly of: Meanings) {}

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'v') this.inValue = true;
    else if (name === 'c') {
      this.column = columnOf(attributes['r']) ?? this.column + 1;
      this.type = attributes['t'] ?? '';
      this.style = Number(attributes['s'] ?? 0);
      this.value = '';
      this.inline.clear();
    } else if (name === 'row') {
      this.row = Number(attributes['r']) || this.row + 1;
      this.column = 0;
      this.cells = [];
    } else this.inline.open(name);
  }

  text(text: string): void {
    if (this.inValue) this.value += text;
    else this.inline.take(text);
  }

  close(name: string): void {
    if (name === 'v') this.inValue = false;
    else if (name === 'c') {
      const cell = this.cell();
      if (cell === null || this.column > mostColumns) return;
      while (this.cells.length < this.column - 1) this.cells.push(null);
      this.cells[this.column - 1] = cell;
    } else if (name === 'row') this.rows.push({ row: this.row, cells: this.cells });
    else this.inline.close(name);
  }

  /** What a cell holds; a percentage is given as people see it, 45 for 0.45 shown as «45 %». */
  private cell(): Cell {
    if (this.type === 'inlineStr') return this.inline.text;
    if (this.value === '') return null;
    switch (this.type) {
      case 's':
        return this.of.strings[Number(this.value)] ?? null;
      case 'str':
      // What stands there instead of a value is told, not taken for nothing.
      // eslint-disable-next-line no-fallthrough
      case 'e':
        return this.value;
      case 'b':
        return this.value === '1';
      case 'd':
        return new Date(/[Z+]/.test(this.value) ? this.value : `${this.value}Z`);
      default:
        return this.number(Number(this.value));
    }
  }

  private number(value: number): Cell {
    if (!Number.isFinite(value)) return this.value;
    const kind = this.of.kinds[this.style];
    if (kind === 'percent') return Number((value * 100).toFixed(6));
    if (kind === 'date')
      return new Date(Math.round((value + (this.of.since1904 ? 1462 : 0) - 25_569) * 86_400_000));
    return value;
  }
}

/** The column of «BC12», from 1; undefined where a cell does not say where it stands. */
function columnOf(place: string | undefined): number | undefined {
  if (place === undefined) return undefined;
  let column = 0;
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column || undefined;
}
