import { Inject, Injectable } from '@nestjs/common';
import type { AuditEntry, Page } from '@opora/contracts';
import type { Json } from '@opora/engine';
import type { Database, Queryable, Row } from '@opora/store';
import type { z } from 'zod';
import type { auditQuerySchema } from '@opora/contracts';
import { placeVisible } from '../access/predicates.ts';
import { rolesOf, type CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** An act to remember. */
export interface Act {
  /** Id of the act: the same id is written once. */
  actId?: string;
  user: CurrentUser;
  /** Role in which the user acted; the first of theirs unless stated. */
  role?: string | null;
  action: string;
  subject?: string | null;
  caseId?: string | null;
  processId?: string | null;
  version?: number | null;
  remark?: string | null;
  districtId?: string | null;
  schoolId?: string | null;
  details?: Json;
}

/** Writes and reads who did what. */
@Injectable()
export class AuditRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Remembers an act; `q` puts it in the caller's transaction. Answers false when an act with this id is remembered
   * already: then the request is a repetition and its change has been made. Two at once wait for each other here.
   */
  async record(act: Act, q: Queryable = this.database): Promise<boolean> {
    const rows = await q.query(
      `insert into audit (user_login, role, action, case_id, process_id, version, subject, remark, school_id, district_id, details, act_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (act_id) do nothing returning id`,
      [
        act.user.login,
        act.role ?? rolesOf(act.user)[0] ?? null,
        act.action,
        act.caseId ?? null,
        act.processId ?? null,
        act.version ?? null,
        act.subject ?? null,
        act.remark ?? null,
        act.schoolId ?? null,
        act.districtId ?? null,
        JSON.stringify(act.details ?? {}),
        act.actId ?? null,
      ],
      { prepared: true },
    );
    return rows.length > 0;
  }

  /** Details of an act that is remembered under this id. */
  async detailsOf(actId: string, q: Queryable = this.database): Promise<Json | undefined> {
    const [row] = await q.query<{ details: Json }>('select details from audit where act_id = $1', [actId]);
    return row?.details;
  }

  /** Acts the user may see, newest first. */
  async find(user: CurrentUser, query: z.output<typeof auditQuerySchema>): Promise<Page<AuditEntry>> {
    const where = new Conditions();
    where.and(`${placeVisible(user, 'a', where)} or a.user_login = ${where.bind(user.login)}`);
    where
      .when(query.user, (p) => `a.user_login = ${p}`)
      .when(query.action, (p) => `a.action = ${p} or a.action like ${p} || '.%'`)
      .when(query.case, (p) => `a.case_id = ${p} or a.case_id in (select id from cases where root_id = ${p})`)
      .when(query.school, (p) => `a.school_id = ${p}`)
      .when(query.from, (p) => `a.at >= ${p}`)
      .when(query.to, (p) => `a.at < ${p}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from audit a where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 1);
    if (cursor) where.and(`a.id < ${where.bind(cursor[0])}`);
    const rows = await this.database.query(
      `select a.*, u.name as user_name from audit a left join users u on u.login = a.user_login where ${where.text} order by a.id desc limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(rows, query.limit, count!.total, (row) => [row['id'] as string], toEntry);
  }
}

const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

function toEntry(row: Row): AuditEntry {
  const action = row['action'] as string;
  return {
    id: String(row['id']),
    at: isoOf(row['at']),
    user: text(row['user_login']) ?? '',
    userName: text(row['user_name']) ?? text(row['user_login']) ?? '',
    role: text(row['role']),
    action,
    subjectType: action.split('.')[0] ?? '',
    subjectId: text(row['subject']) ?? text(row['case_id']) ?? '',
    caseId: text(row['case_id']),
    processId: text(row['process_id']),
    version: row['version'] as number | null,
    schoolId: text(row['school_id']),
    districtId: text(row['district_id']),
    remark: text(row['remark']),
    outcome: (row['details'] as { outcome?: AuditEntry['outcome'] } | null)?.outcome ?? 'done',
    details: row['details'] as Json,
  };
}
