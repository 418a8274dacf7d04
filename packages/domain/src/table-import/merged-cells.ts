/** A cell merged over rows of one column; columns and rows count from 1. */
export interface MergedCell {
  column: number;
  from: number;
  to: number;
}

/** Collects cells merged over rows while the parts of a workbook are unpacked: a sheet names them behind its rows. */
export class MergedCells {
  private readonly sheets = new Map<string, MergedCell[]>();
  private readonly tails = new Map<string, string>();

  /** Takes the next bytes of a part. */
  take(part: string, chunk: Buffer): void {
    if (!/^xl\/worksheets\/[^/]+\.xml$/.test(part)) return;
    const tail = this.tails.get(part) ?? '';
    const near = tail.includes('<mergeCell') || chunk.includes('<mergeCell');
    const text = near ? tail + chunk.toString('latin1') : '';
    const found = this.sheets.get(part) ?? [];
    let end = 0;
    for (const match of text.matchAll(/<mergeCell ref="([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)"/g)) {
      const [from, to] = [Number(match[2]), Number(match[3])];
      if (to > from && found.length < most) found.push({ column: columnOf(match[1]!), from, to });
      end = match.index + match[0].length;
    }
    this.sheets.set(part, found);
    this.tails.set(part, (near ? text.slice(end) : chunk.toString('latin1', chunk.length - 60)).slice(-60));
  }

  /** The merged cells of the sheet that a part holds. */
  of(part: string): readonly MergedCell[] {
    return this.sheets.get(part) ?? [];
  }
}

/** A sheet of results has a merged cell for every school at most. */
const most = 50_000;

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
