import { factorInput, profileConfigSchema, riskFactors, valuesOfCase } from '@opora/domain';
import { keepDiagnosis, riskProfileConfig, riskValuesOf } from '@opora/store';
import type { Json } from '@opora/engine';
import { FinalFailure, textOf, type Connector } from './connector.ts';

/**
 * Puts what a diagnosis found (`selfAnalysis`, `teacherAudit`, `survey`, `swot`) into the risk profile of its school:
 * `kind` is `entry` (usual), `interim` or `final`; with `state` `open` it waits for its check there, else it is accepted.
 * `source` `verified` says that the scores are not the school's own. The result goes to `riskProfileId`, and to `profileFactors`
 * what the profile holds of each factor by all sources (`{ id, score, share }`, null: nothing): surveys too, which are no
 * variable of the case, so that case and profile judge alike.
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
  const config = profileConfigSchema.parse(body);
  const values = valuesOfCase(config, job.variables).map((value) =>
    verified && value.source === 'school' ? { ...value, source: 'verified' as const } : value,
  );
  const year = new Date(job.now).getUTCFullYear();
  const { swot, profileRemark } = job.variables;
  return database.transaction(async (q) => {
    const riskProfileId = await keepDiagnosis(
      q,
      { schoolId, year, kind },
      {
        caseId: job.caseId,
        values,
        swot: (typeof swot === 'object' && swot !== null && !Array.isArray(swot) ? swot : {}) as Json,
        remark: typeof profileRemark === 'string' ? profileRemark : null,
        state: textOf(job, 'state', 'verified') === 'open' ? 'open' : 'verified',
      },
    );
    const held = await riskValuesOf(q, riskProfileId);
    const profileFactors = riskFactors.map(({ id }) => ({ ...factorInput(config, id, held, null) }));
    return { riskProfileId, profileFactors };
  });
};
