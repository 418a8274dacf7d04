import type { ModelFlow } from '../model/types.ts';
import { GATHERED } from './apply.ts';
import { noteCompensable } from './compensation.ts';
import { noteChanges, tryConditions } from './conditions.ts';
import { eventWaits } from './events.ts';
import { canArrive } from './gathering.ts';
import { afterwards, takeDown } from './leaving.ts';
import { Ledger } from './ledger.ts';
import { beginWith, heard, isHeard, listen, listeningOf } from './listeners.ts';
import { mapInputs, mapOutputs, named } from './mappings.ts';
import type { PreparedNode } from './prepared.ts';
import type { CaseEnd, ElementInstance, Phase, Stimulus, Variables, Wait, WaitOutcome } from './types.ts';
import { Visit } from './visit.ts';

/** How often one node may be entered in one scope within one step before it counts as an endless loop. */
const ENTRIES_PER_STEP = 1000;

/** From this number on a default flow is also taken beside flows without condition (docs/reference/semantics.md). */
const DEFAULT_BESIDE = 3;

/** One step in progress: takes facts, applies them, gathers effects, and runs what follows from them to rest. */
export class Run extends Ledger {
  private readonly queue: { scope: number; action: () => void }[] = [];
  private next = 0;
  /** The whole of a case is being ended that no other called: nothing follows on that. */
  endsUncalled = false;
  private readonly touched = new Set<number>();
  private readonly entries = new Map<string, number>();
  private readonly happened = new Map<string, number>();

  /** Does it after what is already due, unless the content of the scope has been taken down by then. */
  later(scope: number, action: () => void): void {
    this.queue.push({ scope, action });
  }

  visit(id: number): Visit {
    const instance = this.find(id);
    if (instance === undefined) throw new Error(`Element instance ${id} is not active.`);
    return new Visit(this, id, this.node(instance.node));
  }

  // --- the life of an instance -------------------------------------------------------------------------------

  /** Makes an instance of a node and lets it begin; gives its number. */
  activate(
    node: PreparedNode,
    scope: number,
    more: { flow?: string; index?: number; iteration?: boolean; variables?: Variables } = {},
  ): number {
    const id = this.born(node, scope, more);
    this.later(scope, () => this.perform(id, 'inputs'));
    return id;
  }

  /** Makes an instance of an event that has already happened: it completes with the result as soon as it is there. */
  happen(node: PreparedNode, scope: number, result: Variables, flow?: string): number {
    const id = this.born(node, scope, flow === undefined ? {} : { flow });
    this.later(scope, () => this.find(id) && this.complete(id, result));
    return id;
  }

  /** Makes an instance of a scope whose content the caller starts. */
  spawn(node: PreparedNode, scope: number, how: { index?: number; iteration?: boolean } = {}): number {
    return this.born(node, scope, how);
  }

  /** Begins the process at a start event that has happened. */
  beginAt(root: number, node: PreparedNode): void {
    beginWith(this, root, node, {});
  }

  private born(
    node: PreparedNode,
    scope: number,
    more: { flow?: string; index?: number; iteration?: boolean; variables?: Variables },
  ): number {
    const { variables, ...how } = more;
    const id = this.nextId();
    this.record({ kind: 'element.activated', element: id, node: node.id, scope, ...how });
    this.touched.add(scope);
    if (node.behavior.isScope || node.marker) this.touched.add(id);
    if (variables) this.setVariables(id, variables);
    return id;
  }

  /** Takes an instance through the phases of its life from the given one on; a failure becomes an incident there. */
  perform(id: number, phase: Phase): void {
    const instance = this.find(id);
    if (instance === undefined || this.hasEnded) return;
    const visit = this.visit(id);
    const body = visit.prepared.marker !== undefined && !instance.iteration;
    let at = phase;
    try {
      if (at === 'inputs') {
        if (!body) mapInputs(visit);
        at = 'starting';
      }
      if (at === 'starting') {
        if (!body && listen(visit, 'start')) return;
        at = 'subscribe';
      }
      if (at === 'subscribe') {
        if (!instance.iteration) this.subscribeBoundary(visit);
        at = 'enter';
      }
      if (at === 'enter') {
        this.guardLoop(visit, instance);
        if (body) visit.prepared.marker!.enter(visit);
        else visit.prepared.behavior.enter(visit);
        return;
      }
      if (at === 'listening') return visit.prepared.behavior.listening!(visit);
      if (at === 'outputs') {
        if (!body) mapOutputs(visit);
        at = 'ending';
      }
      if (at === 'ending') {
        if (!body && this.listenToEnd(visit)) return;
        at = 'leave';
      }
      this.depart(visit);
    } catch (error) {
      this.raise(id, at, error);
    }
  }

  /** While its end listeners work an instance waits for nothing else any more. */
  private listenToEnd(visit: Visit): boolean {
    if (!isHeard(visit.node, 'end')) return false;
    if (!listeningOf(visit.data)) this.closeWaits(visit.id, 'cancelled');
    return listen(visit, 'end');
  }

  private guardLoop(visit: Visit, instance: ElementInstance): void {
    if (instance.iteration && visit.prepared.marker!.isBounded) return;
    const key = `${instance.scope}/${instance.node}`;
    const count = (this.entries.get(key) ?? 0) + 1;
    this.entries.set(key, count);
    // Not counted anew within the step: tokens that double at each fork would never come to an end.
    if (count <= ENTRIES_PER_STEP) return;
    visit.fail(
      'loop-limit',
      `entered ${ENTRIES_PER_STEP} times without waiting for anything; expected a wait (task, timer, message) in the loop, or retry to go on`,
    );
  }

  private subscribeBoundary(visit: Visit): void {
    if (visit.prepared.boundary.length > 0) this.attach(visit, visit.prepared.boundary);
  }

  /** Opens the waits of events that stand for this instance; all expressions are evaluated before the first wait opens. */
  attach(visit: Visit, events: PreparedNode[]): void {
    const specs = events.flatMap((event) => eventWaits(visit, event).map((spec) => ({ spec, event })));
    for (const { spec, event } of specs) visit.open(spec, event.id);
  }

  /** Completes an instance with the result of its work. */
  complete(id: number, given: Variables): void {
    const visit = this.visit(id);
    const result = named(given, visit.node.results);
    const mapped = visit.node.outputs !== undefined;
    if (mapped) this.setVariables(id, result);
    else this.propagate(id, result);
    this.perform(id, 'outputs');
  }

  /** Leaves by the ordinary rule: every flow whose condition holds, the default flow when no condition does (BPMN 2.0.2, table 10.3). */
  private depart(visit: Visit): void {
    const { outgoing, behavior } = visit.prepared;
    if (behavior.leaves && !visit.instance.iteration) return behavior.leaves(visit);
    if (visit.instance.iteration || outgoing.length === 0) return this.leave(visit, []);
    if (!visit.node.defaultFlow && outgoing.every((flow) => flow.condition === undefined))
      return this.leave(visit, outgoing);
    const holding = visit.holdingFlows();
    const { defaultFlow } = visit;
    const isChosen =
      this.state.semantics < DEFAULT_BESIDE
        ? holding.length > 0
        : holding.some((flow) => flow.condition !== undefined);
    const flows = isChosen || !defaultFlow ? holding : [...holding, defaultFlow];
    if (flows.length === 0)
      visit.fail('no-flow', 'expected an outgoing flow whose condition holds, or a default flow; found none');
    this.leave(visit, flows);
  }

  /** Ends an instance as completed and sends tokens on the flows. */
  leave(visit: Visit, flows: ModelFlow[]): void {
    const { id, prepared } = visit;
    const { scope, iteration, data } = visit.instance;
    const goOn = iteration ? prepared.marker!.iterated(this.visit(scope), visit) : undefined;
    const heard = iteration ? undefined : this.tellScope(scope, visit, flows.length === 0);
    this.closeWaits(id, 'cancelled');
    this.resolveIncidents(id);
    noteCompensable(visit);
    this.record({ kind: 'element.completed', element: id, node: prepared.id, scope });
    this.touched.add(scope);
    this.tell(data);
    if (goOn) return goOn();
    for (let times = prepared.node.completionQuantity ?? 1; times > 0; times--) {
      for (const flow of flows) this.record({ kind: 'flow.taken', flow: flow.id, node: flow.target, scope });
      for (const flow of flows) this.later(scope, () => this.arrive(flow, scope));
    }
    heard?.();
  }

  /** Tells the instance that started this one from elsewhere that it has ended. */
  private tell(data: Variables | undefined): void {
    if (data?.tells === undefined) return;
    const id = data.tells as number;
    this.later(1, () => this.find(id) && this.visit(id).prepared.behavior.told?.(this.visit(id)));
  }

  private tellScope(scope: number, child: Visit, isLast: boolean): (() => void) | undefined {
    const parent = this.find(scope);
    if (parent === undefined || parent.scope === 0) return undefined;
    const visit = this.visit(scope);
    return visit.prepared.behavior.childEnding?.(visit, child, isLast);
  }

  /** A token reaches a node: it enters it, or waits there for others. */
  arrive(flow: ModelFlow, scope: number): void {
    if (this.find(scope) === undefined) return;
    const node = this.node(flow.target);
    if (node.gathering === undefined) {
      this.activate(node, scope, { flow: flow.id });
      return;
    }
    this.record({ kind: 'token.arrived', flow: flow.id, node: node.id, scope });
    this.touched.add(scope);
    this.gather(node, scope, false);
  }

  private gather(node: PreparedNode, scope: number, atRest: boolean): boolean {
    const instance = this.find(scope);
    if (instance === undefined) return false;
    const key = `${GATHERED}${node.id}`;
    // An activation condition that fails waits for a retry.
    if (this.hasIncident(scope, node.id)) return false;
    const gathered = this.orIncident(scope, node.id, () =>
      node.gathering!.ready(node.node, instance.tokens?.[node.id] ?? {}, {
        atRest,
        memory: instance.data?.[key],
        canArrive: () => canArrive(this.prepared, node, instance),
        holds: (expression, extra) => this.evaluate(expression, scope, node.id, extra) === true,
      }),
    );
    if (gathered === undefined) return false;
    if (gathered.memory !== undefined)
      this.record({ kind: 'element.data', element: scope, data: { [key]: gathered.memory } });
    this.record({ kind: 'tokens.taken', node: node.id, scope, flows: gathered.take });
    if (gathered.enter !== false) this.activate(node, scope);
    return true;
  }

  /** Takes an instance and all in it down from outside. */
  terminate(id: number, reason: string, outcome: WaitOutcome = 'interrupted'): void {
    if (this.find(id) === undefined) return;
    takeDown(this, this.within(id).reverse(), reason, outcome);
  }

  /** Takes down everything inside a scope, and its tokens, but not the scope itself. */
  terminateChildren(id: number, reason: string, outcome: WaitOutcome = 'interrupted'): void {
    takeDown(this, this.within(id).slice(1).reverse(), reason, outcome);
    this.stop(id);
  }

  /** Nothing that is due in the scope happens, and tokens in it are gone. */
  stop(scope: number): void {
    for (let i = this.next; i < this.queue.length; i++)
      if (this.queue[i]!.scope === scope) this.queue[i]!.action = noAction;
    const tokens = this.find(scope)?.tokens ?? {};
    for (const [node, flows] of Object.entries(tokens))
      this.record({ kind: 'tokens.taken', node, scope, flows });
  }

  /** The end of an instance that was taken down. */
  gone(id: number, reason: string): void {
    const { node, scope, data } = this.find(id)!;
    this.record({ kind: 'element.terminated', element: id, node, scope, reason });
    this.touched.add(scope);
    this.tell(data);
  }

  // --- to rest -----------------------------------------------------------------------------------------------

  /** Runs everything that follows until nothing moves any more. */
  settle(): void {
    while (!this.hasEnded) {
      if (this.hasChanges) this.lookAtConditions();
      if (this.next < this.queue.length) {
        const { scope, action } = this.queue[this.next++]!;
        this.orIncident(this.find(scope) ? scope : 1, undefined, action);
        if (this.next === this.queue.length) this.queue.length = this.next = 0;
      } else if (!this.emptyScopes() && !this.gatherAtRest()) return;
    }
  }

  get hasEnded(): boolean {
    return this.state.status !== 'active' && this.state.status !== 'suspended';
  }

  /** Looks at all conditions again, e.g. after a retry, and at what waits in an instance. */
  reconsider(element?: number): void {
    this.variablesChanged = true;
    if (element !== undefined) this.touched.add(element);
  }

  private get hasChanges(): boolean {
    return this.variablesChanged && (this.state.status === 'active' || this.changes.length > 0);
  }

  private lookAtConditions(): void {
    const changes = this.changes.splice(0);
    if (this.state.status !== 'active') return noteChanges(this, changes);
    this.variablesChanged = false;
    tryConditions(this, changes);
  }

  /** Events of one kind that follow each other within one step have a limit too: then an incident at the waiting one. */
  happensTooOften({ element, node }: Wait, what: string): boolean {
    const count = (this.happened.get(what) ?? 0) + 1;
    this.happened.set(what, count > ENTRIES_PER_STEP ? 0 : count);
    if (count <= ENTRIES_PER_STEP) return false;
    const message = `${node}: ${what} ${ENTRIES_PER_STEP} times in one step; expected it to settle`;
    this.raiseIncident(element, 'loop-limit', message, 'wait');
    return true;
  }

  /** A wait came to its end by itself: its element, or the event that stands for it, goes on. */
  fire(wait: Wait, variables: Variables, stimulus: Stimulus = { type: 'fire-timer', wait: wait.id }): void {
    const instance = this.find(wait.element);
    if (instance === undefined) return;
    if (wait.kind === 'job' && wait.job.listener !== undefined && stimulus.type === 'complete-job')
      return heard(this, wait, stimulus);
    const node = this.node(wait.node);
    if (instance.node !== wait.node) return node.behavior.caught!(this, wait, variables);
    node.behavior.resume!(this.visit(wait.element), wait, variables, stimulus);
  }

  /** Lets scopes without anything alive in them go on; innermost first. True when one did. */
  private emptyScopes(): boolean {
    for (const id of [...this.touched].sort((a, b) => b - a)) {
      const scope = this.find(id);
      if (scope === undefined || scope.children > 0) continue;
      const visit = this.visit(id);
      const { behavior, marker } = visit.prepared;
      if (scope.tokens !== undefined || (marker && !scope.iteration)) continue;
      if (!behavior.isScope || listeningOf(scope.data) || this.hasIncident(id)) continue;
      this.touched.delete(id);
      if (behavior.emptied) behavior.emptied(visit);
      else visit.complete();
      return true;
    }
    return false;
  }

  private gatherAtRest(): boolean {
    for (const id of this.touched) {
      const scope = this.find(id);
      if (scope?.tokens === undefined && scope?.data === undefined) continue;
      for (const node in scope.tokens) if (this.gather(this.node(node), id, true)) return true;
      for (const key in scope.data) {
        const node = key.startsWith(GATHERED) ? key.slice(GATHERED.length) : undefined;
        if (node === undefined || scope.tokens?.[node]) continue;
        if (this.gather(this.node(node), id, true)) return true;
      }
    }
    return false;
  }

  /** Ends the case, as soon as listeners of what is taken down with it have answered. */
  end(status: CaseEnd['status'], error?: CaseEnd['error']): void {
    const root = this.find(1);
    if (!root) return this.close(status, error);
    this.endsUncalled = !this.state.called;
    this.terminateChildren(1, status, status === 'cancelled' ? 'cancelled' : 'interrupted');
    this.closeWaits(1, 'cancelled');
    // Listeners have to be able to answer; what was kept for later is of no use any more.
    if (this.find(1)!.children > 0 && this.state.status === 'suspended')
      this.record({ kind: 'case.resumed' });
    afterwards(this, 1, error ? { do: 'end', status, error } : { do: 'end', status });
  }

  /** Closes the books of a case in which nothing is left. */
  close(status: CaseEnd['status'], error?: CaseEnd['error']): void {
    const root = this.find(1);
    const variables = root?.variables ?? {};
    if (root) {
      const fact = { element: 1, node: root.node, scope: 0 };
      if (status === 'completed') this.record({ kind: 'element.completed', ...fact });
      else this.record({ kind: 'element.terminated', ...fact, reason: status });
    }
    this.record(error ? { kind: 'case.ended', status, error } : { kind: 'case.ended', status });
    this.effects.push({ type: 'end', end: error ? { status, variables, error } : { status, variables } });
  }
}

const noAction = (): void => undefined;
