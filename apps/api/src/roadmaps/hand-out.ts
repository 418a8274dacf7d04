import type { RoadmapDetails, RoadmapInfo, RoadmapMeasure } from '@opora/contracts';
import { datesOfTerm, namesSchoolDays } from '@opora/domain';
import type { Json } from '@opora/engine';
import { jsonText, type Queryable, type Row } from '@opora/store';
import { schoolYearsAt } from '../calendars/calendars.repository.ts';
import { dateOf } from '../platform/times.ts';
import type { NewMeasure, RoadmapsRepository } from './roadmaps.repository.ts';

/** What handing a municipal roadmap out once more came to in the roadmaps that schools have already. */
export interface HandedOutAgain {
  /** Measures that are new. */
  added: number;
  /** Measures of which cells follow the municipal one. */
  changed: number;
  /** Measures that are off, as the municipal one is. */
  cancelled: number;
}

const cells = ['number', 'section', 'title', 'term', 'responsible', 'indicator', 'result'] as const;

/** Municipal measures as a school gets them: what names its quarters and holidays has the days of its own calendar. */
export async function handedOut(
  q: Queryable,
  { district, from, to }: RoadmapInfo,
  schoolId: string,
  rows: readonly RoadmapMeasure[],
): Promise<NewMeasure[]> {
  const years = await schoolYearsAt(q, district.id, schoolId);
  return rows.map((row) => ({
    ...row,
    ...(namesSchoolDays(row.term) ? datesOfTerm(row.term, { from, to }, years) : {}),
    ...{ parentId: row.id, items: [] },
  }));
}

/**
 * Brings roadmaps of schools up to the municipal one: new measures behind those that they follow; cells that still say what the
 * municipal measure said before; measures nobody has begun go off with it. What a school has in its own words, and what is done,
 * stays.
 */
export async function handOutAgain(
  q: Queryable,
  repository: RoadmapsRepository,
  municipal: RoadmapDetails,
  { roadmaps, login }: { roadmaps: readonly { id: string; schoolId: string }[]; login: string },
): Promise<HandedOutAgain> {
  const { rows } = municipal;
  const earlier = await earlierCells(q, rows);
  const sum: HandedOutAgain = { added: 0, changed: 0, cancelled: 0 };
  for (const roadmap of roadmaps) {
    const own = await q.query(
      'select * from roadmap_measures where roadmap_id = $1 order by position, id for update',
      [roadmap.id],
    );
    const fresh = await handedOut(q, municipal, roadmap.schoolId, rows);
    let behind = -1;
    let added = 0;
    const order = own.map((row) => ({ id: String(row['id']), parent: row['parent_id'] as string | null }));
    for (const [index, row] of rows.entries()) {
      const there = own.find((one) => one['parent_id'] === row.id);
      if (there) {
        const after = follows(there, row, fresh[index]!, earlier);
        if (after) await repository.change(q, there, { ...after, checkedBy: null }, login);
        if (after) sum[after['status'] ? 'cancelled' : 'changed'] += 1;
        behind = order.findIndex(({ parent }) => parent === row.id);
      } else if (row.status !== 'cancelled') {
        const made = await repository.insert(q, roadmap.id, order.length, fresh[index]!);
        behind += 1;
        order.splice(behind, 0, { id: made, parent: row.id });
        added += 1;
      }
    }
    const ids = order.map(({ id }) => id);
    if (added > 0) await repository.order(q, ids);
    sum.added += added;
  }
  return sum;
}

/** What a school's measure is to become, from the municipal one; undefined where nothing is. */
function follows(
  own: Row,
  row: RoadmapMeasure,
  handed: NewMeasure,
  earlier: Earlier,
): { [field: string]: unknown } | undefined {
  const open = own['status'] === 'planned' || own['status'] === 'in-progress';
  const days = { from: dateOf(own['from_date']), due: dateOf(own['due_date']) };
  if (row.status === 'cancelled')
    return own['status'] === 'planned' ? { ...days, status: 'cancelled' } : undefined;
  const fresh = cells.filter(
    (field) =>
      !same(own[field] as Json, row[field]) &&
      earlier.some((was) => was.id === row.id && was.field === field && same(was.before, own[field] as Json)),
  );
  if (!open || fresh.length === 0) return undefined;
  return {
    ...(fresh.includes('term') ? { from: handed.from, due: handed.due } : days),
    ...Object.fromEntries(fresh.map((field) => [field, row[field]])),
  };
}

const same = (left: Json, right: Json): boolean => jsonText(left) === jsonText(right);

type Earlier = readonly { id: string; field: string; before: Json }[];

/** What cells of municipal measures said before they were changed. */
const earlierCells = (q: Queryable, rows: readonly RoadmapMeasure[]): Promise<Earlier> =>
  q.query(
    `select measure_id::text as id, field, before from roadmap_changes where measure_id = any($1::uuid[]) and field = any($2::text[])`,
    [rows.map(({ id }) => id), cells],
  );
