import { evaluateDecision, type DecisionModel } from '@opora/engine';
import { NotDeployed, resolveDecision, type Binding, type ResolvedDecision } from '@opora/store';
import { FinalFailure, textOf, type Connector } from './connector.ts';

/** Evaluates a deployed decision on the job's variables; the result goes to the variable that the task names. */
export const decision: Connector = async (job, { database }) => {
  const decisionId = textOf(job, 'decisionId');
  const binding = (job.headers['binding'] ?? 'latest') as Binding['binding'];
  const choice: Binding = {
    binding,
    versionTag: job.headers['versionTag'],
    callerHash: job.modelHash,
    caller: { processId: job.processId, version: job.version },
  };
  const found = await resolveDecision(database, decisionId, choice).catch((error: unknown) => {
    throw error instanceof NotDeployed ? new FinalFailure(`Element ${job.node}: ${error.message}`) : error;
  });
  const { result, problems } = evaluateDecision(compiled(found), decisionId, job.variables, {
    now: job.now,
    timeZone: job.timeZone,
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new FinalFailure(
      `Element ${job.node}: decision "${decisionId}" version ${found.version}: ${errors.map(({ message }) => message).join('; ')}`,
    );
  }
  return { [textOf(job, 'resultVariable', 'result')]: result };
};

/** The engine keeps what it has prepared by the identity of the model, so the same version must be the same object. */
const models = new Map<string, DecisionModel>();
const mostModels = 200;

function compiled({ hash, model }: ResolvedDecision): DecisionModel {
  const known = models.get(hash);
  if (known) return known;
  if (models.size >= mostModels) models.delete(models.keys().next().value!);
  const fresh = model as unknown as DecisionModel;
  models.set(hash, fresh);
  return fresh;
}
