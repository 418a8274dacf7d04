import type { Json, Variables } from '@opora/engine';
import { newCaseId } from '../case-id.ts';
import { openCommand } from '../commands.ts';
import type { Queryable } from '../database.ts';
import { derivedId } from '../derived-id.ts';

/** Process of one school's part in a round. */
export const ROUND_PROCESS = 'monitoring-round';

/** A round that is to be opened; dates YYYY-MM-DD. */
export interface NewRound {
  districtId: string;
  frequency: string;
  period: string;
  title: string;
  from: string;
  to: string;
  due: string;
  /** Null: the calendar opens it. */
  login: string | null;
}

/**
 * Opens a round once: its row, and a case for every supported school of the district that is not stable. A round that is
 * open already stays, and answers undefined. Needs a transaction.
 */
export async function openRound(
  q: Queryable,
  round: NewRound,
): Promise<{ id: string; schools: number } | undefined> {
  const id = derivedId('monitoring-round', round.districtId, round.frequency, round.period);
  const made = await q.query(
    `insert into monitoring_rounds (id, district_id, frequency, period, title, from_date, to_date, due_date, opened_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [
      ...[id, round.districtId, round.frequency, round.period, round.title],
      ...[round.from, round.to, round.due, round.login],
    ],
  );
  if (made.length === 0) return undefined;
  const [process] = await q.query<{ version: number }>(
    'select version from process_versions where process_id = $1 order by version desc limit 1',
    [ROUND_PROCESS],
  );
  if (!process)
    throw new Error(
      `Process "${ROUND_PROCESS}" is not deployed: expected it in the folder workflows/monitoring.`,
    );
  const schools = await q.query<{ id: string; short_name: string }>(
    `select id, short_name from schools where district_id = $1 and archived_at is null and support_role in ('shnor', 'both') and status <> 'stable' order by id`,
    [round.districtId],
  );
  for (const school of schools) {
    const variables: Variables = {
      ...{ schoolId: school.id, districtId: round.districtId, roundId: id, frequency: round.frequency },
      ...{ period: round.period, periodTitle: round.title, periodEnd: round.to, roundDue: round.due },
    };
    const payload: Json = {
      ...{ processId: ROUND_PROCESS, version: process.version, variables },
      subject: { schoolId: school.id, districtId: round.districtId },
      title: `Мониторинг, ${round.title}: ${school.short_name}`,
    };
    await openCommand(q, {
      id: derivedId('monitoring-round-case', id, school.id),
      caseId: newCaseId(),
      kind: 'start-case',
      payload,
    });
  }
  return { id, schools: schools.length };
}

/** What the newest programme of a district says of its monitoring, as it is stored; null where it has none. */
export async function monitoringOf(
  q: Queryable,
  districtId: string,
): Promise<{ programmeId: string; monitoring: unknown } | null> {
  const [row] = await q.query<{ id: string; monitoring: unknown }>(
    "select id, passport->'monitoring' as monitoring from programmes where district_id = $1 order by valid_from desc, id limit 1",
    [districtId],
  );
  return row ? { programmeId: row.id, monitoring: row.monitoring } : null;
}
