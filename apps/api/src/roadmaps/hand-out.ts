import type { RoadmapDetails, RoadmapInfo, RoadmapMeasure } from '@opora/contracts';
import { namesSchoolDays } from '@opora/domain';
import type { Json } from '@opora/engine';
import { calendarYearsAt, jsonText, type Queryable, type Row } from '@opora/store';
import { TermDays } from '../calendars/term-days.ts';
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

/** Answers municipal measures as a school gets them: what names its quarters and holidays has the days of its own calendar. */
export function handing(
  q: Queryable,
  { district, from, to }: RoadmapInfo,
): (schoolId: string, rows: readonly RoadmapMeasure[]) => Promise<NewMeasure[]> {
  const days = new TermDays();
  return async (schoolId, rows) => {
    const layers = await calendarYearsAt(q, district.id, schoolId);
    return rows.map((row) => ({
      ...row,
      ...(namesSchoolDays(row.term) ? days.of(row.term, { from, to }, layers) : {}),
      ...{ parentId: row.id, items: [] },
    }));
  };
}

/**
 * Brings roadmaps of schools up to the municipal one: new measures behind those that they follow; cells that still say what the
 * municipal measure said before; measures nobody has begun go off with it. What a school has in its own words, what is done, and
 * what was taken out of its table, stays.
 */
export async function handOutAgain(
  q: Queryable,
  repository: RoadmapsRepository,
  municipal: RoadmapDetails,
  {
    roadmaps,
    login,
    hand,
  }: {
    roadmaps: readonly { id: string; schoolId: string }[];
    login: string;
    hand: ReturnType<typeof handing>;
  },
): Promise<HandedOutAgain> {
  const { rows } = municipal;
  const earlier = await earlierCells(q, rows);
  const sum: HandedOutAgain = { added: 0, changed: 0, cancelled: 0 };
  for (const roadmap of roadmaps) {
    const own = await q.query(
      'select * from roadmap_measures where roadmap_id = $1 order by position, id for update',
      [roadmap.id],
    );
    const following = new Map(own.map((row) => [row['parent_id'] as string | null, row]));
    const out = await removedParents(q, roadmap.id);
    const fresh = await hand(roadmap.schoolId, rows);
    /** Measures that are new, by the one that they come behind. */
    const behind = new Map<string | null, string[]>();
    let last: string | null = null;
    for (const [index, row] of rows.entries()) {
      const there = following.get(row.id);
      if (there) {
        const after = follows(there, row, fresh[index]!, earlier);
        if (after) await repository.change(q, there, { ...after, checkedBy: null }, login);
        if (after) sum[after['status'] ? 'cancelled' : 'changed'] += 1;
        last = String(there['id']);
      } else if (row.status !== 'cancelled' && !out.has(row.id)) {
        const made = await repository.insert(q, roadmap.id, own.length + sum.added, fresh[index]!);
        behind.set(last, [...(behind.get(last) ?? []), made]);
        sum.added += 1;
      }
    }
    const order = [null, ...own.map((row) => String(row['id']))].flatMap((id) => [
      ...(id === null ? [] : [id]),
      ...(behind.get(id) ?? []),
    ]);
    if (behind.size > 0) await repository.order(q, order);
  }
  return sum;
}

/** Municipal measures of which what a school had was taken out of its roadmap's table. */
async function removedParents(q: Queryable, roadmapId: string): Promise<ReadonlySet<string>> {
  const rows = await q.query<{ parent: string }>(
    `select measure->>'parent_id' as parent from roadmap_removed_measures where roadmap_id = $1 and measure->>'parent_id' is not null`,
    [roadmapId],
  );
  return new Set(rows.map(({ parent }) => parent));
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
      !same(own[field] as Json, row[field]) && earlier.has(saying(row.id, field, own[field] as Json)),
  );
  if (!open || fresh.length === 0) return undefined;
  return {
    ...(fresh.includes('term') ? { from: handed.from, due: handed.due } : days),
    ...Object.fromEntries(fresh.map((field) => [field, row[field]])),
  };
}

const same = (left: Json, right: Json): boolean => jsonText(left) === jsonText(right);

type Earlier = ReadonlySet<string>;

/** That a cell of a measure says this, as one key. */
const saying = (id: string, field: string, value: Json): string => [id, field, jsonText(value)].join('\n');

/** What cells of municipal measures said before they were changed. */
async function earlierCells(q: Queryable, rows: readonly RoadmapMeasure[]): Promise<Earlier> {
  const changes = await q.query<{ id: string; field: string; before: Json }>(
    `select measure_id::text as id, field, before from roadmap_changes where measure_id = any($1::uuid[]) and field = any($2::text[])`,
    [rows.map(({ id }) => id), cells],
  );
  return new Set(changes.map(({ id, field, before }) => saying(id, field, before)));
}
