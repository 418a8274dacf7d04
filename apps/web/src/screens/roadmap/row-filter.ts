import type { RoadmapMeasure } from '@opora/contracts';
import { holdsWords } from '../../lib/holds-words.ts';

/** What the rows of a roadmap are narrowed by: words, a state or `overdue`, one responsible or {@link NOBODY}. */
export interface RowFilter {
  q: string;
  status: string;
  who: string;
}

/** Stands for rows without a responsible. */
export const NOBODY = '-';

/** Whether a filter narrows anything. */
export const narrows = ({ q, status, who }: RowFilter): boolean => Boolean(q.trim() || status || who);

/** Rows that do not fit a filter. */
export const hiddenBy = (rows: readonly RoadmapMeasure[], filter: RowFilter): Set<string> =>
  new Set(rows.filter((row) => !fits(row, filter)).map(({ id }) => id));

const fits = (row: RoadmapMeasure, { q, status, who }: RowFilter): boolean =>
  holdsWords(
    [row.number, row.title, row.term, ...row.responsible, row.indicator, row.result, row.section],
    q,
  ) &&
  (!status || (status === 'overdue' ? (row.workingDaysLeft ?? 0) < 0 : row.status === status)) &&
  (!who || (who === NOBODY ? row.responsible.length === 0 : row.responsible.includes(who)));
