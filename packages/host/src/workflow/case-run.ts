import {
  advance,
  check,
  migrate,
  openWaits,
  passedOn,
  start,
  type CaseEnd,
  type CaseState,
  type Effect,
  type JournalEntry,
  type Model,
  type Rejection,
  type Step,
  type Stimulus,
  type WaitId,
} from '@opora/engine';
import { allHandlersFinished, condition, patched, workflowInfo } from '@temporalio/workflow';
import { isConnectorType } from '../connector-types.ts';
import { isImpatient, isLong, type RunLimits } from '../hand-over.ts';
import { waitKey } from '../ids.ts';
import type {
  Carried,
  CaseAnswer,
  CaseInfo,
  CaseInput,
  CaseProgress,
  CaseStimulus,
  Migration,
  Publication,
  ResolvedProcess,
} from '../protocol.ts';
import { project, reasonOf, runConnector } from './activities.ts';
import { cancelChild, startChildCase, tellChild, tellParent } from './family.ts';
import { Work } from './work.ts';

/** One run of a case: the engine's state, and what the world outside of it is doing for it. */
export class CaseRun {
  private readonly work = new Work();
  /** Called cases that are being started, by their waits. */
  private readonly beginning = new Map<WaitId, Promise<void>>();
  private journal: JournalEntry[];
  /** Number of the last entry before `journal`: the read model has everything up to it. */
  private acknowledged: number;
  private publications: Publication[] = [];
  /** Updates in flight that will hand their caller the journal. */
  private covering = 0;
  private updates = 0;
  /** Whether there are entries that no Update in flight brings to the read model. */
  private unwritten = false;
  private end: CaseEnd | undefined;

  private constructor(
    private model: Model,
    private info: CaseInfo,
    private state: CaseState,
    carried: Pick<Carried, 'journal' | 'acknowledged'>,
    private readonly limits: RunLimits,
  ) {
    this.journal = carried.journal;
    this.acknowledged = carried.acknowledged;
  }

  /** Starts a case and runs it to its first waits; a refused start is thrown. */
  static begin(input: CaseInput, { model, version }: ResolvedProcess): CaseRun {
    const { caseId, rootCaseId, parent, subject } = input;
    const step = start(model, input.start, Date.now());
    if (step.rejected) throw new Error(step.rejected.message);
    const info: CaseInfo = {
      ...{ caseId, rootCaseId, parent, subject, processId: model.processId, version, modelHash: model.hash },
      ...{
        title: input.title ?? model.name,
        businessKey: input.start.businessKey,
        startedBy: input.start.actor?.user,
      },
    };
    const run = new CaseRun(model, info, step.state, { journal: [], acknowledged: 0 }, input);
    run.take(step, input.awaited ?? false);
    return run;
  }

  /** Goes on where the last run stopped: timers are set for what is left of them, connectors start again, child cases live on. */
  static resume({ info, state, journal, acknowledged }: Carried, model: Model, limits: RunLimits): CaseRun {
    const run = new CaseRun(model, info, state, { journal, acknowledged }, limits);
    run.unwritten = journal.length > 0;
    for (const wait of openWaits(state)) if (wait.kind !== 'child') run.carryOut({ type: 'open', wait });
    return run;
  }

  /** Why a stimulus would be refused now. */
  refusal(stimulus: CaseStimulus, target?: ResolvedProcess): Rejection | undefined {
    if (stimulus.type === 'migrate') return this.migrated(stimulus, target).rejected;
    return check(this.model, this.state, stimulus);
  }

  private migrated(plan: Migration, target: ResolvedProcess | undefined): Step {
    if (target) return migrate(this.model, target.model, this.state, plan, Date.now());
    const rejected = {
      code: 'cannot-migrate',
      message: 'expected the version to carry the case over to, found none',
    };
    return { state: this.state, effects: [], journal: [], rejected };
  }

  /** Takes a stimulus for which nobody waits. */
  give(stimulus: Stimulus): void {
    this.take(advance(this.model, this.state, stimulus, Date.now()), false);
  }

  /** Takes a stimulus and answers, when quick work that follows from it is done, with the journal after the caller's number. */
  async answer(stimulus: CaseStimulus, after: number, target?: ResolvedProcess): Promise<CaseAnswer> {
    this.updates++;
    this.acknowledge(after);
    const step =
      stimulus.type === 'migrate'
        ? this.migrated(stimulus, target)
        : advance(this.model, this.state, stimulus, Date.now());
    if (step.rejected) return { ...this.journalAfter(after), rejected: step.rejected };
    if (target && !step.repeated) this.follow(target);
    this.take(step, true);
    return { ...(await this.atRest(after)), ...(step.repeated && { repeated: true }) };
  }

  /** Answers when quick work is done. */
  async atRest(after: number): Promise<CaseAnswer> {
    this.covering++;
    try {
      await condition(() => this.work.quick === 0);
      return this.journalAfter(after);
    } finally {
      this.covering--;
    }
  }

  /** Entries after a number, as far as the read model has not acknowledged them. */
  journalAfter(after: number): CaseAnswer {
    return { state: this.state.status, journal: this.journal.filter((entry) => entry.n > after) };
  }

  /** What is new, and whether anything is under way. */
  progress(after: number): CaseProgress {
    return {
      ...this.journalAfter(after),
      idle: this.work.idle && this.covering === 0 && !this.mustWrite(),
      ended: this.end !== undefined,
    };
  }

  /** State of the engine. */
  get snapshot(): CaseState {
    return this.state;
  }

  /** The model that runs: the one of the start or of the last migration. */
  get currentModel(): Model {
    return this.model;
  }

  /** Serves the case until it has ended or hands over to a next run; answers what to hand over. */
  async serve(): Promise<Carried | undefined> {
    for (;;) {
      await condition(() => this.mustWrite() || this.isOver() || this.mayHandOver());
      if (this.mustWrite()) await this.write();
      else if (this.isOver()) return undefined;
      else
        return { state: this.state, info: this.info, journal: this.journal, acknowledged: this.acknowledged };
    }
  }

  private take(step: Step, covered: boolean): void {
    if (step.rejected || step.repeated) return;
    const passed = passedOn(this.state.status, step.state.status);
    this.state = step.state;
    this.journal.push(...step.journal);
    if (!covered && this.covering === 0 && step.journal.length > 0) this.unwritten = true;
    for (const effect of step.effects) this.carryOut(effect);
    if (passed) this.passOn(passed);
  }

  /** Called cases are held and go on with their caller. */
  private passOn(stimulus: Stimulus): void {
    const { caseId } = this.info;
    const { number } = this.state;
    const calls = openWaits(this.state).filter(({ kind }) => kind === 'child');
    // Cases suspended before called cases were held with them have no such signals in their history.
    if (calls.length === 0 || !patched('hold-called-cases')) return;
    for (const { id } of calls)
      this.work.start(() => tellChild(caseId, id, stimulus, `${stimulus.type}-${number}`));
  }

  private carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'open':
        return this.open(effect.wait);
      case 'update':
        if (effect.wait.kind === 'timer') this.work.stop(effect.wait.id);
        return this.open(effect.wait);
      case 'close':
        this.work.stop(effect.wait);
        if (effect.kind === 'child' && effect.outcome !== 'done') this.giveUp(effect.wait);
        return;
      case 'publish-message': {
        const { id, name, correlationKey, variables, timeToLive } = effect;
        this.publications.push({ kind: 'message', id, name, correlationKey, variables, timeToLive });
        return;
      }
      case 'broadcast-signal':
        this.publications.push({
          kind: 'signal',
          id: effect.id,
          name: effect.name,
          variables: effect.variables,
          ...(effect.heardInside && { heardInside: true }),
        });
        return;
      case 'escalate': {
        const { parent, caseId } = this.info;
        const { id, code, variables } = effect;
        if (parent)
          this.work.start(() =>
            tellParent(parent, {
              type: 'throw-escalation',
              id: `${caseId}:e${id}`,
              wait: parent.wait,
              code,
              variables,
            }),
          );
        return;
      }
      case 'end':
        return this.finish(effect.end);
      case 'raise-incident':
      case 'clear-incident':
        // Incidents live in the journal; people act on them through the read model.
        return;
    }
  }

  private open(wait: Extract<Effect, { type: 'open' }>['wait']): void {
    if (wait.kind === 'timer') {
      this.work.at(wait.id, wait.timer.due, () => this.give({ type: 'fire-timer', wait: wait.id }));
    } else if (wait.kind === 'job' && isConnectorType(wait.job.type) && wait.job.retries > 0) {
      this.connect(wait);
    } else if (wait.kind === 'child') {
      this.work.start(() => {
        const begun = startChildCase(this.info, this.state.timeZone, wait)
          .catch((error: unknown) =>
            this.give({ type: 'fail-child', wait: wait.id, message: reasonOf(error) }),
          )
          .finally(() => this.beginning.delete(wait.id));
        this.beginning.set(wait.id, begun);
        return begun;
      });
    }
  }

  /** Ends a called case, once it has begun; one that is gone cannot tell its end any more. */
  private giveUp(wait: WaitId): void {
    this.work.start(async () => {
      const begun = this.beginning.get(wait);
      // Cases before that sent the word at once, and it could come before the case was there.
      if (begun && patched('give-up-what-has-begun')) await begun;
      if (!(await cancelChild(this.info.caseId, wait)))
        this.give({ type: 'fail-child', wait, message: 'the called case is gone' });
    });
  }

  private connect({
    id,
    node,
    job,
  }: Extract<Extract<Effect, { type: 'open' }>['wait'], { kind: 'job' }>): void {
    const { caseId, rootCaseId, processId, version, modelHash, subject } = this.info;
    const { type, headers, variables } = job;
    const request = {
      id: waitKey(caseId, id),
      caseId,
      rootCaseId,
      processId,
      version,
      modelHash,
      subject,
      node,
      type,
      headers,
      variables,
      now: Date.now(),
      timeZone: this.state.timeZone,
    };
    this.work.run(id, type, () => runConnector(request, job), {
      done: (result) =>
        this.give(
          result.kind === 'completed'
            ? { type: 'complete-job', wait: id, variables: result.variables }
            : {
                type: 'throw-error',
                wait: id,
                code: result.code,
                message: result.message,
                variables: result.variables,
              },
        ),
      failed: (error) => this.give({ type: 'fail-job', wait: id, message: reasonOf(error), retries: 0 }),
    });
  }

  private finish(end: CaseEnd): void {
    this.end = end;
    this.work.stopAll();
    const { parent, caseId } = this.info;
    if (parent) this.work.start(() => tellParent(parent, endOfChild(parent.wait, `${caseId}:end`, end)));
  }

  private follow({ model, version }: ResolvedProcess): void {
    this.model = model;
    this.info = { ...this.info, processId: model.processId, modelHash: model.hash, version };
  }

  private acknowledge(number: number): void {
    if (number <= this.acknowledged || number > this.state.number) return;
    this.acknowledged = number;
    this.journal = this.journal.filter((entry) => entry.n > number);
    if (this.journal.length === 0) this.unwritten = false;
  }

  /** What a case throws goes out at once; the journal waits for quick work, so that a row of connectors is written once. */
  private mustWrite(): boolean {
    return this.publications.length > 0 || (this.unwritten && this.work.quick === 0);
  }

  private async write(): Promise<void> {
    const { publications, info } = this;
    // A copy: what comes while this is being written is not written by it, and must not be acknowledged with it.
    const entries = [...this.journal];
    this.publications = [];
    this.unwritten = false;
    await this.work.quickly(() => project({ info, entries, publications }));
    const last = entries[entries.length - 1];
    if (last) this.acknowledge(last.n);
  }

  private isOver(): boolean {
    return this.end !== undefined && this.work.idle && allHandlersFinished();
  }

  private mayHandOver(): boolean {
    const { continueAsNewSuggested: suggested, historyLength: events } = workflowInfo();
    const waits = (): number => openWaits(this.state).length;
    if (!isLong({ updates: this.updates, events, suggested, waits }, this.limits)) return false;
    return (
      allHandlersFinished() &&
      this.work.quick === 0 &&
      this.work.messages === 0 &&
      (this.work.connectors === 0 || isImpatient({ updates: this.updates }, this.limits))
    );
  }
}

/** What the end of a called case is to its caller. */
export function endOfChild(wait: WaitId, id: string, end: CaseEnd): Stimulus {
  switch (end.status) {
    case 'failed':
      return { type: 'throw-error', id, wait, code: end.error?.code ?? '', message: end.error?.message };
    case 'cancelled':
      return { type: 'fail-child', id, wait, message: 'the called case was cancelled' };
    default:
      return { type: 'complete-child', id, wait, variables: end.variables };
  }
}
