import type { Json, Variables } from '@opora/engine';
import type { Database } from '@opora/store';

/** What a source is asked about: the task's place and what the case has already. */
export interface KnownAbout {
  schoolId: string | null;
  districtId: string | null;
  caseId: string;
  rootId: string;
  variables: Variables;
  /** What stands at the field's path now. */
  current: Json | undefined;
}

/** Finds what the system knows for a field of a form; undefined: nothing to fill in, what stands there stays. */
export type KnownSource = (database: Database, about: KnownAbout) => Promise<Json | undefined>;

/** Whether nothing has been entered yet. */
export const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
