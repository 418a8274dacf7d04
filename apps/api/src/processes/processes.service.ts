import { Injectable } from '@nestjs/common';
import type {
  Page,
  Process,
  ProcessDetails,
  processQuerySchema,
  Role,
  startCaseSchema,
  StartedCase,
} from '@opora/contracts';
import type { Json } from '@opora/engine';
import type { Subject } from '@opora/host';
import type { z } from 'zod';
import { roleAnywhere, roleFor } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { CaseRest } from '../cases/case-rest.ts';
import { type Act, CommandsService, type StartPayload } from '../commands/commands.service.ts';
import { refusal } from '../commands/rejections.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { checkSize } from '../platform/variables.ts';
import { ProcessesRepository } from './processes.repository.ts';

/** What a start comes to. */
export interface StartPlan {
  role: Role;
  payload: StartPayload & { subject: Subject };
}

/** The act that starts a planned case; the case gets the id of the act. */
export const startAct = (user: CurrentUser, { role, payload }: StartPlan, id: string): Act => ({
  id,
  caseId: id,
  kind: 'start-case',
  payload: payload as unknown as Json,
  actor: { user: user.login, role },
  record: {
    action: 'case.start',
    processId: payload.processId,
    version: payload.version,
    districtId: payload.subject.districtId ?? null,
    schoolId: payload.subject.schoolId ?? null,
  },
});

/** Shows deployed processes and starts cases of them. */
@Injectable()
export class ProcessesService {
  constructor(
    private readonly processes: ProcessesRepository,
    private readonly rest: CaseRest,
    private readonly commands: CommandsService,
  ) {}

  find(user: CurrentUser, query: z.output<typeof processQuerySchema>): Promise<Page<Process>> {
    return this.processes.find(user, query);
  }

  async read(user: CurrentUser, id: string): Promise<ProcessDetails> {
    const details = await this.processes.details(user, id);
    if (!details) throw notFound('Процесса', id);
    return details;
  }

  async versions(user: CurrentUser, id: string): Promise<Page<ProcessDetails['versions'][number]>> {
    const items = await this.processes.versions(user, id);
    if (items.length === 0) throw notFound('Процесса', id);
    return { items, total: items.length, next: null };
  }

  /** The diagram of a version; the latest where the version is undefined. */
  async xml(id: string, version: number | undefined): Promise<string> {
    const found = version ?? (await this.processes.version(id))?.version;
    const xml = found === undefined ? undefined : await this.processes.xml(id, found);
    if (xml === undefined)
      throw notFound('Версии процесса', version === undefined ? id : `${id} · ${version}`);
    return xml;
  }

  /** Starts a case about a school, or about a district when no school is named: the coordinator's own unless told. */
  async start(
    user: CurrentUser,
    id: string,
    body: z.output<typeof startCaseSchema>,
    commandId: string,
    districtId?: string,
  ): Promise<StartedCase> {
    return this.carryOut(user, startAct(user, await this.planStart(user, id, body, districtId), commandId));
  }

  /** Starts the case of an act, or answers what has come of it when it was accepted before. */
  async carryOut(user: CurrentUser, act: Act): Promise<StartedCase> {
    const outcome = await this.commands.act(act);
    if (outcome.rejected) throw refusal(outcome.rejected);
    return { caseId: act.caseId, ...(await this.rest.tasksOf(user, act.caseId)) };
  }

  /** What a start comes to, or why the user may not make it. */
  async planStart(
    user: CurrentUser,
    id: string,
    body: z.output<typeof startCaseSchema>,
    district?: string,
  ): Promise<StartPlan> {
    if (!roleAnywhere(user, 'case.start')) throw forbidden('Дела начинает координатор района.');
    const process = await this.processes.version(id, body.version);
    if (!process)
      throw notFound('Процесса', body.version === undefined ? id : `${id} версии ${body.version}`);
    const { subject, title } = await this.subjectOf(user, body.variables['schoolId'], district);
    const role = roleFor(user, 'case.start', {
      districtId: subject.districtId ?? null,
      schoolId: subject.schoolId ?? null,
    });
    if (!role) throw forbidden('Дело школы начинает координатор её района.');
    checkSize(body.variables);
    if (!process.model.starts.some(({ trigger }) => trigger.kind === 'none')) {
      throw new Problem(
        'refused',
        `Процесс «${process.name ?? id}» начинается сам, по событию: простого начала у него нет.`,
        { errors: [{ path: 'id', message: 'Нет начального события без условия' }] },
      );
    }
    if (process.stageOrder > 0) subject.stage = id;
    const name = process.name ?? id;
    return {
      role,
      payload: {
        processId: id,
        version: process.version,
        variables: subject.schoolId
          ? { ...body.variables, districtId: subject.districtId ?? null }
          : body.variables,
        subject,
        title: title ? `${name}: ${title}` : name,
        ...(body.businessKey ? { businessKey: body.businessKey } : {}),
      },
    };
  }

  private async subjectOf(
    user: CurrentUser,
    schoolId: Json | undefined,
    district?: string,
  ): Promise<{ subject: Subject; title?: string }> {
    if (schoolId === undefined || schoolId === null) {
      const districtId = district ?? user.grants.find((grant) => grant.role === 'coordinator')?.districtId;
      return { subject: districtId ? { districtId } : {} };
    }
    const school = typeof schoolId === 'string' ? await this.processes.school(schoolId) : undefined;
    if (!school)
      throw new Problem('refused', 'Переменная schoolId должна быть идентификатором школы.', {
        errors: [{ path: 'variables.schoolId', message: `Школы «${String(schoolId)}» нет` }],
      });
    return { subject: { schoolId: school.id, districtId: school.districtId }, title: school.name };
  }
}
