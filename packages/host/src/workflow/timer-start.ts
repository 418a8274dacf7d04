import { proxyActivities } from '@temporalio/workflow';
import type { StartActivities, TimerStartInput } from '../protocol.ts';

const { fireTimerStart } = proxyActivities<StartActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** What the schedule of a timer start event starts: it begins the case and has the next time set. */
export const timerStart = (input: TimerStartInput): Promise<void> => fireTimerStart(input);
