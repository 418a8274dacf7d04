import {
  evaluateDecision,
  liveElements,
  MemoryHost,
  type Json,
  type MemoryCase,
  type Model,
  type Variables,
  type Wait,
} from '@opora/engine';
import { compile, compileDecision } from '@opora/engine/compile';
import type { CaseStep, ConformanceCase, Expectation } from './case-format.ts';

/** How a case went: passed, or why not. */
export interface Outcome {
  name: string;
  feature: string;
  result: 'passed' | 'failed' | 'skipped';
  reason?: string;
}

/** Runs one case on the pure engine in memory. */
export async function runInMemory(test: ConformanceCase): Promise<Outcome> {
  const { name, feature } = test;
  try {
    const { models, problems } = await compile(test.xml);
    const errors = problems.filter((one) => one.severity === 'error');
    if (errors.length > 0) {
      if (accepts(test.expect, 'incident')) return { name, feature, result: 'passed' };
      return { name, feature, result: 'failed', reason: errors.map((one) => one.message).join('; ') };
    }
    const decisions =
      test.decisionXml === undefined ? undefined : (await compileDecision(test.decisionXml)).model;
    const host = new MemoryHost({
      models: models.map((model) => withExternalTasks(model, test.externalTasks ?? [])),
      ...(decisions && {
        decide: (id: string, variables: Variables, now: number): Json =>
          evaluateDecision(decisions, id, variables, { now, timeZone: 'UTC' }).result,
      }),
    });
    const findings = new MemoryRun(host, test).run();
    return findings.length === 0
      ? { name, feature, result: 'passed' }
      : { name, feature, result: 'failed', reason: findings.join('; ') };
  } catch (error) {
    return {
      name,
      feature,
      result: 'failed',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

const accepts = (expectation: Expectation, state: string): boolean =>
  expectation.state === state || (expectation.stateAlternatives ?? []).includes(state);

/** Tasks that the case wants to hold become jobs for an outside worker. */
function withExternalTasks(model: Model, external: string[]): Model {
  const held = external.filter((id) => model.nodes[id]);
  if (held.length === 0) return model;
  const nodes = { ...model.nodes };
  for (const id of held) {
    const { script: _, ...node } = nodes[id]!;
    if (node.type === 'bpmn:UserTask' || node.type === 'bpmn:ReceiveTask') continue;
    nodes[id] = { ...node, type: 'bpmn:ServiceTask', job: { type: { text: `outside-${id}` } } };
  }
  return { ...model, nodes, hash: `${model.hash}-${held.join('-')}` };
}

class MemoryRun {
  private readonly findings: string[] = [];

  constructor(
    private readonly host: MemoryHost,
    private readonly test: ConformanceCase,
  ) {}

  run(): string[] {
    for (const step of this.test.steps) this.take(step);
    this.compare(this.test.expect, 'at the end');
    return this.findings;
  }

  private get first(): MemoryCase | undefined {
    return this.host.cases.values().next().value;
  }

  private take(step: CaseStep): void {
    const { host } = this;
    if ('start' in step) host.start(step.start.processId ?? this.test.processId, step.start.variables);
    else if ('completeTask' in step) this.complete(step.completeTask, step.variables ?? {});
    else if ('message' in step) host.message(step.message, undefined, step.variables);
    else if ('signal' in step) host.signal(step.signal, step.variables);
    else if ('advanceTime' in step) host.advanceTime(step.advanceTime);
    else if ('advanceTimeTo' in step) host.advanceTo(step.advanceTimeTo);
    else if ('setVariables' in step)
      host.act(this.first!.id, { type: 'set-variables', variables: step.setVariables });
    else if ('throwError' in step) this.throwAt(step.at, step.throwError);
    else if ('activateAdHoc' in step)
      host.act(
        ...this.adhoc(step.activateAdHoc, (element) => ({
          type: 'activate-adhoc' as const,
          element,
          nodes: step.elements,
        })),
      );
    else if ('completeAdHoc' in step)
      host.act(
        ...this.adhoc(step.completeAdHoc, (element) => ({ type: 'complete-adhoc' as const, element })),
      );
    else if ('check' in step) this.compare(step.check, `at check ${this.test.steps.indexOf(step) + 1}`);
  }

  private open(node: string): { caseId: string; wait: Wait } {
    const found = (['task', 'job', 'message'] as const)
      .flatMap((kind) => this.host.waits(kind))
      .find(({ wait }) => wait.node === node);
    if (!found)
      throw new Error(`expected «${node}» to wait, found ${this.waiting().join(', ') || 'nothing waiting'}`);
    return found;
  }

  private complete(node: string, variables: Variables): void {
    const { caseId, wait } = this.open(node);
    if (wait.kind === 'task') this.host.act(caseId, { type: 'complete-task', wait: wait.id, variables });
    else if (wait.kind === 'job') this.host.act(caseId, { type: 'complete-job', wait: wait.id, variables });
    else if (wait.kind === 'message')
      this.host.act(caseId, { type: 'correlate-message', wait: wait.id, name: wait.message.name, variables });
  }

  private throwAt(node: string, code: string): void {
    const { caseId, wait } = this.open(node);
    this.host.act(caseId, { type: 'throw-error', wait: wait.id, code });
  }

  private adhoc<S>(node: string, stimulus: (element: number) => S): [string, S] {
    for (const one of this.host.cases.values()) {
      const found = liveElements(one.state).find(
        (element) => element.node === node && (element.iteration || !one.model.nodes[node]!.marker),
      );
      if (found) return [one.id, stimulus(found.id)];
    }
    throw new Error(`expected the ad-hoc subprocess «${node}» to be active`);
  }

  /** Node ids at which instances wait, one entry per instance. */
  private waiting(): string[] {
    return [...this.host.cases.values()].flatMap(({ state, model }) =>
      liveElements(state)
        .filter((element) => element.waits?.some((id) => isWaitState(state.waits, id, element.node, model)))
        .map((element) => element.node),
    );
  }

  private compare(expected: Expectation, when: string): void {
    const all = [...this.host.cases.values()];
    const completed: string[] = [];
    const visited = new Set<string>();
    for (const one of all) {
      const bodies = new Set<number>();
      for (const entry of one.journal) {
        if (entry.kind === 'element.activated') {
          visited.add(entry.node);
          if (one.model.nodes[entry.node]!.marker && !entry.iteration) bodies.add(entry.element);
        }
        if (entry.kind === 'element.completed' && !bodies.has(entry.element)) completed.push(entry.node);
      }
    }
    const count = (list: string[], id: string): number => list.filter((one) => one === id).length;
    for (const id of new Set(expected.completedElements ?? [])) {
      const [want, got] = [count(expected.completedElements!, id), count(completed, id)];
      if (want !== got)
        this.findings.push(`${when}: expected «${id}» to complete ${want} times, found ${got}`);
    }
    for (const id of expected.notVisited ?? [])
      if (visited.has(id)) this.findings.push(`${when}: expected «${id}» never to be activated`);
    for (const id of expected.notCompleted ?? [])
      if (completed.includes(id)) this.findings.push(`${when}: expected «${id}» not to complete`);
    if (expected.waitingAt) this.same(expected.waitingAt, this.waiting(), `${when}: waiting`);
    if (expected.state) this.compareState(expected, when);
    const variables = this.first ? this.host.variables(this.first.id) : {};
    for (const [name, value] of Object.entries(expected.variables ?? {})) {
      if (!equal(variables[name], value))
        this.findings.push(
          `${when}: expected ${name} = ${JSON.stringify(value)}, found ${JSON.stringify(variables[name])}`,
        );
    }
    for (const name of expected.absentVariables ?? [])
      if (name in variables) this.findings.push(`${when}: expected no variable ${name}`);
    for (const [processId, states] of Object.entries(expected.instances ?? {})) {
      for (const [state, want] of Object.entries(states)) {
        const got = all.filter((one) => one.model.processId === processId && stateOf(one) === state).length;
        if (got !== want)
          this.findings.push(`${when}: expected ${want} instances of ${processId} ${state}, found ${got}`);
      }
    }
  }

  private compareState(expected: Expectation, when: string): void {
    const found = this.first ? stateOf(this.first) : 'none';
    if (!accepts(expected, found))
      this.findings.push(`${when}: expected state ${expected.state}, found ${found}${incidents(this.first)}`);
  }

  private same(want: string[], got: string[], what: string): void {
    const sorted = (list: string[]): string => [...list].sort().join(', ');
    if (sorted(want) !== sorted(got))
      this.findings.push(
        `${what}: expected [${sorted(want)}], found [${sorted(got)}]${incidents(this.first)}`,
      );
  }
}

function isWaitState(waits: MemoryCase['state']['waits'], id: number, node: string, model: Model): boolean {
  const wait = waits[id >> 5]?.[id & 31];
  if (!wait || wait.kind === 'child') return false;
  return wait.node === node || model.nodes[node]!.type === 'bpmn:EventBasedGateway';
}

function stateOf({ state }: MemoryCase): string {
  if (state.status === 'active' && Object.keys(state.incidents).length > 0) return 'incident';
  return state.status === 'cancelled' ? 'terminated' : state.status;
}

const incidents = (one: MemoryCase | undefined): string => {
  const all = Object.values(one?.state.incidents ?? {});
  return all.length > 0 ? ` (incidents: ${all.map((incident) => incident.message).join('; ')})` : '';
};

const equal = (a: Json | undefined, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
