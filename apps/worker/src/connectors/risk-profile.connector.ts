import { profileConfigSchema, valuesOfCase } from '@opora/domain';
import { keepDiagnosis, riskProfileConfig } from '@opora/store';
import type { Json } from '@opora/engine';
import { FinalFailure, textOf, type Connector } from './connector.ts';

/**
 * Puts what a diagnosis found (`selfAnalysis`, `teacherAudit`, `survey`, `swot`) into the risk profile of its school:
 * `kind` is `entry` (usual), `interim` or `final`; with `state` `open` it waits for its check there, else it is accepted.
 * `source` `verified` says that the scores are not the school's own. The result goes to `riskProfileId`.
 */
export const riskProfile: Connector = async (job, { database }) => {
  const { schoolId } = job.subject;
  if (!schoolId)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected a case about a school, found none.`);
  const kind = textOf(job, 'kind', 'entry');
  if (kind !== 'entry' && kind !== 'interim' && kind !== 'final')
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): expected "kind" entry, interim or final, found "${kind}".`,
    );
  const body = await riskProfileConfig(database);
  if (body === undefined)
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): the parameters of the risk profile (workflows/risk-profile) are not deployed.`,
    );
  const verified = textOf(job, 'source', '') === 'verified';
  const values = valuesOfCase(profileConfigSchema.parse(body), job.variables).map((value) =>
    verified && value.source === 'school' ? { ...value, source: 'verified' as const } : value,
  );
  const year = new Date(job.now).getUTCFullYear();
  const { swot, profileRemark } = job.variables;
  const riskProfileId = await database.transaction((q) =>
    keepDiagnosis(
      q,
      { schoolId, year, kind },
      {
        caseId: job.caseId,
        values,
        swot: (typeof swot === 'object' && swot !== null && !Array.isArray(swot) ? swot : {}) as Json,
        remark: typeof profileRemark === 'string' ? profileRemark : null,
        state: textOf(job, 'state', 'verified') === 'open' ? 'open' : 'verified',
      },
    ),
  );
  return { riskProfileId };
};
