import { Inject, Injectable } from '@nestjs/common';
import type { Page, RecordChange, RegisterRecord, registerQuerySchema } from '@opora/contracts';
import { type RecordValues, registers, type RegisterId } from '@opora/domain';
import { type Database, jsonText, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { Problem } from '../platform/problem.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { keeps, registerAccess } from './register-access.ts';
import {
  columnOf,
  districtOf,
  fromJson,
  labelOf,
  refJoins,
  refNames,
  searched,
  toJson,
} from './register-sql.ts';

/** A record with the district in which it stands. */
export interface FoundRecord extends RegisterRecord {
  districtId: string | null;
}

/** What becomes of a record, for its history. */
interface Written {
  id: string;
  login: string;
  action: RecordChange['action'];
  reason: string | null;
  before: RecordValues | null;
  after: RecordValues | null;
}

/** Records of registers and their history. */
@Injectable()
export class RegistersRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Records the user may know of, by name. */
  async find(
    user: CurrentUser,
    register: RegisterId,
    query: z.output<typeof registerQuerySchema>,
  ): Promise<Page<RegisterRecord>> {
    const definition = registers[register];
    const where = this.conditions(user, register, query);
    const from = `${register} r ${refJoins(definition)}`;
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from ${from} where ${where.text}`,
      where.params,
    );
    const label = labelOf(definition);
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor) where.and(`(${label}, r.id::text) > (${where.bind(cursor[0])}, ${where.bind(cursor[1])})`);
    const rows = await this.database.query(
      `${select(register)} where ${where.text} order by ${label}, r.id::text limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['label'] as string, row['id'] as string],
      (row) => withoutDistrict(toRecord(user, register, row)),
    );
  }

  /** One record the user may know of. */
  async read(
    user: CurrentUser,
    register: RegisterId,
    id: string,
    q: Queryable = this.database,
  ): Promise<FoundRecord | undefined> {
    const where = new Conditions();
    where.and(registerAccess[register].visible(user, where)).and(`r.id::text = ${where.bind(id)}`);
    const [row] = await q.query(`${select(register)} where ${where.text}`, where.params);
    return row && toRecord(user, register, row);
  }

  /** Whether a record exists that a ref may lead to: known to the user, not put away, of the district. */
  async leads(
    q: Queryable,
    user: CurrentUser,
    register: RegisterId,
    id: string,
    districtId: string | null,
  ): Promise<boolean> {
    const where = new Conditions();
    // A partner may stand in a district that the user does not see.
    if (districtId !== null) where.and(registerAccess[register].visible(user, where));
    where.and(`r.id::text = ${where.bind(id)}`);
    const district = districtOf(register);
    if (districtId !== null && register !== 'districts' && register !== 'subjects')
      where.and(`${district} = ${where.bind(districtId)}`);
    return (
      (
        await q.query(
          `select 1 from ${register} r ${refJoins(registers[register])} where ${where.text}`,
          where.params,
        )
      ).length > 0
    );
  }

  /** Subjects out of a list that are not in the register. */
  async unknownSubjects(q: Queryable, ids: readonly string[]): Promise<string[]> {
    const rows = await q.query<{ id: string }>(
      'select x as id from unnest($1::text[]) x where not exists (select 1 from subjects s where s.id = x)',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Adds a record; false: its id is taken. */
  async create(q: Queryable, register: RegisterId, id: string, values: RecordValues): Promise<boolean> {
    const given = registers[register].fields.filter(({ key }) => key in values);
    const made = await q.query(
      `insert into ${register} (id, ${given.map(({ key }) => columnOf(key)).join(', ')})
       select $1${register === 'partnerships' ? '::uuid' : ''}, ${given.map((field) => fromJson(field, '$2::jsonb')).join(', ')}
       on conflict do nothing returning id`,
      [id, jsonText(values)],
    );
    return made.length > 0;
  }

  /** Changes a record that still has the version; false: it does not. */
  async change(
    q: Queryable,
    register: RegisterId,
    of: { id: string; version: number; values?: RecordValues; archived?: boolean },
  ): Promise<boolean> {
    const values = of.values ?? {};
    const sets = registers[register].fields
      .filter(({ key }) => key in values)
      .map((field) => `${columnOf(field.key)} = ${fromJson(field, '$3::jsonb')}`);
    if (of.archived !== undefined) sets.push(`archived_at = ${of.archived ? 'now()' : 'null'}`);
    // What a person has changed, an import no longer takes back.
    const made = await q.query(
      `update ${register} set ${[...sets, 'version = version + 1', 'import_id = null', 'updated_at = now()'].join(', ')}
       where id::text = $1 and version = $2 and $3::jsonb is not null returning id`,
      [of.id, of.version, jsonText(values)],
    );
    return made.length > 0;
  }

  /** Remembers what became of a record. */
  async remember(q: Queryable, register: RegisterId, written: Written): Promise<void> {
    await q.query(
      `insert into register_changes (register, record_id, version, login, action, reason, before, after)
       select $1, $2, r.version, $3, $4, $5, $6, $7 from ${register} r where r.id::text = $2`,
      [
        register,
        written.id,
        written.login,
        written.action,
        written.reason,
        written.before && jsonText(written.before),
        written.after && jsonText(written.after),
      ],
    );
  }

  /** Changes of a record, newest first. */
  async history(
    register: RegisterId,
    id: string,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<RecordChange>> {
    const where = new Conditions();
    where.and(`c.register = ${where.bind(register)} and c.record_id = ${where.bind(id)}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from register_changes c where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 1);
    if (cursor) where.and(`c.id < ${where.bind(cursor[0])}`);
    const rows = await this.database.query(
      `select c.*, coalesce(u.name, c.login) as name from register_changes c left join users u on u.login = c.login
       where ${where.text} order by c.id desc limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(rows, query.limit, count!.total, (row) => [String(row['id'])], toChange);
  }

  private conditions(
    user: CurrentUser,
    register: RegisterId,
    query: z.output<typeof registerQuerySchema>,
  ): Conditions {
    const definition = registers[register];
    const where = new Conditions();
    where.and(registerAccess[register].visible(user, where));
    if (definition.archive) where.and(`r.archived_at is ${query.archived ? 'not ' : ''}null`);
    for (const each of query.filter ?? []) {
      const [key = '', value] = [each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1)];
      const field = definition.fields.find((one) => one.key === key && (one.filter || one.kind === 'ref'));
      if (!field)
        throw new Problem('bad-request', `По полю «${key}» здесь не отбирают.`, {
          errors: [{ path: 'filter', message: `Неизвестное поле ${key}` }],
        });
      const column = `r.${columnOf(key)}`;
      where.and(
        field.kind === 'subjects'
          ? `${where.bind(value)} = any(${column})`
          : `${column} = ${where.bind(value)}`,
      );
    }
    // Every word has to be found somewhere: «мамаканская 666» finds the school of that place.
    for (const word of (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, 8)) {
      const like = where.like(word);
      where.and(
        searched(definition)
          .map((expression) => `${expression} ilike ${like}`)
          .join(' or '),
      );
    }
    return where;
  }
}

const select = (register: RegisterId): string => {
  const definition = registers[register];
  const archived = definition.archive ? 'r.archived_at' : 'null::timestamptz';
  return `select r.id::text as id, ${labelOf(definition)} as label, ${toJson(definition, 'r')} as values, ${refNames(definition)} as names,
    r.version, ${archived} as archived_at, r.updated_at, ${districtOf(register)} as district_id from ${register} r ${refJoins(definition)}`;
};

const toRecord = (user: CurrentUser, register: RegisterId, row: Row): FoundRecord => ({
  id: row['id'] as string,
  label: (row['label'] as string | null) ?? '',
  values: row['values'] as RecordValues,
  names: row['names'] as Record<string, string>,
  version: row['version'] as number,
  archivedAt: iso(row['archived_at']),
  updatedAt: isoOf(row['updated_at']),
  mayChange: keeps(user, register, row['district_id'] as string | null),
  districtId: row['district_id'] as string | null,
});

/** A record as it is answered. */
export const withoutDistrict = ({ districtId: _, ...record }: FoundRecord): RegisterRecord => record;

const toChange = (row: Row): RecordChange => ({
  id: String(row['id']),
  at: isoOf(row['at']),
  login: row['login'] as string,
  name: row['name'] as string,
  action: row['action'] as RecordChange['action'],
  reason: row['reason'] as string | null,
  version: row['version'] as number,
  before: row['before'] as RecordValues | null,
  after: row['after'] as RecordValues | null,
});
