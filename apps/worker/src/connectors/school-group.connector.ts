import { schoolStatuses } from '@opora/domain';
import type { Json } from '@opora/engine';
import { derivedId } from '@opora/store';
import { FinalFailure, type Connector } from './connector.ts';

/**
 * Puts the group that a case has found for its school (`identification.cluster`) into the register, which is the one answer
 * to the question in which group a school is. Gives it in `schoolGroup`; a repeated job writes nothing new.
 */
export const schoolGroup: Connector = async (job, { database }) => {
  const { schoolId } = job.subject;
  if (!schoolId)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected a case about a school, found none.`);
  const cluster = (job.variables['identification'] as { cluster?: Json } | null | undefined)?.cluster;
  const known = schoolStatuses.find((status) => status === cluster);
  if (!known)
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): expected in "identification.cluster" one of ${schoolStatuses.join(', ')}, found ${JSON.stringify(cluster ?? null)}.`,
    );
  await database.transaction(async (q) => {
    const [before] = await q.query<{ status: string | null; district_id: string }>(
      'select status, district_id from schools where id = $1 for update',
      [schoolId],
    );
    if (!before || before.status === known) return;
    await q.query('update schools set status = $2 where id = $1', [schoolId, known]);
    await q.query(
      `insert into audit (action, case_id, subject, school_id, district_id, details, act_id)
       values ('school.group', $1, $2, $2, $3, $4, $5) on conflict (act_id) do nothing`,
      [
        job.rootCaseId,
        schoolId,
        before.district_id,
        JSON.stringify({ before: before.status, after: known }),
        derivedId('school-group', job.id),
      ],
    );
  });
  return { schoolGroup: known };
};
