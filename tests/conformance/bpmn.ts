import {
  liveElements,
  openWaits,
  type Model,
  type StimulusKind,
  type Variables,
  type Wait,
} from '@opora/engine';
import { compile, compileDecisions } from '@opora/engine/compile';
import { ABILITIES, readCase, type CaseStep, type ConformanceCase } from './case-format.ts';
import { accepts, differences, waitingAt } from './expectations.ts';
import { CannotPlay, type ConformanceHost, type Deployment, type OpenHost } from './hosts/host.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { skippedCases } from './skipped.ts';

/** Reads and runs the case of a folder; whatever goes wrong with it is its outcome. */
export async function runCaseFolder(folder: string, name: string, open: OpenHost): Promise<Outcome> {
  let test: ConformanceCase;
  try {
    test = readCase(folder, name);
  } catch (error) {
    return outcomeOf({ name, feature: 'format' }, [(error as Error).message]);
  }
  return runCase(test, open);
}

/** Runs one case. */
export async function runCase(test: ConformanceCase, open: OpenHost): Promise<Outcome> {
  const { name, feature } = test;
  const reason = whySkipped(test);
  if (reason !== undefined) return { name, feature, result: 'skipped', reason };
  try {
    return outcomeOf(test, await findingsOf(test, open));
  } catch (error) {
    if (error instanceof CannotPlay) return { name, feature, result: 'skipped', reason: error.message };
    return outcomeOf(test, [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  }
}

function whySkipped({ name, requires = [] }: ConformanceCase): string | undefined {
  const missing = requires.filter((one) => !ABILITIES.includes(one));
  if (missing.length > 0)
    return `requires ${missing.join(', ')}, which the engine leaves to its surroundings`;
  return skippedCases[name.split('/').at(-1)!];
}

async function findingsOf(test: ConformanceCase, open: OpenHost): Promise<string[]> {
  const { deployment, refusals } = await deploymentOf(test);
  if (refusals.length > 0) return accepts(test.expect, 'incident') ? [] : refusals;
  const host = await open(deployment);
  try {
    return await new CaseRun(host, test).run();
  } finally {
    await host.close();
  }
}

async function deploymentOf(test: ConformanceCase): Promise<{ deployment: Deployment; refusals: string[] }> {
  const compiled = await Promise.all(test.diagrams.map((xml) => compile(xml)));
  const decisions = await compileDecisions(test.decisions);
  const problems = [...compiled, ...decisions].flatMap((one) => one.problems);
  return {
    deployment: {
      models: compiled.flatMap(({ models }) =>
        models.map((model) => withExternalTasks(model, test.externalTasks ?? [])),
      ),
      decisions: decisions.flatMap(({ model }) => (model ? [model] : [])),
    },
    refusals: problems.filter((one) => one.severity === 'error').map(({ message }) => message),
  };
}

/** Tasks that the case wants to hold become jobs for an outside worker; all others pass, also those drawn with a job type. */
function withExternalTasks(model: Model, external: string[]): Model {
  const held = external.filter((id) => model.nodes[id]);
  const passing = Object.values(model.nodes).filter(
    ({ id, job }) => job && 'text' in job.type && !held.includes(id),
  );
  if (held.length === 0 && passing.length === 0) return model;
  const nodes = { ...model.nodes };
  for (const { job: _, ...node } of passing) nodes[node.id] = node;
  for (const id of held) {
    const { script: _, ...node } = nodes[id]!;
    if (node.type === 'bpmn:UserTask' || node.type === 'bpmn:ReceiveTask') continue;
    nodes[id] = { ...node, type: 'bpmn:ServiceTask', job: { type: { text: `outside-${id}` } } };
  }
  return {
    ...model,
    nodes,
    hash: `${model.hash}-${[...held, ...passing.map(({ id }) => `without-${id}`)].join('-')}`,
  };
}

/** One case in progress on a host. */
class CaseRun {
  private readonly findings: string[] = [];

  constructor(
    private readonly host: ConformanceHost,
    private readonly test: ConformanceCase,
  ) {}

  async run(): Promise<string[]> {
    for (const [index, step] of this.test.steps.entries()) {
      const refused = await this.take(step, index + 1);
      if (refused === undefined) continue;
      // A start that is refused needs an operator just as an incident does.
      if (accepts(this.test.expect, 'incident') && this.host.cases().length === 0) return [];
      return [...this.findings, `step ${index + 1}: ${refused}`];
    }
    this.compare(this.test.expect, 'at the end');
    return this.findings;
  }

  private compare(expectation: ConformanceCase['expect'], when: string): void {
    this.findings.push(...differences(expectation, this.host.cases(), when));
  }

  /** Takes a step and says why it was refused, if so. */
  private async take(step: CaseStep, number: number): Promise<string | undefined> {
    const { host, test } = this;
    if ('start' in step) {
      const { processId = test.processId, variables = {} } = step.start;
      return (await host.start(processId, variables))?.message;
    }
    if ('completeTask' in step) return this.complete(step.completeTask, step.variables ?? {});
    if ('message' in step) return this.message(step.message, step.variables ?? {});

    if ('signal' in step) await host.signal(step.signal, step.variables ?? {});
    else if ('advanceTime' in step) await host.advance(step.advanceTime);
    else if ('advanceTimeTo' in step) await host.advanceTo(step.advanceTimeTo);
    else if ('setVariables' in step)
      return this.give(this.host.cases()[0]?.id, { type: 'set-variables', variables: step.setVariables });
    else if ('throwError' in step) return this.throwAt(step.at, step.throwError, step.variables ?? {});
    else if ('activateAdHoc' in step) {
      const { caseId, element } = this.adhoc(step.activateAdHoc);
      const { elements: nodes, variables = {} } = step;
      return this.give(caseId, { type: 'activate-adhoc', element, nodes, variables });
    } else if ('completeAdHoc' in step) {
      const { caseId, element } = this.adhoc(step.completeAdHoc);
      return this.give(caseId, { type: 'complete-adhoc', element });
    } else this.compare(step.check, `at step ${number}`);
    return undefined;
  }

  private async give(caseId: string | undefined, stimulus: StimulusKind): Promise<string | undefined> {
    if (caseId === undefined) return 'expected a case, found none';
    return (await this.host.give(caseId, stimulus))?.message;
  }

  /** The oldest wait at a task. */
  private open(node: string): { caseId: string; wait: Wait } {
    for (const { id, state } of this.host.cases()) {
      const wait = openWaits(state).find(
        (one) => one.node === node && (one.kind === 'task' || one.kind === 'job' || one.kind === 'message'),
      );
      if (wait) return { caseId: id, wait };
    }
    throw new Error(
      `expected «${node}» to wait, found ${waitingAt(this.host.cases()).join(', ') || 'nothing waiting'}`,
    );
  }

  private complete(node: string, variables: Variables): Promise<string | undefined> {
    const { caseId, wait } = this.open(node);
    const { id } = wait;
    if (wait.kind === 'task') return this.give(caseId, { type: 'complete-task', wait: id, variables });
    if (wait.kind === 'job') return this.give(caseId, { type: 'complete-job', wait: id, variables });
    const name = wait.kind === 'message' ? wait.message.name : '';
    return this.give(caseId, { type: 'correlate-message', wait: id, name, variables });
  }

  /** To the only subscription by that name, whatever its correlation key; else to start events, or to nobody. */
  private async message(name: string, variables: Variables): Promise<string | undefined> {
    for (const { id, state } of this.host.cases()) {
      const wait = openWaits(state).find((one) => one.kind === 'message' && one.message.name === name);
      if (wait?.kind !== 'message') continue;
      const { correlationKey } = wait.message;
      const key = correlationKey === undefined ? {} : { correlationKey };
      return this.give(id, { type: 'correlate-message', wait: wait.id, name, variables, ...key });
    }
    await this.host.message(name, variables);
    return undefined;
  }

  private throwAt(node: string, code: string, variables: Variables): Promise<string | undefined> {
    const { caseId, wait } = this.open(node);
    return this.give(caseId, { type: 'throw-error', wait: wait.id, code, variables });
  }

  private adhoc(node: string): { caseId: string; element: number } {
    for (const { id, state, model } of this.host.cases()) {
      const found = liveElements(state).find(
        (element) => element.node === node && (element.iteration || !model.nodes[node]!.marker),
      );
      if (found) return { caseId: id, element: found.id };
    }
    throw new Error(`expected the ad-hoc subprocess «${node}» to be active`);
  }
}
