import type { RegisterId } from '@opora/domain';
import type { Column } from '@opora/domain/table-import';
import type { Json } from '@opora/engine';
import type { Queryable } from '@opora/store';

/** What a row means for the register it goes to. */
export interface ResolvedRow {
  /** Names what the row is about; two rows of a file with one key are a mistake. Absent: not known because of problems. */
  key?: string;
  /** What a record is called, whether the register knows it, and what tells two of that name apart where the table has it. */
  named?: { name: string; known: boolean; by: string | null; field: string };
  data: Record<string, Json>;
  problems: { column: string; message: string }[];
}

/** A kind of table that can be imported: one file in `kinds/`. */
export interface ImportKind {
  kind: string;
  title: string;
  columns: readonly Column[];
  /** Register into which it writes: who keeps that register may import. Absent: results. */
  register?: RegisterId;
  /** Reads once what rows are checked against. */
  prepare(q: Queryable, districtId: string): Promise<(values: Record<string, unknown>) => ResolvedRow>;
  /** What stands under these keys now, in the shape of `data`. */
  existing(
    q: Queryable,
    rows: readonly { key: string; data: Record<string, Json> }[],
  ): Promise<Map<string, Json>>;
  /** A value that stands there, as people read it; nothing where it has no words. Absent: as it is. */
  said?(column: string, value: Json): string | undefined;
  /** What new records get where the file has no column for it, as people read it. Absent: nothing. */
  untold?(columns: Readonly<Record<string, number>>): string | null;
  /** Writes the new and changed rows of `import_rows` and keeps in `import_changes` what they replace. */
  write(q: Queryable, importId: string): Promise<void>;
  /** Takes the import back; what a later import has changed stays. */
  undo(q: Queryable, importId: string): Promise<{ undone: number; kept: number }>;
}
