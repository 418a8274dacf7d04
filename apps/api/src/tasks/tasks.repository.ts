import { Inject, Injectable } from '@nestjs/common';
import type { CaseState, Page, Task, taskQuerySchema } from '@opora/contracts';
import type { Json, Variables } from '@opora/engine';
import { type Database, findForm, type ResolvedForm, type Row, treeLook } from '@opora/store';
import type { z } from 'zod';
import { taskForUser, taskVisible } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { packCursor, unpackCursor } from '../platform/page.ts';
import { DATABASE } from '../platform/tokens.ts';
import { taskColumns, taskJoins, type TaskRow, toTask } from './task-row.ts';

/** What each sort orders by; tasks without a value come last. */
const sorts: Record<string, { key: string; cast: string }> = {
  created: { key: 't.created_at', cast: 'timestamptz' },
  '-created': { key: 't.created_at', cast: 'timestamptz' },
  due: { key: "coalesce(t.due_at, 'infinity')", cast: 'timestamptz' },
  '-due': { key: "coalesce(t.due_at, '-infinity')", cast: 'timestamptz' },
  priority: { key: 't.priority', cast: 'integer' },
  '-priority': { key: 't.priority', cast: 'integer' },
  name: { key: 't.name', cast: 'text' },
  '-name': { key: 't.name', cast: 'text' },
  completed: { key: "coalesce(t.ended_at, 'infinity')", cast: 'timestamptz' },
  '-completed': { key: "coalesce(t.ended_at, '-infinity')", cast: 'timestamptz' },
};

/** What of a task says which form it has. */
type FormOfTask = Pick<TaskRow, 'form_id' | 'process_id' | 'version' | 'node'>;
type FormBindings = { [node: string]: { type: 'deployment' | 'versionTag'; versionTag?: string } };
const MOST_VERSIONS = 500;

/** A task of a page and what it is sorted by. */
interface PageKey extends Row {
  id: string;
  sort_key: string | null;
}

/** Queries about user tasks. */
@Injectable()
export class TasksRepository {
  private readonly formBindings = new Map<string, FormBindings>();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The inbox: tasks the user may see, filtered. */
  async find(user: CurrentUser, query: z.output<typeof taskQuerySchema>): Promise<Page<Task>> {
    const where = new Conditions();
    where.and(taskVisible(user, 't', where));
    // Written out, not bound: partial indexes of open tasks are used only for a constant.
    if (query.status !== 'all') where.and(`t.state = '${query.status}'`);
    if (query.forMe) where.and(taskForUser(user, 't', where));
    if (query.assignee === 'none') where.and('t.assignee is null');
    else where.when(query.assignee === 'me' ? user.login : query.assignee, (p) => `t.assignee = ${p}`);
    where
      .when(query.completedBy === 'me' ? user.login : query.completedBy, (p) => `t.completed_by = ${p}`)
      .when(query.case, (p) => `t.case_id = ${p}`)
      .when(query.rootCase, (p) => `t.root_id = ${p}`)
      .when(query.process, (p) => `t.process_id = ${p}`)
      .when(query.elementId, (p) => `t.node = ${p}`)
      .when(query.candidateGroup, (p) => `t.candidate_groups @> array[${p}]::text[]`)
      .when(query.school, (p) => `t.school_id = ${p}`)
      .when(query.district, (p) => `t.district_id = ${p}`)
      .when(query.stage, (p) => `t.process_id = ${p} or t.stage = ${p}`);
    if (query.overdue !== undefined)
      where.and(
        query.overdue
          ? "t.state = 'open' and t.due_at < now()"
          : "t.state <> 'open' or t.due_at is null or t.due_at >= now()",
      );
    if (query.q) {
      const like = where.like(query.q);
      where.and(`t.name ilike ${like} or t.case_id in (select qc.id from cases qc left join schools qs on qs.id = qc.school_id
        where qc.title ilike ${like} or qc.business_key ilike ${like} or qs.short_name ilike ${like})`);
    }
    const filter = where.text;
    const bound = [...where.params];
    const count = async (): Promise<number> => {
      const sql = `select count(*)::int as total from tasks t where ${filter}`;
      return (await this.database.query<{ total: number }>(sql, bound))[0]!.total;
    };
    const { key, cast } = sorts[query.sort]!;
    const down = query.sort.startsWith('-');
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor)
      where.and(
        `(${key}, t.id) ${down ? '<' : '>'} (${where.bind(cursor[0])}::${cast}, ${where.bind(cursor[1])})`,
      );
    const order = (alias: string, column: string): string =>
      `order by ${column} ${down ? 'desc' : 'asc'}, ${alias}.id ${down ? 'desc' : 'asc'}`;
    const found = `from tasks t where ${where.text} ${order('t', key)} limit ${query.limit + 1}`;
    const wholeCase = (): Promise<TaskRow[]> =>
      this.database.query<TaskRow>(
        `select ${taskColumns}, t.sort_value::text as sort_key
         from (select t.*, ${key} as sort_value ${found}) t ${taskJoins} ${order('t', 't.sort_value')}`,
        where.params,
        { prepared: true },
      );
    // The way to the page depends on the values, so it is planned each time; with the joins that would take longer than the page.
    const inbox = async (): Promise<TaskRow[]> =>
      this.whole(
        await this.database.query<PageKey>(`select t.id, ${key}::text as sort_key ${found}`, where.params),
      );
    // The tasks of one case mostly fit on the page, which then is the count; a whole inbox is counted meanwhile.
    const few = query.case !== undefined || query.rootCase !== undefined;
    const [rows, counted] = few ? [await wholeCase()] : await Promise.all([inbox(), count()]);
    const isAll = cursor === undefined && rows.length <= query.limit;
    const total = counted ?? (isAll ? rows.length : await count());
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: await this.show(user, shown),
      total,
      next: rows.length > query.limit && last ? packCursor([last.sort_key!, last.id]) : null,
    };
  }

  /** The rows of a page, in its order. */
  private whole(page: PageKey[]): Promise<TaskRow[]> {
    return this.database.query<TaskRow>(
      `select ${taskColumns}, page.sort_key
       from unnest($1::text[], $2::text[]) with ordinality as page(id, sort_key, place) join tasks t on t.id = page.id
       ${taskJoins} order by page.place`,
      [page.map(({ id }) => id), page.map(({ sort_key }) => sort_key)],
      { prepared: true },
    );
  }

  /** A task, if the user may see it. */
  async findVisible(user: CurrentUser, id: string): Promise<TaskRow | undefined> {
    const where = new Conditions();
    where.and(taskVisible(user, 't', where)).and(`t.id = ${where.bind(id)}`);
    const [row] = await this.database.query<TaskRow>(
      `select ${taskColumns} from tasks t ${taskJoins} where ${where.text}`,
      where.params,
      { prepared: true },
    );
    return row;
  }

  /** Whether a tree of cases is at rest, the state of its root, and its open tasks, oldest first: one look, one moment. */
  async lookIntoTree(rootId: string): Promise<{ atRest: boolean; state: CaseState | null; rows: TaskRow[] }> {
    const rows = await this.database.query<TaskRow & { tree_busy: boolean; root_state: CaseState | null }>(
      `select look.busy as tree_busy, look.state as root_state, t.* from (${treeLook('$1')}) look
       left join (select ${taskColumns} from tasks t ${taskJoins} where t.root_id = $1 and t.state = 'open' order by t.created_at, t.id limit 200) t on true
       order by t.created_at, t.id`,
      [rootId],
      { prepared: true },
    );
    const [first] = rows;
    return {
      atRest: first?.tree_busy === false,
      state: first?.root_state ?? null,
      // A tree without open tasks is one row without a task.
      rows: rows.filter(({ id }) => id !== null),
    };
  }

  /** Rows as the user may see them, with names of voters. */
  async show(user: CurrentUser, rows: TaskRow[]): Promise<Task[]> {
    const voters = [...new Set(rows.flatMap((row) => row.vote?.cast.map((cast) => cast.voter) ?? []))];
    const names =
      voters.length === 0
        ? []
        : await this.database.query<{ login: string; name: string }>(
            'select login, name from users where login = any($1::text[])',
            [voters],
          );
    const byLogin = new Map(names.map(({ login, name }) => [login, name]));
    return rows.map((row) => toTask(row, user, byLogin));
  }

  /** Variables visible at an element instance: of its scope and all around it, the nearest first. */
  async visibleVariables(caseId: string, element: number): Promise<Variables> {
    const rows = await this.database.query<{ name: string; value: Json }>(
      `with recursive chain (id, scope, depth) as (
         select id, scope, 0 from element_instances where case_id = $1 and id = $2
         union all select e.id, e.scope, chain.depth + 1 from element_instances e join chain on e.id = chain.scope where e.case_id = $1)
       select distinct on (v.name) v.name, v.value from chain join variables v on v.case_id = $1 and v.element = chain.id order by v.name, chain.depth`,
      [caseId, element],
    );
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  }

  /** The form of a task in the version that its model binds it to. */
  async form(task: FormOfTask): Promise<ResolvedForm | undefined> {
    if (task.form_id === null) return undefined;
    const bindings = await this.bindings(task.process_id, task.version);
    const { type, versionTag } = bindings[task.node] ?? { type: 'latest' as const };
    return findForm(this.database, task.form_id, {
      binding: type,
      caller: { processId: task.process_id, version: task.version },
      ...(versionTag !== undefined && { versionTag }),
    });
  }

  /** How the tasks of a process version bind their forms; a version never changes. */
  private async bindings(processId: string, version: number): Promise<FormBindings> {
    const key = `${version} ${processId}`;
    const known = this.formBindings.get(key);
    if (known) return known;
    const [row] = await this.database.query<{ bindings: FormBindings }>(
      `select coalesce((select jsonb_object_agg(n.key, n.value #> '{task,formBinding}') from jsonb_each(p.model -> 'nodes') n
         where n.value #> '{task,formBinding}' is not null), '{}') as bindings
       from process_versions p where p.process_id = $1 and p.version = $2`,
      [processId, version],
    );
    const found = row?.bindings ?? {};
    if (this.formBindings.size >= MOST_VERSIONS) this.formBindings.clear();
    this.formBindings.set(key, found);
    return found;
  }

  /** Documentation of the task's element in its model. */
  async documentation(processId: string, version: number, node: string): Promise<string | null> {
    const [row] = await this.database.query<{ text: string | null }>(
      "select model->'nodes'->$3->>'documentation' as text from process_versions where process_id = $1 and version = $2",
      [processId, version, node],
    );
    return row?.text ?? null;
  }
}
