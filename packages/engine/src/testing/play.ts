import { isDeepStrictEqual } from 'node:util';
import { compile } from '../compile.ts';
import { rebuild } from '../core/step.ts';
import type {
  Actor,
  JournalEntry,
  Rejection,
  Stimulus,
  StimulusKind,
  Variables,
  Wait,
} from '../core/types.ts';
import { MemoryHost, type MemoryCase, type MemoryHostOptions } from '../memory/memory-host.ts';
import type { Model, Problem } from '../model/types.ts';
import { diagram } from './diagram.ts';

/** What a spec may set besides the diagram. */
export interface PlayOptions extends Partial<MemoryHostOptions> {
  variables?: Variables;
  /** Diagrams of other processes by process id, e.g. of called ones. */
  also?: { [processId: string]: string };
  /** False: the case is started by the spec, e.g. by a message. */
  begin?: boolean;
}

/** Moment at which the clock of a spec stands. */
export const NOON = Date.UTC(2026, 8, 1, 12);

/** Models of a diagram (text or XML); throws with all problems when it does not compile. */
export async function modelOf(text: string, processId?: string): Promise<Model> {
  const { models, problems } = await compile(text.startsWith('<') ? text : diagram(text, processId));
  if (!models[0]) throw new Error(problems.map(({ message }) => message).join('\n'));
  return models[0];
}

/** Problems of a diagram as `severity:rule@element`. */
export async function problemsOf(text: string): Promise<string[]> {
  const { problems } = await compile(text.startsWith('<') ? text : diagram(text));
  return problems.map(shortly);
}
const shortly = ({ severity, rule, elementId }: Problem): string =>
  `${severity}:${rule}${elementId === undefined ? '' : `@${elementId}`}`;

/** Compiles a diagram, starts a case of it and gives the spec its controls. */
export async function play(text: string, options: PlayOptions = {}): Promise<Play> {
  const { variables = {}, also = {}, begin = true, ...host } = options;
  const models = [await modelOf(text)];
  for (const [id, other] of Object.entries(also)) models.push(await modelOf(other, id));
  return new Play(new MemoryHost({ now: NOON, ...host, models }), begin ? variables : undefined);
}

/** A case in play. After each act the journal is checked to rebuild the state, so every spec proves that too. */
export class Play {
  private told = 0;

  constructor(
    readonly host: MemoryHost,
    variables: Variables | undefined,
  ) {
    if (variables) this.checked(() => host.start('process', variables));
  }

  /** The case of the first process started. */
  get case(): MemoryCase {
    return this.host.cases.values().next().value!;
  }

  get status(): string {
    return this.case.state.status;
  }

  get variables(): Variables {
    return this.host.variables(this.case.id);
  }

  /** Does something with the host. */
  checked<T>(what: () => T): T {
    const result = what();
    for (const { journal, state } of this.host.cases.values()) {
      if (!isDeepStrictEqual(plain(rebuild(journal)), plain(state)))
        throw new Error('Expected the journal to rebuild the state, found a difference.');
    }
    return result;
  }

  complete(task: string, variables: Variables = {}, actor?: Actor, remark?: string): this {
    this.checked(() => this.host.completeTask(task, variables, actor, remark));
    return this;
  }

  act(stimulus: Stimulus, caseId = this.case.id): this {
    this.checked(() => this.host.act(caseId, stimulus));
    return this;
  }

  /** Gives the first open wait at a node a stimulus. */
  at(node: string, stimulus: Without<StimulusKind, 'wait'> & Pick<Stimulus, 'actor' | 'id'>): this {
    const { caseId, wait } = this.waitAt(node);
    return this.act({ ...stimulus, wait: wait.id } as Stimulus, caseId);
  }

  refused(stimulus: Stimulus): Rejection['code'] | undefined {
    return this.checked(() => this.host.tryAct(this.case.id, stimulus)?.code);
  }

  message(name: string, key?: string, variables: Variables = {}, timeToLive?: string): boolean {
    return this.checked(() => this.host.message(name, key, variables, timeToLive));
  }

  signal(name: string, variables: Variables = {}): this {
    this.checked(() => this.host.signal(name, variables));
    return this;
  }

  pass(duration: string): this {
    this.checked(() => this.host.advanceTime(duration));
    return this;
  }

  set(variables: Variables): this {
    return this.act({ type: 'set-variables', variables });
  }

  /** Retries the only open incident. */
  retry(): this {
    const [id] = Object.keys(this.case.state.incidents);
    return this.act({ type: 'retry-incident', incident: Number(id) });
  }

  /** Open waits of all cases as `kind:node`, sorted. */
  get waiting(): string[] {
    return KINDS.flatMap((kind) => this.host.waits(kind).map(({ wait }) => `${kind}:${wait.node}`)).sort();
  }

  /** Open incidents of the first case as `type@node`. */
  get incidents(): string[] {
    return Object.values(this.case.state.incidents).map(({ type, node }) => `${type}@${node}`);
  }

  get incidentMessages(): string[] {
    return Object.values(this.case.state.incidents).map(({ message }) => message);
  }

  waitAt(node: string): { caseId: string; wait: Wait } {
    const found = KINDS.flatMap((kind) => this.host.waits(kind)).find(({ wait }) => wait.node === node);
    if (!found) throw new Error(`Expected a wait at «${node}», found ${this.waiting.join(', ') || 'none'}.`);
    return found;
  }

  /** Nodes completed since the last look, in order. */
  get completed(): string[] {
    return this.trace.flatMap((line) => (line.startsWith('complete:') ? [line.slice(9)] : []));
  }

  /** What happened since the last look, a word for each fact that a reader of the diagram can follow. */
  get trace(): string[] {
    const entries = this.case.journal.slice(this.told);
    this.told = this.case.journal.length;
    return entries.flatMap(lineOf);
  }
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
const KINDS = ['task', 'job', 'timer', 'message', 'signal', 'condition', 'child'] as const;
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function lineOf(entry: JournalEntry): string[] {
  switch (entry.kind) {
    case 'element.activated':
      return entry.scope === 0 ? [] : [`enter:${entry.node}${entry.index ? `#${entry.index}` : ''}`];
    case 'element.completed':
      return entry.scope === 0 ? [] : [`complete:${entry.node}`];
    case 'element.terminated':
      return entry.scope === 0 ? [] : [`terminate:${entry.node}`];
    case 'flow.taken':
      return [`take:${entry.flow}`];
    case 'token.arrived':
      return [`arrive:${entry.flow}`];
    case 'wait.opened':
      return [`wait:${entry.wait.kind}:${entry.wait.node}`];
    case 'wait.closed':
      return entry.outcome === 'done' ? [] : [`give-up:${entry.waitKind}:${entry.node}`];
    case 'message.published':
      return [`publish:${entry.name}`];
    case 'signal.broadcast':
      return [`broadcast:${entry.name}`];
    case 'escalation.thrown':
      return [`escalate:${entry.code}`];
    case 'incident.raised':
      return [`incident:${entry.incident.type}@${entry.incident.node}`];
    case 'warning':
      return [`warning:${entry.node ?? ''}`];
    case 'case.ended':
      return [`end:${entry.status}`];
    default:
      return [];
  }
}
