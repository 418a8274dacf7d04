import type { Json } from '@opora/engine';
import { knownFacts } from '@opora/store';
import { isBlank, type KnownSource } from './known-source.ts';

/** Sums of a school's indicators and results for the monitoring stage; a field that a person has filled in stays. */
export const schoolIndicators: KnownSource = async (database, { schoolId, variables, current }) => {
  if (!schoolId) return undefined;
  const [[marks], facts] = await Promise.all([
    database.query<{ judged: number; green: number }>(
      `select count(*) filter (where n.mark <> 'none')::int as judged, count(*) filter (where n.mark = 'green')::int as green
       from (select distinct on (v.indicator_id) v.mark from indicator_values v join indicators i on i.id = v.indicator_id and i.archived_at is null
         where v.school_id = $1 and v.state <> 'returned' order by v.indicator_id, v.period_end desc) n`,
      [schoolId],
    ),
    knownFacts(database, schoolId),
  ]);
  const results = facts['results'] as { [name: string]: number | null };
  const share = (value: number | null | undefined): Json =>
    value == null ? null : Math.round(value * 10) / 10;
  const known: { [field: string]: Json } = {
    metShare: marks!.judged > 0 ? share((100 * marks!.green) / marks!.judged) : null,
    lowShare: share(results['share']),
    previousLowShare: lastShare(variables['measurements']) ?? share(results['previousShare']),
    lowProcedures: results['year'] == null ? null : (results['lowWorks'] ?? null),
  };
  const given = (current ?? {}) as { [field: string]: Json };
  // In a new round the values of the round before stand there: they are kept in `measurements` and asked anew.
  const stale =
    JSON.stringify(current ?? null) ===
    JSON.stringify(lastRound(variables['measurements'])?.['indicators'] ?? null);
  const filled = Object.entries(known).filter(
    ([field, value]) => value !== null && (stale || isBlank(given[field])),
  );
  return filled.length === 0 ? undefined : { ...(stale ? {} : given), ...Object.fromEntries(filled) };
};

const lastRound = (measurements: Json | undefined): { [name: string]: Json } | undefined =>
  Array.isArray(measurements) ? (measurements.at(-1) as { [name: string]: Json } | undefined) : undefined;
const lastShare = (measurements: Json | undefined): Json | undefined =>
  (lastRound(measurements)?.['indicators'] as { [name: string]: Json } | undefined)?.['lowShare'] ??
  undefined;
