import {
  addDuration,
  durationOr,
  nextOfCycle,
  openWaits,
  outlastedInstance,
  parseDate,
  rebuild,
  start,
  fitsSubscription,
  StartEvents,
  timerStarts,
  type CaseState,
  type JournalEntry,
  type Model,
  type Rejection,
  type StartInput,
  type StimulusKind,
  type TimerStart,
  type Variables,
  type Wait,
} from '@opora/engine';
import { childCaseId, type Publication, type ProjectRequest, type ResolvedProcess } from '@opora/host';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotPlay, type CaseView, type ConformanceHost, type Deployment } from './host.ts';
import type { TemporalStage } from './temporal-stage.ts';

/** A case with what is known of its journal. */
interface Tracked {
  id: string;
  rootId: string;
  parent?: { caseId: string; wait: number };
  /** Process that it runs; a called case that could not begin has none. */
  model?: Model;
  journal: JournalEntry[];
  state?: CaseState;
  /** True when it has ended and everything that it had to say has been heard. */
  over: boolean;
}

/** A message without a receiver that waits for one, until a time of the server. */
interface Buffered {
  name: string;
  correlationKey?: string;
  variables: Variables;
  until: number;
}

/**
 * The time-skipping server ends every workflow this long after it began, whatever limit it was given
 * (temporalio/sdk-java, `StateMachines`); a real server knows no such end.
 */
const LONGEST_CASE = 10 * 365 * 24 * 3600_000;

const TIME_ZONE = 'UTC';
const DEFAULT_TIME_TO_LIVE = 'PT1H';

/** The cases of one conformance case on a Temporal server whose clock skips; the read model is the journals in memory. */
export class TemporalHost implements ConformanceHost {
  private readonly tracked = new Map<string, Tracked>();
  private readonly published: (Publication & { caseId: string })[] = [];
  private readonly seen = new Set<string>();
  private readonly startEvents = new StartEvents();
  private buffer: Buffered[] = [];
  private timerStarts: TimerStart[] = [];

  private constructor(
    private readonly stage: TemporalStage,
    readonly deployment: Deployment,
  ) {}

  static async open(stage: TemporalStage, deployment: Deployment): Promise<TemporalHost> {
    const host = new TemporalHost(stage, deployment);
    const now = await stage.now();
    host.timerStarts = deployment.models.flatMap((model) => timerStarts(model, now, TIME_ZONE));
    stage.current = host;
    return host;
  }

  // --- what the worker's activities ask ------------------------------------------------------------------------

  resolve(processId: string): ResolvedProcess | undefined {
    const model = this.deployment.models.find((one) => one.processId === processId);
    return model && { model, version: 1 };
  }

  project({ info, entries, publications }: ProjectRequest): void {
    const known = this.tracked.get(info.caseId) ?? this.called(info);
    // A case of an earlier test that was being taken down.
    if (!known) return;
    this.hear(known, entries);
    for (const publication of publications) {
      const key = `${info.caseId}:${publication.id}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      this.published.push({ ...publication, caseId: info.caseId });
    }
  }

  // --- what a conformance case does ----------------------------------------------------------------------------

  cases(): CaseView[] {
    return [...this.tracked.values()].flatMap(({ id, model, state, journal, parent }) =>
      model && state ? [{ id, model, state, journal, ...(parent && { parent: parent.caseId }) }] : [],
    );
  }

  async start(processId: string, variables: Variables): Promise<Rejection | undefined> {
    const model = this.deployment.models.find((one) => one.processId === processId);
    if (!model) return { code: 'unknown-process', message: `process «${processId}» is not deployed` };
    const refused = await this.begin(model, { variables });
    await this.rest();
    return refused;
  }

  async give(caseId: string, stimulus: StimulusKind): Promise<Rejection | undefined> {
    const refused = await this.stimulate(caseId, stimulus);
    await this.rest();
    return refused;
  }

  async message(name: string, variables: Variables): Promise<void> {
    await this.deliver({ name, variables, until: 0 });
    await this.rest();
  }

  async signal(name: string, variables: Variables): Promise<void> {
    await this.broadcast(name, variables);
    await this.rest();
  }

  async advance(duration: string): Promise<void> {
    await this.sleepUntil(addDuration(await this.stage.now(), duration, TIME_ZONE));
  }

  async advanceTo(date: string): Promise<void> {
    await this.sleepUntil(parseDate(date, TIME_ZONE));
  }

  async close(): Promise<void> {
    for (const { id, over } of this.tracked.values()) {
      await this.stage.keep?.(id);
      if (!over) await this.stage.terminate(id);
    }
    this.stage.current = undefined;
  }

  // --- messages, signals and starts ----------------------------------------------------------------------------

  private async begin(
    model: Model,
    input: Pick<StartInput, 'variables' | 'startNode'>,
  ): Promise<Rejection | undefined> {
    const { rejected } = start(model, input, await this.stage.now());
    if (rejected) return rejected;
    const id = `case-${randomUUID()}`;
    const one: Tracked = { id, rootId: id, model, journal: [], over: false };
    this.tracked.set(id, one);
    const answer = await this.stage.client.start({
      caseId: id,
      rootCaseId: id,
      subject: {},
      version: 1,
      model,
      start: { ...input, timeZone: TIME_ZONE },
    });
    this.hear(one, answer.journal);
    return undefined;
  }

  private async stimulate(caseId: string, stimulus: StimulusKind): Promise<Rejection | undefined> {
    const one = this.tracked.get(caseId)!;
    const answer = await this.stage.client.stimulate(
      caseId,
      { ...stimulus, id: randomUUID() },
      one.journal.length,
    );
    this.hear(one, answer.journal);
    return answer.rejected;
  }

  private waits<K extends Wait['kind']>(kind: K): { caseId: string; wait: Extract<Wait, { kind: K }> }[] {
    return this.cases().flatMap(({ id, state }) =>
      openWaits(state).flatMap((wait) =>
        wait.kind === kind ? [{ caseId: id, wait: wait as Extract<Wait, { kind: K }> }] : [],
      ),
    );
  }

  private async deliver(message: Buffered): Promise<boolean> {
    const { name, correlationKey, variables } = message;
    const target = this.waits('message').find(({ wait }) => fitsSubscription(wait.message, message));
    if (target) {
      const key = correlationKey === undefined ? {} : { correlationKey };
      const stimulus = { type: 'correlate-message' as const, wait: target.wait.id, name, variables, ...key };
      return !(await this.stimulate(target.caseId, stimulus));
    }
    return this.startBy({ kind: 'message', name, correlationKey }, variables);
  }

  private async broadcast(
    name: string,
    variables: Variables,
    heard?: { caseId: string; below: number },
  ): Promise<void> {
    for (const { caseId, wait } of this.waits('signal'))
      if (wait.signal.name === name && !(heard?.caseId === caseId && wait.id < heard.below))
        await this.stimulate(caseId, { type: 'broadcast-signal', wait: wait.id, name, variables });
    await this.startBy({ kind: 'signal', name }, variables);
  }

  private async startBy(
    happened: Parameters<StartEvents['react']>[1],
    variables: Variables,
  ): Promise<boolean> {
    const { beginnings, noted } = this.startEvents.react(this.deployment.models, happened, variables);
    for (const { model, node, variables: own } of beginnings)
      await this.begin(model, { variables: own, startNode: node });
    return noted || beginnings.length > 0;
  }

  private async publish(publication: Publication & { caseId: string }): Promise<void> {
    const { caseId, kind, id, name, correlationKey, variables, timeToLive, heardInside } = publication;
    if (kind === 'signal')
      return this.broadcast(name, variables, heardInside ? { caseId, below: id } : undefined);
    const now = await this.stage.now();
    const until = addDuration(now, durationOr(timeToLive, DEFAULT_TIME_TO_LIVE), TIME_ZONE);
    const message = { name, variables, until, ...(correlationKey === undefined ? {} : { correlationKey }) };
    if (!(await this.deliver(message))) this.buffer.push(message);
  }

  /** Brings waiting messages to those who wait for them now; true when one was taken. */
  private async lookIntoBuffer(): Promise<boolean> {
    if (this.buffer.length === 0) return false;
    const now = await this.stage.now();
    this.buffer = this.buffer.filter(({ until }) => until >= now);
    for (const message of this.buffer) {
      if (!this.waits('message').some(({ wait }) => fitsSubscription(wait.message, message))) continue;
      this.buffer = this.buffer.filter((one) => one !== message);
      await this.deliver(message);
      return true;
    }
    return false;
  }

  // --- time and rest -------------------------------------------------------------------------------------------

  private async sleepUntil(end: number): Promise<void> {
    const begun = [...this.tracked.values()].flatMap(({ over, journal: [first] }) =>
      over || !first ? [] : [first.at],
    );
    if (end - Math.min(...begun) >= LONGEST_CASE)
      throw new CannotPlay(
        `goes to ${new Date(end).toISOString()} with a case open; the time-skipping server ends each case ten years after it began`,
      );
    for (;;) {
      const next = this.timerStarts
        .filter(({ timer }) => timer.due <= end)
        .sort((a, b) => a.timer.due - b.timer.due)[0];
      if (!next) break;
      await this.stage.sleepUntil(next.timer.due);
      await this.rest();
      this.timerStarts = this.timerStarts.filter((one) => one !== next);
      const timer = nextOfCycle(next.timer, next.timer.due, TIME_ZONE);
      if (timer) this.timerStarts.push({ ...next, timer });
      await this.begin(next.model, { variables: {}, startNode: next.node });
      await this.rest();
    }
    await this.stage.sleepUntil(end);
    await this.rest();
  }

  /** Waits until nothing moves: no work is under way in any case, and none has anything new to say in two rounds. */
  private async rest(): Promise<void> {
    let before = -1;
    for (const end = Date.now() + 300_000; Date.now() < end;) {
      this.findChildren();
      const idle = await this.listen();
      const publication = this.published.shift();
      if (publication) await this.publish(publication);
      else if (await this.lookIntoBuffer()) before = -1;
      else {
        const heard = [...this.tracked.values()].reduce((sum, { journal }) => sum + journal.length, 0);
        // One case alone has nobody who could still be about to tell it something.
        if (idle && (heard === before || this.tracked.size === 1)) return;
        before = idle ? heard : -1;
        if (!idle) await pause(5);
      }
    }
    throw new Error('expected the cases to come to rest within five minutes, found some still at work');
  }

  /** A called case may speak before its caller was asked for the wait that started it. */
  private called({ caseId: id, rootCaseId: rootId, parent }: ProjectRequest['info']): Tracked | undefined {
    if (!parent || !this.tracked.has(rootId)) return undefined;
    const child: Tracked = { id, rootId, parent, journal: [], over: false };
    this.tracked.set(id, child);
    return child;
  }

  /** Called cases are known by the waits that started them. */
  private findChildren(): void {
    for (const { id, rootId, journal } of [...this.tracked.values()])
      for (const entry of journal) {
        if (entry.kind !== 'wait.opened' || entry.wait.kind !== 'child') continue;
        const child = childCaseId(id, entry.wait.id);
        if (this.tracked.has(child)) continue;
        const parent = { caseId: id, wait: entry.wait.id };
        this.tracked.set(child, { id: child, rootId, parent, journal: [], over: false });
      }
  }

  /** Asks every case that has not ended what is new; true when none is at work and callers and called agree. */
  private async listen(): Promise<boolean> {
    let idle = true;
    for (const one of this.tracked.values()) {
      if (one.over) continue;
      const answer = await this.stage.progress(one.id, one.journal.length);
      if (!answer) {
        // It is about to begin, unless its caller has heard that it cannot.
        if (!this.agrees(one)) idle = false;
        continue;
      }
      this.hear(one, answer.journal);
      if (!answer.idle || !this.agrees(one)) idle = false;
      else if (answer.ended) one.over = true;
    }
    return idle;
  }

  /** A called case that has ended has been heard by its caller, and one that was given up has ended. */
  private agrees({ parent, state }: Tracked): boolean {
    if (!parent) return true;
    const caller = this.tracked.get(parent.caseId);
    if (!caller?.state) return false;
    const isOpen =
      openWaits(caller.state).some(({ id }) => id === parent.wait) ||
      outlastedInstance(caller.state, parent.wait) !== undefined;
    const isLive = state !== undefined && (state.status === 'active' || state.status === 'suspended');
    return isOpen === isLive || hasEnded(caller);
  }

  private hear(one: Tracked, entries: JournalEntry[]): void {
    const news = entries.filter(({ n }) => n > one.journal.length).sort((a, b) => a.n - b.n);
    const fresh = news.filter((entry, i) => entry.n === one.journal.length + 1 + i);
    if (fresh.length === 0) return;
    one.journal.push(...fresh);
    one.state = rebuild(one.journal);
    const started = one.journal[0];
    if (started?.kind === 'case.started') one.model ??= this.resolve(started.processId)?.model;
  }
}

const hasEnded = ({ state }: Tracked): boolean =>
  state !== undefined && state.status !== 'active' && state.status !== 'suspended';
