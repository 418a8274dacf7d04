import { dayIn } from '@opora/domain';
import type { Queryable } from '@opora/store';
import { timeZoneIn } from './settings.ts';

/** The IANA time zone of a district; of no district, or one that is not known, what the settings say. */
export async function timeZoneOf(
  q: Queryable,
  districtId: string | null | undefined,
  otherwise = timeZoneIn(process.env),
): Promise<string> {
  const [row] = await q.query<{ time_zone: string }>('select time_zone from districts where id = $1', [
    districtId ?? null,
  ]);
  return row?.time_zone ?? otherwise;
}

/** Today (`YYYY-MM-DD`) in a district. */
export const todayOf = async (q: Queryable, districtId: string | null | undefined): Promise<string> =>
  dayIn(await timeZoneOf(q, districtId), Date.now());
