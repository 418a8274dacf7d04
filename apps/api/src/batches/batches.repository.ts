import { Inject, Injectable } from '@nestjs/common';
import type {
  Batch,
  BatchCounts,
  BatchItem,
  batchFilterSchema,
  batchQuerySchema,
  batchReportQuerySchema,
  Page,
} from '@opora/contracts';
import type { Json, Rejection } from '@opora/engine';
import type { Database, Row } from '@opora/store';
import type { z } from 'zod';
import { caseVisible, sightOf } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { filterCases } from '../cases/case-filter.ts';
import { wordsFor } from '../commands/rejections.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** A batch row as the database gives it. */
export interface BatchRecord extends Row {
  id: string;
  operation: Batch['operation'];
  state: Batch['state'];
  districts: string[];
  created_by: string;
}

/** A case that a batch may take up. */
export interface Candidate extends Row {
  id: string;
  status: string;
  process_id: string;
  version: number;
  title: string | null;
  school_id: string | null;
  school_name: string | null;
  district_id: string | null;
}

const select = `select b.*, b.id::text, b.created_at::text as sort_key, u.name as author,
    (select coalesce(jsonb_object_agg(n.state, n.count), '{}') from (select i.state, count(*) as count from batch_items i where i.batch_id = b.id group by i.state) n) as counts
  from batches b left join users u on u.login = b.created_by`;
const candidates = `select c.id, c.status, c.process_id, c.version, c.title, c.school_id, c.district_id, s.short_name as school_name
  from cases c left join schools s on s.id = c.school_id`;

/** Queries about batches. */
@Injectable()
export class BatchesRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Batches the user may see, newest first. */
  async find(user: CurrentUser, query: z.output<typeof batchQuerySchema>): Promise<Page<BatchRecord>> {
    const where = new Conditions();
    where.and(visible(user, where));
    where
      .when(query.state, (p) => `b.state = ${p}`)
      .when(query.operation, (p) => `b.operation = ${p}`)
      .when(query.mine ? user.login : undefined, (p) => `b.created_by = ${p}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from batches b where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor)
      where.and(
        `(b.created_at, b.id) < (${where.bind(cursor[0])}::timestamptz, ${where.bind(cursor[1])}::uuid)`,
      );
    const rows = await this.database.query<BatchRecord>(
      `${select} where ${where.text} order by b.created_at desc, b.id desc limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['sort_key'] as string, row.id],
      (row) => row,
    );
  }

  /** A batch, if the user may see it. */
  async findVisible(user: CurrentUser, id: string): Promise<BatchRecord | undefined> {
    const where = new Conditions();
    where.and(visible(user, where)).and(`b.id::text = ${where.bind(id)}`);
    const [row] = await this.database.query<BatchRecord>(`${select} where ${where.text}`, where.params);
    return row;
  }

  /** What became of each case, in the order of the batch. */
  async report(id: string, query: z.output<typeof batchReportQuerySchema>): Promise<Page<BatchItem>> {
    const where = new Conditions();
    where.and(`i.batch_id = ${where.bind(id)}::uuid`).when(query.state, (p) => `i.state = ${p}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from batch_items i where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 1);
    if (cursor) where.and(`i.number > ${where.bind(cursor[0])}`);
    const rows = await this.database.query(
      `select i.*, coalesce(c.title, i.payload->>'title') as title, coalesce(c.process_id, i.payload->>'processId') as process_id,
         coalesce(c.version, (i.payload->>'version')::int) as version, c.school_id, s.short_name as school_name
       from batch_items i left join cases c on c.id = i.case_id left join schools s on s.id = coalesce(c.school_id, i.payload->'subject'->>'schoolId')
       where ${where.text} order by i.number limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(rows, query.limit, count!.total, (row) => [row['number'] as number], toItem);
  }

  /** Running cases of a filter that the user may see, oldest first; at most `limit`. */
  async byFilter(
    user: CurrentUser,
    filter: z.output<typeof batchFilterSchema>,
    limit: number,
  ): Promise<Candidate[]> {
    const where = new Conditions();
    where.and(caseVisible(user, 'c', where));
    // What has ended cannot be acted on; a filter means what runs unless it says otherwise.
    if (filter.state === undefined) where.and("c.status in ('active', 'suspended')");
    filterCases(filter, where);
    return this.database.query<Candidate>(
      `${candidates} where ${where.text} order by c.started_at, c.id limit ${where.bind(limit)}`,
      where.params,
    );
  }

  /** Named cases that the user may see. */
  async byIds(user: CurrentUser, ids: string[]): Promise<Candidate[]> {
    const where = new Conditions();
    where.and(caseVisible(user, 'c', where)).and(`c.id = any (${where.bind(ids)}::text[])`);
    return this.database.query<Candidate>(`${candidates} where ${where.text}`, where.params);
  }
}

/** SQL: the batch `b` is the user's own, or all its cases stand in districts that the user oversees. */
function visible(user: CurrentUser, where: Conditions): string {
  if (user.grants.some(({ role }) => role === 'admin')) return 'true';
  const own = `b.created_by = ${where.bind(user.login)}`;
  const overseeing = user.grants.some(({ role }) => role === 'coordinator' || role === 'region');
  if (!overseeing) return own;
  const { districts } = sightOf(user);
  return `${own} or (cardinality(b.districts) > 0 and b.districts <@ ${where.bind(districts)}::text[])`;
}

const none: BatchCounts = { pending: 0, running: 0, done: 0, refused: 0, skipped: 0, cancelled: 0 };

/** A batch as the API shows it. */
export const toBatch = (row: BatchRecord, actions: Batch['actions']): Batch => ({
  id: row.id,
  operation: row.operation,
  state: row.state,
  parameters: row['parameters'] as { [name: string]: Json },
  filter: row['filter'] as { [name: string]: Json } | null,
  reason: row['reason'] as string,
  total: row['total'] as number,
  counts: { ...none, ...(row['counts'] as Partial<BatchCounts>) },
  createdAt: isoOf(row['created_at']),
  createdBy: { id: row.created_by, name: (row['author'] as string | null) ?? row.created_by },
  startedAt: iso(row['started_at']),
  endedAt: iso(row['ended_at']),
  actions,
});

const toItem = (row: Row): BatchItem => ({
  number: row['number'] as number,
  caseId: row['case_id'] as string,
  title: row['title'] as string | null,
  process: row['process_id'] as string | null,
  version: row['version'] as number | null,
  school: schoolOf(row),
  state: row['state'] as BatchItem['state'],
  ...explained(row['outcome'] as Rejection | null),
  endedAt: iso(row['ended_at']),
});

/** The school of a case by id and name. */
export const schoolOf = (row: Row): BatchItem['school'] =>
  typeof row['school_id'] === 'string'
    ? { id: row['school_id'], name: (row['school_name'] as string | null) ?? row['school_id'] }
    : null;

/** Why a case was refused or left out, in words and by element. */
export const explained = (outcome: Rejection | null): Pick<BatchItem, 'reason' | 'problems'> => ({
  reason: outcome && wordsFor(outcome),
  problems: (outcome?.details ?? []).map(({ node, element, message }) => ({
    elementId: node ?? null,
    elementInstanceId: element ?? null,
    message,
  })),
});
