import { type ColumnKind } from './columns.ts';
import { type Header } from './header.ts';
import { type RowNumber } from './numbers.ts';

/** Texts of one row by kind of column. */
export type Fields = { [kind in ColumnKind]?: string };

/** A row of a plan after its broken pieces are put together. */
export type PlanRow = { place: string } & (
  | { kind: 'section'; number?: RowNumber; title: string }
  | {
      kind: 'measure';
      number?: RowNumber;
      auto: boolean;
      fields: Fields;
      /** Fields taken from a cell merged over several rows. */
      inherited: ColumnKind[];
      shifted: boolean;
      torn: boolean;
      /** The reader could have put the cells under the columns otherwise. */
      doubtful?: true;
      /** Terms that stand in rows of their own beside one name, with who answers for each. */
      stacked?: { term: string; responsible: string }[];
    }
  | { kind: 'item'; fields: Fields; inherited: ColumnKind[]; torn: boolean }
);

/** What is known while the rows of a plan are read. */
export interface Reading {
  header: Header;
  /** Names of the columns as the document writes them. */
  names: readonly string[];
  exact: boolean;
  rows: PlanRow[];
  /** Whether any row so far has a number in its column. */
  numbered: boolean;
  /** How many parts the numbers of rows have that say when or who. */
  levels: ReadonlySet<number>;
  /** Rows have no numbers, and nearly all of them say more than a name: one that does not is a heading. */
  full: boolean;
  last?: RowNumber;
  above: Fields;
}

/** A measure, or a part of one. */
export type Open = Extract<PlanRow, { kind: 'measure' | 'item' }>;

/** The row before, unless a heading stands between. */
export function lastRow(reading: Reading): Open | undefined {
  const last = reading.rows.at(-1);
  return last && last.kind !== 'section' ? last : undefined;
}
