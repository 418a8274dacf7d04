import { dayIn } from '@opora/domain';
import {
  evaluateDecision,
  MemoryHost,
  openWaits,
  type DecisionModel,
  type DecisionResult,
  type JournalEntry,
  type Json,
  type Model,
  type OpenWait,
  type Variables,
  type Wait,
} from '@opora/engine';
import { ScenarioFailure } from './failure.ts';
import { sampleAnswers, writtenVariables, type Form } from './form.ts';
import { registerStandIns } from './register-stand-ins.ts';
import type { ScenarioStep } from './scenario.ts';
import { overlay } from './values.ts';

/** Everything that a deployment would hold. */
export interface Deployed {
  models: Model[];
  /** Decision id → the file it stands in. */
  decisions: Map<string, DecisionModel>;
  forms: Map<string, Form>;
}

/** How a play begins. */
export interface PlayStart {
  processId: string;
  given: Variables;
  /** Start event; the plain one unless named. */
  startNode?: string;
  /** Epoch milliseconds of the first moment. */
  now?: number;
  timeZone?: string;
}

/** One line of the journal of one of the cases, in the order in which things happened, with the act that caused it (0: the start). */
export interface Moment {
  act: number;
  caseId: string;
  entry: JournalEntry;
}

/** One decision that was evaluated on the way. */
export interface Decided {
  act: number;
  decisionId: string;
  variables: Variables;
  result: DecisionResult;
}

/** Moment at which a play begins unless another is named: 1 September 2026, 14:00 in Irkutsk. */
export const startOfScenarios = Date.UTC(2026, 8, 1, 6);

/** A play of the engine in memory, step by step; the same steps always give the same play. */
export class Playing {
  readonly host: MemoryHost;
  readonly rootId: string;
  readonly notified: string[] = [];
  readonly moments: Moment[] = [];
  readonly decided: Decided[] = [];
  /** How many acts there were. */
  acts = 0;
  private readonly timeZone: string;

  constructor(
    { processId, given, startNode, now = startOfScenarios, timeZone = 'Asia/Irkutsk' }: PlayStart,
    private readonly deployed: Deployed,
  ) {
    this.timeZone = timeZone;
    this.host = new MemoryHost({
      models: deployed.models,
      now,
      timeZone,
      decide: (id, variables, time) => this.decide(id, variables, time),
      connectors: {
        'opora.notify': ({ headers }) => {
          this.notified.push(headers.text ?? '');
          return {};
        },
        'opora.noop': () => ({}),
        ...registerStandIns,
      },
      observe: (caseId, entries) => {
        for (const entry of entries) this.moments.push({ act: this.acts, caseId, entry });
      },
    });
    this.rootId = this.host.start(processId, given, {
      actor: { user: 'coordinator', role: 'coordinator' },
      ...(startNode === undefined ? {} : { startNode }),
    }).id;
  }

  /** Does everything that the step names; throws a `ScenarioFailure` when that cannot be done. */
  act(step: ScenarioStep): void {
    this.acts += 1;
    try {
      this.perform(step);
    } catch (error) {
      if (error instanceof ScenarioFailure) throw error;
      throw new ScenarioFailure('engine', { message: (error as Error).message }, (error as Error).message);
    }
  }

  /** The first thing at which a case stopped, if any. */
  incident(): { node: string; processId: string; message: string } | undefined {
    for (const { state } of this.host.cases.values()) {
      const [incident] = Object.values(state.incidents);
      if (incident) return { node: incident.node, processId: state.processId, message: incident.message };
    }
    return undefined;
  }

  /** Elements of the open user tasks of all cases, sorted. */
  openTasks(): string[] {
    return this.host
      .tasks()
      .map(({ wait }) => wait.node)
      .sort();
  }

  /** Variables of the latest case of a process; of the started case where none is named or found. */
  variablesOf(processId: string | undefined): Variables {
    return this.host.variables(this.latestCase(processId) ?? this.rootId);
  }

  /** What a person would answer to the form of the task without looking: the answers that `with` is laid over. */
  sample(formId: string | undefined): Variables {
    const form = this.deployed.forms.get(formId ?? '');
    if (!form) return {};
    return sampleAnswers(form.components, dayIn(this.timeZone, this.host.now));
  }

  private perform(step: ScenarioStep): void {
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
        throw new ScenarioFailure(
          'no-receiver',
          { name, key: key ?? '' },
          `nobody waits for the message «${name}» with key «${key ?? ''}»`,
        );
    }
    if (step.signal) this.host.signal(step.signal.name, step.signal.variables);
    if (step.job) {
      const { caseId, wait } = this.workAt(step.job.at);
      this.host.act(caseId, { type: 'complete-job', wait: wait.id, variables: step.job.with });
    }
    if (step.error) {
      const { at, code, message } = step.error;
      const { caseId, wait } = this.workAt(at);
      this.host.act(caseId, {
        type: 'throw-error',
        wait: wait.id,
        code,
        ...(message === undefined ? {} : { message }),
      });
    }
    if (step.escalation) {
      const { caseId, wait } = this.workAt(step.escalation.at);
      this.host.act(caseId, { type: 'throw-escalation', wait: wait.id, code: step.escalation.code });
    }
    if (step.set) this.set(step.set.in, step.set.variables);
    if (step.retry) this.retry(step.retry);
  }

  private latestCase(processId: string | undefined): string | undefined {
    return [...this.host.cases.values()].filter(({ state }) => state.processId === processId).at(-1)?.id;
  }

  private set(processId: string | undefined, variables: Variables): void {
    const caseId = processId === undefined ? this.rootId : this.latestCase(processId);
    if (!caseId)
      throw new ScenarioFailure(
        'no-case',
        { process: processId! },
        `expected a case of «${processId}», found none`,
      );
    this.host.act(caseId, { type: 'set-variables', variables });
  }

  private retry(node: string): void {
    for (const { id, state } of this.host.cases.values()) {
      const incident = Object.values(state.incidents).find((one) => one.node === node);
      if (incident) return this.host.act(id, { type: 'retry-incident', incident: incident.id });
    }
    throw new ScenarioFailure('no-incident', { node }, `expected an incident at «${node}», found none`);
  }

  private workAt(node: string): { caseId: string; wait: Wait } {
    for (const { id, state } of this.host.cases.values()) {
      const wait = openWaits(state).find(
        (one) => one.node === node && (one.kind === 'job' || one.kind === 'task'),
      );
      if (wait) return { caseId: id, wait };
    }
    throw new ScenarioFailure('no-work', { node }, `expected open work or a task at «${node}», found none`);
  }

  private complete(
    node: string,
    { as, assignee, with: given = {} }: Pick<ScenarioStep, 'as' | 'assignee' | 'with'>,
  ): void {
    const found = this.host
      .tasks(node)
      .find(({ wait }) => assignee === undefined || wait.task.assignee === assignee);
    if (!found) {
      const open = this.openTasks().join(', ') || 'none';
      throw new ScenarioFailure(
        'no-task',
        { node, open, assignee: assignee ?? '' },
        `expected an open task «${node}»${assignee ? ` of ${assignee}` : ''}, found ${open}`,
      );
    }
    this.host.act(found.caseId, {
      type: 'complete-task',
      wait: found.wait.id,
      variables: this.answers(found, given as Variables),
      actor: actorOf(found, as ?? assignee),
      ...(typeof given.remark === 'string' ? { remark: given.remark } : {}),
    });
  }

  private answers({ wait: { node, task } }: OpenWait<'task'>, given: Variables): Variables {
    if (task.formId === undefined) return given;
    const form = this.deployed.forms.get(task.formId);
    if (!form)
      throw new ScenarioFailure(
        'no-form',
        { node, form: task.formId },
        `expected a form for «${node}», found «${task.formId}»`,
      );
    const known = writtenVariables(form);
    const unknown = Object.keys(given).filter((name) => !known.includes(name));
    if (unknown.length > 0)
      throw new ScenarioFailure(
        'unknown-field',
        { form: form.id, fields: unknown.join(', '), known: known.join(', ') },
        `form «${form.id}» has no field ${unknown.join(', ')}; it writes ${known.join(', ')}`,
      );
    return overlay(this.sample(task.formId), given) as Variables;
  }

  private decide(id: string, variables: Variables, now: number): Json {
    const model = this.deployed.decisions.get(id);
    if (!model) throw new ScenarioFailure('no-decision', { decision: id }, `expected a decision «${id}»`);
    const answer = evaluateDecision(model, id, variables, { now, timeZone: this.timeZone });
    this.decided.push({ act: this.acts, decisionId: id, variables, result: answer });
    const error = answer.problems.find(({ severity }) => severity === 'error');
    if (error)
      throw new ScenarioFailure(
        'decision',
        { decision: id, column: error.column ?? '', message: error.message },
        `decision «${id}», ${error.column ?? ''}: ${error.message}`,
      );
    return answer.result;
  }
}

/** Who completes the task: must be its assignee or hold one of its roles; a task that names nobody is anybody's. */
function actorOf({ wait: { node, task } }: OpenWait<'task'>, as?: string): { user: string; role: string } {
  const login = as ?? task.candidateGroups[0] ?? task.assignee ?? task.candidateUsers[0] ?? 'coordinator';
  const role = login.replace(/-?\d+$/, '');
  const candidates = [...task.candidateGroups, ...task.candidateUsers];
  const open = candidates.length === 0 && task.assignee === undefined;
  if (
    !open &&
    !task.candidateGroups.includes(role) &&
    !task.candidateUsers.includes(login) &&
    task.assignee !== login
  ) {
    const allowed = candidates.join(', ') || task.assignee!;
    throw new ScenarioFailure(
      'not-a-candidate',
      { login, node, allowed },
      `expected ${login} to be among ${allowed} of «${node}»`,
    );
  }
  return { user: login, role };
}
