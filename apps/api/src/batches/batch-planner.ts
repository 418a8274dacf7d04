import { Inject, Injectable } from '@nestjs/common';
import { batchLimit, batchParametersSchemas, type createBatchSchema, type Role } from '@opora/contracts';
import type { Json, Rejection, Variables } from '@opora/engine';
import { batchCommandId, type Database, type NewBatch } from '@opora/store';
import type { z } from 'zod';
import { canBeAssigned, type Place, type PlaceAction, roleFor, roleInTask } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { forbidden, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { checkSize, checkTypes } from '../platform/variables.ts';
import { ProcessesService } from '../processes/processes.service.ts';
import { subjectOf, taskColumns, taskJoins, type TaskRow } from '../tasks/task-row.ts';
import { TasksRepository } from '../tasks/tasks.repository.ts';
import { AuthRepository } from '../auth/auth.repository.ts';
import { BatchesRepository, type Candidate } from './batches.repository.ts';

/** A case of a planned batch, with what its preview shows. */
export type PlannedItem = NewBatch['items'][number] & {
  role?: Role;
  status?: string;
  processId?: string;
  version?: number;
  title?: string | null;
  row?: Candidate;
};

/** A batch whose cases have been found and checked against the rights of its author. */
export interface PlannedBatch extends Omit<NewBatch, 'id' | 'createdBy' | 'items'> {
  items: PlannedItem[];
  /** Role in which the author acts on the first case that they may act on. */
  role: Role | null;
}

type Request = z.output<typeof createBatchSchema>;
type CaseOperation = Exclude<Request['operation'], 'start'>;

/** What the author of a batch must be allowed to do with each case; whose tasks are whose, the tasks say. */
const rights: { [operation in CaseOperation]: PlaceAction | 'task' } = {
  cancel: 'case.manage',
  suspend: 'case.manage',
  resume: 'case.manage',
  'set-variables': 'case.manage',
  modify: 'case.manage',
  migrate: 'case.manage',
  'retry-incidents': 'incident.retry',
  'assign-tasks': 'task.assign',
  'complete-tasks': 'task',
};

const refused = (code: string): Rejection => ({ code, message: '' });
const placeOf = (row: Candidate): Place => ({ districtId: row.district_id, schoolId: row.school_id });

/** Finds the cases of a batch and says of each whether its author may act on it. */
@Injectable()
export class BatchPlanner {
  constructor(
    private readonly batches: BatchesRepository,
    private readonly processes: ProcessesService,
    private readonly tasks: TasksRepository,
    private readonly users: AuthRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** Refused whole where nothing in it is allowed, the parameters do not fit, or it is too large. */
  async plan(user: CurrentUser, body: Request, id: string): Promise<PlannedBatch> {
    const parameters = parametersOf(body);
    const { operation } = body;
    const items =
      operation === 'start'
        ? await this.starts(user, parameters, id)
        : await this.onCases(user, operation, body, parameters);
    if (items.length === 0)
      throw new Problem('refused', 'Под отбор не попадает ни одного идущего дела.', {
        errors: [{ path: 'filter', message: 'Подходящих дел нет' }],
      });
    if (items.length > batchLimit)
      throw new Problem('refused', `За один раз можно до ${batchLimit} дел: сузьте отбор.`, {
        errors: [{ path: 'filter', message: `Подходит больше ${batchLimit} дел` }],
      });
    const role = items.find((item) => item.role)?.role ?? null;
    if (items.every((item) => item.refused?.code === 'forbidden'))
      throw forbidden('Ни на одно из этих дел ваши права не распространяются.');
    return {
      operation,
      parameters:
        operation === 'start' ? { ...parameters, cases: (parameters['cases'] as Json[]).length } : parameters,
      ...(body.filter ? { filter: body.filter as { [name: string]: Json } } : {}),
      reason: body.reason,
      districts: [...new Set(items.flatMap((item) => districtOf(item) ?? []))].sort(),
      items,
      role,
    };
  }

  private async onCases(
    user: CurrentUser,
    operation: CaseOperation,
    body: Request,
    parameters: { [name: string]: Json },
  ): Promise<PlannedItem[]> {
    const found = body.caseIds
      ? await this.batches.byIds(user, body.caseIds)
      : await this.batches.byFilter(user, body.filter!, batchLimit + 1);
    const roles = await this.rolesIn(user, operation, found, parameters);
    const item = (row: Candidate): PlannedItem => ({
      caseId: row.id,
      status: row.status,
      processId: row.process_id,
      version: row.version,
      title: row.title,
      row,
      ...(roles.has(row.id) ? { role: roles.get(row.id)! } : { refused: refused('forbidden') }),
    });
    if (!body.caseIds) return found.map(item);
    const byId = new Map(found.map((row) => [row.id, row]));
    return [...new Set(body.caseIds)].map((caseId) => {
      const row = byId.get(caseId);
      return row ? item(row) : { caseId, refused: refused('unknown-case') };
    });
  }

  /** The role in which the user acts on each case; a case that is not here they may not act on. */
  private async rolesIn(
    user: CurrentUser,
    operation: CaseOperation,
    rows: Candidate[],
    parameters: { [name: string]: Json },
  ): Promise<Map<string, Role>> {
    const right = rights[operation];
    if (right === 'task') return this.rolesInTasks(user, rows, parameters);
    const assignee = parameters['assignee'];
    const person = typeof assignee === 'string' ? await this.users.findByLogin(assignee) : undefined;
    if (typeof assignee === 'string' && !person)
      throw new Problem('refused', `Пользователя «${assignee}» нет.`, {
        errors: [{ path: 'parameters.assignee', message: 'Нет такого пользователя' }],
      });
    return new Map(
      rows.flatMap((row) => {
        const role = roleFor(user, right, placeOf(row));
        return role && (!person || canBeAssigned(person, placeOf(row))) ? [[row.id, role]] : [];
      }),
    );
  }

  /** Tasks are completed by those among their candidates; their form says what values fit. */
  private async rolesInTasks(
    user: CurrentUser,
    rows: Candidate[],
    { elementId, variables }: { [name: string]: Json },
  ): Promise<Map<string, Role>> {
    const tasks = await this.database.query<TaskRow>(
      `select ${taskColumns} from tasks t ${taskJoins} where t.case_id = any ($1::text[]) and t.node = $2 and t.state = 'open'`,
      [rows.map((row) => row.id), elementId],
    );
    const kinds = new Map(tasks.map((task) => [`${task.version} ${task.process_id}`, task]));
    for (const task of kinds.values()) {
      const form = await this.tasks.form(task);
      if (form) checkTypes(form.schema, (variables ?? {}) as Variables);
    }
    const roles = new Map<string, Role>();
    // A case without such a task is left out by the operation itself, not for want of rights.
    const without = new Set(rows.map((row) => row.id));
    for (const task of tasks) {
      without.delete(task.case_id);
      const role = roleInTask(user, subjectOf(task));
      if (role) roles.set(task.case_id, role);
    }
    for (const row of rows) {
      const role = without.has(row.id) && roleFor(user, 'case.read', placeOf(row));
      if (role) roles.set(row.id, role);
    }
    return roles;
  }

  private async starts(
    user: CurrentUser,
    parameters: { [name: string]: Json },
    id: string,
  ): Promise<PlannedItem[]> {
    const { processId, version, cases } = parameters as unknown as z.output<
      (typeof batchParametersSchemas)['start']
    >;
    const items: PlannedItem[] = [];
    for (const [i, { variables, businessKey }] of cases.entries()) {
      const caseId = batchCommandId(id, String(i), 'start');
      try {
        const { role, payload } = await this.processes.planStart(user, processId, {
          variables,
          ...(version === undefined ? {} : { version }),
          ...(businessKey === undefined ? {} : { businessKey }),
        });
        items.push({ caseId, role, payload: payload as unknown as Json, title: payload.title ?? null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.kind === 'not-found') throw error;
        items.push({
          caseId,
          refused: {
            code: error.kind,
            message: error.detail,
            ...(error.errors
              ? { details: error.errors.map(({ path, message }) => ({ node: path, message })) }
              : {}),
          },
        });
      }
    }
    return items;
  }
}

function districtOf({ row, payload }: PlannedItem): string | undefined {
  if (row) return row.district_id ?? undefined;
  return (payload as { subject?: { districtId?: string } } | undefined)?.subject?.districtId;
}

/** Parameters that fit the operation; what does not is named. */
function parametersOf({ operation, parameters }: Request): { [name: string]: Json } {
  const parsed = batchParametersSchemas[operation].safeParse(parameters);
  if (!parsed.success)
    throw new Problem('bad-request', 'Параметры не подходят к действию.', {
      errors: parsed.error.issues.map(({ path, message }) => ({
        path: ['parameters', ...path].join('.'),
        message,
      })),
    });
  const values = parsed.data as { [name: string]: Json };
  if (operation === 'set-variables' || operation === 'complete-tasks') {
    const variables = values['variables'] as Variables;
    checkSize(variables);
    for (const name of ['schoolId', 'districtId'])
      if (name in variables)
        throw new Problem('refused', 'Школу и район дела после начала не меняют.', {
          errors: [{ path: `parameters.variables.${name}`, message: 'Не меняется' }],
        });
  }
  return values;
}
