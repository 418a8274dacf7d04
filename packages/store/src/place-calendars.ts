import type { Queryable } from './database.ts';

/** A school year as a calendar of a place keeps it: quarters or trimesters in order, holidays by name. */
export interface KeptSchoolYear {
  schoolYear: number;
  quarters: { from: string; to: string }[];
  holidays: { name: string; from: string; to: string }[];
}

/**
 * School years of the newest calendars that hold at a place, one calendar each: the country's, its district's, its school's; with
 * a moment (a timestamp's text) those that held then.
 */
export async function calendarYearsAt(
  q: Queryable,
  districtId: string | null,
  schoolId: string | null,
  moment?: string,
): Promise<{ years: KeptSchoolYear[] }[]> {
  return q.query<{ years: KeptSchoolYear[] }>(
    `select years from (select distinct on (coalesce(district_id, ''), coalesce(school_id, '')) * from place_calendars
       where ((district_id is null and school_id is null) or (district_id = $1 and (school_id is null or school_id = $2)))
         and ($3::timestamptz is null or created_at <= $3::timestamptz)
       order by coalesce(district_id, ''), coalesce(school_id, ''), version desc) c
     order by district_id nulls first, school_id nulls first`,
    [districtId, schoolId, moment ?? null],
  );
}

/** What a calendar of a place sets of its working days. */
export interface KeptWorkingDays {
  version: number;
  week: 5 | 6 | null;
  days: { date: string; kind: 'working' | 'short' | 'off'; source: string }[];
}

/** Working days of the newest calendars that hold at a place, one calendar each, from the country's to the school's. */
export async function workingDaysAt(
  q: Queryable,
  districtId: string | null,
  schoolId: string | null,
): Promise<KeptWorkingDays[]> {
  const rows = await q.query(
    `select version, week, days from (select distinct on (coalesce(district_id, ''), coalesce(school_id, '')) * from place_calendars
       where (district_id is null and school_id is null) or (district_id = $1 and (school_id is null or school_id = $2))
       order by coalesce(district_id, ''), coalesce(school_id, ''), version desc) c
     order by district_id nulls first, school_id nulls first`,
    [districtId, schoolId],
  );
  return rows as unknown as KeptWorkingDays[];
}
