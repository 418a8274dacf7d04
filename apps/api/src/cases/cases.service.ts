import { Inject, Injectable } from '@nestjs/common';
import type {
  activateAdhocSchema,
  Case,
  CaseAct,
  CaseNode,
  caseQuerySchema,
  CaseRow,
  completeAdhocSchema,
  JournalLine,
  journalQuerySchema,
  MigratedCase,
  migrateCaseSchema,
  modifyCaseSchema,
  Page,
  patchVariablesSchema,
  Role,
} from '@opora/contracts';
import { type Json, migrate, rebuild, type JournalEntry } from '@opora/engine';
import type { Database } from '@opora/store';
import type { z } from 'zod';
import { can, roleFor } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { type Act, CommandsService } from '../commands/commands.service.ts';
import { refusal } from '../commands/rejections.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { checkSize } from '../platform/variables.ts';
import { ProcessesRepository } from '../processes/processes.repository.ts';
import { CaseRest } from './case-rest.ts';
import { type CaseRecord, CasesRepository } from './cases.repository.ts';

const placeOf = (row: CaseRecord): { districtId: string | null; schoolId: string | null } => ({
  districtId: row.district_id,
  schoolId: row.school_id,
});

/** Shows cases and lets coordinators steer them. */
@Injectable()
export class CasesService {
  constructor(
    private readonly cases: CasesRepository,
    private readonly processes: ProcessesRepository,
    private readonly rest: CaseRest,
    private readonly commands: CommandsService,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  find(user: CurrentUser, query: z.output<typeof caseQuerySchema>): Promise<Page<CaseRow>> {
    return this.cases.find(user, query);
  }

  async read(user: CurrentUser, id: string): Promise<Case> {
    const row = await this.visible(user, id);
    return { ...(await this.cases.whole(row)), actions: actionsOf(user, row) };
  }

  async tree(user: CurrentUser, id: string): Promise<CaseNode> {
    const row = await this.visible(user, id);
    const roots = await this.cases.tree(user, row.root_id);
    const holds = (node: CaseNode): boolean => node.id === id || node.children.some(holds);
    return roots.find(holds)!;
  }

  async journal(
    user: CurrentUser,
    id: string,
    query: z.output<typeof journalQuerySchema>,
  ): Promise<Page<JournalLine>> {
    return this.cases.journal(await this.visible(user, id), query);
  }

  /** Cancels, suspends or resumes a case, with a reason. */
  async steer(
    user: CurrentUser,
    id: string,
    kind: 'cancel' | 'suspend' | 'resume',
    reason: string,
    commandId: string,
  ): Promise<CaseAct> {
    const { row, role } = await this.managed(user, id);
    return this.carryOut(
      user,
      role,
      row,
      `case.${kind}`,
      { id: commandId, caseId: id, kind, payload: { reason } },
      reason,
      {},
    );
  }

  async patchVariables(
    user: CurrentUser,
    id: string,
    body: z.output<typeof patchVariablesSchema>,
    commandId: string,
  ): Promise<CaseAct> {
    const { row, role } = await this.managed(user, id);
    checkSize(body.variables);
    for (const name of ['schoolId', 'districtId']) {
      if (name in body.variables)
        throw new Problem('refused', 'Школу и район дела после начала не меняют.', {
          errors: [{ path: `variables.${name}`, message: 'Не меняется' }],
        });
    }
    const payload: Json = { variables: body.variables, reason: body.reason ?? '' };
    if (body.elementInstanceId !== undefined) payload['element'] = body.elementInstanceId;
    return this.carryOut(
      user,
      role,
      row,
      'case.variables',
      { id: commandId, caseId: id, kind: 'set-variables', payload },
      body.reason,
      { variables: body.variables },
    );
  }

  async modify(
    user: CurrentUser,
    id: string,
    body: z.output<typeof modifyCaseSchema>,
    commandId: string,
  ): Promise<CaseAct> {
    const { row, role } = await this.managed(user, id);
    const activate = body.activate.map(({ elementId, variables }) => ({
      node: elementId,
      ...(variables ? { variables } : {}),
    }));
    checkSize(Object.assign({}, ...activate.map(({ variables }) => variables ?? {})));
    const terminate = body.terminate.map(({ elementInstanceId }) => elementInstanceId);
    return this.carryOut(
      user,
      role,
      row,
      'case.modify',
      { id: commandId, caseId: id, kind: 'modify', payload: { activate, terminate, reason: body.reason } },
      body.reason,
      { activate, terminate },
    );
  }

  /** Starts elements of an ad-hoc subprocess that somebody chose. */
  async activateAdhoc(
    user: CurrentUser,
    id: string,
    element: number,
    body: z.output<typeof activateAdhocSchema>,
    commandId: string,
  ): Promise<CaseAct> {
    const { row, role } = await this.managed(user, id);
    if (body.variables) checkSize(body.variables);
    const payload: Json = {
      element,
      nodes: body.elements,
      ...(body.variables ? { variables: body.variables } : {}),
      ...(body.reason === undefined ? {} : { reason: body.reason }),
    };
    const act: Act = { id: commandId, caseId: id, kind: 'activate-adhoc', payload };
    return this.carryOut(user, role, row, 'case.adhoc', act, body.reason, payload);
  }

  /** Ends an ad-hoc subprocess in which enough is done. */
  async completeAdhoc(
    user: CurrentUser,
    id: string,
    element: number,
    body: z.output<typeof completeAdhocSchema>,
    commandId: string,
  ): Promise<CaseAct> {
    const { row, role } = await this.managed(user, id);
    const payload: Json = { element, ...(body.reason === undefined ? {} : { reason: body.reason }) };
    const act: Act = { id: commandId, caseId: id, kind: 'complete-adhoc', payload };
    return this.carryOut(user, role, row, 'case.adhoc', act, body.reason, payload);
  }

  /** Moves a case to another version of its process, or says what would happen. */
  async migrate(
    user: CurrentUser,
    id: string,
    body: z.output<typeof migrateCaseSchema>,
    commandId: string,
  ): Promise<MigratedCase> {
    const { row, role } = await this.managed(user, id);
    const [from, to] = await Promise.all([
      this.cases.model(row),
      this.processes.version(row.process_id, body.version),
    ]);
    if (!from || !to)
      throw new Problem('refused', `У процесса «${row.process_id}» нет версии ${body.version}.`, {
        errors: [{ path: 'version', message: 'Нет такой версии' }],
      });
    const entries = await this.database.query<{ entry: JournalEntry }>(
      'select entry from journal where case_id = $1 order by number',
      [id],
    );
    const state = rebuild(entries.map(({ entry }) => entry));
    const plan = migrate(from, to.model, state, { mapping: body.mapping }, Date.now());
    const whole = await this.cases.whole(row);
    const moves = whole.activeElements.map(({ elementInstanceId, elementId }) => ({
      elementInstanceId,
      from: elementId,
      to: body.mapping[elementId] ?? elementId,
    }));
    const problems = plan.rejected
      ? (plan.rejected.details?.map(({ node, element, message }) => ({
          elementId: node ?? null,
          elementInstanceId: element ?? null,
          message,
        })) ?? [{ elementId: null, elementInstanceId: null, message: plan.rejected.message }])
      : [];
    if (body.dryRun)
      return {
        case: { id, state: row.state, version: row.version },
        dryRun: true,
        possible: !plan.rejected,
        problems,
        moves,
      };
    if (plan.rejected) throw refusal(plan.rejected);
    const target = { processId: row.process_id, version: body.version };
    const payload: Json = { mapping: body.mapping, target };
    if (body.reason !== undefined) payload['reason'] = body.reason;
    const act: Act = { id: commandId, caseId: id, kind: 'migrate', payload };
    const moved = await this.carryOut(user, role, row, 'case.migrate', act, body.reason, payload);
    return { case: { ...moved.case, version: body.version }, dryRun: false, possible: true, problems, moves };
  }

  private async carryOut(
    user: CurrentUser,
    role: Role,
    row: CaseRecord,
    action: string,
    act: Act,
    remark: string | undefined,
    details: Json,
  ): Promise<CaseAct> {
    const outcome = await this.commands.act({
      ...act,
      actor: { user: user.login, role },
      ...(remark ? { remark } : {}),
      record: {
        action,
        processId: row.process_id,
        version: row.version,
        districtId: row.district_id,
        schoolId: row.school_id,
        details,
      },
    });
    if (outcome.rejected) throw refusal(outcome.rejected);
    await this.rest.wait(row.root_id);
    const after = await this.cases.get(row.id);
    return { case: { id: row.id, state: after?.state ?? row.state } };
  }

  private async visible(user: CurrentUser, id: string): Promise<CaseRecord> {
    const row = await this.cases.findVisible(user, id);
    if (!row) throw notFound('Дела', id);
    return row;
  }

  private async managed(user: CurrentUser, id: string): Promise<{ row: CaseRecord; role: Role }> {
    const row = await this.visible(user, id);
    const role = roleFor(user, 'case.manage', placeOf(row));
    if (!role) throw forbidden('Делом управляет координатор его района.');
    return { row, role };
  }
}

function actionsOf(user: CurrentUser, row: CaseRecord): Case['actions'] {
  if (!can(user, 'case.manage', placeOf(row)) || (row.status !== 'active' && row.status !== 'suspended'))
    return [];
  return ['cancel', row.status === 'suspended' ? 'resume' : 'suspend', 'variables', 'modify', 'migrate'];
}
