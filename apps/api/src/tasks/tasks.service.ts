import { Inject, Injectable } from '@nestjs/common';
import type {
  CompletedTask,
  completeTaskSchema,
  Page,
  Task,
  TaskAction,
  TaskDetails,
  taskQuerySchema,
} from '@opora/contracts';
import type { Json, Rejection, Variables } from '@opora/engine';
import type { Role } from '@opora/contracts';
import type { ActRecord, Database } from '@opora/store';
import type { z } from 'zod';
import { can, canBeAssigned, roleFor, roleInTask } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuthRepository } from '../auth/auth.repository.ts';
import { CaseRest } from '../cases/case-rest.ts';
import { CasesRepository } from '../cases/cases.repository.ts';
import { CommandsService } from '../commands/commands.service.ts';
import { refusal } from '../commands/rejections.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { checkSize, checkTypes } from '../platform/variables.ts';
import { SchoolsRepository } from '../schools/schools.repository.ts';
import { ChoicesRepository } from './choices.repository.ts';
import { choiceSources, withChoices } from './form-choices.ts';
import { knownPlaces, valueAt, withValueAt } from './form-known.ts';
import { knownSources } from './known/index.ts';
import { subjectOf, type TaskRow } from './task-row.ts';
import { TasksRepository } from './tasks.repository.ts';

/** What people do with tasks. */
@Injectable()
export class TasksService {
  constructor(
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    private readonly choices: ChoicesRepository,
    private readonly rest: CaseRest,
    private readonly cases: CasesRepository,
    private readonly schools: SchoolsRepository,
    private readonly users: AuthRepository,
    private readonly commands: CommandsService,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  find(user: CurrentUser, query: z.output<typeof taskQuerySchema>): Promise<Page<Task>> {
    return this.tasks.find(user, query);
  }

  async read(user: CurrentUser, id: string): Promise<TaskDetails> {
    const row = await this.visible(user, id);
    const [[task], variables, plain, documentation, seenCase, seesSchool] = await Promise.all([
      this.tasks.show(user, [row]),
      this.tasks.visibleVariables(row.case_id, row.element),
      this.tasks.form(row),
      this.tasks.documentation(row.process_id, row.version, row.node),
      this.cases.findVisible(user, row.case_id),
      row.school_id !== null && this.schools.sees(user, row.school_id),
    ]);
    const actions = actionsOf(user, row);
    const fills = actions.includes('complete');
    const known = plain && fills ? await this.filledIn(plain.schema, variables, row) : variables;
    const form = plain && {
      ...plain,
      schema: await this.offered(plain.schema, known, row, fills),
    };
    return {
      ...task!,
      headers: row['headers'] as { [key: string]: string },
      variables: known,
      form: form ?? null,
      documentation,
      actions,
      opens: [...(seenCase ? ['case' as const] : []), ...(seesSchool ? ['school' as const] : [])],
    };
  }

  async claim(user: CurrentUser, id: string, commandId: string): Promise<Task> {
    const row = await this.visible(user, id);
    const role = this.candidate(user, row);
    if (await this.commands.isKnown(commandId))
      return this.assignTo(user, row, role, user.login, 'task.claim', commandId);
    await this.mustBeOpen(user, row);
    if (row.vote)
      throw new Problem('conflict', 'Это голосование: его не берут в работу, каждый голосует за себя.');
    if (row.assignee === user.login) return this.show(user, row);
    if (row.assignee) throw taken(row);
    return this.assignTo(user, row, role, user.login, 'task.claim', commandId);
  }

  async release(user: CurrentUser, id: string, commandId: string): Promise<Task> {
    const row = await this.visible(user, id);
    const role =
      row.assignee === user.login
        ? roleInTask(user, subjectOf(row))
        : roleFor(user, 'task.assign', subjectOf(row));
    const known = await this.commands.isKnown(commandId);
    if (!role && !known) throw forbidden('Вернуть задачу может тот, кто её взял, или координатор.');
    if (!known) {
      await this.mustBeOpen(user, row);
      if (!row.assignee) return this.show(user, row);
    }
    return this.assignTo(user, row, role, null, 'task.release', commandId);
  }

  async assign(
    user: CurrentUser,
    id: string,
    assignee: string | null,
    reason: string | undefined,
    commandId: string,
  ): Promise<Task> {
    const row = await this.visible(user, id);
    const role = roleFor(user, 'task.assign', subjectOf(row));
    if (!role) throw forbidden('Назначает исполнителя координатор района.');
    const known = await this.commands.isKnown(commandId);
    if (!known) await this.mustBeOpen(user, row);
    if (assignee !== null && !known) {
      const person = await this.users.findByLogin(assignee);
      const fits = person !== undefined && canBeAssigned(person, subjectOf(row));
      if (!fits) {
        throw new Problem(
          'refused',
          `Назначить «${assignee}» нельзя: такого пользователя нет или дело ему не видно.`,
          { errors: [{ path: 'assignee', message: 'Не подходит' }] },
        );
      }
    }
    return this.assignTo(user, row, role, assignee, 'task.assign', commandId, reason);
  }

  /** Completes a task, or casts the user's vote in it; answers the whole case after it. */
  async complete(
    user: CurrentUser,
    id: string,
    body: z.output<typeof completeTaskSchema>,
    commandId: string,
  ): Promise<CompletedTask> {
    const row = await this.visible(user, id);
    const role = this.candidate(user, row);
    if (!(await this.commands.isKnown(commandId))) {
      await this.mustBeOpen(user, row);
      if (!row.vote && row.assignee && row.assignee !== user.login) throw taken(row);
      checkSize(body.variables);
      const form = await this.tasks.form(row);
      if (form) checkTypes(form.schema, body.variables);
    }
    const outcome = await this.commands.act({
      id: commandId,
      caseId: row.case_id,
      kind: 'complete-task',
      payload: { wait: row.wait, variables: body.variables },
      actor: { user: user.login, role },
      ...(body.remark ? { remark: body.remark } : {}),
      record: recordOf(
        row,
        row.vote ? 'task.vote' : 'task.complete',
        row.vote?.secret ? {} : { variables: body.variables },
      ),
    });
    if (outcome.rejected) throw await this.refused(user, row, outcome.rejected);
    const { state, tasks } = await this.rest.tasksOf(user, row.root_id);
    return { case: { id: row.root_id, state }, tasks };
  }

  /** The form with its choices: all of them for who fills it in, for others only what was chosen. */
  private async offered(
    schema: { [key: string]: Json },
    variables: Variables,
    { school_id, district_id }: TaskRow,
    fills: boolean,
  ): Promise<{ [key: string]: Json }> {
    const sources = choiceSources(schema);
    if (sources.length === 0) return schema;
    const place = { schoolId: school_id, districtId: district_id };
    const known = fills ? await this.choices.find(sources, place) : new Map();
    return withChoices(schema, variables, known);
  }

  /** The variables with what the system knows at the places that the form names; what a person has entered stays. */
  private async filledIn(
    schema: { [key: string]: Json },
    variables: Variables,
    row: TaskRow,
  ): Promise<Variables> {
    let filled = variables;
    for (const { source, path } of knownPlaces(schema)) {
      const value = await knownSources[source]?.(this.database, {
        ...{ schoolId: row.school_id, districtId: row.district_id, caseId: row.case_id, rootId: row.root_id },
        ...{ variables, current: valueAt(variables, path) },
      });
      if (value !== undefined) filled = withValueAt(filled, path, value);
    }
    return filled;
  }

  private async assignTo(
    user: CurrentUser,
    row: TaskRow,
    role: Role | undefined,
    assignee: string | null,
    action: string,
    commandId: string,
    remark?: string,
  ): Promise<Task> {
    const outcome = await this.commands.act({
      id: commandId,
      caseId: row.case_id,
      kind: 'assign-task',
      payload: { wait: row.wait, assignee },
      actor: { user: user.login, ...(role ? { role } : {}) },
      ...(remark ? { remark } : {}),
      record: recordOf(row, action, { assignee }),
    });
    if (outcome.rejected) throw await this.refused(user, row, outcome.rejected);
    return this.show(user, await this.visible(user, row.id).catch(() => row));
  }

  private async visible(user: CurrentUser, id: string): Promise<TaskRow> {
    const row = await this.tasks.findVisible(user, id);
    if (!row) throw notFound('Задачи', id);
    return row;
  }

  private candidate(user: CurrentUser, row: TaskRow): Role {
    const role = roleInTask(user, subjectOf(row));
    if (!role) throw forbidden('Эту задачу выполняют другие: вас нет среди исполнителей.');
    return role;
  }

  private async mustBeOpen(user: CurrentUser, row: TaskRow): Promise<void> {
    if (row.state !== 'open') throw await this.refused(user, row, { code: 'not-open', message: '' });
  }

  /** A refusal in words; for a closed task with who closed it and when. */
  private async refused(user: CurrentUser, row: TaskRow, rejection: Rejection): Promise<Problem> {
    if (rejection.code !== 'not-open' && rejection.code !== 'not-active') return refusal(rejection);
    const now = (await this.tasks.findVisible(user, row.id)) ?? row;
    const [task] = await this.tasks.show(user, [now]);
    const at =
      task!.completedAt ?? (now['ended_at'] ? new Date(now['ended_at'] as Date).toISOString() : null);
    const who = task!.completedByName;
    const detail =
      who && at
        ? `Задачу уже выполнил(а) ${who} ${local(at)}.`
        : `Задача больше не нужна: она закрыта${at ? ` ${local(at)}` : ''}.`;
    return new Problem('no-longer-open', detail, {
      more: { state: now.state, completedBy: task!.completedBy, completedByName: who, completedAt: at },
    });
  }

  private async show(user: CurrentUser, row: TaskRow): Promise<Task> {
    return (await this.tasks.show(user, [row]))[0]!;
  }
}

/** What the audit says of an act on a task. */
const recordOf = (row: TaskRow, action: string, details: Json): ActRecord => ({
  action,
  subject: row.id,
  processId: row.process_id,
  version: row.version,
  districtId: row.district_id,
  schoolId: row.school_id,
  details,
});

const local = (at: string): string =>
  new Intl.DateTimeFormat('ru', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Europe/Moscow',
  }).format(new Date(at)) + ' (МСК)';
const taken = (row: TaskRow): Problem =>
  new Problem('conflict', `Задачу уже взял(а) ${(row['assignee_name'] as string | null) ?? row.assignee}.`, {
    more: { assignee: row.assignee },
  });

/** What a user may do with a task now. */
function actionsOf(user: CurrentUser, row: TaskRow): TaskAction[] {
  if (row.state !== 'open') return [];
  const subject = subjectOf(row);
  const role = roleInTask(user, subject);
  const coordinator = can(user, 'task.assign', subject);
  const voted = row.vote?.cast.some((cast) => cast.voter === user.login) ?? false;
  const mine = row.assignee === user.login;
  const actions: TaskAction[] = [];
  if (role && !row.vote && !row.assignee) actions.push('claim');
  if (row.assignee && (mine || coordinator)) actions.push('release');
  if (coordinator) actions.push('assign');
  if (role && !voted && (row.vote || !row.assignee || mine)) actions.push('complete');
  return actions;
}
