import { Inject, Injectable } from '@nestjs/common';
import type {
  Case,
  CaseNode,
  CaseRow,
  caseQuerySchema,
  CaseState,
  JournalLine,
  journalQuerySchema,
  Page,
  Ref,
} from '@opora/contracts';
import type { CaseStatus, Json, Model, Variables } from '@opora/engine';
import type { Database, Row } from '@opora/store';
import type { z } from 'zod';
import { caseVisible } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { ProcessModels } from '../commands/process-models.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, packCursor, unpackCursor } from '../platform/page.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { filterCases } from './case-filter.ts';
import { toLine } from './journal-line.ts';

/** A case row as the database gives it. */
export interface CaseRecord extends Row {
  id: string;
  process_id: string;
  version: number;
  model_hash: string;
  status: CaseStatus;
  state: CaseState;
  root_id: string;
  parent_id: string | null;
  parent_wait: number | null;
  school_id: string | null;
  district_id: string | null;
  last_number: number;
}

const columns = `c.*, pv.name as process_name, s.short_name as school_name, d.name as district_name,
  coalesce(st.process_id, c.stage) as stage_id, coalesce(st.title->>'ru', c.stage) as stage_title,
  (select count(*)::int from tasks t where t.case_id = c.id and t.state = 'open') as open_tasks,
  (select count(*)::int from tasks t where t.case_id = c.id and t.state = 'open' and t.due_at < now()) as overdue_tasks`;
const joins = `left join process_versions pv on pv.process_id = c.process_id and pv.version = c.version
  left join schools s on s.id = c.school_id
  left join districts d on d.id = c.district_id
  left join stages st on st.process_id = c.process_id and st."order" > 0`;

/** Queries about cases. */
@Injectable()
export class CasesRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly models: ProcessModels,
  ) {}

  /** Cases the user may see, filtered. */
  async find(user: CurrentUser, query: z.output<typeof caseQuerySchema>): Promise<Page<CaseRow>> {
    const where = new Conditions();
    where.and(caseVisible(user, 'c', where));
    filterCases(query, where);
    const filter = where.text;
    const bound = [...where.params];
    const down = query.sort.startsWith('-');
    const key = query.sort.endsWith('started')
      ? 'c.started_at'
      : `coalesce(c.ended_at, '${down ? '-' : ''}infinity')`;
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor)
      where.and(
        `(${key}, c.id) ${down ? '<' : '>'} (${where.bind(cursor[0])}::timestamptz, ${where.bind(cursor[1])})`,
      );
    const direction = down ? 'desc' : 'asc';
    const [rows, [count]] = await Promise.all([
      this.database.query<CaseRecord & { sort_key: string }>(
        `select ${columns}, ${key}::text as sort_key from cases c ${joins} where ${where.text} order by ${key} ${direction}, c.id ${direction} limit ${where.bind(query.limit + 1)}`,
        where.params,
      ),
      this.database.query<{ total: number }>(
        `select count(*)::int as total from cases c where ${filter}`,
        bound,
      ),
    ]);
    return pageFrom(rows, query.limit, count!.total, (row) => [row.sort_key, row.id], toRow);
  }

  /** A case, if the user may see it. */
  async findVisible(user: CurrentUser, id: string): Promise<CaseRecord | undefined> {
    const where = new Conditions();
    where.and(caseVisible(user, 'c', where)).and(`c.id = ${where.bind(id)}`);
    const [row] = await this.database.query<CaseRecord>(
      `select ${columns} from cases c ${joins} where ${where.text}`,
      where.params,
      { prepared: true },
    );
    return row;
  }

  /** A case without a check of rights, for the inside of the server. */
  async get(id: string): Promise<CaseRecord | undefined> {
    const [row] = await this.database.query<CaseRecord>('select * from cases where id = $1', [id]);
    return row;
  }

  /** A case with everything its screen shows. */
  async whole(row: CaseRecord): Promise<Omit<Case, 'actions'>> {
    const [children, elements, counts, flows, variables, model] = await Promise.all([
      this.database.query<{ id: string }>(
        'select id from cases where parent_id = $1 order by started_at, id',
        [row.id],
        { prepared: true },
      ),
      this.database.query<{ id: number; node: string; started_at: Date }>(
        "select id, node, started_at from element_instances where case_id = $1 and state = 'active' and id <> 1 order by id",
        [row.id],
        { prepared: true },
      ),
      this.database.query<{ node: string; times: number }>(
        "select node, count(*)::int as times from element_instances where case_id = $1 and state = 'completed' and id <> 1 group by node",
        [row.id],
        { prepared: true },
      ),
      this.database.query<{ flow: string }>(
        "select distinct entry->>'flow' as flow from journal where case_id = $1 and kind = 'flow.taken'",
        [row.id],
        { prepared: true },
      ),
      this.database.query<{ element: number; name: string; value: Json; node: string | null }>(
        'select v.element, v.name, v.value, e.node from variables v left join element_instances e on e.case_id = v.case_id and e.id = v.element where v.case_id = $1 order by v.element, v.name',
        [row.id],
        { prepared: true },
      ),
      this.model(row),
    ]);
    const scopes = new Map<number, { elementId: string; elementInstanceId: number; variables: Variables }>();
    for (const { element, name, value, node } of variables) {
      const scope = scopes.get(element) ?? {
        elementId: node ?? '',
        elementInstanceId: element,
        variables: {},
      };
      scope.variables[name] = value;
      scopes.set(element, scope);
    }
    const own = scopes.get(1)?.variables ?? {};
    scopes.delete(1);
    return {
      ...toRow(row),
      modelHash: row.model_hash,
      children: children.map(({ id }) => id),
      activeElements: elements.map(({ id, node, started_at }) => ({
        elementId: node,
        elementInstanceId: id,
        name: model?.nodes[node]?.name ?? null,
        type: model?.nodes[node]?.type ?? null,
        since: isoOf(started_at),
      })),
      completedElements: counts.map(({ node, times }) => ({ elementId: node, times })),
      takenFlows: flows.map(({ flow }) => flow),
      variables: own,
      localVariables: [...scopes.values()],
    };
  }

  /** The model that a case runs. */
  async model(row: Pick<CaseRecord, 'process_id' | 'version'>): Promise<Model | undefined> {
    return (await this.models.find(row.process_id, row.version))?.model;
  }

  /** All cases of a tree that the user may see, from the root down; those whose caller is hidden are roots of their own. */
  async tree(user: CurrentUser, rootId: string): Promise<CaseNode[]> {
    const where = new Conditions();
    where.and(caseVisible(user, 'c', where)).and(`c.root_id = ${where.bind(rootId)}`);
    const rows = await this.database.query<CaseRecord & { caller: string | null }>(
      `select ${columns}, coalesce((select sub.node from subscriptions sub where sub.case_id = c.parent_id and sub.wait = c.parent_wait),
         (select j.entry->'wait'->>'node' from journal j where j.case_id = c.parent_id and j.kind = 'wait.opened' and (j.entry->'wait'->>'id')::int = c.parent_wait limit 1)) as caller
       from cases c ${joins} where ${where.text} order by c.started_at, c.id`,
      where.params,
    );
    const nodes = new Map<string, CaseNode>(
      rows.map((row) => [row.id, { ...toRow(row), elementId: row.caller, children: [] }]),
    );
    const roots: CaseNode[] = [];
    for (const node of nodes.values()) (nodes.get(node.parent ?? '')?.children ?? roots).push(node);
    return roots;
  }

  /** The journal of a case after a number. */
  async journal(row: CaseRecord, query: z.output<typeof journalQuerySchema>): Promise<Page<JournalLine>> {
    const where = new Conditions();
    where.and(`j.case_id = ${where.bind(row.id)}`);
    if (query.kinds) where.and(`j.kind = any(${where.bind(query.kinds.split(','))}::text[])`);
    const after = Number(unpackCursor(query.cursor, 1)?.[0] ?? query.after);
    where.and(`j.number > ${where.bind(query.after)}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from journal j where ${where.text}`,
      where.params,
    );
    where.and(`j.number > ${where.bind(after)}`);
    const rows = await this.database.query(
      `select j.*, u.name as user_name from journal j left join users u on u.login = j.entry->'actor'->>'user' where ${where.text} order by j.number limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    const model = await this.model(row);
    const shown = rows.slice(0, query.limit);
    return {
      items: shown.map((line) => toLine(line, model)),
      total: count!.total,
      next: rows.length > query.limit ? packCursor([shown.at(-1)!['number'] as number]) : null,
    };
  }
}

const refOf = (id: unknown, name: unknown): Ref | null =>
  typeof id === 'string' ? { id, name: typeof name === 'string' ? name : id } : null;

/** A row as lists show it. */
export const toRow = (row: CaseRecord): CaseRow => ({
  id: row.id,
  process: row.process_id,
  processName: row['process_name'] as string | null,
  version: row.version,
  state: row.state,
  title: row['title'] as string | null,
  businessKey: row['business_key'] as string | null,
  parent: row.parent_id,
  root: row.root_id,
  school: refOf(row.school_id, row['school_name']),
  district: refOf(row.district_id, row['district_name']),
  stage: refOf(row['stage_id'], row['stage_title']),
  startedAt: isoOf(row['started_at']),
  startedBy: row['started_by'] as string | null,
  endedAt: iso(row['ended_at']),
  outcome: row['outcome'] as string | null,
  incidents: row['incident_count'] as number,
  openTasks: row['open_tasks'] as number,
  overdueTasks: row['overdue_tasks'] as number,
});
