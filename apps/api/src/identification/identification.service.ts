import { Inject, Injectable } from '@nestjs/common';
import type {
  applyRunSchema,
  createRunSchema,
  Method,
  Page,
  previewRunSchema,
  ResultYear,
  Run,
  RunComparison,
  RunPreview,
  runQuerySchema,
  RunTotals,
  SchoolVerdict,
  SchoolVerdictChange,
  verdictQuerySchema,
  WorkRow,
  workQuerySchema,
} from '@opora/contracts';
import {
  compareVerdicts,
  methodParameters,
  naturalOrder,
  type ParameterValues,
  Reference,
  schoolFacts,
  schoolStatuses,
  type Verdict,
  verdictSchema,
} from '@opora/domain';
import { type DecisionModel, evaluateDecision, type Json } from '@opora/engine';
import type { Database } from '@opora/store';
import type { z } from 'zod';
import { can, type PlaceAction } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { timeZoneOf } from '../platform/today.ts';
import { DATABASE } from '../platform/tokens.ts';
import { IdentificationRepository, type StoredMethod } from './identification.repository.ts';

/** A run that has been prepared and not yet written. */
interface Judged {
  stored: StoredMethod & { decision: { version: number; model: DecisionModel } };
  values: ParameterValues;
  verdicts: Map<string, Verdict>;
  totals: RunTotals;
}

/** Finds schools with low results by methods, shows why, and compares methods, years and thresholds. */
@Injectable()
export class IdentificationService {
  constructor(
    private readonly repository: IdentificationRepository,
    private readonly audit: AuditRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  async methods(): Promise<Page<Method>> {
    const stored = await this.repository.methods();
    const items = stored.map(({ method, decision }) => ({ ...method, version: decision?.version ?? null }));
    return { items, total: items.length, next: null };
  }

  async years(user: CurrentUser, districtId: string): Promise<Page<ResultYear>> {
    if (!may(user, 'identification.read', districtId))
      throw forbidden('Результаты видят координатор, комитет и методическая служба своего района.');
    const items = await this.repository.years(districtId);
    return { items, total: items.length, next: null };
  }

  async results(user: CurrentUser, query: z.output<typeof workQuerySchema>): Promise<Page<WorkRow>> {
    if (!may(user, 'identification.read', query.district))
      throw forbidden('Результаты видят координатор, комитет и методическая служба своего района.');
    return this.repository.results(query);
  }

  runs(user: CurrentUser, query: z.output<typeof runQuerySchema>): Promise<Page<Run>> {
    const districts = [
      ...user.grants.flatMap((grant) => grant.districtId ?? []),
      ...user.regionDistricts,
    ].filter((district) => may(user, 'identification.read', district));
    return this.repository.runs(districts, query);
  }

  async run(user: CurrentUser, id: string): Promise<Run> {
    const run = isUuid(id) ? await this.repository.run(id) : undefined;
    if (!run || !may(user, 'identification.read', run.districtId)) throw notFound('Отбора', id);
    return run;
  }

  async verdicts(
    user: CurrentUser,
    id: string,
    query: z.output<typeof verdictQuerySchema>,
  ): Promise<Page<SchoolVerdict>> {
    await this.run(user, id);
    return this.repository.verdicts(id, query);
  }

  /** Says what a run would give, and who would enter and leave against an earlier one or other terms; keeps nothing. */
  async preview(user: CurrentUser, body: z.output<typeof previewRunSchema>): Promise<RunPreview> {
    const judged = await this.judge(user, body);
    const before = await this.comparedWith(user, body);
    const changes = before ? await this.changes(before, judged.verdicts) : [];
    return { totals: judged.totals, changes };
  }

  /** What a preview is held against. */
  private async comparedWith(
    user: CurrentUser,
    { against, baseline, ...body }: z.output<typeof previewRunSchema>,
  ): Promise<ReadonlyMap<string, Pick<Verdict, 'cluster'>> | undefined> {
    if (against) return this.repository.clusters((await this.run(user, against)).id);
    if (!baseline) return undefined;
    const { year = body.year, parameters = body.parameters } = baseline;
    return (await this.judge(user, { ...body, year, parameters })).verdicts;
  }

  async create(user: CurrentUser, body: z.output<typeof createRunSchema>, id: string): Promise<Run> {
    const { stored, values, verdicts, totals } = await this.judge(user, body);
    return this.database.transaction(async (q) => {
      await this.repository.saveRun(q, {
        id,
        method: stored.method.id,
        version: stored.decision.version,
        districtId: body.districtId,
        year: body.year,
        parameters: values,
        title: body.title ?? null,
        totals,
        login: user.login,
        verdicts,
      });
      return (await this.repository.run(id, q))!;
    });
  }

  async compare(user: CurrentUser, id: string, otherId: string): Promise<RunComparison> {
    const [from, to] = [await this.run(user, id), await this.run(user, otherId)];
    if (from.districtId !== to.districtId) throw new Problem('refused', 'Сравниваются отборы одного района.');
    const [before, after] = [await this.repository.clusters(id), await this.repository.clusters(otherId)];
    return { from, to, changes: await this.changes(before, after) };
  }

  /** Gives the clusters of a run to the schools of the register. */
  async apply(
    user: CurrentUser,
    id: string,
    body: z.output<typeof applyRunSchema>,
    actId: string,
  ): Promise<Run> {
    const run = await this.run(user, id);
    if (!may(user, 'identification.write', run.districtId))
      throw forbidden('Кластеры назначают координатор и методическая служба района.');
    return this.database.transaction(async (q) => {
      await this.repository.lockRun(q, id);
      if ((await this.audit.detailsOf(actId, q)) !== undefined) return (await this.repository.run(id, q))!;
      const changed = await this.repository.apply(q, id, user.login);
      await this.audit.record(
        {
          actId,
          user,
          action: 'identification.apply',
          subject: id,
          districtId: run.districtId,
          remark: body.reason,
          details: { method: run.method.key, year: run.year, changed },
        },
        q,
      );
      return (await this.repository.run(id, q))!;
    });
  }

  private async judge(user: CurrentUser, body: z.output<typeof createRunSchema>): Promise<Judged> {
    if (!may(user, 'identification.write', body.districtId))
      throw forbidden('Школы отбирают координатор и методическая служба своего района.');
    const [stored] = await this.repository.methods(body.method);
    if (!stored) throw notFound('Методики', body.method);
    const { method, decision } = stored;
    if (!decision)
      throw new Problem('refused', `Решение «${method.decision}» методики ${method.key} не развёрнуто.`);
    const { values, problems } = methodParameters(method, body.parameters);
    if (problems.length > 0)
      throw new Problem('refused', 'Параметры методики заданы не полностью или неверно.', {
        errors: problems.map(({ parameter, message }) => ({ path: `parameters.${parameter}`, message })),
      });
    const minParticipants = Number(values['minParticipants'] ?? 1);
    const reference = method.compares
      ? await this.repository.reference(body.districtId, body.year, minParticipants)
      : new Reference();
    const years = Array.from({ length: method.yearsBack + 1 }, (_, back) => body.year - back);
    const verdicts = new Map<string, Verdict>();
    const totals = Object.fromEntries([...schoolStatuses, 'unknown'].map((name) => [name, 0])) as RunTotals;
    const clock = { now: Date.now(), timeZone: await timeZoneOf(this.database, body.districtId) };
    for await (const { school, results } of this.repository.schools([body.districtId], years)) {
      const facts = schoolFacts(school, results, reference, { year: body.year, minParticipants });
      const verdict = decide(decision.model, method.decision, facts as unknown as Json, values, clock);
      verdicts.set(school.id, verdict);
      totals[verdict.cluster ?? 'unknown'] += 1;
    }
    return { stored: { method, decision }, values, verdicts, totals };
  }

  private async changes(
    before: ReadonlyMap<string, Pick<Verdict, 'cluster'>>,
    after: ReadonlyMap<string, Pick<Verdict, 'cluster' | 'reasons'>>,
  ): Promise<SchoolVerdictChange[]> {
    const found = compareVerdicts(before, after);
    const names = await this.repository.names(found.map((change) => change.schoolId));
    return found
      .map(({ schoolId, ...change }) => ({
        ...change,
        school: { id: schoolId, name: names.get(schoolId) ?? schoolId },
        reasons: after.get(schoolId)?.reasons ?? [],
      }))
      .sort(
        (left, right) =>
          changeOrder.indexOf(left.change) - changeOrder.indexOf(right.change) ||
          naturalOrder(left.school.name, right.school.name),
      );
  }
}

/** Who enters and leaves comes before who only changes the cluster. */
const changeOrder: readonly SchoolVerdictChange['change'][] = ['enters', 'leaves', 'moves'];

const may = (user: CurrentUser, action: PlaceAction, districtId: string): boolean =>
  can(user, action, { districtId, schoolId: null });

function decide(
  model: DecisionModel,
  decisionId: string,
  school: Json,
  parameters: ParameterValues,
  clock: { now: number; timeZone: string },
): Verdict {
  const { result, problems } = evaluateDecision(model, decisionId, { school, parameters }, clock);
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  const read = verdictSchema.safeParse(result);
  if (!problem && read.success) return read.data;
  const where = read.error?.issues[0];
  throw new Problem('refused', 'Решение методики не вычисляется на данных школы.', {
    errors: [
      {
        path: problem?.decisionId ?? decisionId,
        message: problem?.message ?? `${where?.path.join('.') ?? ''}: ${where?.message ?? ''}`,
        school: (school as { id: string }).id,
      },
    ],
  });
}
