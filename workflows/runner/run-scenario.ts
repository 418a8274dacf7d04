import {
  evaluateDecision,
  MemoryHost,
  type DecisionModel,
  type Json,
  type Model,
  type OpenWait,
  type Variables,
} from '@opora/engine';
import { sampleAnswers, writtenVariables, type Form } from './form.ts';
import type { Expectation, Scenario, ScenarioStep } from './scenario.ts';

/** Everything that a deployment would hold. */
export interface Deployed {
  models: Model[];
  /** Decision id → the file it stands in. */
  decisions: Map<string, DecisionModel>;
  forms: Map<string, Form>;
}

const startOfScenarios = Date.UTC(2026, 8, 1, 6);
const timeZone = 'Asia/Irkutsk';

/** Plays a scenario on the engine in memory and throws at the first thing that does not hold, naming the step. */
export function runScenario(scenario: Scenario, processId: string, deployed: Deployed): MemoryHost {
  const play = new Play(processId, scenario.given, deployed);
  scenario.when.forEach((step, index) => {
    try {
      play.act(step);
      if (step.expect) play.verify(step.expect);
    } catch (error) {
      throw new Error(`step ${index + 1} (${describe(step)}): ${(error as Error).message}`, { cause: error });
    }
  });
  play.verify(scenario.then);
  return play.host;
}

const describe = (step: ScenarioStep): string =>
  step.complete ?? step.vote?.task ?? step.message?.name ?? step.advance ?? 'expect';

class Play {
  readonly host: MemoryHost;
  private readonly rootId: string;
  private readonly notified: string[] = [];

  constructor(
    processId: string,
    given: Variables,
    private readonly deployed: Deployed,
  ) {
    this.host = new MemoryHost({
      models: deployed.models,
      now: startOfScenarios,
      timeZone,
      decide: (id, variables, now) => this.decide(id, variables, now),
      connectors: {
        'opora.notify': ({ headers }) => {
          this.notified.push(headers.text ?? '');
          return {};
        },
      },
    });
    this.rootId = this.host.start(processId, given, {
      actor: { user: 'coordinator', role: 'coordinator' },
    }).id;
    this.refuseIncidents();
  }

  act(step: ScenarioStep): void {
    if (step.complete) for (let time = 0; time < step.times; time += 1) this.complete(step.complete, step);
    if (step.vote) {
      const { task, cast } = step.vote;
      for (const [login, choice] of Object.entries(cast))
        this.complete(task, { as: login, with: { choice } });
    }
    if (step.advance) this.host.advanceTime(step.advance);
    if (step.message) {
      const { name, key, variables } = step.message;
      if (!this.host.message(name, key, variables))
        throw new Error(`nobody waits for the message «${name}» with key «${key ?? ''}»`);
    }
    this.refuseIncidents();
  }

  verify(expected: Expectation): void {
    const root = this.host.cases.get(this.rootId)!;
    const journals = [...this.host.cases.values()].flatMap(({ journal }) => journal);
    if (expected.waiting) same('waiting tasks', this.openTasks(), [...expected.waiting].sort());
    if (expected.status) same('status', root.state.status, expected.status);
    if (expected.outcome !== undefined)
      same('outcome', this.host.variables(this.rootId).outcome ?? null, expected.outcome);
    if (expected.notified) same('notifications', this.notified, expected.notified);
    for (const node of expected.passed ?? []) {
      if (!journals.some((entry) => entry.kind === 'element.completed' && entry.node === node))
        throw new Error(`expected «${node}» to be passed`);
    }
    for (const node of expected.untouched ?? []) {
      if (journals.some((entry) => entry.kind === 'element.activated' && entry.node === node))
        throw new Error(`expected «${node}» not to be entered`);
    }
    const variables = this.variablesOf(expected.in);
    for (const [path, value] of Object.entries(expected.variables ?? {})) {
      const found = at(variables, path);
      if (!contains(found, value))
        throw new Error(`expected ${path} to be ${JSON.stringify(value)}, found ${JSON.stringify(found)}`);
    }
  }

  private complete(
    node: string,
    { as, assignee, with: given = {} }: Pick<ScenarioStep, 'as' | 'assignee' | 'with'>,
  ): void {
    const found = this.host
      .tasks(node)
      .find(({ wait }) => assignee === undefined || wait.task.assignee === assignee);
    if (!found)
      throw new Error(
        `expected an open task «${node}»${assignee ? ` of ${assignee}` : ''}, found ${this.openTasks().join(', ') || 'none'}`,
      );
    this.host.act(found.caseId, {
      type: 'complete-task',
      wait: found.wait.id,
      variables: this.answers(found, given),
      actor: this.actorOf(found, as ?? assignee),
      ...(typeof given.remark === 'string' ? { remark: given.remark } : {}),
    });
  }

  /** Who completes the task: must be its assignee or hold one of its roles. */
  private actorOf(
    { wait: { node, task } }: OpenWait<'task'>,
    login = task.candidateGroups[0] ?? task.assignee!,
  ): { user: string; role: string } {
    const role = login.replace(/-?\d+$/, '');
    if (!task.candidateGroups.includes(role) && task.assignee !== login) {
      throw new Error(
        `expected ${login} to be among ${task.candidateGroups.join(', ') || task.assignee} of «${node}»`,
      );
    }
    return { user: login, role };
  }

  private answers({ wait: { node, task } }: OpenWait<'task'>, given: Variables): Variables {
    const form = this.deployed.forms.get(task.formId ?? '');
    if (!form) throw new Error(`expected a form for «${node}», found «${task.formId ?? ''}»`);
    const known = writtenVariables(form);
    const unknown = Object.keys(given).filter((name) => !known.includes(name));
    if (unknown.length > 0)
      throw new Error(`form «${form.id}» has no field ${unknown.join(', ')}; it writes ${known.join(', ')}`);
    const today = new Date(this.host.now).toISOString().slice(0, 10);
    return overlay(sampleAnswers(form.components, today), given) as Variables;
  }

  private decide(id: string, variables: Variables, now: number): Json {
    const model = this.deployed.decisions.get(id);
    if (!model) throw new Error(`expected a decision «${id}»`);
    const { result, problems } = evaluateDecision(model, id, variables, { now, timeZone });
    const [error] = problems.filter(({ severity }) => severity === 'error');
    if (error) throw new Error(`decision «${id}», ${error.column ?? ''}: ${error.message}`);
    return result;
  }

  private openTasks(): string[] {
    return this.host
      .tasks()
      .map(({ wait }) => wait.node)
      .sort();
  }

  private variablesOf(processId: string | undefined): Variables {
    const cases = [...this.host.cases.values()].filter(({ state }) => state.processId === processId);
    return this.host.variables(cases.at(-1)?.id ?? this.rootId);
  }

  private refuseIncidents(): void {
    for (const { state } of this.host.cases.values()) {
      const [incident] = Object.values(state.incidents);
      if (incident)
        throw new Error(`incident at «${incident.node}» of ${state.processId}: ${incident.message}`);
    }
  }
}

function same(what: string, found: Json, expected: Json): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`expected ${what} ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}

function at(value: Json, path: string): Json {
  return path
    .split('.')
    .reduce<Json>(
      (inner, key) =>
        inner !== null && typeof inner === 'object' ? ((inner as Variables)[key] ?? null) : null,
      value,
    );
}

/** True where every part of the expected value is found; lists have to be of equal length. */
function contains(found: Json, expected: Json): boolean {
  if (expected === null || typeof expected !== 'object') return found === expected;
  if (found === null || typeof found !== 'object') return false;
  if (Array.isArray(expected))
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((one, index) => contains(found[index]!, one))
    );
  return Object.entries(expected).every(([key, value]) => contains((found as Variables)[key] ?? null, value));
}

function overlay(base: Json, over: Json): Json {
  const isObject = (value: Json): value is Variables =>
    value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isObject(base) || !isObject(over)) return over;
  return {
    ...base,
    ...Object.fromEntries(
      Object.entries(over).map(([key, value]) => [key, key in base ? overlay(base[key]!, value) : value]),
    ),
  };
}
