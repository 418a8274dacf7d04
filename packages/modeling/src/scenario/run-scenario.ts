import type { Json } from '@opora/engine';
import { ScenarioFailure } from './failure.ts';
import { Playing, type Deployed } from './playing.ts';
import type { Expectation, Scenario, ScenarioStep } from './scenario.ts';
import { at, contains } from './values.ts';

/** Plays a scenario on the engine in memory and throws a `ScenarioFailure` at the first thing that does not hold, naming the step. */
export function runScenario(scenario: Scenario, processId: string, deployed: Deployed): Playing {
  const play = begin(scenario, processId, deployed);
  scenario.when.forEach((step, index) => {
    try {
      play.act(step);
      if (!step.incidents) refuseIncidents(play);
      if (step.expect) verify(play, step.expect);
    } catch (error) {
      throw error instanceof ScenarioFailure ? error.at(index + 1, describeStep(step)) : error;
    }
  });
  verify(play, scenario.then);
  return play;
}

function begin({ given, start, when }: Scenario, processId: string, deployed: Deployed): Playing {
  const known = deployed.models.map((model) => model.processId);
  if (!known.includes(processId))
    throw new ScenarioFailure(
      'no-process',
      { process: processId, known: known.join(', ') || '—' },
      `expected a model of process «${processId}», found ${known.join(', ') || 'none'}`,
    );
  const play = new Playing(
    { processId, given, ...(start === undefined ? {} : { startNode: start }) },
    deployed,
  );
  if (!when[0]?.retry && !when[0]?.set) refuseIncidents(play);
  return play;
}

/** What a scenario came to: the play as far as it went, and why it stopped. */
export interface ScenarioResult {
  play?: Playing;
  failure?: ScenarioFailure;
}

/** Plays a scenario and says how it went instead of throwing. */
export function tryScenario(scenario: Scenario, processId: string, deployed: Deployed): ScenarioResult {
  try {
    return { play: runScenario(scenario, processId, deployed) };
  } catch (error) {
    const message = (error as Error).message;
    return {
      failure: error instanceof ScenarioFailure ? error : new ScenarioFailure('engine', { message }, message),
    };
  }
}

/** What a step is about, in one word: an element, a message, a duration. */
export const describeStep = (step: ScenarioStep): string =>
  step.complete ??
  step.vote?.task ??
  step.message?.name ??
  step.signal?.name ??
  step.job?.at ??
  step.error?.at ??
  step.escalation?.at ??
  step.retry ??
  step.advance ??
  'expect';

function refuseIncidents(play: Playing): void {
  const incident = play.incident();
  if (incident)
    throw new ScenarioFailure(
      'incident',
      { node: incident.node, process: incident.processId, message: incident.message },
      `incident at «${incident.node}» of ${incident.processId}: ${incident.message}`,
    );
}

/** Throws where something expected does not hold now. */
export function verify(play: Playing, expected: Expectation): void {
  const root = play.host.cases.get(play.rootId)!;
  const journals = [...play.host.cases.values()].flatMap(({ journal }) => journal);
  if (expected.waiting) same('waiting tasks', play.openTasks(), [...expected.waiting].sort());
  if (expected.status) same('status', root.state.status, expected.status);
  if (expected.outcome !== undefined)
    same('outcome', play.host.variables(play.rootId).outcome ?? null, expected.outcome);
  if (expected.notified) same('notifications', play.notified, expected.notified);
  for (const node of expected.passed ?? []) {
    if (!journals.some((entry) => entry.kind === 'element.completed' && entry.node === node))
      throw new ScenarioFailure('not-passed', { node }, `expected «${node}» to be passed`);
  }
  for (const node of expected.untouched ?? []) {
    if (journals.some((entry) => entry.kind === 'element.activated' && entry.node === node))
      throw new ScenarioFailure('entered', { node }, `expected «${node}» not to be entered`);
  }
  const variables = play.variablesOf(expected.in);
  for (const [path, value] of Object.entries(expected.variables ?? {})) {
    const found = at(variables, path);
    if (!contains(found, value as Json)) throw differs(path, found, value as Json, `expected ${path} to be`);
  }
}

function same(what: string, found: Json, expected: Json): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw differs(what, found, expected, `expected ${what}`);
}

const differs = (what: string, found: Json, expected: Json, message: string): ScenarioFailure =>
  new ScenarioFailure(
    'differs',
    { what, found: JSON.stringify(found), expected: JSON.stringify(expected) },
    `${message} ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`,
  );
