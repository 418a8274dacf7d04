import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { steerUpdate } from '../ids.ts';
import type { BatchActivities, BatchInput, BatchStanding, BatchSteering } from '../protocol.ts';

const steer = defineUpdate<BatchStanding['state'], [BatchSteering]>(steerUpdate);

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' } as const;
/** Beats while it works: a worker that died is noticed within seconds, and another goes on. */
const { advanceBatch } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '15s',
  retry,
});
const { steerBatch } = proxyActivities<BatchActivities>({ startToCloseTimeout: '30s', retry });

/** Carries a batch through its cases; where it stands is in the database, so that a step made twice does nothing twice. */
export async function batch(input: BatchInput): Promise<void> {
  const { batchId, stepsPerRun = 200 } = input;
  let paused = input.paused ?? false;
  setHandler(steer, async (act) => {
    const state = await steerBatch(batchId, act);
    paused = state === 'paused';
    return state;
  });
  for (let steps = 0; ; steps++) {
    await condition(() => !paused);
    if (steps >= stepsPerRun || workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      return continueAsNew<typeof batch>({ ...input, paused });
    }
    const { state, left } = await advanceBatch(batchId);
    if ((state === 'completed' || state === 'cancelled') && left === 0) break;
    // The wish may have been written down a moment before its Update answers here.
    if (state === 'paused') await condition(allHandlersFinished);
  }
  await condition(allHandlersFinished);
}
