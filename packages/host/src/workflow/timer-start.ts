import { proxyActivities, sleep } from '@temporalio/workflow';
import type { StartActivities, TimerStartInput } from '../protocol.ts';

const { fireTimerStart } = proxyActivities<StartActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** What the schedule of a timer start event starts: it waits for what is left of the time, begins the case and has the next time set. */
export async function timerStart(input: TimerStartInput): Promise<void> {
  const left = input.due - Date.now();
  if (left > 0) await sleep(left);
  await fireTimerStart(input);
}
