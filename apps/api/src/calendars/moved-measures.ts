import type { MovedMeasure, RoadmapInfo } from '@opora/contracts';
import { namesSchoolDays } from '@opora/domain';
import { calendarYearsAt, jsonText, type Queryable } from '@opora/store';
import { dateOf } from '../platform/times.ts';
import { type CalendarsOf, tellCases } from '../roadmaps/measure-cases.ts';
import type { CalendarLayers, CalendarPlace } from './calendars.repository.ts';
import { layersAt } from './moved.ts';
import { type MeasureDays, TermDays } from './term-days.ts';

/** A measure of a roadmap that names quarters, trimesters or holidays of a school and is not accepted yet. */
export interface SchoolDaysMeasure extends CalendarPlace {
  id: string;
  roadmapId: string;
  number: string;
  title: string;
  term: string;
  school: string | null;
  days: MeasureDays;
  period: { from: string; to: string };
}

/**
 * Measures of a place, its district's roadmap among them, whose terms name the school year; those checked or taken off keep
 * their days. By day, within a day by the name of the school, the district's first.
 */
export async function schoolDaysMeasures(q: Queryable, place: CalendarPlace): Promise<SchoolDaysMeasure[]> {
  const rows = await q.query(
    `select m.id::text as id, m.roadmap_id::text as roadmap_id, m.number, m.title, m.term, m.from_date, m.due_date,
       r.valid_from, r.valid_to, r.district_id, r.school_id, s.short_name as school
     from roadmap_measures m join roadmaps r on r.id = m.roadmap_id left join schools s on s.id = r.school_id
     where ($1::text is null or r.district_id = $1) and ($2::text is null or r.school_id = $2)
       and m.status not in ('checked', 'cancelled') and m.term ~* 'четв|трим|каникул'
     order by m.due_date nulls last, s.short_name nulls first, r.title, r.id, m.position, m.id`,
    [place.districtId, place.schoolId],
  );
  return rows.map((row) => ({
    id: row['id'] as string,
    roadmapId: row['roadmap_id'] as string,
    number: row['number'] as string,
    title: row['title'] as string,
    term: row['term'] as string,
    school: row['school'] as string | null,
    districtId: row['district_id'] as string,
    schoolId: row['school_id'] as string | null,
    days: { from: dateOf(row['from_date']), due: dateOf(row['due_date']) },
    period: { from: dateOf(row['valid_from'])!, to: dateOf(row['valid_to'])! },
  }));
}

const same = (left: MeasureDays, right: MeasureDays): boolean =>
  left.from === right.from && left.due === right.due;

/** No calendar at all. */
const usual: CalendarLayers = new Map();

/**
 * Which measures a change of calendars moves. A measure whose days are not what its term says, by the calendar before or by
 * the usual one, has them from a person and keeps them.
 */
export function movedMeasures(
  measures: readonly SchoolDaysMeasure[],
  before: CalendarLayers,
  after: CalendarLayers,
): (SchoolDaysMeasure & { after: MeasureDays })[] {
  const days = new TermDays();
  return measures.flatMap((measure) => {
    const by = (layers: CalendarLayers): MeasureDays =>
      days.of(measure.term, measure.period, layersAt(layers, measure));
    const moved = by(after);
    if (same(moved, measure.days)) return [];
    const derived = same(by(before), measure.days) || same(by(usual), measure.days);
    return derived ? [{ ...measure, after: moved }] : [];
  });
}

/**
 * Gives a measure that comes back the days of the calendar that holds now. As with {@link movedMeasures}, days that its term did
 * not have when it was taken out (`removedAt`, a timestamp's text), nor by the usual calendar, are a person's and stay.
 */
export async function renewDays(
  q: Queryable,
  id: string,
  { district, school, from, to }: Pick<RoadmapInfo, 'district' | 'school' | 'from' | 'to'>,
  removedAt: string,
): Promise<void> {
  const [row] = await q.query('select term, from_date, due_date from roadmap_measures where id = $1', [id]);
  const term = row?.['term'] as string | undefined;
  if (!row || !term || !namesSchoolDays(term)) return;
  const kept = { from: dateOf(row['from_date']), due: dateOf(row['due_date']) };
  const days = new TermDays();
  const by = async (moment?: string): Promise<MeasureDays> =>
    days.of(term, { from, to }, await calendarYearsAt(q, district.id, school?.id ?? null, moment));
  const derived = same(await by(removedAt), kept) || same(days.of(term, { from, to }, []), kept);
  if (!derived) return;
  const now = await by();
  await q.query('update roadmap_measures set from_date = $2, due_date = $3 where id = $1', [
    ...[id, now.from, now.due],
  ]);
}

/**
 * Writes the days of moved measures, each with the calendar that moved it in its history; answers which deadlines of cases that
 * carry them out follow (`waitOf`).
 */
export async function moveMeasures(
  q: Queryable,
  moved: readonly (SchoolDaysMeasure & { after: MeasureDays })[],
  { login, calendarsOf }: { login: string; calendarsOf: CalendarsOf },
  calendar: { of: 'country' | 'district' | 'school'; version: number; approval: string },
): Promise<ReadonlySet<string>> {
  const written = await q.query<{ id: string }>(
    `with moved as (select * from jsonb_to_recordset($1::jsonb) as x(id uuid, "from" date, due date, term text, before jsonb, after jsonb)),
       written as (update roadmap_measures m set from_date = x."from", due_date = x.due, updated_at = now() from moved x
         where m.id = x.id and m.term = x.term and m.status not in ('checked', 'cancelled') returning m.id, x.before, x.after)
     insert into roadmap_changes (measure_id, login, field, before, after) select id, $2, 'dates', before, after from written
     returning measure_id::text as id`,
    [
      jsonText(
        moved.map(({ id, term, days, after }) => ({
          ...{ id, term, ...after, before: { ...days }, after: { ...after, calendar } },
        })),
      ),
      login,
    ],
  );
  // A measure that somebody has given another term meanwhile has told its case itself.
  const own = new Set(written.map(({ id }) => id));
  const told = moved
    .filter(({ id }) => own.has(id))
    .map(({ id, days, after }) => ({ id, before: days.due, after: after.due }));
  return tellCases(q, told, { login, remark: calendar.approval, calendarsOf });
}

/** As the API answers it. */
export const toMovedMeasure = ({
  id,
  roadmapId,
  number,
  title,
  term,
  school,
  days,
  after,
}: SchoolDaysMeasure & { after: MeasureDays }): MovedMeasure => ({
  ...{ id, roadmapId, number, title, term, school, before: days, after },
});
