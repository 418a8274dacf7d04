import type { BatchActivities } from '@opora/host';
import { advanceBatch, steerBatch, type Database } from '@opora/store';
import { ApplicationFailure, cancellationSignal, heartbeat } from '@temporalio/activity';
import { setTimeout as pause } from 'node:timers/promises';

/** Cases of a batch that are acted on at once: what people do meanwhile finds room beside it. */
const width = 12;
/** How long one activity goes on before it tells the workflow how far it is, in milliseconds. */
const longest = 30_000;
const shortestPause = 20;

/** The activities of batches on a database. The acts themselves go through the outbox, as those of people do. */
export function batchActivities(database: Database): BatchActivities {
  return {
    async advanceBatch(batchId) {
      let wait = shortestPause;
      for (const until = Date.now() + longest; ;) {
        heartbeat();
        const { state, pending, running, ended } = await advanceBatch(database, batchId, width);
        const over = state === 'completed' || state === 'cancelled' || state === 'paused';
        if ((over && running === 0) || Date.now() > until) return { state, left: pending + running };
        wait = ended > 0 ? shortestPause : Math.min(wait * 1.5, 250);
        await pause(wait, undefined, { signal: cancellationSignal() });
      }
    },

    async steerBatch(batchId, act) {
      const state = await steerBatch(database, batchId, act);
      if (!state) throw ApplicationFailure.nonRetryable(`Batch ${batchId} is not known.`, 'UnknownBatch');
      return state;
    },
  };
}
