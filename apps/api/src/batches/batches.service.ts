import { Inject, Injectable } from '@nestjs/common';
import type {
  Batch,
  BatchItem,
  BatchPreview,
  batchQuerySchema,
  batchReportQuerySchema,
  createBatchSchema,
  Page,
} from '@opora/contracts';
import { CaseUnreachable } from '@opora/host/client';
import { createBatch, type Database } from '@opora/store';
import type { z } from 'zod';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { CASE_GATE, type CaseGate } from '../commands/case-gate.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { BatchPlanner } from './batch-planner.ts';
import { BatchesRepository, type BatchRecord, explained, schoolOf, toBatch } from './batches.repository.ts';
import { dryRun } from './dry-run.ts';

/** Most lines of a preview. */
const previewLines = 200;
const order = { refused: 0, skipped: 1, done: 2 };

/** One operation over many cases: planned by rights, carried out by a workflow, reported case by case. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly batches: BatchesRepository,
    private readonly planner: BatchPlanner,
    private readonly audit: AuditRepository,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CASE_GATE) private readonly gate: CaseGate,
  ) {}

  /** Says what a batch would do. */
  async preview(user: CurrentUser, body: z.output<typeof createBatchSchema>): Promise<BatchPreview> {
    const planned = await this.planner.plan(user, body, 'preview');
    const prospects = await dryRun(this.database, { ...planned, createdBy: user.login });
    const counts = { done: 0, refused: 0, skipped: 0 };
    for (const { state } of prospects) counts[state]++;
    const lines = planned.items.map((item, i) => ({ item, prospect: prospects[i]!, number: i + 1 }));
    lines.sort((a, b) => order[a.prospect.state] - order[b.prospect.state] || a.number - b.number);
    return {
      dryRun: true,
      total: planned.items.length,
      counts,
      items: lines.slice(0, previewLines).map(({ item, prospect, number }): BatchItem => ({
        number,
        caseId: item.status === undefined && body.operation === 'start' ? null : item.caseId,
        title: item.title ?? null,
        process: item.processId ?? null,
        version: item.version ?? null,
        school: item.row ? schoolOf(item.row) : null,
        state: prospect.state,
        ...explained('outcome' in prospect ? prospect.outcome : null),
        endedAt: null,
      })),
    };
  }

  /** Writes a batch down; its workflow begins as soon as Temporal answers. */
  async create(user: CurrentUser, body: z.output<typeof createBatchSchema>, id: string): Promise<Batch> {
    const known = await this.batches.findVisible(user, id);
    if (known) return this.show(user, known);
    const planned = await this.planner.plan(user, body, id);
    await this.database.transaction(async (q) => {
      const { items, districts, role, ...batch } = planned;
      const written = await createBatch(q, {
        ...batch,
        id,
        createdBy: user.login,
        districts,
        items: items.map(({ caseId, role: as, payload, refused }) => ({
          caseId,
          ...(as === undefined ? {} : { role: as }),
          ...(payload === undefined ? {} : { payload }),
          ...(refused ? { refused } : {}),
        })),
      });
      if (!written) return;
      await this.audit.record(
        {
          actId: id,
          user,
          role,
          action: 'batch.create',
          subject: id,
          remark: body.reason,
          districtId: districts.length === 1 ? districts[0]! : null,
          details: { operation: body.operation, parameters: planned.parameters, cases: items.length },
        },
        q,
      );
    });
    return this.read(user, id);
  }

  async find(user: CurrentUser, query: z.output<typeof batchQuerySchema>): Promise<Page<Batch>> {
    const page = await this.batches.find(user, query);
    return { ...page, items: page.items.map((row) => this.show(user, row)) };
  }

  async read(user: CurrentUser, id: string): Promise<Batch> {
    return this.show(user, await this.visible(user, id));
  }

  async report(
    user: CurrentUser,
    id: string,
    query: z.output<typeof batchReportQuerySchema>,
  ): Promise<Page<BatchItem>> {
    await this.visible(user, id);
    return this.batches.report(id, query);
  }

  /** Pauses, resumes or cancels a batch. */
  async steer(
    user: CurrentUser,
    id: string,
    act: 'pause' | 'resume' | 'cancel',
    commandId: string,
  ): Promise<Batch> {
    const row = await this.visible(user, id);
    if (!maySteer(user, row))
      throw new Problem(
        'forbidden',
        'Массовым действием управляет тот, кто его начал, или координатор района.',
      );
    if ((await this.audit.detailsOf(commandId)) !== undefined) return this.show(user, row);
    if (!actionsIn(row.state).includes(act)) throw notNow(row.state);
    const state = await this.gate.steerBatch(id, act, commandId).catch((error: unknown) => {
      if (error instanceof CaseUnreachable)
        throw new Problem('temporal-down', 'Сервер процессов не ответил. Повторите через минуту.', {
          headers: { 'Retry-After': '5' },
          cause: error,
        });
      throw error;
    });
    const after = await this.visible(user, id);
    if (state === undefined && after.state !== 'cancelled' && after.state !== 'completed')
      throw new Problem('conflict', 'Массовое действие ещё не началось. Повторите через несколько секунд.');
    if (after.state === 'completed') throw notNow(after.state);
    await this.audit.record({
      actId: commandId,
      user,
      role: user.grants.find(({ role }) => role === 'coordinator' || role === 'admin')?.role ?? null,
      action: `batch.${act}`,
      subject: id,
      districtId: row.districts.length === 1 ? row.districts[0]! : null,
    });
    return this.show(user, after);
  }

  private show(user: CurrentUser, row: BatchRecord): Batch {
    return toBatch(row, maySteer(user, row) ? actionsIn(row.state) : []);
  }

  private async visible(user: CurrentUser, id: string): Promise<BatchRecord> {
    const row = await this.batches.findVisible(user, id);
    if (!row) throw notFound('Массового действия', id);
    return row;
  }
}

/** Its author, or whoever manages cases in each of its districts. */
const maySteer = (user: CurrentUser, { created_by, districts }: BatchRecord): boolean =>
  created_by === user.login ||
  (districts.length > 0 &&
    districts.every((districtId) => can(user, 'case.manage', { districtId, schoolId: null })));

function actionsIn(state: Batch['state']): Batch['actions'] {
  if (state === 'paused') return ['resume', 'cancel'];
  return state === 'pending' || state === 'running' ? ['pause', 'cancel'] : [];
}

const states: { [state in Batch['state']]: string } = {
  pending: 'ещё не началось',
  running: 'идёт',
  paused: 'приостановлено',
  completed: 'завершено',
  cancelled: 'прекращено',
};
const notNow = (state: Batch['state']): Problem =>
  new Problem('conflict', `Так сделать нельзя: массовое действие ${states[state]}.`, { more: { state } });
