import { Inject, Injectable } from '@nestjs/common';
import type { Notification, NotificationPage, PageQuery } from '@opora/contracts';
import type { Database } from '@opora/store';
import { noticeForUser, placeVisible, taskForUser, taskVisible } from '../access/predicates.ts';
import { rolesOf, type CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

interface Row {
  [column: string]: unknown;
  id: string;
  kind: Notification['kind'];
  at: Date;
  title: string;
  case_id: string | null;
  task_id: string | null;
  school_id: string | null;
  school_name: string | null;
  read: boolean;
}

/** What the user should know: drawn from the read model and the notices of processes, so nothing has to be delivered. */
@Injectable()
export class NotificationsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async find(user: CurrentUser, query: PageQuery): Promise<NotificationPage> {
    const where = new Conditions();
    const id = where.bind(user.id);
    const mine = `t.state = 'open' and (${taskVisible(user, 't', where)}) and (${taskForUser(user, 't', where)})`;
    // The coordinator learns of what is overdue with anybody of the district.
    const overdue = rolesOf(user).includes('coordinator')
      ? `t.state = 'open' and (${placeVisible(user, 't', where)})`
      : mine;
    const incidents = rolesOf(user).includes('coordinator') ? placeVisible(user, 'i', where) : 'false';
    const notices = noticeForUser(user, 'n', where);
    // What the authority sends back outside a case is no task; the director learns of it here.
    const own = user.grants.flatMap(({ role, schoolId }) =>
      role === 'director' && schoolId ? [schoolId] : [],
    );
    const returned =
      own.length > 0 ? `p.state = 'returned' and p.school_id = any(${where.bind(own)}::text[])` : 'false';
    const source = `(
      select 'task-' || t.id as id, 'task' as kind, t.created_at as at, t.name as title, t.case_id, t.id as task_id, t.school_id from tasks t where ${mine}
      union all
      select 'due-' || t.id, 'due-soon', t.due_at - interval '3 days', t.name, t.case_id, t.id, t.school_id from tasks t where ${mine} and t.due_at > now() and t.due_at < now() + interval '3 days'
      union all
      select 'overdue-' || t.id, 'overdue', t.due_at, t.name, t.case_id, t.id, t.school_id from tasks t where ${overdue} and t.due_at <= now()
      union all
      select 'incident-' || i.id, 'incident', i.created_at, i.message, i.case_id, null, i.school_id from incidents i where i.state = 'open' and (${incidents})
      union all
      select 'notice-' || n.id, 'notice', n.created_at, n.subject, n.case_id, null, n.school_id from notifications n where ${notices}
      union all
      select 'profile-' || p.id, 'profile-returned', p.decided_at, p.remark, null, null, p.school_id from risk_profiles p where ${returned})`;
    const [count] = await this.database.query<{ total: number; unread: number }>(
      `select count(*)::int as total, (count(*) filter (where n.at > (select notified_at from users where id = ${id})))::int as unread from ${source} n`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor) where.and(`(n.at, n.id) < (${where.bind(cursor[0])}::timestamptz, ${where.bind(cursor[1])})`);
    const rows = await this.database.query<Row & { sort_key: string }>(
      `select n.*, n.at::text as sort_key, s.short_name as school_name, n.at <= (select notified_at from users where id = ${id}) as read
       from ${source} n left join schools s on s.id = n.school_id where ${where.text} order by n.at desc, n.id desc limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return {
      ...pageFrom(rows, query.limit, count!.total, (row) => [row.sort_key, row.id], toNotification),
      unread: count!.unread,
    };
  }

  /** Everything up to now is read. */
  async read(user: CurrentUser): Promise<void> {
    await this.database.query('update users set notified_at = now() where id = $1', [user.id]);
  }
}

const toNotification = (row: Row): Notification => ({
  id: row.id,
  kind: row.kind,
  at: isoOf(row.at),
  title: row.title,
  caseId: row.case_id,
  taskId: row.task_id,
  school: row.school_id ? { id: row.school_id, name: row.school_name ?? row.school_id } : null,
  read: row.read,
});
