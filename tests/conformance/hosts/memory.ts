import { evaluateDecision, MemoryHost, type Json, type Rejection, type Variables } from '@opora/engine';
import { RejectedError } from '@opora/engine';
import type { CaseView, ConformanceHost, Deployment, OpenHost } from './host.ts';

/** The value of a decision of any of the models. */
export function decideIn(
  { decisions }: Deployment,
  id: string,
  variables: Variables,
  environment: { now: number; timeZone: string },
): Json {
  const model = decisions.find((one) => id in one.decisions) ?? decisions[0];
  if (!model) throw new Error(`expected a decision «${id}», found no DMN file`);
  return evaluateDecision(model, id, variables, environment).result;
}

/** The pure engine in memory, with a clock that is set by hand. */
export const openMemoryHost: OpenHost = async (deployment) => {
  const host = new MemoryHost({
    models: deployment.models,
    decide: (id, variables, now) => decideIn(deployment, id, variables, { now, timeZone: 'UTC' }),
  });
  const orRefused = (act: () => unknown): Rejection | undefined => {
    try {
      act();
      return undefined;
    } catch (error) {
      if (error instanceof RejectedError) return error.rejection;
      throw error;
    }
  };
  const view: ConformanceHost = {
    cases: () =>
      [...host.cases.values()].map(({ id, model, state, journal, parent }): CaseView => ({
        ...{ id, model, state, journal },
        ...(parent && { parent: parent.caseId }),
      })),
    start: async (processId, variables) => orRefused(() => host.start(processId, variables)),
    give: async (caseId, stimulus) => host.tryAct(caseId, stimulus),
    message: async (name, variables) => void host.message(name, undefined, variables),
    signal: async (name, variables) => host.signal(name, variables),
    advance: async (duration) => host.advanceTime(duration),
    advanceTo: async (date) => host.advanceTo(date),
    close: async () => undefined,
  };
  return view;
};
