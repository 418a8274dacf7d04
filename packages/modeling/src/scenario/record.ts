import { stringify } from 'yaml';
import type { Json, Variables } from '@opora/engine';
import type { Playing } from './playing.ts';
import type { Expectation, Scenario, ScenarioStep } from './scenario.ts';

/** A step as a person writes it: without what goes without saying. */
export type WrittenStep = Omit<ScenarioStep, 'times'> & { times?: number };

/** What held at one point of a play, as a scenario expects it: where people are waited for, or how the case ended. */
export function observed(play: Playing): Expectation {
  const { status } = play.host.cases.get(play.rootId)!.state;
  const outcome = play.host.variables(play.rootId).outcome;
  const waiting = play.openTasks();
  return {
    ...(status === 'suspended' ? {} : { status }),
    ...(status === 'active' || waiting.length > 0 ? { waiting } : {}),
    ...(typeof outcome === 'string' ? { outcome } : {}),
  };
}

/** A play as a scenario: its steps, and what held at its end. */
export function recordScenario(
  title: string,
  given: Variables,
  steps: ScenarioStep[],
  play: Playing,
  startNode?: string,
): Scenario {
  const ends = play.host.cases
    .get(play.rootId)!
    .journal.flatMap((entry) =>
      entry.kind === 'element.completed' &&
      play.host.cases.get(play.rootId)!.model.nodes[entry.node]?.type === 'bpmn:EndEvent'
        ? [entry.node]
        : [],
    );
  return {
    title,
    ...(startNode === undefined ? {} : { start: startNode }),
    given,
    when: steps,
    then: { ...observed(play), ...(ends.length > 0 ? { passed: [...new Set(ends)] } : {}) },
  };
}

/** The text of a scenario's file. */
export function writeScenario(scenario: Scenario): string {
  const when = scenario.when.map(({ times, ...step }): WrittenStep => ({
    ...step,
    ...(times === 1 ? {} : { times }),
  }));
  return stringify({ ...scenario, when } as unknown as Json, { lineWidth: 110 });
}
