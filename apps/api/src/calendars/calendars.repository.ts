import { Inject, Injectable } from '@nestjs/common';
import type { CalendarVersion, PlaceCalendarBody } from '@opora/contracts';
import { dayIn, type SchoolDaysOf, schoolYearsOf, type WorkingTime, workingTimeOf } from '@opora/domain';
import {
  calendarYearsAt,
  type Database,
  jsonText,
  type Queryable,
  type Row,
  workingDaysAt,
} from '@opora/store';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** The country (neither named), a district, or a school. */
export interface CalendarPlace {
  districtId: string | null;
  schoolId: string | null;
}

/** A calendar as far as it sets days. */
export type CalendarLayer = Pick<CalendarVersion, 'version' | 'week' | 'days' | 'years'>;
/** Newest calendar of each place that has one, by {@link placeKey}. */
export type CalendarLayers = ReadonlyMap<string, CalendarLayer>;

/** Key of a place in {@link CalendarLayers}. */
export const placeKey = ({ districtId, schoolId }: CalendarPlace): string =>
  JSON.stringify([districtId, schoolId]);

/** A deadline of an open task, or a timer, that was counted in working days. */
export interface OpenDeadline {
  id: string;
  kind: 'task' | 'timer';
  /** Number of the wait in its case. */
  wait: number;
  caseId: string;
  title: string;
  school: string | null;
  districtId: string | null;
  schoolId: string | null;
  /** Day from which the deadline was counted. */
  from: string;
  due: string;
  /** The moment as it stands, with its time of day. */
  dueAt: string;
}

const newest = `select distinct on (coalesce(district_id, ''), coalesce(school_id, '')) * from place_calendars
  order by coalesce(district_id, ''), coalesce(school_id, ''), version desc`;

/** SQL: the last due moment that acts on their way give to a task or timer (`case_id`, `kind`, `wait`, `due_at`). */
export const moving = (which = 'true'): string => `select distinct on (case_id, kind, wait) * from (
  select case_id, kind, created_at, id, (payload->>'wait')::int as wait,
    case kind when 'update-timer' then to_timestamp((payload->>'due')::float8 / 1000)
      else (substring(payload->'changes'->>'dueDate' from '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)$'))::timestamptz end as due_at
  from commands where state = 'pending' and kind in ('update-task', 'update-timer') and ${which}) x
  where due_at is not null order by case_id, kind, wait, created_at desc, id desc`;

/** Calendars of places, and the deadlines that hang on them. */
@Injectable()
export class CalendarsRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Every version of a place's own calendar, the newest first. */
  async versions(
    { districtId, schoolId }: CalendarPlace,
    q: Queryable = this.database,
  ): Promise<CalendarVersion[]> {
    const rows = await q.query(
      'select *, (select name from users where login = created_by) as created_by_name from place_calendars where district_id is not distinct from $1 and school_id is not distinct from $2 order by version desc limit 200',
      [districtId, schoolId],
    );
    return rows.map(toVersion);
  }

  /** Newest versions of the wider places of a place, from the country inwards, each with the name of its place. */
  async wider({ districtId, schoolId }: CalendarPlace): Promise<(CalendarVersion & { name: string })[]> {
    const rows = await this.database.query(
      `select c.*, coalesce(d.name, 'Россия') as name from (${newest}) c left join districts d on d.id = c.district_id
       where c.school_id is null and ((c.district_id is null and $1::text is not null) or (c.district_id = $1 and $2::text is not null)) order by c.district_id nulls first`,
      [districtId, schoolId],
    );
    return rows.map((row) => ({ ...toVersion(row), name: row['name'] as string }));
  }

  async add(
    q: Queryable,
    { districtId, schoolId }: CalendarPlace,
    of: { version: number; calendar: PlaceCalendarBody; approval: string; login: string },
  ): Promise<boolean> {
    const { week, days, years } = of.calendar;
    const made = await q.query(
      `insert into place_calendars (district_id, school_id, version, approval, week, days, years, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning version`,
      [districtId, schoolId, of.version, of.approval, week, jsonText(days), jsonText(years), of.login],
    );
    return made.length > 0;
  }

  /**
   * What waits in the cases of a place for a day that their diagram counts in working days: deadlines of open tasks, and timers
   * (what reminds of a deadline moves with it), as they stand once the acts that are on their way have arrived. By day, within a
   * day by the school's name.
   */
  async deadlines(place: CalendarPlace, q: Queryable = this.database): Promise<OpenDeadline[]> {
    const zone = "coalesce(d.time_zone, 'Europe/Moscow')";
    const due = 'coalesce(m.due_at, t.due_at)';
    const rows = await q.query(
      `with counted as materialized (
         select v.process_id, v.version, n.key as node, n.value->>'name' as name,
           coalesce(n.value->'task'->>'dueDate' like $3, false) as of_task, coalesce(n.value->>'triggers' like $3, false) as of_timer
         from process_versions v, jsonb_each(v.model->'nodes') n where n.value->'task'->>'dueDate' like $3 or n.value->>'triggers' like $3),
       moving as materialized (${moving()})
       select w.*, s.short_name as school, ${zone} as zone from (
         select t.id, 'task' as kind, t.wait, t.case_id, t.name as title, t.district_id, t.school_id, t.created_at, ${due} as due_at
         from tasks t join cases c on c.id = t.case_id
           join counted v on v.process_id = c.process_id and v.version = c.version and v.node = t.node and v.of_task
           left join moving m on m.case_id = t.case_id and m.wait = t.wait and m.kind = 'update-task'
         where t.state = 'open' and t.due_at is not null
         union all
         select t.case_id || ':' || t.wait, 'timer', t.wait, t.case_id, coalesce(v.name, t.node), c.district_id, c.school_id,
           coalesce(t.opened_at, c.started_at), ${due}
         from timers t join cases c on c.id = t.case_id
           join counted v on v.process_id = c.process_id and v.version = c.version and v.node = t.node and v.of_timer
           left join moving m on m.case_id = t.case_id and m.wait = t.wait and m.kind = 'update-timer'
         where t.repeat is null) w
         left join schools s on s.id = w.school_id left join districts d on d.id = w.district_id
       where ($1::text is null or w.district_id = $1) and ($2::text is null or w.school_id = $2)
       order by (w.due_at at time zone ${zone})::date, s.short_name nulls first, w.title, w.id`,
      [place.districtId, place.schoolId, '%working days after%'],
    );
    return rows.map(toDeadline);
  }

  /** Lets who changes calendars wait for each other: what one moves is counted from what the one before has left. */
  async lock(q: Queryable): Promise<void> {
    await q.query("select pg_advisory_xact_lock(hashtextextended('calendars', 0))");
  }

  /** Running cases of a place, which get its new calendar. */
  async runningCases(
    { districtId, schoolId }: CalendarPlace,
    q: Queryable = this.database,
  ): Promise<{ id: string; districtId: string | null; schoolId: string | null }[]> {
    return q.query(
      `select id, district_id as "districtId", school_id as "schoolId" from cases
       where status in ('active', 'suspended') and ($1::text is null or district_id = $1) and ($2::text is null or school_id = $2) order by id`,
      [districtId, schoolId],
    );
  }

  /** Newest calendars of the country and of every district and school. */
  async layers(q: Queryable = this.database): Promise<CalendarLayers> {
    const rows = await q.query(newest);
    return new Map(
      rows.map((row) => [
        placeKey({
          districtId: row['district_id'] as string | null,
          schoolId: row['school_id'] as string | null,
        }),
        toVersion(row),
      ]),
    );
  }
}

/** Quarters and holidays that hold at a place; those of its own calendar first, then of the wider ones. */
export const schoolYearsAt = async (
  q: Queryable,
  districtId: string | null,
  schoolId: string | null,
): Promise<SchoolDaysOf> => schoolYearsOf(await calendarYearsAt(q, districtId, schoolId));

/** The working time that holds for the cases of a place; undefined where only the production calendar does. */
export async function workingTimeAt(
  q: Queryable,
  districtId: string | null,
  schoolId: string | null,
): Promise<WorkingTime | undefined> {
  return workingTimeOf(await workingDaysAt(q, districtId, schoolId));
}

const toVersion = (row: Row): CalendarVersion => ({
  version: row['version'] as number,
  week: row['week'] as 5 | 6 | null,
  days: row['days'] as CalendarVersion['days'],
  years: row['years'] as CalendarVersion['years'],
  approval: row['approval'] as string,
  createdBy: row['created_by'] as string,
  createdByName: (row['created_by_name'] ?? row['created_by']) as string,
  createdAt: isoOf(row['created_at']),
});

const toDeadline = (row: Row): OpenDeadline => {
  const zone = row['zone'] as string;
  return {
    id: row['id'] as string,
    kind: row['kind'] as OpenDeadline['kind'],
    wait: row['wait'] as number,
    caseId: row['case_id'] as string,
    title: row['title'] as string,
    school: row['school'] as string | null,
    districtId: row['district_id'] as string | null,
    schoolId: row['school_id'] as string | null,
    from: dayIn(zone, row['created_at'] as Date),
    due: dayIn(zone, row['due_at'] as Date),
    dueAt: isoOf(row['due_at'])!,
  };
};
