import { Inject, Injectable } from '@nestjs/common';
import type { Token } from '@opora/contracts';
import { type Database, pairHolds, type Queryable, type Row } from '@opora/store';
import type { CurrentUser, Grant } from '../access/user.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** One login of each role of the demonstration, in the order in which a newcomer meets them. */
const demoUsers = [
  'coordinator',
  'director-1',
  'curator-1',
  'committee1',
  'method',
  'expert1',
  'region',
  'admin',
];

/**
 * Pairs of today, and those on which a running case has agreed until it puts them into the register: the partner goes on to
 * plan with the school. What the register says of such a pair (that it has ended) then holds.
 */
const partners = `select x.school_id, x.partner_id from partnerships x join schools s on s.id = x.school_id join districts d on d.id = s.district_id
  where ${pairHolds('x', 'd.time_zone')}
  union all select c.school_id, v.value->>'id' from variables v join cases c on c.id = v.case_id
    join variables a on a.case_id = v.case_id and a.element = 1 and a.name = 'consentDecision' and a.value = '"consent"'
    where v.name = 'partner' and v.element = 1 and c.ended_at is null and c.school_id is not null
      and not exists (select 1 from partnerships p where p.case_id = c.root_id and p.school_id = c.school_id and p.partner_id = v.value->>'id')`;

/** Everything that decides the rights of user `u`, as one row. */
const rights = `u.id, u.login, u.name,
  coalesce((select json_agg(json_build_object('role', r.role, 'region', r.region, 'districtId', r.district_id, 'schoolId', r.school_id) order by r.id)
    from user_roles r where r.user_id = u.id), '[]') as grants,
  coalesce((select json_agg(distinct d.id) from user_roles r join districts d on d.region = r.region
    where r.user_id = u.id and r.role = 'region'), '[]') as region_districts,
  coalesce((select json_agg(distinct jsonb_build_object('schoolId', p.school_id, 'partnerId', p.partner_id)) from user_roles r
    join (${partners}) p on p.partner_id = r.school_id where r.user_id = u.id and r.role = 'curator'), '[]') as paired`;

/** Reads and writes users' sessions and tokens. */
@Injectable()
export class AuthRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The user of a live session. */
  async findBySession(tokenHash: string): Promise<CurrentUser | undefined> {
    const [row] = await this.database.query(
      `select ${rights} from sessions s join users u on u.id = s.user_id and not u.disabled where s.token_hash = $1 and s.expires_at > now()`,
      [tokenHash],
      { prepared: true },
    );
    return row && toUser(row, 'session');
  }

  /** The user of a live personal token. */
  async findByToken(tokenHash: string): Promise<CurrentUser | undefined> {
    const [row] = await this.database.query(
      `select ${rights}, t.last_used_at from tokens t join users u on u.id = t.user_id and not u.disabled where t.token_hash = $1 and t.expires_at > now()`,
      [tokenHash],
      { prepared: true },
    );
    // Once a minute is exact enough for people and spares a write per request.
    if (row && Date.now() - new Date((row['last_used_at'] as Date | null) ?? 0).getTime() > 60_000) {
      await this.database.query('update tokens set last_used_at = now() where token_hash = $1', [tokenHash]);
    }
    return row && toUser(row, 'token');
  }

  /** A user by login, whether or not signed in; disabled users do not exist here. */
  async findByLogin(login: string): Promise<CurrentUser | undefined> {
    const [row] = await this.database.query(
      `select ${rights} from users u where u.login = $1 and not u.disabled`,
      [login],
    );
    return row && toUser(row, 'session');
  }

  /** Logins of the demonstration: one of each kind, where its programme was loaded by the program itself. */
  async demoLogins(): Promise<string[]> {
    const rows = await this.database.query<{ login: string }>(
      `select login from users where not disabled and login = any($1::text[])
         and (select count(*) from users where login = any('{region,method,expert1,director-1,curator-1}'::text[])) = 5
       order by array_position($1::text[], login)`,
      [demoUsers],
    );
    return rows.map(({ login }) => login);
  }

  /** The stored hash of an enabled user's password. */
  async passwordHash(login: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ password_hash: string }>(
      'select password_hash from users where login = $1 and not disabled',
      [login],
    );
    return row?.password_hash;
  }

  async setPassword(userId: string, passwordHash: string, q: Queryable = this.database): Promise<void> {
    await q.query('update users set password_hash = $2 where id = $1', [userId, passwordHash]);
  }

  async createSession(tokenHash: string, userId: string, hours: number): Promise<void> {
    await this.database.query('delete from sessions where user_id = $1 and expires_at < now()', [userId]);
    await this.database.query(
      "insert into sessions (token_hash, user_id, expires_at) values ($1, $2, now() + $3 * interval '1 hour')",
      [tokenHash, userId, hours],
    );
  }

  async endSession(tokenHash: string): Promise<void> {
    await this.database.query('delete from sessions where token_hash = $1', [tokenHash]);
  }

  /** Ends every session but one: after a change of password. */
  async endOtherSessions(userId: string, keep: string, q: Queryable = this.database): Promise<void> {
    await q.query('delete from sessions where user_id = $1 and token_hash <> $2', [userId, keep]);
  }

  /** Stores a token; a token with the same id gets the new secret. */
  async createToken(
    token: { id: string; userId: string; name: string; tokenHash: string; days: number },
    q: Queryable = this.database,
  ): Promise<Token> {
    const [row] = await q.query(
      `insert into tokens (id, user_id, name, token_hash, expires_at) values ($1, $2, $3, $4, now() + $5 * interval '1 day')
       on conflict (id) do update set token_hash = excluded.token_hash returning *`,
      [token.id, token.userId, token.name, token.tokenHash, token.days],
    );
    return toToken(row!);
  }

  async tokensOf(userId: string): Promise<Token[]> {
    const rows = await this.database.query(
      'select * from tokens where user_id = $1 order by created_at desc',
      [userId],
    );
    return rows.map(toToken);
  }

  async removeToken(userId: string, id: string, q: Queryable = this.database): Promise<boolean> {
    const rows = await q.query('delete from tokens where user_id = $1 and id::text = $2 returning id', [
      userId,
      id,
    ]);
    return rows.length > 0;
  }

  /** Names of the user's districts and schools for the screens, in the order of the grants. */
  async names(
    user: CurrentUser,
  ): Promise<{ districts: Map<string, string>; schools: Map<string, { name: string; districtId: string }> }> {
    const schoolIds = [
      ...user.grants.flatMap((grant) => grant.schoolId ?? []),
      ...user.paired.map((pair) => pair.schoolId),
    ];
    const schools = await this.database.query<{ id: string; short_name: string; district_id: string }>(
      'select id, short_name, district_id from schools where id = any($1::text[])',
      [schoolIds],
    );
    const districtIds = [
      ...user.grants.flatMap((grant) => grant.districtId ?? []),
      ...schools.map((school) => school.district_id),
    ];
    const districts = await this.database.query<{ id: string; name: string }>(
      'select id, name from districts where id = any($1::text[])',
      [districtIds],
    );
    return {
      districts: new Map(districts.map((district) => [district.id, district.name])),
      schools: new Map(
        schools.map((school) => [school.id, { name: school.short_name, districtId: school.district_id }]),
      ),
    };
  }
}

const toUser = (row: Row, via: CurrentUser['via']): CurrentUser => ({
  id: row['id'] as string,
  login: row['login'] as string,
  name: row['name'] as string,
  grants: row['grants'] as Grant[],
  regionDistricts: row['region_districts'] as string[],
  paired: row['paired'] as CurrentUser['paired'],
  via,
});

const toToken = (row: Row): Token => ({
  id: row['id'] as string,
  name: row['name'] as string,
  createdAt: isoOf(row['created_at']),
  expiresAt: isoOf(row['expires_at']),
  lastUsedAt: iso(row['last_used_at']),
});
