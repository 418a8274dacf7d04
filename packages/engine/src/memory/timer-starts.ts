import { asText } from '../core/behavior.ts';
import { addDuration, firstOfCycle, parseDate, TimeError } from '../core/time.ts';
import type { TimerDetails } from '../core/types.ts';
import { compileExpression, FeelError } from '../expressions/index.ts';
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

/** Timer start events of a model; a case does not exist yet, so their expressions see the clock but no variables. Throws `TimeError`. */
export function timerStarts(model: Model, now: number, timeZone: string): TimerStart[] {
  const read = (node: string, expression: Expression | undefined): string | undefined => {
    if (expression === undefined || 'text' in expression) return fixed(expression);
    try {
      const scope = { get: () => undefined, names: () => [] };
      const value = compileExpression(expression.feel).evaluate(scope, { now, timeZone });
      if (value !== null) return asText(value);
    } catch (error) {
      if (!(error instanceof FeelError)) throw error;
      throw new TimeError(`${node}: «${expression.feel}»: ${error.message}`);
    }
    throw new TimeError(`${node}: expected a date, duration or cycle from «${expression.feel}», found null`);
  };
  return model.starts.flatMap(({ node, trigger }) => {
    if (trigger.kind !== 'timer') return [];
    const [date, duration, cycle] = [trigger.date, trigger.duration, trigger.cycle].map((one) =>
      read(node, one),
    );
    if (date !== undefined) return [{ model, node, timer: { due: parseDate(date, timeZone) } }];
    if (duration !== undefined)
      return [{ model, node, timer: { due: addDuration(now, duration, timeZone) } }];
    return [{ model, node, timer: firstOfCycle(cycle ?? '', now, timeZone) }];
  });
}
