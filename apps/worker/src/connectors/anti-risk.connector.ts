import { riskFactor, withinSentence } from '@opora/domain';
import { keepAntiRiskProgrammes } from '@opora/store';
import { FinalFailure, type Connector } from './connector.ts';

/** Puts the school's anti-risk programmes (`antiRiskProgrammes`: `[{ factor, name, programme: { goal } }]`) into the register. */
export const antiRisk: Connector = async (job, { database }) => {
  const { schoolId } = job.subject;
  if (!schoolId)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected a case about a school, found none.`);
  const list = job.variables['antiRiskProgrammes'];
  const programmes = (Array.isArray(list) ? list : []).flatMap((one) => {
    const { factor, programme } = (one ?? {}) as { factor?: unknown; programme?: { goal?: unknown } | null };
    const known = typeof factor === 'string' ? riskFactor(factor) : undefined;
    if (!known) return [];
    const goal = typeof programme?.goal === 'string' ? programme.goal : '';
    return [{ factor: known.id, title: `Антирисковая программа: ${withinSentence(known.name)}`, goal }];
  });
  const ids = await database.transaction((q) => keepAntiRiskProgrammes(q, schoolId, job.caseId, programmes));
  return { antiRiskIds: ids };
};
