import { Inject, Injectable } from '@nestjs/common';
import type {
  createUserSchema,
  Page,
  Person,
  Role,
  updateUserSchema,
  User,
  userQuerySchema,
} from '@opora/contracts';
import { type Database, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { hashPassword } from '../auth/passwords.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

interface Grants {
  roles: Role[];
  districtId: string | null;
  schoolId: string | null;
  region: string | null;
}

const select = `select u.*, u.id::text as id, coalesce(r.roles, '{}') as roles, r.district_id, r.school_id, r.region, d.name as district_name, s.short_name as school_name from users u
  left join lateral (select array_agg(distinct role) as roles, max(district_id) as district_id, max(school_id) as school_id, max(region) as region from user_roles where user_id = u.id) r on true
  left join districts d on d.id = r.district_id left join schools s on s.id = r.school_id`;

/** Keeps users and their roles. */
@Injectable()
export class UsersService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly audit: AuditRepository,
  ) {}

  async find(user: CurrentUser, query: z.output<typeof userQuerySchema>): Promise<Page<User>> {
    administrator(user);
    const where = new Conditions();
    where
      .when(query.role, (p) => `${p} = any(r.roles)`)
      .when(query.district, (p) => `r.district_id = ${p}`)
      .when(query.school, (p) => `r.school_id = ${p}`)
      .when(query.disabled, (p) => `u.disabled = ${p}`);
    if (query.q) {
      const like = where.like(query.q);
      where.and(`u.login ilike ${like} or u.name ilike ${like}`);
    }
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from (${select} where ${where.text}) n`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 1);
    if (cursor) where.and(`u.login > ${where.bind(cursor[0])}`);
    const rows = await this.database.query(
      `${select} where ${where.text} order by u.login limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(rows, query.limit, count!.total, (row) => [row['login'] as string], toUser);
  }

  async read(user: CurrentUser, id: string): Promise<User> {
    administrator(user);
    const [row] = await this.database.query(`${select} where u.id::text = $1`, [id]);
    if (!row) throw notFound('Пользователя', id);
    return toUser(row);
  }

  async create(user: CurrentUser, body: z.output<typeof createUserSchema>, actId: string): Promise<User> {
    administrator(user);
    const passwordHash = await hashPassword(body.password);
    await this.database.transaction(async (q) => {
      const act = {
        ...{ actId, user, role: 'admin', action: 'user.create', subject: body.login },
        ...{ districtId: body.districtId, schoolId: body.schoolId, details: { roles: body.roles } },
      };
      if (!(await this.audit.record(act, q))) return;
      const [row] = await q.query<{ id: string }>(
        'insert into users (id, login, name, password_hash) values ($1, $2, $3, $4) on conflict (login) do nothing returning id::text as id',
        [actId, body.login, body.name, passwordHash],
      );
      if (!row)
        throw new Problem('conflict', `Имя «${body.login}» уже занято.`, {
          errors: [{ path: 'login', message: 'Занято' }],
        });
      await this.grant(q, row.id, body);
    });
    return this.read(user, actId);
  }

  async update(
    user: CurrentUser,
    id: string,
    body: z.output<typeof updateUserSchema>,
    actId: string,
  ): Promise<User> {
    const before = await this.read(user, id);
    if (id === user.id && (body.disabled || (body.roles && !body.roles.includes('admin'))))
      throw new Problem('refused', 'Себя нельзя отключить или лишить роли администратора.');
    const passwordHash = body.password === undefined ? undefined : await hashPassword(body.password);
    const { password: _, ...told } = body;
    await this.database.transaction(async (q) => {
      const act = {
        ...{ actId, user, role: 'admin', action: 'user.update', subject: before.login },
        details: { ...told, passwordChanged: passwordHash !== undefined },
      };
      if (!(await this.audit.record(act, q))) return;
      await q.query(
        'update users set name = coalesce($2, name), disabled = coalesce($3, disabled), password_hash = coalesce($4, password_hash) where id = $1',
        [id, body.name ?? null, body.disabled ?? null, passwordHash ?? null],
      );
      if (body.disabled || passwordHash) await q.query('delete from sessions where user_id = $1', [id]);
      if (body.disabled) await q.query('delete from tokens where user_id = $1', [id]);
      if (
        body.roles !== undefined ||
        body.districtId !== undefined ||
        body.schoolId !== undefined ||
        body.region !== undefined
      ) {
        await q.query('delete from user_roles where user_id = $1', [id]);
        await this.grant(q, id, {
          roles: body.roles ?? before.roles,
          districtId: body.districtId === undefined ? (before.district?.id ?? null) : body.districtId,
          schoolId: body.schoolId === undefined ? (before.school?.id ?? null) : body.schoolId,
          region: body.region === undefined ? before.region : body.region,
        });
      }
    });
    return this.read(user, id);
  }

  /** People to whom a task can be given, in the coordinator's districts. */
  async people(user: CurrentUser): Promise<Page<Person>> {
    if (!roleAnywhere(user, 'people.read')) throw forbidden('Исполнителей выбирает координатор.');
    const districts = user.grants
      .filter(({ role }) => role === 'coordinator')
      .flatMap(({ districtId }) => districtId ?? []);
    const all = user.grants.some(({ role }) => role === 'admin');
    const rows = await this.database.query(
      `${select} where not u.disabled and r.roles && array['coordinator','committee','method','expert','director','curator'] and ($1 or r.district_id = any($2::text[])
         or r.school_id in (select id from schools where district_id = any($2::text[]) union select partner_id from partnerships x join schools o on o.id = x.school_id where o.district_id = any($2::text[])))
       order by u.name limit 500`,
      [all, districts],
    );
    const items = rows.map(toUser).map(({ login, name, roles, school }) => ({ login, name, roles, school }));
    return { items, total: items.length, next: null };
  }

  private async knownSchool(q: Queryable, id: string | null): Promise<string | null> {
    const [found] = id ? await q.query('select 1 from schools where id = $1', [id]) : [];
    return found ? id : null;
  }

  /** Gives every role in the place that it needs; says what is missing. */
  private async grant(
    q: Queryable,
    userId: string,
    { roles, districtId, schoolId, region }: Grants,
  ): Promise<void> {
    for (const role of roles) {
      const place =
        role === 'region'
          ? 'region'
          : ['coordinator', 'committee', 'method', 'expert'].includes(role)
            ? 'districtId'
            : ['director', 'curator'].includes(role)
              ? 'schoolId'
              : undefined;
      const value = place === undefined ? null : { region, districtId, schoolId }[place];
      const known = place === 'districtId' ? 'districts' : place === 'schoolId' ? 'schools' : undefined;
      const [found] = known && value ? await q.query(`select 1 from ${known} where id = $1`, [value]) : [];
      if (place && (!value || (known && !found)))
        throw new Problem('refused', `Роли «${role}» нужно поле ${place} со значением, которое есть.`, {
          errors: [{ path: place, message: `Нужно для роли ${role}` }],
        });
      await q.query(
        'insert into user_roles (user_id, role, region, district_id, school_id) values ($1, $2, $3, $4, $5)',
        [
          userId,
          role,
          place === 'region' ? value : null,
          place === 'districtId' ? value : null,
          // An expert's school is where they work, if anywhere: they do not review its documents.
          place === 'schoolId' ? value : role === 'expert' ? await this.knownSchool(q, schoolId) : null,
        ],
      );
    }
  }
}

function administrator(user: CurrentUser): void {
  if (!roleAnywhere(user, 'users.manage')) throw forbidden('Пользователей ведёт администратор.');
}

const toUser = (row: Row): User => ({
  id: row['id'] as string,
  login: row['login'] as string,
  name: row['name'] as string,
  roles: row['roles'] as Role[],
  district: row['district_id']
    ? { id: row['district_id'] as string, name: row['district_name'] as string }
    : null,
  school: row['school_id'] ? { id: row['school_id'] as string, name: row['school_name'] as string } : null,
  region: row['region'] as string | null,
  disabled: row['disabled'] as boolean,
  createdAt: isoOf(row['created_at']),
});
