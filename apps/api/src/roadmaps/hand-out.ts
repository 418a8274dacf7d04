import type { RoadmapDetails, RoadmapInfo, RoadmapMeasure } from '@opora/contracts';
import { namesSchoolDays } from '@opora/domain';
import type { Json } from '@opora/engine';
import { calendarYearsAt, jsonText, type Queryable, type Row } from '@opora/store';
import { TermDays } from '../calendars/term-days.ts';
import { newId } from '../platform/ids.ts';
import { dateOf } from '../platform/times.ts';
import type { MeasureChange, NewMeasure, RoadmapsRepository } from './roadmaps.repository.ts';

/** What handing a municipal roadmap out once more came to in the roadmaps that schools have already. */
export interface HandedOutAgain {
  /** Measures that are new. */
  added: number;
  /** Measures of which cells follow the municipal one. */
  changed: number;
  /** Measures that are off, as the municipal one is. */
  cancelled: number;
  /** Measures that went off with the municipal one and are back with it. */
  restored: number;
}

const cells = ['number', 'section', 'title', 'term', 'responsible', 'indicator', 'result'] as const;

/** Answers municipal measures as a school gets them: what names its quarters and holidays has the days of its own calendar. */
export function handing(
  q: Queryable,
  { district, from, to }: RoadmapInfo,
): (schoolId: string, rows: readonly RoadmapMeasure[]) => Promise<NewMeasure[]> {
  const days = new TermDays();
  return async (schoolId, rows) => {
    const layers = rows.some(({ term }) => namesSchoolDays(term))
      ? await calendarYearsAt(q, district.id, schoolId)
      : [];
    return rows.map((row) => ({
      ...row,
      ...(namesSchoolDays(row.term) ? days.of(row.term, { from, to }, layers) : {}),
      parentId: row.id,
    }));
  };
}

/** Roadmaps that are brought up to the municipal one at a time: their measures are held in memory and written together. */
const AT_A_TIME = 50;

/**
 * Brings roadmaps of schools up to the municipal one: new measures behind those that they follow; cells that still say what the
 * municipal measure said before; measures nobody has begun go off with it, and come back with it. What a school has in its own
 * words, what is done, and what was taken out of its table, stays. The roadmaps are locked by the caller.
 */
export async function handOutAgain(
  q: Queryable,
  repository: RoadmapsRepository,
  { rows }: RoadmapDetails,
  { roadmaps, login, hand }: HandingOut,
): Promise<HandedOutAgain> {
  const earlier = await earlierCells(q, rows);
  const sum: HandedOutAgain = { added: 0, changed: 0, cancelled: 0, restored: 0 };
  for (let at = 0; at < roadmaps.length; at += AT_A_TIME) {
    const some = roadmaps.slice(at, at + AT_A_TIME);
    const ids = some.map(({ id }) => id);
    const own = groupBy(
      await q.query(
        'select * from roadmap_measures where roadmap_id = any($1::uuid[]) order by roadmap_id, position, id for update',
        [ids],
      ),
      (row) => String(row['roadmap_id']),
    );
    const out = await removedParents(q, ids);
    const plans = [];
    for (const roadmap of some) {
      const fresh = await hand(roadmap.schoolId, rows);
      const there = own.get(roadmap.id) ?? [];
      plans.push(broughtUp(rows, fresh, { id: roadmap.id, own: there, out, earlier }));
    }
    const changes = plans.flatMap((plan) => plan.changes);
    await repository.change(q, changes, login);
    await repository.insertAll(
      q,
      plans.flatMap(({ added }) => added),
    );
    await repository.order(q, ...plans.filter(({ added }) => added.length > 0).map(({ order }) => order));
    sum.added += plans.reduce((total, { added }) => total + added.length, 0);
    for (const { after } of changes)
      sum[after.status === 'cancelled' ? 'cancelled' : after.status ? 'restored' : 'changed'] += 1;
  }
  return sum;
}

/** What is handed out once more, and by whom. */
interface HandingOut {
  roadmaps: readonly { id: string; schoolId: string }[];
  login: string;
  hand: ReturnType<typeof handing>;
}

/** What one school's roadmap needs to be up to the municipal one: changed and new measures, and the order of all. */
function broughtUp(
  rows: readonly RoadmapMeasure[],
  fresh: readonly NewMeasure[],
  school: { id: string; own: readonly Row[]; out: ReadonlySet<string>; earlier: Earlier },
): { changes: MeasureChange[]; added: Parameters<RoadmapsRepository['insertAll']>[1]; order: string[] } {
  const following = new Map(school.own.map((row) => [row['parent_id'] as string | null, row]));
  const changes: MeasureChange[] = [];
  const added: (NewMeasure & { id: string; roadmapId: string; position: number })[] = [];
  /** Measures that are new, by the one that they come behind. */
  const behind = new Map<string | null, string[]>();
  let last: string | null = null;
  for (const [index, row] of rows.entries()) {
    const there = following.get(row.id);
    if (there) {
      const after = follows(there, row, fresh[index]!, school.earlier);
      if (after) changes.push({ before: there, after });
      last = String(there['id']);
    } else if (row.status !== 'cancelled' && !school.out.has(outKey(school.id, row.id))) {
      const id = newId();
      added.push({ ...fresh[index]!, id, roadmapId: school.id, position: school.own.length + added.length });
      behind.set(last, [...(behind.get(last) ?? []), id]);
    }
  }
  const order = [null, ...school.own.map((row) => String(row['id']))].flatMap((id) => [
    ...(id === null ? [] : [id]),
    ...(behind.get(id) ?? []),
  ]);
  return { changes, added, order };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item)) ?? [];
    groups.set(key(item), group);
    group.push(item);
  }
  return groups;
}

/** A municipal measure of which what a school had was taken out of its roadmap's table, as one key. */
const outKey = (roadmapId: string, measureId: string): string => `${roadmapId} ${measureId}`;

async function removedParents(q: Queryable, roadmapIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await q.query<{ roadmap: string; parent: string }>(
    `select roadmap_id::text as roadmap, measure->>'parent_id' as parent from roadmap_removed_measures
     where roadmap_id = any($1::uuid[]) and measure->>'parent_id' is not null`,
    [roadmapIds],
  );
  return new Set(rows.map(({ roadmap, parent }) => outKey(roadmap, parent)));
}

/** What a school's measure is to become, from the municipal one; undefined where nothing is. */
function follows(
  own: Row,
  row: RoadmapMeasure,
  handed: NewMeasure,
  earlier: Earlier,
): MeasureChange['after'] | undefined {
  const open = own['status'] === 'planned' || own['status'] === 'in-progress';
  const kept = { from: dateOf(own['from_date']), due: dateOf(own['due_date']), checkedBy: null };
  if (row.status === 'cancelled')
    return own['status'] === 'planned' ? { ...kept, status: 'cancelled', offWithParent: true } : undefined;
  const back = own['status'] === 'cancelled' && own['off_with_parent'] === true;
  const fresh = cells.filter(
    (field) =>
      !same(own[field] as Json, row[field]) && earlier.has(saying(row.id, field, own[field] as Json)),
  );
  if (!back && (!open || fresh.length === 0)) return undefined;
  return {
    ...kept,
    ...(fresh.includes('term') ? { from: handed.from, due: handed.due } : {}),
    ...Object.fromEntries(fresh.map((field) => [field, row[field]])),
    ...(back ? { status: 'planned' } : {}),
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
