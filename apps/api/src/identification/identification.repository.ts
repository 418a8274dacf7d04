import { Inject, Injectable } from '@nestjs/common';
import type {
  ResultYear,
  Run,
  runQuerySchema,
  RunTotals,
  SchoolVerdict,
  verdictQuerySchema,
  WorkRow,
  workQuerySchema,
} from '@opora/contracts';
import {
  type ComparedSchool,
  type IdentificationMethod,
  type ParameterValues,
  Reference,
  type School,
  type Verdict,
  type WorkResult,
} from '@opora/domain';
import type { Page } from '@opora/contracts';
import type { DecisionModel } from '@opora/engine';
import { type Database, jsonText, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { Conditions } from '../platform/conditions.ts';
import { newestPage } from '../platform/newest-page.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { IS_SUPPORT } from '../stages/stages.repository.ts';

/** A method with the newest version of its decision. */
export interface StoredMethod {
  method: IdentificationMethod;
  decision: { version: number; model: DecisionModel } | null;
}

/** How many schools are read at once. */
const SCHOOLS_AT_ONCE = 1000;

/** Methods, results and runs. */
@Injectable()
export class IdentificationRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async methods(id?: string): Promise<StoredMethod[]> {
    const rows = await this.database.query<{
      body: IdentificationMethod;
      version: number | null;
      model: DecisionModel | null;
    }>(
      `select m.body, d.version, d.model from identification_methods m left join lateral
         (select version, model from decision_versions where decision_id = m.body->>'decision' order by version desc limit 1) d on true
       where $1::text is null or m.id = $1 order by m.id`,
      [id ?? null],
    );
    return rows.map(({ body, version, model }) => ({
      method: body,
      decision: version !== null && model !== null ? { version, model } : null,
    }));
  }

  /** Sums over all results of the district's region in a year: what its schools are compared with. */
  async reference(districtId: string, year: number, minParticipants: number): Promise<Reference> {
    const reference = new Reference(minParticipants);
    const [region] = await this.database.query<{ ids: string[] }>(
      'select array_agg(d.id) as ids from districts d where d.region = (select region from districts where id = $1)',
      [districtId],
    );
    for await (const { school, results } of this.schools(region?.ids ?? [districtId], [year]))
      for (const result of results) reference.add(result, school);
    return reference;
  }

  /** Every school of the districts with its results of the years, a portion at a time. */
  async *schools(
    districts: string[],
    years: number[],
  ): AsyncGenerator<{ school: ComparedSchool; results: WorkResult[] }> {
    let portion = await this.portion(districts, years, '');
    while (portion.length > 0) {
      // The next ones are fetched while these are judged.
      const next = this.portion(districts, years, portion.at(-1)!.school.id);
      next.catch(() => undefined);
      yield* portion;
      portion = await next;
    }
  }

  /** Schools behind an id in order, with their results of the years. */
  private async portion(
    districts: string[],
    years: number[],
    after: string,
  ): Promise<{ school: ComparedSchool; results: WorkResult[] }[]> {
    const schools = await this.database.query<{
      id: string;
      kind: School['kind'] | null;
      district_id: string;
    }>(
      'select id, kind, district_id from schools where district_id = any($1::text[]) and id > $2 order by id limit $3',
      [districts, after, SCHOOLS_AT_ONCE],
    );
    const rows = await this.database.query(
      `select school_id as "schoolId", year::int as year, procedure, subject, grade::int as grade, participants,
         below_minimum as "belowMinimum", mean, marks from results where year = any($1::smallint[]) and school_id = any($2::text[])`,
      [years, schools.map((school) => school.id)],
    );
    const bySchool = new Map<string, WorkResult[]>(schools.map(({ id }) => [id, []]));
    for (const row of rows as unknown as WorkResult[]) bySchool.get(row.schoolId)!.push(row);
    return schools.map(({ id, kind, district_id }) => ({
      school: { id, kind: kind ?? 'СОШ', districtId: district_id },
      results: bySchool.get(id) ?? [],
    }));
  }

  /** Years with results of a district's schools, newest first. */
  years(districtId: string): Promise<ResultYear[]> {
    return this.database.query<{ year: number; schools: number; works: number }>(
      `select r.year::int as year, count(distinct r.school_id)::int as schools, count(*)::int as works
       from results r join schools s on s.id = r.school_id where s.district_id = $1 group by r.year order by r.year desc`,
      [districtId],
    );
  }

  /** Works of a district's schools in a year, by the name of the school. */
  async results(query: z.output<typeof workQuerySchema>): Promise<Page<WorkRow>> {
    const where = new Conditions();
    where.and(`s.district_id = ${where.bind(query.district)} and r.year = ${where.bind(query.year)}`);
    where.when(query.procedure, (p) => `r.procedure = ${p}`);
    if (query.q) {
      const like = where.like(query.q);
      where.and(`s.name ilike ${like} or s.short_name ilike ${like} or r.subject ilike ${like}`);
    }
    const from = 'from results r join schools s on s.id = r.school_id';
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total ${from} where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 5);
    if (cursor)
      where.and(
        `(s.short_name, s.id, r.procedure, r.subject, r.grade) > (${[0, 1, 2, 3].map((at) => where.bind(cursor[at])).join(', ')}, ${where.bind(cursor[4])}::int)`,
      );
    const rows = await this.database.query(
      `select s.id, s.short_name as name, r.procedure, r.subject, r.grade::int as grade, r.participants,
         r.below_minimum as "belowMinimum", r.mean, r.marks
       ${from} where ${where.text} order by s.short_name, s.id, r.procedure, r.subject, r.grade limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => ['name', 'id', 'procedure', 'subject', 'grade'].map((key) => row[key] as string | number),
      ({ id, name, ...work }) => ({ school: { id, name }, ...work }) as unknown as WorkRow,
    );
  }

  async saveRun(
    q: Queryable,
    run: {
      id: string;
      method: string;
      version: number;
      districtId: string;
      year: number;
      parameters: ParameterValues;
      title: string | null;
      totals: RunTotals;
      login: string;
      verdicts: ReadonlyMap<string, Verdict>;
    },
  ): Promise<void> {
    const made = await q.query(
      `insert into identification_runs (id, method_id, decision_version, district_id, year, parameters, title, totals, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
      [
        run.id,
        run.method,
        run.version,
        run.districtId,
        run.year,
        jsonText(run.parameters),
        run.title,
        jsonText(run.totals),
        run.login,
      ],
    );
    if (made.length === 0) return;
    const lines = [...run.verdicts].map(([schoolId, verdict]) => ({ schoolId, ...verdict }));
    for (let from = 0; from < lines.length; from += 5000)
      await q.query(
        `insert into identification_verdicts (run_id, school_id, cluster, rule, measure, reasons, flags, judged)
         select $1, v->>'schoolId', v->>'cluster', v->>'rule', (v->>'measure')::float8,
           array(select jsonb_array_elements_text(v->'reasons')), array(select jsonb_array_elements_text(v->'flags')), (v->>'judged')::boolean
         from jsonb_array_elements($2::jsonb) v`,
        [run.id, jsonText(lines.slice(from, from + 5000))],
      );
  }

  async run(id: string, q: Queryable = this.database): Promise<Run | undefined> {
    const [row] = await q.query(`${runColumns} where r.id = $1`, [id]);
    return row && toRun(row);
  }

  async runs(districts: string[], query: z.output<typeof runQuerySchema>): Promise<Page<Run>> {
    const where = new Conditions();
    where
      .and(`r.district_id = any(${where.bind(districts)}::text[])`)
      .when(query.district, (p) => `r.district_id = ${p}`)
      .when(query.method, (p) => `r.method_id = ${p}`)
      .when(query.year, (p) => `r.year = ${p}`);
    return newestPage(
      this.database,
      { select: runColumns, table: 'identification_runs', where },
      query,
      toRun,
    );
  }

  /** Schools of a run, the weakest first within their cluster, equal ones by their names. */
  async verdicts(runId: string, query: z.output<typeof verdictQuerySchema>): Promise<Page<SchoolVerdict>> {
    const where = new Conditions();
    where.and(`v.run_id = ${where.bind(runId)}`);
    if (query.cluster === 'unknown') where.and('v.cluster is null');
    else where.when(query.cluster, (p) => `v.cluster = ${p}`);
    if (query.q) {
      const like = where.like(query.q);
      where.and(`s.name ilike ${like} or s.short_name ilike ${like}`);
    }
    const from = 'from identification_verdicts v join schools s on s.id = v.school_id';
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total ${from} where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 3);
    const measure = 'coalesce(v.measure, -1)';
    if (cursor)
      where.and(
        `(-${measure}, s.short_name, s.id) > (${where.bind(cursor[0])}::float8, ${where.bind(cursor[1])}, ${where.bind(cursor[2])})`,
      );
    const rows = await this.database.query(
      `select v.*, s.short_name, s.kind, s.status, -${measure} as rank,
         (select c.id from cases c where c.school_id = s.id and c.parent_id is null and ${IS_SUPPORT} and c.ended_at is null order by c.started_at desc limit 1) as case_id
       ${from} where ${where.text} order by -${measure}, s.short_name, s.id limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['rank'] as number, row['short_name'] as string, row['school_id'] as string],
      toVerdict,
    );
  }

  /** Cluster and reasons by school. */
  async clusters(runId: string): Promise<Map<string, Pick<Verdict, 'cluster' | 'reasons'>>> {
    const rows = await this.database.query<{
      school_id: string;
      cluster: Verdict['cluster'];
      reasons: string[];
    }>('select school_id, cluster, reasons from identification_verdicts where run_id = $1', [runId]);
    return new Map(rows.map(({ school_id, cluster, reasons }) => [school_id, { cluster, reasons }]));
  }

  async names(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; name: string }>(
      'select id, short_name as name from schools where id = any($1::text[])',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Gives the clusters of a run to its schools; schools that could not be judged keep theirs. Answers how many changed. */
  /** Lets two who apply a run wait for each other. */
  async lockRun(q: Queryable, id: string): Promise<void> {
    await q.query('select 1 from identification_runs where id = $1 for update', [id]);
  }

  async apply(q: Queryable, runId: string, login: string): Promise<number> {
    const changed = await q.query(
      `update schools s set status = v.cluster from identification_verdicts v
       where v.run_id = $1 and v.school_id = s.id and v.cluster is not null and s.status is distinct from v.cluster returning s.id`,
      [runId],
    );
    await q.query('update identification_runs set applied_by = $2, applied_at = now() where id = $1', [
      runId,
      login,
    ]);
    return changed.length;
  }
}

const runColumns = `select r.*, r.created_at::text as exact, m.body->>'key' as key, m.body->>'title' as method_title,
    coalesce((select name from users where login = r.created_by), r.created_by) as created_by_name
  from identification_runs r join identification_methods m on m.id = r.method_id`;

const toRun = (row: Row): Run => ({
  id: row['id'] as string,
  method: {
    id: row['method_id'] as string,
    key: row['key'] as string,
    title: row['method_title'] as string,
  },
  version: row['decision_version'] as number,
  districtId: row['district_id'] as string,
  year: row['year'] as number,
  parameters: row['parameters'] as Run['parameters'],
  title: row['title'] as string | null,
  totals: row['totals'] as RunTotals,
  createdBy: row['created_by'] as string,
  createdByName: row['created_by_name'] as string,
  createdAt: isoOf(row['created_at']),
  appliedAt: iso(row['applied_at']),
});

const toVerdict = (row: Row): SchoolVerdict => ({
  school: {
    id: row['school_id'] as string,
    name: row['short_name'] as string,
    kind: row['kind'] as string | null,
  },
  current: row['status'] as string,
  caseId: row['case_id'] as string | null,
  cluster: row['cluster'] as Verdict['cluster'],
  rule: row['rule'] as string,
  measure: row['measure'] as number | null,
  reasons: row['reasons'] as string[],
  flags: row['flags'] as string[],
  judged: row['judged'] as boolean,
});
