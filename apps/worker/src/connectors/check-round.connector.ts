import { checkValues, indicatorsOf } from '@opora/store';
import type { Connector } from './connector.ts';
import { roundOf } from './rounds.ts';

/** Marks a school's values of a round as checked, or as returned with the remark (`checkDecision`: `return`, `checkRemark`). */
export const checkRound: Connector = async (job, { database }) => {
  const round = roundOf(job);
  const returned = job.variables['checkDecision'] === 'return';
  const remark = job.variables['checkRemark'];
  await database.transaction(async (q) => {
    const asked = (await indicatorsOf(q, round.districtId)).filter(
      ({ frequency }) => frequency === round.frequency,
    );
    await checkValues(
      q,
      asked.map(({ id }) => ({ indicatorId: id, schoolId: round.schoolId, period: round.period })),
      returned ? 'returned' : 'checked',
      { login: null, remark: returned && typeof remark === 'string' ? remark : null },
    );
  });
  return {};
};
