import type { MarkerBehavior } from '../core/behavior.ts';
import type { Visit } from '../core/visit.ts';
import type { StandardLoop } from '../model/types.ts';

/** Repeats the element while the condition holds, tested before or after each run, at most `loopMaximum` times (BPMN 2.0.2, 13.3.5). */
export const loop: MarkerBehavior = {
  enter(body) {
    const { testBefore, condition } = body.node.marker as StandardLoop;
    if (testBefore && condition && !body.holds(condition, { loopCounter: 0 })) return body.complete();
    spawn(body, 1);
  },
  iterated(body, iteration) {
    const { condition, maximum } = body.node.marker as StandardLoop;
    const done = iteration.instance.index!;
    const again =
      (maximum === undefined || done < maximum) &&
      (condition === undefined ? maximum !== undefined : iteration.holds(condition, { loopCounter: done }));
    return () => (again ? spawn(body, done + 1) : body.complete());
  },
};

const spawn = (body: Visit, index: number): void =>
  void body.run.activate(body.prepared, body.id, {
    index,
    iteration: true,
    variables: { loopCounter: index },
  });
