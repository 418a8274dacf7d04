import type { TriggerBehavior } from '../core/behavior.ts';
import { addDuration, firstOfCycle, nextOfCycle, parseDate, TimeError } from '../core/time.ts';
import type { TimerDetails } from '../core/types.ts';
import type { Visit } from '../core/visit.ts';
import type { Expression, Trigger } from '../model/types.ts';

/** A date, a duration or a cycle to wait for (BPMN 2.0.2, 10.5.5; texts are ISO 8601, cycles also cron). */
export const timer: TriggerBehavior<Extract<Trigger, { kind: 'timer' }>> = {
  wait(visit, trigger) {
    return { kind: 'timer', timer: readTimer(visit, trigger) };
  },
  check(trigger) {
    const given = [trigger.date, trigger.duration, trigger.cycle].filter((one) => one !== undefined);
    if (given.length !== 1) {
      const message = `expected a date, a duration or a cycle, found ${given.length === 0 ? 'none' : 'several'}`;
      return [{ rule: 'timer', message, severity: 'error' }];
    }
    const text = 'text' in given[0]! ? given[0].text : undefined;
    if (text === undefined) return [];
    try {
      if (trigger.date) parseDate(text, 'UTC');
      else if (trigger.duration) addDuration(0, text, 'UTC');
      else firstOfCycle(text, 0, 'UTC');
      return [];
    } catch (error) {
      if (!(error instanceof TimeError)) throw error;
      return [{ rule: 'timer', message: error.message, severity: 'error' }];
    }
  },
  again(visit, wait) {
    if (wait.kind !== 'timer') return undefined;
    const next = nextOfCycle(wait.timer, visit.run.now, visit.run.state.timeZone);
    return next && { kind: 'timer', timer: next };
  },
};

function readTimer(visit: Visit, trigger: Extract<Trigger, { kind: 'timer' }>): TimerDetails {
  const { now, state } = visit.run;
  const read = (expression: Expression): string =>
    visit.text(expression) ?? visit.fail('timer', `expected a date, duration or cycle, found null`);
  try {
    if (trigger.date) return { due: parseDate(read(trigger.date), state.timeZone) };
    if (trigger.duration) return { due: addDuration(now, read(trigger.duration), state.timeZone) };
    if (trigger.cycle) return firstOfCycle(read(trigger.cycle), now, state.timeZone);
  } catch (error) {
    if (error instanceof TimeError) visit.fail('timer', error.message);
    throw error;
  }
  return visit.fail('timer', 'expected a date, a duration or a cycle, found none');
}
