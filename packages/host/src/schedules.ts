import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { scheduleId, timerStartType } from './ids.ts';
import type { TimerStartInput } from './protocol.ts';

/**
 * Times nearer than this are waited for by the workflow itself, in milliseconds: a schedule looks only at times after it was
 * made, so that one made a moment too late would miss the time it was made for.
 */
const near = 30_000;

/** Has Temporal start a case at a time; a schedule that is there gets the new time. A time that is past or near starts the workflow at once, which waits for what is left. */
export async function putSchedule(client: Client, queue: string, input: TimerStartInput): Promise<void> {
  const { processId, node, ordinal, due } = input;
  const id = scheduleId(processId, node, ordinal);
  const isNear = due <= Date.now() + near;
  const options: ScheduleOptions = {
    scheduleId: id,
    spec: isNear ? {} : { calendars: [calendarOf(due)], timezone: 'UTC' },
    action: {
      type: 'startWorkflow',
      workflowType: timerStartType,
      workflowId: id,
      taskQueue: queue,
      args: [input],
    },
    // However long Temporal was down, what fell due meanwhile is made up for.
    policies: { catchupWindow: '3650 days', overlap: ScheduleOverlapPolicy.ALLOW_ALL },
    state: { triggerImmediately: isNear },
  };
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(id);
    const { spec, action, policies } = options;
    await handle.update(() => ({ spec, action, policies, state: {} }));
    if (isNear) await handle.trigger(ScheduleOverlapPolicy.ALLOW_ALL);
  }
}

/** Takes a schedule back; one that is not there is as good. */
export async function dropSchedule(
  client: Client,
  { processId, node, ordinal }: Omit<TimerStartInput, 'due'>,
): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId(processId, node, ordinal)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

const months = [
  ...['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'],
  ...['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'],
] as const;

/** The second at or after a moment, as the one time of a calendar in UTC. */
function calendarOf(due: number) {
  const at = new Date(Math.ceil(due / 1000) * 1000);
  return {
    year: at.getUTCFullYear(),
    month: months[at.getUTCMonth()] as (typeof months)[number] & 'JANUARY',
    dayOfMonth: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}
