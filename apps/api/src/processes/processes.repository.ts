import { Inject, Injectable } from '@nestjs/common';
import type { Page, Process, ProcessDetails, processQuerySchema } from '@opora/contracts';
import type { Stage } from '@opora/domain';
import type { Model } from '@opora/engine';
import type { Database, Row } from '@opora/store';
import type { z } from 'zod';
import { placeVisible } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { ProcessModels } from '../commands/process-models.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** A deployed version, ready to run. */
export interface ProcessVersion {
  processId: string;
  version: number;
  hash: string;
  name: string | null;
  /** Place among the stages; 0 where it is none, or the parent of stages. */
  stageOrder: number;
  model: Model;
}

/** Queries about deployed processes. */
@Injectable()
export class ProcessesRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly models: ProcessModels,
  ) {}

  /** The latest version of every process, with how many cases the user sees in each. */
  async find(user: CurrentUser, query: z.output<typeof processQuerySchema>): Promise<Page<Process>> {
    const where = new Conditions();
    if (query.q) {
      const like = where.like(query.q);
      where.and(`p.process_id ilike ${like} or p.name ilike ${like}`);
    }
    if (query.startable)
      where.and(
        "exists (select 1 from jsonb_array_elements(p.model->'starts') s where s->'trigger'->>'kind' = 'none')",
      );
    const latest =
      'select distinct on (process_id) * from process_versions order by process_id, version desc';
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from (${latest}) p where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 1);
    if (cursor) where.and(`p.process_id > ${where.bind(cursor[0])}`);
    const rows = await this.database.query(
      `select ${this.columns(user, where)} from (${latest}) p join deployments d on d.id = p.deployment_id left join stages st on st.process_id = p.process_id
       where ${where.text} order by p.process_id limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(rows, query.limit, count!.total, (row) => [row['process_id'] as string], toProcess);
  }

  /** A process with all its versions. */
  async details(user: CurrentUser, id: string): Promise<ProcessDetails | undefined> {
    const where = new Conditions();
    where.and(`p.process_id = ${where.bind(id)}`);
    const [row] = await this.database.query(
      `select ${this.columns(user, where)}, p.model, st.input from process_versions p join deployments d on d.id = p.deployment_id left join stages st on st.process_id = p.process_id
       where ${where.text} order by p.version desc limit 1`,
      where.params,
    );
    if (!row) return undefined;
    const model = row['model'] as Model;
    const input = (row['input'] ?? []) as Stage['input'];
    const start = model.starts.find(({ trigger }) => trigger.kind === 'none')?.node;
    return {
      ...toProcess(row),
      versions: await this.versions(user, id),
      startFormId: (start && model.nodes[start]?.startForm) ?? null,
      input: input.map(({ name, type, required, title }) => ({
        name,
        type,
        required,
        title: title?.ru ?? null,
        titleEn: title?.en ?? null,
      })),
      references: model.references,
    };
  }

  /** Versions of a process, newest first. */
  async versions(user: CurrentUser, id: string): Promise<ProcessDetails['versions']> {
    const where = new Conditions();
    const process = where.bind(id);
    const visible = placeVisible(user, 'c', where);
    const rows = await this.database.query(
      `select p.version, p.hash, p.version_tag, p.created_at, d.created_by, d.note, u.name as deployed_by_name,
         (select count(*)::int from cases c where c.process_id = p.process_id and c.version = p.version and c.ended_at is null and (${visible})) as active
       from process_versions p join deployments d on d.id = p.deployment_id left join users u on u.login = d.created_by where p.process_id = ${process} order by p.version desc`,
      where.params,
    );
    return rows.map((row) => ({
      version: row['version'] as number,
      hash: row['hash'] as string,
      versionTag: row['version_tag'] as string | null,
      deployedAt: isoOf(row['created_at']),
      deployedBy: row['created_by'] as string | null,
      deployedByName: row['deployed_by_name'] as string | null,
      note: row['note'] as string | null,
      activeCases: row['active'] as number,
    }));
  }

  /** The diagram of a version. */
  async xml(id: string, version: number): Promise<string | undefined> {
    const [row] = await this.database.query<{ xml: string }>(
      'select xml from process_versions where process_id = $1 and version = $2',
      [id, version],
    );
    return row?.xml;
  }

  /** Elements of a version; none where it is not deployed. */
  async nodes(id: string, version: number): Promise<Model['nodes']> {
    return (await this.models.find(id, version))?.model.nodes ?? {};
  }

  /** A version to run; the latest unless named. */
  async version(id: string, version?: number): Promise<ProcessVersion | undefined> {
    const [row] = await this.database.query<{
      process_id: string;
      version: number;
      hash: string;
      name: string | null;
      stage_order: number | null;
    }>(
      `select p.process_id, p.version, p.hash, p.name, (select s."order" from stages s where s.process_id = p.process_id) as stage_order
       from process_versions p where p.process_id = $1 and ($2::int is null or p.version = $2) order by p.version desc limit 1`,
      [id, version ?? null],
      { prepared: true },
    );
    const found = row && (await this.models.find(id, row.version));
    return (
      found && {
        processId: row.process_id,
        version: row.version,
        hash: row.hash,
        name: row.name,
        stageOrder: row.stage_order ?? 0,
        model: found.model,
      }
    );
  }

  /** A school that a case is to be about. */
  async school(id: string): Promise<{ id: string; districtId: string; name: string } | undefined> {
    const [row] = await this.database.query<{ id: string; district_id: string; short_name: string }>(
      'select id, district_id, short_name from schools where id = $1',
      [id],
    );
    return row && { id: row.id, districtId: row.district_id, name: row.short_name };
  }

  private columns(user: CurrentUser, where: Conditions): string {
    const visible = placeVisible(user, 'c', where);
    const count = (state: string): string =>
      `(select count(*)::int from cases c where c.process_id = p.process_id and c.state = '${state}' and (${visible}))`;
    return `p.process_id, p.name, p.version, p.hash, p.version_tag, p.created_at, d.created_by, (select name from users where login = d.created_by) as deployed_by_name,
      st.process_id as stage,
      ${count('active')} as active, ${count('incident')} as incident, ${count('completed')} as completed`;
  }
}

const toProcess = (row: Row): Process => ({
  id: row['process_id'] as string,
  name: row['name'] as string | null,
  version: row['version'] as number,
  hash: row['hash'] as string,
  versionTag: row['version_tag'] as string | null,
  stage: row['stage'] as string | null,
  deployedAt: isoOf(row['created_at']),
  deployedBy: row['created_by'] as string | null,
  deployedByName: row['deployed_by_name'] as string | null,
  cases: {
    active: row['active'] as number,
    incident: row['incident'] as number,
    completed: row['completed'] as number,
  },
});
