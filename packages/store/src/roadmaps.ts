import type { Queryable } from './database.ts';
import { derivedId } from './derived-id.ts';
import { jsonText } from './json.ts';

/** A measure as a case brings it, with the factors of the anti-risk programmes that it carries out. */
export interface CaseMeasure {
  number: string;
  section: string;
  title: string;
  term: string;
  from: string | null;
  due: string | null;
  responsible: readonly string[];
  indicator: string;
  result: string;
  factors: readonly string[];
}

/** How titles of measures are compared: case, quotes and spaces do not count. */
export const measureKey = (title: string): string =>
  title
    .toLocaleLowerCase('ru')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * The roadmap that a case writes for its school, one per support case. A measure is known by its title: what the case says of
 * it anew is written over with its change kept, what the case no longer names is taken off while nobody has begun it.
 * Measures are tied to the school's anti-risk programmes of their factors. Repeating it changes nothing.
 */
export async function keepSchoolRoadmap(
  q: Queryable,
  place: { schoolId: string; rootCaseId: string; title: string; from: string; to: string },
  measures: readonly CaseMeasure[],
): Promise<string> {
  const id = derivedId('school-roadmap', place.rootCaseId);
  await q.query(
    `insert into roadmaps (id, district_id, school_id, title, valid_from, valid_to, created_by)
     select $1, district_id, id, $3, $4, $5, 'process' from schools where id = $2
     on conflict (id) do update set title = excluded.title, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
    [id, place.schoolId, place.title, place.from, place.to],
  );
  await q.query('select 1 from roadmaps where id = $1 for update', [id]);
  const before = await q.query<StoredMeasure>(
    'select id::text as id, number, section, title, term, responsible, indicator, result, status from roadmap_measures where roadmap_id = $1',
    [id],
  );
  const known = new Map(before.map((row) => [measureKey(row.title), row]));
  const named = new Map(measures.map((measure) => [measureKey(measure.title), measure]));
  let position = 0;
  for (const [key, measure] of named) {
    const found = known.get(key);
    const measureId = found?.id ?? derivedId('school-measure', id, key);
    if (!found) await add(q, id, measureId, position, measure);
    else await rewrite(q, found, position, measure);
    for (const factor of measure.factors)
      await q.query(
        `insert into anti_risk_measures (programme_id, measure_id)
         select id, $3 from anti_risk_programmes where school_id = $1 and factor = $2 order by created_at desc, id limit 1
         on conflict do nothing`,
        [place.schoolId, factor, measureId],
      );
    position += 1;
  }
  for (const [key, row] of known)
    if (!named.has(key) && row.status === 'planned') await setField(q, row, 'status', 'cancelled');
  return id;
}

interface StoredMeasure {
  [field: string]: unknown;
  id: string;
  title: string;
  status: string;
}

async function add(
  q: Queryable,
  roadmapId: string,
  id: string,
  position: number,
  measure: CaseMeasure,
): Promise<void> {
  const { number, section, title, term, from, due, responsible, indicator, result } = measure;
  await q.query(
    `insert into roadmap_measures (id, roadmap_id, position, number, section, title, term, from_date, due_date, responsible, indicator, result)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do nothing`,
    [id, roadmapId, position, number, section, title, term, from, due, responsible, indicator, result],
  );
}

const written = ['number', 'section', 'title', 'term', 'responsible', 'indicator', 'result'] as const;

async function rewrite(
  q: Queryable,
  row: StoredMeasure,
  position: number,
  measure: CaseMeasure,
): Promise<void> {
  // An indicator or a result that only the register has stays.
  const says = (field: (typeof written)[number]): boolean =>
    (field !== 'indicator' && field !== 'result') || measure[field] !== '';
  for (const field of written) if (says(field)) await setField(q, row, field, measure[field]);
  if (row.status === 'cancelled') await setField(q, row, 'status', 'planned');
  await q.query('update roadmap_measures set position = $2, from_date = $3, due_date = $4 where id = $1', [
    row.id,
    position,
    measure.from,
    measure.due,
  ]);
}

/** Writes a field where it differs, and remembers the change. */
async function setField(q: Queryable, row: StoredMeasure, field: string, value: unknown): Promise<void> {
  if (jsonText(row[field] as never) === jsonText(value as never)) return;
  await q.query(
    `update roadmap_measures set ${field} = $2, version = version + 1, updated_at = now() where id = $1`,
    [row.id, value],
  );
  await q.query(
    "insert into roadmap_changes (measure_id, login, field, before, after) values ($1, 'process', $2, $3, $4)",
    [row.id, field, jsonText(row[field] as never), jsonText(value as never)],
  );
}

/** A measure of a school that its roadmaps ask to be carried out by a day, with what is known of it. */
export interface DueMeasure {
  id: string;
  number: string;
  title: string;
  term: string;
  due: string | null;
  status: string;
  documents: string[];
}

/**
 * The measures that a school's roadmaps ask for by a day (ISO): begun or due by then, or without dates, neither checked nor
 * taken off; the longest overdue first.
 */
export async function dueMeasures(q: Queryable, schoolId: string, day: string): Promise<DueMeasure[]> {
  return q.query<DueMeasure & { [column: string]: unknown }>(
    `select m.id::text as id, m.number, m.title, m.term, to_char(m.due_date, 'YYYY-MM-DD') as due, m.status,
       array(select e.name from roadmap_evidence e where e.measure_id = m.id order by e.at, e.id) as documents
     from roadmap_measures m join roadmaps r on r.id = m.roadmap_id
     where r.school_id = $1 and r.valid_from <= $2::date and m.status not in ('checked', 'cancelled')
       and coalesce(m.from_date, m.due_date, $2::date) <= $2::date
     order by m.due_date nulls last, r.created_at, r.id, m.position`,
    [schoolId, day],
  );
}

/** What a school has reported of a measure in a round of monitoring, and who has accepted it. */
export interface MeasureReport {
  /** Without it the measure is found by its number. */
  measureId: string | null;
  number: string;
  status: 'done' | 'in-progress' | 'overdue';
  /** What the school says of it; empty for nothing. */
  text: string;
}

/**
 * Writes accepted reports into the measures of a school: done becomes checked, in progress begun, and the words a comment.
 * What is checked or taken off stays, and so does what belongs to another school. Repeating it changes nothing.
 */
export async function keepMeasureReports(
  q: Queryable,
  school: { id: string; checkedBy: string | null; at: Date },
  reports: readonly MeasureReport[],
): Promise<number> {
  const rows = await q.query<StoredMeasure & { number: string }>(
    `select m.id::text as id, m.number, m.title, m.status from roadmap_measures m join roadmaps r on r.id = m.roadmap_id
     where r.school_id = $1 order by m.id for update of m`,
    [school.id],
  );
  let kept = 0;
  for (const { measureId, number, status, text } of reports) {
    const numbered = rows.filter((row) => row.number === number && row.status !== 'cancelled');
    const row = measureId
      ? rows.find(({ id }) => id === measureId)
      : numbered.length === 1
        ? numbered[0]
        : undefined;
    if (!row) continue;
    kept += 1;
    if (text !== '')
      await q.query(
        `insert into roadmap_comments (measure_id, login, text) select $1, 'process', $2
         where not exists (select 1 from roadmap_comments where measure_id = $1 and login = 'process' and text = $2)`,
        [row.id, text],
      );
    if (row.status === 'checked' || row.status === 'cancelled') continue;
    if (status === 'in-progress') await setField(q, row, 'status', 'in-progress');
    if (status !== 'done') continue;
    await setField(q, row, 'status', 'checked');
    await q.query('update roadmap_measures set checked_by = $2, checked_at = $3 where id = $1', [
      row.id,
      school.checkedBy,
      school.at,
    ]);
  }
  return kept;
}

const measureCase = 'measure:';

/** The business key of a case that carries out a measure: by it the measure is found, whoever has started the case. */
export const measureCaseKey = (measureId: string): string => `${measureCase}${measureId}`;

/**
 * A measure whose case has come to its end is done, with the change kept; what is checked or taken off stays, and so does a
 * measure of another district than that of the case, since anybody may write a business key.
 */
export async function finishMeasure(
  q: Queryable,
  businessKey: string | undefined,
  districtId: string | undefined,
): Promise<void> {
  if (!businessKey?.startsWith(measureCase)) return;
  const [row] = await q.query<StoredMeasure>(
    `select m.id::text as id, m.title, m.status from roadmap_measures m join roadmaps r on r.id = m.roadmap_id
     where m.id::text = $1 and r.district_id = $2 and m.status in ('planned', 'in-progress') for update of m`,
    [businessKey.slice(measureCase.length), districtId ?? null],
  );
  if (row) await setField(q, row, 'status', 'done');
}
