import { Inject, Injectable } from '@nestjs/common';
import type {
  activateJobsSchema,
  completeJobSchema,
  failJobSchema,
  Job,
  Role,
  throwJobErrorSchema,
  throwJobEscalationSchema,
} from '@opora/contracts';
import { addDuration, type Json, type Variables } from '@opora/engine';
import { connectorPrefix } from '@opora/host';
import { type Database, delayJob, type Row } from '@opora/store';
import type { z } from 'zod';
import { placeVisible } from '../access/predicates.ts';
import { roleAnywhere, roleFor } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { type Act, CommandsService } from '../commands/commands.service.ts';
import { refusal } from '../commands/rejections.ts';
import { Conditions } from '../platform/conditions.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { checkSize } from '../platform/variables.ts';

interface JobRow extends Row {
  id: string;
  case_id: string;
  wait: number;
  retries: number;
  state: string;
  ended_at: Date | null;
  backoff: string | null;
  district_id: string | null;
  school_id: string | null;
}

/** Hands jobs without a built-in connector to outside workers, within the districts that the caller sees. */
@Injectable()
export class JobsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly commands: CommandsService,
  ) {}

  /** Locks open jobs of a type for a worker, longest waiting first; a repetition answers the jobs it took, as far as they are still its own. */
  async activate(
    user: CurrentUser,
    body: z.output<typeof activateJobsSchema>,
    actId: string,
  ): Promise<{ jobs: Job[] }> {
    if (!roleAnywhere(user, 'job.work'))
      throw forbidden('Задания внешних программ берут координатор и администратор.');
    const mine = await this.database.query(
      `${taken('jobs')} where t.activation = $1 and t.state = 'open' and t.locked_until > now() order by t.available_at, t.id`,
      [actId],
    );
    if (mine.length > 0) return { jobs: mine.map(toJob) };
    const where = new Conditions();
    where
      .and(`j.type = ${where.bind(body.type)} and j.type not like '${connectorPrefix}%'`)
      .and(
        "j.state = 'open' and j.retries > 0 and j.available_at <= now() and (j.locked_until is null or j.locked_until < now())",
      )
      .and(placeVisible(user, 'c', where));
    const rows = await this.database.query(
      `with due as (
         select j.id from jobs j join cases c on c.id = j.case_id and c.status = 'active' where ${where.text}
         order by j.available_at, j.id limit ${where.bind(body.maxJobs)} for update of j skip locked),
       taken as (update jobs j set worker = ${where.bind(body.worker)}, activation = ${where.bind(actId)}, locked_until = now() + ${where.bind(body.timeout)}::float8 * interval '1 millisecond' from due where j.id = due.id returning j.*)
       ${taken('taken')} order by t.available_at, t.id`,
      where.params,
    );
    return { jobs: rows.map(toJob) };
  }

  async complete(
    user: CurrentUser,
    id: string,
    { variables, result }: z.output<typeof completeJobSchema>,
    commandId: string,
  ): Promise<void> {
    const { job, role } = await this.workable(user, id, commandId);
    checkSize(variables);
    await this.act(user, role, {
      id: commandId,
      caseId: job.case_id,
      kind: 'complete-job',
      payload: { wait: job.wait, variables, ...(result && { result: result as Json }) },
    });
  }

  /** A failed attempt; without attempts left the case gets an incident. */
  async fail(
    user: CurrentUser,
    id: string,
    body: z.output<typeof failJobSchema>,
    commandId: string,
  ): Promise<void> {
    const { job, role, repeated } = await this.workable(user, id, commandId);
    const retries = body.retries ?? Math.max(0, job.retries - 1);
    // Said before the case frees the job, so that nobody takes it in between; of a repetition another worker may have it by now.
    if (!repeated)
      await delayJob(this.database, id, {
        message: body.message,
        delay: body.backoff ?? milliseconds(job.backoff),
      });
    await this.act(user, role, {
      id: commandId,
      caseId: job.case_id,
      kind: 'fail-job',
      payload: { wait: job.wait, message: body.message, retries },
    });
  }

  /** A BPMN escalation, caught by the nearest event for it. */
  async escalate(
    user: CurrentUser,
    id: string,
    body: z.output<typeof throwJobEscalationSchema>,
    commandId: string,
  ): Promise<void> {
    const { job, role } = await this.workable(user, id, commandId);
    if (body.variables) checkSize(body.variables);
    const payload: Json = { wait: job.wait, code: body.code, variables: body.variables ?? {} };
    await this.act(user, role, { id: commandId, caseId: job.case_id, kind: 'throw-escalation', payload });
  }

  /** A BPMN error, caught by the nearest event for it. */
  async error(
    user: CurrentUser,
    id: string,
    body: z.output<typeof throwJobErrorSchema>,
    commandId: string,
  ): Promise<void> {
    const { job, role } = await this.workable(user, id, commandId);
    if (body.variables) checkSize(body.variables);
    const payload: Json = { wait: job.wait, code: body.code };
    if (body.message !== undefined) payload['message'] = body.message;
    if (body.variables) payload['variables'] = body.variables;
    await this.act(user, role, { id: commandId, caseId: job.case_id, kind: 'throw-error', payload });
  }

  private async act(user: CurrentUser, role: Role, act: Act): Promise<void> {
    const outcome = await this.commands.act({ ...act, actor: { user: user.login, role } });
    if (outcome.rejected) throw refusal(outcome.rejected);
  }

  private async workable(
    user: CurrentUser,
    id: string,
    commandId: string,
  ): Promise<{ job: JobRow; role: Role; repeated: boolean }> {
    if (!roleAnywhere(user, 'job.work'))
      throw forbidden('Задания внешних программ выполняют координатор и администратор.');
    const [job] = await this.database.query<JobRow>(
      'select j.*, c.district_id, c.school_id from jobs j join cases c on c.id = j.case_id where j.id = $1',
      [id],
    );
    const role = job && roleFor(user, 'job.work', { districtId: job.district_id, schoolId: job.school_id });
    if (!job || !role) throw notFound('Задания', id);
    const repeated = await this.commands.isKnown(commandId);
    if (job.state !== 'open' && !repeated) {
      throw new Problem(
        'no-longer-open',
        `Задание уже закрыто${job.ended_at ? ` ${isoOf(job.ended_at)}` : ''}.`,
        { more: { state: job.state } },
      );
    }
    return { job, role, repeated };
  }
}

const taken = (source: string): string =>
  `select t.*, c.process_id from ${source} t join cases c on c.id = t.case_id`;

const toJob = (row: Row): Job => ({
  id: row['id'] as string,
  type: row['type'] as string,
  caseId: row['case_id'] as string,
  processId: row['process_id'] as string,
  elementId: row['node'] as string,
  retries: row['retries'] as number,
  headers: row['headers'] as { [key: string]: string },
  variables: row['variables'] as Variables,
  lockedUntil: isoOf(row['locked_until']),
});

/** Length of the model's pause between attempts; none where it has none or one that cannot be read. */
function milliseconds(backoff: string | null): number {
  if (backoff === null) return 0;
  try {
    return Math.max(0, addDuration(0, backoff, 'UTC'));
  } catch {
    return 0;
  }
}
