import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Actor, CaseStatus, Json, Rejection, Variables } from '@opora/engine';
import type { CaseAnswer, CaseInfo, CaseStimulus, ResolvedProcess, StartCase, Subject } from '@opora/host';
import {
  type ActRecord,
  applyJournal,
  caseInfo,
  completeCommand,
  type Database,
  endAct,
  findCommand,
  isNewId,
  JournalGap,
  type KnownCase,
  openAct,
  openCommand,
  type PendingCommand,
  type Queryable,
  rejectCommand,
  releaseCommand,
  schedulesOf,
} from '@opora/store';
import { workingTimeAt } from '../calendars/calendars.repository.ts';
import { Problem } from '../platform/problem.ts';
import { identificationVariables } from '../identification/identification-variables.ts';
import { programmeVariables } from '../programmes/programme-variables.ts';
import { isDatabaseDown } from '../platform/problem.filter.ts';
import type { Settings } from '../platform/settings.ts';
import { timeZoneOf } from '../platform/today.ts';
import { DATABASE, SETTINGS } from '../platform/tokens.ts';
import { CASE_GATE, type CaseGate } from './case-gate.ts';
import { CaseQueue } from './case-queue.ts';
import { ProcessModels } from './process-models.ts';

/** What a start needs besides the model, as it lies in the outbox. */
export interface StartPayload {
  processId: string;
  version: number;
  variables: Variables;
  startNode?: string;
  businessKey?: string;
  subject?: Subject;
  title?: string;
}

/** An act of a person on a case. */
export interface Act {
  id: string;
  caseId: string;
  kind: 'start-case' | CaseStimulus['type'];
  payload: Json;
  actor?: Actor;
  remark?: string;
  /** What the audit says of it; written once, also when a sweeper brings the act to its end. */
  record?: ActRecord;
}

/** How an act ended. */
export type Outcome =
  { state: CaseStatus; rejected?: undefined } | { state?: undefined; rejected: Rejection };

/** How long the writer of a command keeps the sweeper away, in milliseconds. */
const lease = 30_000;

/**
 * Carries acts out exactly once (design 2.6): writes the command, hands it to the case under the command's id, and
 * applies the answered journal in the transaction that marks the command done. An act that reaches no answer in time
 * stays in the outbox, is carried out by the sweeper, and is answered as `accepted-later`; repeating it with the same
 * Idempotency-Key waits for the same command.
 */
@Injectable()
export class CommandsService {
  private readonly log = new Logger('commands');
  private readonly queue = new CaseQueue();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CASE_GATE) private readonly gate: CaseGate,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly models: ProcessModels,
  ) {}

  /** Carries out an act and answers its outcome. */
  async act(act: Act): Promise<Outcome> {
    const { opened, known } = await openAct(this.database, { ...act, lease });
    let command: PendingCommand = { ...act, attempts: 1 };
    if (!opened) {
      const before = await this.outcomeOf(act.id);
      if (before) return before;
      // What was accepted counts: since then a process may have got a newer version, a job fewer attempts.
      command = (await findCommand(this.database, act.id)) ?? command;
    }
    const work = this.queue.run(act.caseId, () => this.deliver(command, known));
    // The work goes on after the answer; its failure then is the sweeper's matter.
    work.catch(() => undefined);
    return this.inTime(act.id, work);
  }

  /**
   * Accepts an act together with what else a transaction writes; `act` with the same id then carries it out, and the sweeper
   * does where nobody comes back to it.
   */
  async accept(q: Queryable, act: Act): Promise<void> {
    await openCommand(q, { ...act, lease });
  }

  /** One attempt to carry out a command, then its outcome; throws when the case was not reached. */
  async deliver(command: PendingCommand, known?: KnownCase): Promise<Outcome> {
    try {
      if (command.kind === 'start-case') return await this.start(command);
      if (command.kind === 'start-batch') return await this.startBatch(command);
      if (command.kind === 'sync-schedules') return await this.syncSchedules(command);
      return await this.stimulate(command, known ?? (await caseInfo(this.database, command.caseId)));
    } catch (error) {
      const delay = Math.min(30_000, 500 * 2 ** Math.min(command.attempts, 6));
      await releaseCommand(this.database, command.id, delay).catch(() => undefined);
      this.log.warn(
        `Command ${command.id} (${command.kind}) of case ${command.caseId} waits: ${error instanceof Error ? error.message : String(error)}`,
      );
      throw error;
    }
  }

  /**
   * Whether an act with this id has been accepted before, ended or not: a repetition then goes to the same command,
   * even when the worker has already projected what the first attempt did.
   */
  async isKnown(id: string): Promise<boolean> {
    return (await this.standing(id)) !== undefined;
  }

  /** Outcome of a command that has ended. */
  async outcomeOf(id: string): Promise<Outcome | undefined> {
    const standing = await this.standing(id);
    return standing === 'pending' ? undefined : standing;
  }

  /** How a command stands: its outcome, or that it is under way; undefined when there is none with this id. */
  async standing(id: string): Promise<Outcome | 'pending' | undefined> {
    if (isNewId(id)) return undefined;
    const [row] = await this.database.query<{
      state: string;
      error: Rejection | null;
      status: CaseStatus | null;
    }>(
      'select m.state, m.error, c.status from commands m left join cases c on c.id = m.case_id where m.id = $1',
      [id],
    );
    if (row?.state === 'rejected') return { rejected: row.error ?? { code: 'not-open', message: '' } };
    if (row?.state === 'done') return { state: row.status ?? 'active' };
    return row && 'pending';
  }

  private async inTime(id: string, work: Promise<Outcome>): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.settings.actTimeout);
    });
    let cause: unknown;
    try {
      const first = await Promise.race([work, late]);
      if (first !== 'late') return first;
    } catch (error) {
      if (isDatabaseDown(error)) throw error;
      cause = error;
    } finally {
      clearTimeout(timer);
    }
    throw new Problem(
      'accepted-later',
      'Принято и будет выполнено, как только сервер процессов ответит. Повторять не нужно.',
      {
        more: { commandId: id },
        headers: { 'Retry-After': '5' },
        cause,
      },
    );
  }

  private async stimulate(command: PendingCommand, known: KnownCase | undefined): Promise<Outcome> {
    if (!known) throw new Error(`case ${command.caseId} is not in the read model yet`);
    const { target, ...kind } = command.payload as { target?: { processId: string; version: number } } & {
      [key: string]: Json;
    };
    const stimulus = {
      ...kind,
      type: command.kind,
      id: command.id,
      ...(command.actor ? { actor: command.actor } : {}),
      ...(command.remark !== undefined ? { remark: command.remark } : {}),
    } as unknown as CaseStimulus & { id: string };
    if (known.status !== 'active' && known.status !== 'suspended')
      return this.reject(command.id, { code: 'not-active', message: `the case has ended: ${known.status}` });
    const version = target ? await this.models.find(target.processId, target.version) : undefined;
    const answer = await this.gate.stimulate(command.caseId, stimulus, known.lastNumber, version);
    const { info } = known;
    const after = version && {
      processId: version.model.processId,
      modelHash: version.model.hash,
      version: version.version,
    };
    return this.settle(command, { ...info, ...after }, answer);
  }

  private async startBatch({ id, caseId }: PendingCommand): Promise<Outcome> {
    await this.gate.startBatch({ batchId: caseId });
    await completeCommand(this.database, id);
    return { state: 'active' };
  }

  /** Timer start events of a process as Temporal Schedules. */
  private async syncSchedules({ id, payload }: PendingCommand): Promise<Outcome> {
    const { processId } = payload as { processId: string };
    const { wanted, unwanted } = await schedulesOf(this.database, processId);
    await this.gate.setSchedules(
      wanted,
      unwanted.map((one) => ({ processId, ...one })),
    );
    await completeCommand(this.database, id);
    return { state: 'active' };
  }

  private async start(command: PendingCommand): Promise<Outcome> {
    const payload = command.payload as unknown as StartPayload;
    const found: ResolvedProcess | undefined = await this.models.find(payload.processId, payload.version);
    if (!found)
      return this.reject(command.id, {
        code: 'not-deployed',
        message: `process ${payload.processId} version ${payload.version} is not deployed`,
      });
    const subject = payload.subject ?? (await this.subjectOf(command.id, payload));
    const { startNode, businessKey, title } = payload;
    const [schoolId, districtId] = [subject.schoolId ?? null, subject.districtId ?? null];
    const workingTime = await workingTimeAt(this.database, districtId, schoolId);
    // What the system knows of the school; what the caller gives wins.
    const variables = {
      ...(await programmeVariables(this.database, payload.processId, schoolId)),
      ...(await identificationVariables(this.database, payload.processId, schoolId, payload.variables)),
      ...(workingTime ? { workingTime: workingTime as unknown as Json } : {}),
      ...payload.variables,
    };
    const input: StartCase = {
      caseId: command.caseId,
      rootCaseId: command.caseId,
      subject,
      version: found.version,
      model: found.model,
      awaited: true,
      ...(title !== undefined ? { title } : {}),
      start: {
        variables,
        id: command.id,
        timeZone: await timeZoneOf(this.database, subject.districtId, this.settings.timeZone),
        ...(startNode !== undefined ? { startNode } : {}),
        ...(businessKey !== undefined ? { businessKey } : {}),
        ...(command.actor ? { actor: command.actor } : {}),
      },
    };
    const answer = await this.gate.start(input);
    const info: CaseInfo = {
      caseId: command.caseId,
      processId: payload.processId,
      version: found.version,
      modelHash: found.model.hash,
      rootCaseId: command.caseId,
      subject,
      ...(title !== undefined ? { title } : {}),
      ...(businessKey !== undefined ? { businessKey } : {}),
      ...(command.actor ? { startedBy: command.actor.user } : {}),
    };
    return this.settle(command, info, answer);
  }

  /** Applies the answered journal and ends the command, both or neither. */
  private async settle(command: PendingCommand, info: CaseInfo, answer: CaseAnswer): Promise<Outcome> {
    if (answer.rejected) return this.reject(command.id, answer.rejected);
    let entries = answer.journal;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { status } = await applyJournal(this.database, info, entries, command.id);
        return { state: status };
      } catch (error) {
        if (!(error instanceof JournalGap) || attempt >= 3) throw error;
        entries = (await this.gate.journal(command.caseId, error.last)).journal;
      }
    }
  }

  /** Ends a refused command, unless the journal shows that the case had taken it and only the answer was lost. */
  private async reject(id: string, rejected: Rejection): Promise<Outcome> {
    const [taken] = await this.database.query<{ status: CaseStatus }>(
      "select c.status from commands m join cases c on c.id = m.case_id join journal j on j.case_id = m.case_id and j.kind = 'stimulus' and j.entry->>'id' = $1 where m.id = $1::uuid",
      [id],
    );
    if (taken) {
      await endAct(this.database, id);
      return { state: taken.status };
    }
    await this.database.transaction((q) => rejectCommand(q, id, rejected));
    return { rejected };
  }

  /** Whom a case is about that nobody starts by hand: the school it names, else the district of the message's sender, else that of whoever deployed the process. */
  private async subjectOf(
    commandId: string,
    { processId, version, variables }: StartPayload,
  ): Promise<Subject> {
    const schoolId = typeof variables['schoolId'] === 'string' ? variables['schoolId'] : null;
    const [row] = await this.database.query<{
      school: string | null;
      district: string | null;
      stage: string | null;
    }>(
      `select (select id from schools where id = $1) as school, (select process_id from stages where process_id = $3 and "order" > 0) as stage,
         coalesce((select district_id from schools where id = $1),
           (select r.district_id from message_correlations x join messages m on m.id = x.message_id join users u on u.login = m.publisher
            join user_roles r on r.user_id = u.id and r.district_id is not null where x.command_id = $2 order by r.id limit 1),
           (select r.district_id from process_versions v join deployments d on d.id = v.deployment_id join users u on u.login = d.created_by
            join user_roles r on r.user_id = u.id and r.district_id is not null where v.process_id = $3 and v.version = $4 order by r.id limit 1)) as district`,
      [schoolId, commandId, processId, version],
    );
    return {
      ...(row?.school ? { schoolId: row.school } : {}),
      ...(row?.district ? { districtId: row.district } : {}),
      ...(row?.stage ? { stage: row.stage } : {}),
    };
  }
}
