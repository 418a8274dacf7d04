import type { CaseState, Model, Stimulus } from '@opora/engine';
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  defineQuery,
  defineUpdate,
  makeContinueAsNewFunc,
  setHandler,
} from '@temporalio/workflow';
import { eventsPerRun } from './hand-over.ts';
import { journalQuery, progressQuery, restUpdate, stateQuery, stimulusUpdate } from './ids.ts';
import type { CaseAnswer, CaseInput, CaseProgress, ResolvedProcess, StimulusRequest } from './protocol.ts';
import { reasonOf, resolveProcess } from './workflow/activities.ts';
import { CaseRun } from './workflow/case-run.ts';
import { stimulusBySignal, tellParent } from './workflow/family.ts';

export { batch as $batch } from './workflow/batch.ts';
export { timerStart as $start } from './workflow/timer-start.ts';

const stimulate = defineUpdate<CaseAnswer, [StimulusRequest, ResolvedProcess?]>(stimulusUpdate);
const rest = defineUpdate<CaseAnswer, [number]>(restUpdate);
const journal = defineQuery<CaseAnswer, [number]>(journalQuery);
const progress = defineQuery<CaseProgress, [number]>(progressQuery);
const state = defineQuery<CaseState | undefined>(stateQuery);

/** Runs any model as a case; the Workflow Type is the id of its process. Default export: the worker registers it for every type. */
export default async function runCase(input: CaseInput, model?: Model): Promise<void> {
  let run: CaseRun | undefined;
  let refused = false;
  const early: Stimulus[] = [];
  const begun = async (): Promise<CaseRun> => {
    await condition(() => run !== undefined);
    return run!;
  };
  const beginning = async () => {
    if (input.carried) return CaseRun.resume(input.carried, model!, input);
    return CaseRun.begin(
      input,
      model ? { model, version: input.version! } : await resolveProcess(input.call!),
    );
  };

  setHandler(
    stimulate,
    async ({ stimulus, after }, target?: ResolvedProcess) =>
      (run ?? (await begun())).answer(stimulus, after, target),
    {
      validator: ({ stimulus }, target?: ResolvedProcess) => {
        const refusal = run?.refusal(stimulus, target);
        if (refusal) throw ApplicationFailure.nonRetryable(refusal.message, 'Rejected', refusal);
      },
    },
  );
  setHandler(rest, async (after) => (run ?? (await begun())).atRest(after));
  setHandler(journal, (after) => run?.journalAfter(after) ?? { state: 'active', journal: [] });
  setHandler(
    progress,
    (after) => run?.progress(after) ?? { state: 'active', journal: [], idle: refused, ended: refused },
  );
  setHandler(state, () => run?.snapshot);
  setHandler(stimulusBySignal, (stimulus) => (run ? run.give(stimulus) : void early.push(stimulus)));

  const cancelled = CancellationScope.current().cancelRequested;
  await CancellationScope.nonCancellable(async () => {
    try {
      run = await beginning();
    } catch (error) {
      refused = true;
      if (!input.parent) throw ApplicationFailure.nonRetryable(reasonOf(error), 'NotStarted');
      return tellParent(input.parent, {
        type: 'fail-child',
        id: `${input.caseId}:end`,
        wait: input.parent.wait,
        message: reasonOf(error),
      });
    }
    const live = run;
    early.forEach((stimulus) => live.give(stimulus));
    cancelled.catch(() =>
      live.give({ type: 'cancel', id: `${input.caseId}:terminate`, reason: 'cancelled in Temporal' }),
    );
    const carried = await live.serve();
    if (carried)
      await makeContinueAsNewFunc<typeof runCase>()(
        { handOverAtEvents: eventsPerRun, ...input, carried, start: { variables: {} } },
        live.currentModel,
      );
  });
}
