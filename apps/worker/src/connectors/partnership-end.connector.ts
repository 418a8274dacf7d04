import { dayIn } from '@opora/domain';
import { endPartnerships } from '@opora/store';
import { FinalFailure, textOf, type Connector } from './connector.ts';

/**
 * Ends the pairs that the case has entered, on the day of the job, with the `reason`: the support of the school is over. A
 * later case enters a pair anew. Gives how many ended in `endedPartnerships`; a repeated job changes nothing.
 */
export const partnershipEnd: Connector = async (job, { database }) => {
  if (!job.subject.schoolId)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected a case about a school, found none.`);
  const day = dayIn(job.timeZone, job.now);
  const reason = textOf(job, 'reason', 'Сопровождение школы завершено');
  const endedPartnerships = await database.transaction((q) =>
    endPartnerships(q, job.rootCaseId, { day, reason }),
  );
  return { endedPartnerships };
};
