import { compileExpression, FeelError } from '../expressions/index.ts';
import type { Expression } from '../model/types.ts';
import { applyEntry, openDraft, type Draft } from './apply.ts';
import { Failure } from './behavior.ts';
import { changesOf, hearsChanges, type VariableChange } from './conditions.ts';
import type { Prepared, PreparedNode } from './prepared.ts';
import { tableGet, tableValues } from './table.ts';
import type {
  Actor,
  CaseState,
  Effect,
  ElementInstance,
  Fact,
  Incident,
  JournalEntry,
  Json,
  Phase,
  Variables,
  Wait,
  WaitOutcome,
} from './types.ts';
import { VariableScope } from './variables.ts';

/** From this number on functions of FEEL mean what they mean now (docs/reference/semantics.md). */
export const FEEL_AS_NOW = 5;

/** The books of one step: what has been recorded, the state that follows from it, and what the host has to do. */
export class Ledger {
  readonly effects: Effect[] = [];
  readonly journal: JournalEntry[] = [];
  protected variablesChanged = false;
  /** What has changed since conditions were looked at, as far as one asks for it. */
  protected readonly changes: VariableChange[] = [];
  private readonly draft: Draft;
  private ids: number;

  constructor(
    readonly prepared: Prepared,
    before: CaseState,
    readonly now: number,
  ) {
    this.draft = openDraft(before);
    this.ids = before.lastId;
  }

  get state(): CaseState {
    return this.draft.state;
  }

  /** A number not yet given to anything in the case. */
  nextId(): number {
    this.ids = Math.max(this.ids, this.state.lastId) + 1;
    return this.ids;
  }

  /** Writes a fact into the journal and applies it. The fact is numbered in place: a copy would cost more than all the rest. */
  record(fact: Fact): void {
    const entry = fact as JournalEntry;
    entry.n = this.draft.state.number + 1;
    entry.at = this.now;
    this.journal.push(entry);
    applyEntry(this.draft, entry);
  }

  find(id: number): ElementInstance | undefined {
    return tableGet(this.state.elements, id);
  }

  node(id: string): PreparedNode {
    const found = this.prepared.nodes.get(id);
    if (found === undefined) throw new Error(`Process ${this.prepared.model.processId} has no node ${id}.`);
    return found;
  }

  // --- expressions and variables -----------------------------------------------------------------------------

  evaluate(expression: Expression, element: number, at: string, extra?: Variables): Json {
    if ('text' in expression) return expression.text;
    try {
      return compileExpression(expression.feel).evaluate(new VariableScope(this.state, element, extra), {
        now: this.now,
        timeZone: this.state.timeZone,
        isBeforeFive: this.state.semantics < FEEL_AS_NOW,
      });
    } catch (error) {
      if (!(error instanceof FeelError)) throw error;
      throw new Failure('expression', `${at}: «${expression.feel}»: ${error.message}`);
    }
  }

  setVariables(element: number, values: Variables): void {
    for (const _ in values) {
      if (hearsChanges(this.state, (id) => this.wait(id)))
        this.changes.push(...changesOf(this.find(element), values));
      this.record({ kind: 'variables.set', element, values });
      this.variablesChanged = true;
      return;
    }
  }

  /** Gives each value to the nearest scope from `element` outwards that has the variable, else to the process. */
  propagate(element: number, values: Variables): void {
    let targets: Map<number, Variables> | undefined;
    for (const name in values) {
      let owner = element;
      for (let at = this.find(element); at !== undefined; at = this.find(at.scope)) {
        owner = at.id;
        if (at.variables !== undefined && Object.hasOwn(at.variables, name)) break;
      }
      targets ??= new Map();
      const target = targets.get(owner) ?? {};
      target[name] = values[name]!;
      targets.set(owner, target);
    }
    targets?.forEach((target, owner) => this.setVariables(owner, target));
  }

  // --- waits -------------------------------------------------------------------------------------------------

  openWait(wait: Wait): Wait {
    this.record({ kind: 'wait.opened', wait });
    if (wait.kind === 'condition') this.variablesChanged = true;
    else this.effects.push({ type: 'open', wait });
    return wait;
  }

  updateWait(wait: Wait): void {
    this.record({ kind: 'wait.updated', wait });
    if (wait.kind !== 'condition') this.effects.push({ type: 'update', wait });
  }

  closeWait(wait: Wait, outcome: WaitOutcome, act: { by?: Actor; remark?: string } = {}): void {
    this.record({
      kind: 'wait.closed',
      wait: wait.id,
      waitKind: wait.kind,
      element: wait.element,
      node: wait.node,
      outcome,
      ...act,
    });
    if (wait.kind !== 'condition')
      this.effects.push({ type: 'close', wait: wait.id, kind: wait.kind, outcome });
  }

  wait(id: number): Wait | undefined {
    return tableGet(this.state.waits, id);
  }

  /** Open waits of an instance in the order they were opened. */
  waitsOf(id: number): Wait[] {
    return (this.find(id)?.waits ?? []).map((wait) => this.wait(wait)!);
  }

  closeWaits(id: number, outcome: WaitOutcome, which: (wait: Wait) => boolean = () => true): void {
    for (const wait of this.waitsOf(id)) if (which(wait)) this.closeWait(wait, outcome);
  }

  /** Numbers of an instance and of all in it; containers before what they contain. */
  within(id: number): number[] {
    const instance = this.find(id);
    if (instance === undefined) return [];
    if (instance.children === 0) return [id];
    const inside = new Set([id]);
    for (const one of tableValues(this.state.elements)) if (inside.has(one.scope)) inside.add(one.id);
    return [...inside];
  }

  // --- incidents ---------------------------------------------------------------------------------------------

  raise(id: number, phase: Phase, error: unknown, node?: string): void {
    if (!(error instanceof Failure)) throw error;
    if (this.find(id)) this.raiseIncident(id, error.type, error.message, phase, { node });
    else this.record({ kind: 'warning', message: error.message });
  }

  /** Does something; what fails becomes an incident of the instance, at one of its nodes. */
  orIncident<T>(id: number, node: string | undefined, act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      this.raise(id, 'wait', error, node);
      return undefined;
    }
  }

  raiseIncident(
    id: number,
    type: string,
    message: string,
    phase: Phase,
    { wait, node = this.find(id)!.node }: { wait?: number; node?: string | undefined } = {},
  ): void {
    const incident: Incident = {
      id: this.nextId(),
      element: id,
      node,
      type,
      message,
      phase,
    };
    if (wait !== undefined) incident.wait = wait;
    this.record({ kind: 'incident.raised', incident });
    this.effects.push({ type: 'raise-incident', incident });
  }

  resolveIncident(incident: Incident): void {
    this.record({ kind: 'incident.resolved', incident: incident.id });
    this.effects.push({ type: 'clear-incident', incident: incident.id });
  }

  resolveIncidents(element: number): void {
    for (const incident of Object.values(this.state.incidents))
      if (incident.element === element) this.resolveIncident(incident);
  }

  protected hasIncident(element: number, node?: string): boolean {
    for (const id in this.state.incidents) {
      const incident = this.state.incidents[id]!;
      if (incident.element === element && (node ?? incident.node) === incident.node) return true;
    }
    return false;
  }
}
