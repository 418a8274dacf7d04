import { addDuration, firstOfCycle, parseDate } from '../core/time.ts';
import type { TimerDetails } from '../core/types.ts';
import type { Expression, Model } from '../model/types.ts';

/** A timer start event and when it happens next. */
export interface TimerStart {
  model: Model;
  node: string;
  timer: TimerDetails;
}

/** Text of an expression that does not depend on variables. */
export const fixed = (expression: Expression | undefined): string | undefined =>
  expression && 'text' in expression ? expression.text : undefined;

/** Timer start events of a model; a case does not exist yet, so only fixed texts can say when. */
export function timerStarts(model: Model, now: number, timeZone: string): TimerStart[] {
  return model.starts.flatMap(({ node, trigger }) => {
    if (trigger.kind !== 'timer') return [];
    const [date, duration, cycle] = [trigger.date, trigger.duration, trigger.cycle].map(fixed);
    if (date !== undefined) return [{ model, node, timer: { due: parseDate(date, timeZone) } }];
    if (duration !== undefined)
      return [{ model, node, timer: { due: addDuration(now, duration, timeZone) } }];
    return [{ model, node, timer: firstOfCycle(cycle ?? '', now, timeZone) }];
  });
}
