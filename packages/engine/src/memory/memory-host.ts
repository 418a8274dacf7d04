import { fitsSubscription } from '../core/messages.ts';
import { advance, openWaits, start, visibleVariables } from '../core/step.ts';
import { addDuration, durationOr, nextOfCycle, parseDate } from '../core/time.ts';
import type {
  Actor,
  CaseState,
  Effect,
  JournalEntry,
  Rejection,
  Step,
  Stimulus,
  Variables,
  Wait,
} from '../core/types.ts';
import type { Model } from '../model/types.ts';
import { doJob, type JobWorld } from './jobs.ts';
import { RejectedError } from './errors.ts';
import { endOfChild, passedOn, refuseCall } from './family.ts';
import { StartEvents } from './start-events.ts';
import { timerStarts, type TimerStart } from './timer-starts.ts';

export interface MemoryHostOptions extends JobWorld {
  /** Later models of the same process replace earlier ones. */
  models: Model[];
  /** Epoch milliseconds at which the clock stands. */
  now?: number;
  timeZone?: string;
  /** Told of every line of every journal, in the order in which things happen. */
  observe?: (caseId: string, entries: JournalEntry[]) => void;
}

/** A case in memory. */
export interface MemoryCase {
  id: string;
  model: Model;
  state: CaseState;
  journal: JournalEntry[];
  parent?: { caseId: string; wait: number };
}

/** An open wait with the case it belongs to. */
export interface OpenWait<K extends Wait['kind'] = Wait['kind']> {
  caseId: string;
  wait: Extract<Wait, { kind: K }>;
}

interface Buffered {
  name: string;
  correlationKey?: string;
  variables: Variables;
  until: number;
}
/** The engine with everything around it in memory and a clock that is set by hand: for scenarios, Play and conformance. */
export class MemoryHost {
  readonly cases = new Map<string, MemoryCase>();
  now: number;
  private readonly models = new Map<string, Model>();
  private readonly timeZone: string;
  private readonly startEvents = new StartEvents();
  /** Cases that a message began of which there may be one at a time. */
  private readonly startedOnce = new Map<string, string>();
  private buffer: Buffered[] = [];
  private timerStarts: TimerStart[] = [];
  private readonly work: (() => void)[] = [];
  private working = false;
  private count = 0;
  private acts = 0;

  constructor(private readonly options: MemoryHostOptions) {
    this.now = options.now ?? Date.UTC(2026, 0, 1);
    this.timeZone = options.timeZone ?? 'UTC';
    for (const model of options.models) this.models.set(model.processId, model);
    this.timerStarts = [...this.models.values()].flatMap((model) =>
      timerStarts(model, this.now, this.timeZone),
    );
  }

  // --- what a user does --------------------------------------------------------------------------------------

  /** Starts a case and runs it to its first waits. */
  start(
    processId: string,
    variables: Variables = {},
    more: { businessKey?: string; startNode?: string; actor?: Actor } = {},
  ): MemoryCase {
    const model = this.models.get(processId);
    if (!model)
      throw new Error(
        `Expected a model of process «${processId}», found ${[...this.models.keys()].join(', ') || 'none'}.`,
      );
    const started = this.begin(model, { variables, timeZone: this.timeZone, ...more });
    this.run();
    return this.cases.get(started)!;
  }

  /** Gives a case a stimulus and runs everything to rest; a refusal is thrown unless it is asked for. */
  act(caseId: string, stimulus: Stimulus): void {
    const rejected = this.tryAct(caseId, stimulus);
    if (rejected) throw new RejectedError(rejected);
  }

  tryAct(caseId: string, stimulus: Stimulus): Rejection | undefined {
    const rejected = this.give(caseId, stimulus);
    this.run();
    // What fell due while the case was held fires as it goes on.
    if (stimulus.type === 'resume' && !rejected) this.advanceTo(this.now);
    return rejected;
  }

  /** Open user tasks of all cases, oldest first within each. */
  tasks(node?: string): OpenWait<'task'>[] {
    return this.waits('task').filter(({ wait }) => node === undefined || wait.node === node);
  }

  /** Completes the oldest open task of the node (or the one given). */
  completeTask(
    which: string | OpenWait<'task'>,
    variables: Variables = {},
    actor?: Actor,
    remark?: string,
  ): void {
    const found = typeof which === 'string' ? this.tasks(which)[0] : which;
    if (!found)
      throw new Error(
        `Expected an open task «${String(which)}», found ${
          this.tasks()
            .map((one) => one.wait.node)
            .join(', ') || 'none'
        }.`,
      );
    const stimulus: Stimulus = {
      type: 'complete-task',
      wait: found.wait.id,
      variables,
      id: `act-${++this.acts}`,
    };
    if (actor) stimulus.actor = actor;
    if (remark !== undefined) stimulus.remark = remark;
    this.act(found.caseId, stimulus);
  }

  /** Open waits of a kind in all cases. */
  waits<K extends Wait['kind']>(kind: K): OpenWait<K>[] {
    return [...this.cases.values()].flatMap(({ id, state }) =>
      openWaits(state).flatMap((wait) =>
        wait.kind === kind ? [{ caseId: id, wait: wait as Extract<Wait, { kind: K }> }] : [],
      ),
    );
  }

  /** Delivers a message: to who waits for it, else as the start of a case, else it is kept for its time to live. True when somebody took it. */
  message(name: string, correlationKey?: string, variables: Variables = {}, timeToLive?: string): boolean {
    const taken = this.deliver({
      name,
      variables,
      until: this.now,
      ...(correlationKey === undefined ? {} : { correlationKey }),
    });
    if (!taken && timeToLive !== undefined) {
      const until = addDuration(this.now, timeToLive, this.timeZone);
      this.buffer.push({
        name,
        variables,
        until,
        ...(correlationKey === undefined ? {} : { correlationKey }),
      });
    }
    this.run();
    return taken;
  }

  /** Broadcasts a signal to all who wait and to signal start events. */
  signal(name: string, variables: Variables = {}): void {
    this.broadcast(name, variables);
    this.run();
  }

  /** `heard` names a case whose waits below a number have heard the signal already. */
  private broadcast(name: string, variables: Variables, heard?: { caseId: string; below: number }): void {
    const waiting = this.waits('signal').filter(
      ({ caseId, wait }) => wait.signal.name === name && !(heard?.caseId === caseId && wait.id < heard.below),
    );
    for (const { caseId, wait } of waiting)
      this.later(() => void this.give(caseId, { type: 'broadcast-signal', wait: wait.id, name, variables }));
    this.startBy({ kind: 'signal', name }, variables);
  }

  /** Moves the clock on; what falls due on the way fires in order. */
  advanceTime(duration: string): void {
    this.advanceTo(addDuration(this.now, duration, this.timeZone));
  }

  advanceTo(target: number | string): void {
    const end = typeof target === 'number' ? target : parseDate(target, this.timeZone);
    for (let next = this.nextDue(); next && next.due <= end; next = this.nextDue()) {
      this.now = Math.max(this.now, next.due);
      next.fire();
      this.run();
    }
    this.now = Math.max(this.now, end);
  }

  /** Variables of a case as its process sees them. */
  variables(caseId: string): Variables {
    return visibleVariables(this.cases.get(caseId)!.state);
  }

  /** Cases called by a case. */
  children(caseId: string): MemoryCase[] {
    return [...this.cases.values()].filter((one) => one.parent?.caseId === caseId);
  }

  // --- what the world does -----------------------------------------------------------------------------------

  private later(action: () => void): void {
    this.work.push(action);
  }

  private run(): void {
    if (this.working) return;
    this.working = true;
    try {
      for (let action = this.work.shift(); action; action = this.work.shift()) action();
    } finally {
      this.working = false;
    }
  }

  private begin(model: Model, input: Parameters<typeof start>[1], parent?: MemoryCase['parent']): string {
    const step = start(model, input, this.now);
    if (step.rejected) throw new RejectedError(step.rejected);
    const id = `case-${++this.count}`;
    this.cases.set(id, { id, model, state: step.state, journal: [], ...(parent ? { parent } : {}) });
    this.take(id, step);
    return id;
  }

  private give(caseId: string, stimulus: Stimulus): Rejection | undefined {
    const found = this.cases.get(caseId)!;
    const step = advance(found.model, found.state, stimulus, this.now);
    if (step.rejected) return step.rejected;
    const passed = passedOn(found.state.status, step.state.status);
    found.state = step.state;
    this.take(caseId, step);
    if (passed) for (const child of this.children(caseId)) this.later(() => void this.give(child.id, passed));
    return undefined;
  }

  private take(caseId: string, step: Step): void {
    this.cases.get(caseId)!.journal.push(...step.journal);
    this.options.observe?.(caseId, step.journal);
    for (const effect of step.effects) this.later(() => this.carryOut(caseId, effect));
  }

  private carryOut(caseId: string, effect: Effect): void {
    const found = this.cases.get(caseId)!;
    switch (effect.type) {
      case 'open':
      case 'update':
        if (effect.wait.kind === 'job' && effect.wait.job.retries > 0) this.perform(caseId, effect.wait);
        if (effect.wait.kind === 'child') this.call(caseId, effect.wait);
        if (effect.wait.kind === 'message' && effect.type === 'open')
          this.lookIntoBuffer(caseId, effect.wait);
        return;
      case 'close':
        if (effect.kind === 'child' && effect.outcome !== 'done') this.cancelChild(caseId, effect.wait);
        return;
      case 'publish-message': {
        const lives = durationOr(effect.timeToLive, 'PT1H');
        this.message(effect.name, effect.correlationKey, effect.variables, lives);
        return;
      }
      case 'broadcast-signal':
        this.broadcast(effect.name, effect.variables, effect.heardInside && { caseId, below: effect.id });
        return;
      case 'escalate':
        if (found.parent)
          this.give(found.parent.caseId, {
            type: 'throw-escalation',
            wait: found.parent.wait,
            code: effect.code,
            variables: effect.variables,
          });
        return;
      case 'end':
        if (found.parent) this.give(found.parent.caseId, endOfChild(found.parent.wait, effect.end));
        return;
    }
  }

  private isOpen(caseId: string, wait: number): boolean {
    return openWaits(this.cases.get(caseId)!.state).some((one) => one.id === wait);
  }

  private perform(caseId: string, wait: Extract<Wait, { kind: 'job' }>): void {
    if (!this.isOpen(caseId, wait.id)) return;
    const done = doJob(this.options, caseId, wait, this.now);
    if (done) this.give(caseId, done);
  }

  private call(caseId: string, wait: Extract<Wait, { kind: 'child' }>): void {
    if (!this.isOpen(caseId, wait.id)) return;
    const model = this.models.get(wait.child.processId);
    const parent = { caseId, wait: wait.id };
    const hindrance = model
      ? refuseCall(this.depth(caseId))
      : `process «${wait.child.processId}» is not deployed`;
    if (!model || hindrance !== undefined) {
      this.give(caseId, { type: 'fail-child', wait: wait.id, message: hindrance! });
      return;
    }
    const { variables, businessKey } = wait.child;
    this.begin(
      model,
      {
        variables,
        called: true,
        timeZone: this.timeZone,
        ...(businessKey === undefined ? {} : { businessKey }),
      },
      parent,
    );
  }

  private depth(caseId: string): number {
    let depth = 0;
    for (let at = this.cases.get(caseId)!.parent; at; at = this.cases.get(at.caseId)!.parent) depth++;
    return depth;
  }

  private cancelChild(caseId: string, wait: number): void {
    const child = this.children(caseId).find((one) => one.parent!.wait === wait);
    if (child) this.give(child.id, { type: 'cancel', reason: 'the calling case gave it up' });
    else this.give(caseId, { type: 'fail-child', wait, message: 'the called case never began' });
  }

  private deliver(message: Buffered): boolean {
    const target = this.waits('message').find(({ wait }) => fitsSubscription(wait.message, message));
    const { name, correlationKey, variables } = message;
    if (target) {
      return !this.give(target.caseId, {
        type: 'correlate-message',
        wait: target.wait.id,
        name,
        variables,
        ...(correlationKey === undefined ? {} : { correlationKey }),
      });
    }
    return this.startBy({ kind: 'message', name, correlationKey }, variables);
  }

  private lookIntoBuffer(caseId: string, wait: Extract<Wait, { kind: 'message' }>): void {
    this.buffer = this.buffer.filter((one) => one.until >= this.now);
    const found = this.buffer.find((one) => fitsSubscription(wait.message, one));
    if (!found || !this.isOpen(caseId, wait.id)) return;
    this.buffer = this.buffer.filter((one) => one !== found);
    this.deliver(found);
  }

  /** True when a start event took it; a parallel multiple one may only have noted it. */
  private startBy(happened: Parameters<StartEvents['react']>[1], variables: Variables): boolean {
    const { beginnings, noted } = this.startEvents.react(this.models.values(), happened, variables);
    const free = beginnings.filter(({ once }) => once === undefined || !this.isBusy(once));
    for (const { model, node, variables: own, once } of free) {
      const id = this.begin(model, { variables: own, startNode: node, timeZone: this.timeZone });
      if (once !== undefined) this.startedOnce.set(once, id);
    }
    return noted || free.length > 0;
  }

  private isBusy(once: string): boolean {
    const status = this.cases.get(this.startedOnce.get(once) ?? '')?.state.status;
    return status === 'active' || status === 'suspended';
  }

  private nextDue(): { due: number; fire: () => void } | undefined {
    const waits = this.waits('timer')
      .filter(({ caseId }) => this.cases.get(caseId)!.state.status === 'active')
      .map(({ caseId, wait }) => ({
        due: wait.timer.due,
        fire: (): void => void this.give(caseId, { type: 'fire-timer', wait: wait.id }),
      }));
    const starts = this.timerStarts.map((one) => ({
      due: one.timer.due,
      fire: (): void => this.fireStart(one),
    }));
    return [...starts, ...waits].reduce<{ due: number; fire: () => void } | undefined>(
      (first, one) => (first && first.due <= one.due ? first : one),
      undefined,
    );
  }

  private fireStart(start: TimerStart): void {
    this.timerStarts = this.timerStarts.filter((one) => one !== start);
    const next = nextOfCycle(start.timer, this.now, this.timeZone);
    if (next) this.timerStarts.push({ ...start, timer: next });
    this.begin(start.model, { variables: {}, startNode: start.node, timeZone: this.timeZone });
  }
}
