import {
  calledSchool,
  codeColumn,
  columnsOf,
  countWord,
  type RegisterDefinition,
  type RegisterField,
  type RegisterId,
  registers,
  shortSchoolName,
} from '@opora/domain';
import { plain } from '@opora/domain/table-import';
import type { Json } from '@opora/engine';
import type { Queryable } from '@opora/store';
import type { ImportKind, ResolvedRow } from '../imports/import-kind.ts';
import { columnOf, districtOf, fromJson, refJoins, toJson, typeOf } from './register-sql.ts';

/** Names that lead to records: a name that several share leads to several ids. */
type Names = ReadonlyMap<string, string[]>;

/**
 * The import of a register: a row is one record, found by its code or by what tells records apart (`identity`). What a
 * table leaves empty stays as it is; refs and subjects are given by their names.
 */
export function registerImport(register: RegisterId): ImportKind {
  const definition = registers[register];
  const fields = definition.fields;
  const apart = fields.find(({ key }) => key === definition.apart);
  return {
    kind: register,
    title: definition.title.ru,
    columns: columnsOf(definition),
    register,

    async prepare(q, districtId) {
      const lookups = await lookupsOf(q, definition, districtId);
      const known = await identities(q, register, districtId);
      return (values) => {
        const problems: ResolvedRow['problems'] = [];
        const data: Record<string, Json> = {};
        for (const field of fields) {
          if (field.key === 'districtId') data[field.key] = districtId;
          else if (values[field.key] !== undefined) {
            const value = resolveField(field, values[field.key], lookups, problems);
            if (value !== undefined) data[field.key] = value;
          }
        }
        if (problems.length > 0) return { data, problems };
        const code = values[codeColumn] as string | undefined;
        if (code !== undefined && !known.codes.has(code)) {
          problems.push({
            column: codeColumn,
            message: `«Код»: записи «${code}» в районе нет. Коды даёт «Опора»: для новой записи оставьте код пустым; если это код из другой системы, откройте «Столбцы файла» и выберите для кода «нет в файле»`,
          });
          return { data, problems };
        }
        const by = apart && data[apart.key] !== undefined ? plain(String(data[apart.key])) : null;
        const name = identityOf(definition, data);
        const alike = known.names.get(name) ?? known.called.get(calledSchool(name)) ?? [];
        const bare = register === 'schools' && shortSchoolName(String(data['name'])) === data['name'];
        const same = by === null ? [] : alike.filter((id) => plain(known.apart.get(id) ?? '') === by);
        const ids = code !== undefined ? [code] : alike.length > 1 && same.length === 1 ? same : alike;
        if (ids.length > 1) {
          const named = definition.identity.map((key) => fields.find((field) => field.key === key)!.title.ru);
          const shown = ids.map((id) => (known.apart.get(id) ? `${id} (${known.apart.get(id)})` : id));
          problems.push({
            column: definition.identity[0]!,
            message: `Таких записей ${ids.length} (${named.join(', ')} одни и те же); укажите код: ${shown.join(' или ')}`,
          });
          return { data, problems };
        }
        if (ids.length === 0 && register === 'schools')
          data['shortName'] ??= shortSchoolName(String(data['name']));
        // A new record needs all that a record needs; a known one only what changes.
        if (ids.length === 0)
          for (const field of fields)
            if (field.required && field.initial === undefined && data[field.key] === undefined)
              problems.push({
                column: field.key,
                message: `«${field.title.ru}»: для новой записи нужно заполнить`,
              });
        if (ids.length === 1) for (const field of fields) if (field.fixed) delete data[field.key];
        // «СОШ № 3» of a table is no new name of «МКОУ «СОШ № 3»»: the register keeps the fuller one.
        if (code === undefined && bare && ids.length === 1 && !known.names.has(name)) delete data['name'];
        return {
          ...{ data, problems, key: ids[0] ?? (by === null ? `new:${name}` : `new:${name}|${by}`) },
          ...(apart ? { named: { name, known: ids.length > 0, by, field: apart.title.ru } } : {}),
        };
      };
    },

    async existing(q, rows) {
      const found = await q.query<{ id: string; values: Json }>(
        `select r.id::text as id, ${toJson(definition, 'r')} as values from ${register} r where r.id::text = any($1::text[])`,
        [rows.map(({ key }) => key)],
      );
      return new Map(found.map(({ id, values }) => [id, values]));
    },

    said(column, value) {
      const field = fields.find(({ key }) => key === column);
      if (!field || field.kind === 'ref') return undefined;
      if (field.kind === 'choice') return field.choices?.[String(value)]?.ru ?? String(value);
      if (field.kind === 'date') return String(value).split('-').reverse().join('.');
      if (Array.isArray(value)) return value.join(', ');
      return typeof value === 'number'
        ? value.toLocaleString('ru', { maximumFractionDigits: 6 })
        : String(value);
    },

    untold(columns) {
      const given = fields.flatMap(({ key, title, initial, choices }) =>
        choices && initial !== undefined && !(key in columns)
          ? [`«${title.ru}» — ${choices[String(initial)]?.ru ?? initial}`]
          : [],
      );
      return given.length > 0 ? `Нет в файле, поэтому у новых записей будет: ${given.join('; ')}.` : null;
    },

    async write(q, importId) {
      const uuid = register === 'partnerships';
      const made = uuid
        ? 'gen_random_uuid()::text'
        : register === 'subjects'
          ? `lower(data->>'name')`
          : `'${register.replace(/(ie)?s$/, '')}-' || left(replace(gen_random_uuid()::text, '-', ''), 12)`;
      await q.query(`update import_rows set key = ${made} where import_id = $1 and change = 'new'`, [
        importId,
      ]);
      await q.query(
        `insert into import_changes (import_id, key, before)
         select i.import_id, i.key, case when r.id is null then null else ${toJson(definition, 'r')} || jsonb_build_object('importId', r.import_id) end
         from import_rows i left join ${register} r on r.id::text = i.key where i.import_id = $1 and i.change in ('new', 'changed')`,
        [importId],
      );
      const initial = (field: RegisterField): string =>
        field.initial === undefined
          ? fromJson(field, 'i.data')
          : `coalesce(${fromJson(field, 'i.data')}, '${field.initial}'::${typeOf(field)})`;
      await q.query(
        `insert into ${register} (id, import_id, ${fields.map(({ key }) => columnOf(key)).join(', ')})
         select i.key${uuid ? '::uuid' : ''}, i.import_id, ${fields.map(initial).join(', ')} from import_rows i where i.import_id = $1 and i.change = 'new'`,
        [importId],
      );
      await q.query(
        `update ${register} r set ${fields.map((field) => `${columnOf(field.key)} = case when i.data ? '${field.key}' then ${fromJson(field, 'i.data')} else r.${columnOf(field.key)} end`).join(', ')},
           version = r.version + 1, import_id = i.import_id, updated_at = now()${definition.archive ? ', archived_at = null' : ''}
         from import_rows i where i.import_id = $1 and i.change = 'changed' and r.id::text = i.key`,
        [importId],
      );
      await q.query(
        `insert into register_changes (register, record_id, version, login, action, before, after, import_id)
         select '${register}', i.key, r.version, m.created_by, 'import',
           (select jsonb_object_agg(k, c.before->k) from jsonb_object_keys(i.data) k where c.before is not null and c.before->k is distinct from i.data->k),
           (select jsonb_object_agg(k, i.data->k) from jsonb_object_keys(i.data) k where c.before is null or c.before->k is distinct from i.data->k), i.import_id
         from import_rows i join imports m on m.id = i.import_id join ${register} r on r.id::text = i.key
           join import_changes c on c.import_id = i.import_id and c.key = i.key
         where i.import_id = $1 and i.change in ('new', 'changed')`,
        [importId],
      );
    },

    async undo(q, importId) {
      const changed = await q.query<{ id: string }>(
        `update ${register} r set ${fields.map((field) => `${columnOf(field.key)} = ${fromJson(field, 'c.before')}`).join(', ')},
           version = r.version + 1, import_id = (c.before->>'importId')::uuid, updated_at = now()
         from import_changes c where c.import_id = $1 and c.before is not null and r.id::text = c.key and r.import_id = c.import_id
         returning r.id::text as id`,
        [importId],
      );
      await q.query(
        `insert into register_changes (register, record_id, version, login, action, import_id)
         select '${register}', r.id::text, r.version, m.created_by, 'undo', m.id from ${register} r, imports m where m.id = $1 and r.id::text = any($2::text[])`,
        [importId, changed.map(({ id }) => id)],
      );
      const gone = await takeAway(q, register, importId);
      const [all] = await q.query<{ n: number }>(
        'select count(*)::int as n from import_changes where import_id = $1',
        [importId],
      );
      return { undone: changed.length + gone, kept: all!.n - changed.length - gone };
    },
  };
}

/** Deletes what an import has made and nobody has changed; what others lead to already stays. */
async function takeAway(q: Queryable, register: RegisterId, importId: string): Promise<number> {
  const made = await q.query<{ id: string }>(
    `select r.id::text as id from ${register} r join import_changes c on c.import_id = r.import_id and c.key = r.id::text
     where r.import_id = $1 and c.before is null`,
    [importId],
  );
  let gone = 0;
  const remove = async (ids: string[]): Promise<void> => {
    await q.query('savepoint take_away');
    try {
      await q.query(`delete from ${register} where id::text = any($1::text[])`, [ids]);
      await q.query('release savepoint take_away');
      gone += ids.length;
    } catch (error) {
      await q.query('rollback to savepoint take_away');
      if ((error as { code?: string }).code !== '23503') throw error;
      // Halving finds the few that are in use without asking for each one.
      if (ids.length === 1) return;
      await remove(ids.slice(0, ids.length >> 1));
      await remove(ids.slice(ids.length >> 1));
    }
  };
  if (made.length > 0) await remove(made.map(({ id }) => id));
  return gone;
}

/** What tells a row apart, as texts are compared. */
const identityOf = (definition: RegisterDefinition, data: Readonly<Record<string, Json>>): string =>
  definition.identity.map((key) => plain(String(data[key] ?? ''))).join('|');

/** Codes and names of the records of a district, and what tells those of one name apart. */
async function identities(
  q: Queryable,
  register: RegisterId,
  districtId: string,
): Promise<{ codes: ReadonlySet<string>; names: Names; called: Names; apart: ReadonlyMap<string, string> }> {
  const definition = registers[register];
  const everywhere = register === 'districts' || register === 'subjects';
  const rows = await q.query<{ id: string; values: Record<string, Json> }>(
    `select r.id::text as id, ${toJson(definition, 'r')} as values from ${register} r ${refJoins(definition)}
     where $1::text is null or ${districtOf(register)} = $1`,
    [everywhere ? null : districtId],
  );
  const names = new Map<string, string[]>();
  const called = new Map<string, string[]>();
  for (const { id, values } of rows) {
    add(names, identityOf(definition, values), id);
    if (register === 'schools') add(called, calledSchool(String(values['name'])), id);
  }
  const apart = new Map(
    rows.flatMap(({ id, values }) =>
      definition.apart && values[definition.apart] ? [[id, String(values[definition.apart])] as const] : [],
    ),
  );
  return { codes: new Set(rows.map(({ id }) => id)), names, called, apart };
}

/** Names of all that the refs and subjects of a register may lead to. */
async function lookupsOf(
  q: Queryable,
  { fields }: RegisterDefinition,
  districtId: string,
): Promise<ReadonlyMap<RegisterId, Names>> {
  const wanted = new Map<RegisterId, boolean>();
  for (const { kind, ref, key, anyDistrict } of fields)
    if (kind === 'subjects') wanted.set('subjects', true);
    else if (ref && key !== 'districtId') wanted.set(ref, anyDistrict ?? false);
  const found = new Map<RegisterId, Names>();
  for (const [register, anywhere] of wanted) {
    const names = new Map<string, string[]>();
    const second = register === 'schools' ? 'r.short_name' : 'null';
    const rows = await q.query<{ id: string; name: string; second: string | null; home: boolean }>(
      `select r.id::text as id, r.name, ${second} as second, ${register === 'subjects' ? 'true' : 'r.district_id = $1'} as home from ${register} r
       where r.archived_at is null and (${anywhere || register === 'subjects'} or ${register === 'subjects' ? `$1 <> ''` : 'r.district_id = $1'})`,
      [districtId],
    );
    const written = ({ id, name, second }: (typeof rows)[number]): string[] => [
      ...[id.toLocaleLowerCase('ru'), plain(name), plain(second ?? name)],
    ];
    const loosely = ({ name, second }: (typeof rows)[number]): string[] =>
      register === 'schools' ? [calledSchool(name), calledSchool(second ?? name)] : [];
    // A name as it is written wins over what a school is called besides, the own district over the same name elsewhere.
    for (const namesOf of [written, loosely])
      for (const home of [true, false]) {
        const level = new Map<string, string[]>();
        for (const row of rows.filter((each) => each.home === home))
          for (const called of new Set(namesOf(row))) add(level, called, row.id);
        for (const [called, ids] of level) if (!names.has(called)) names.set(called, ids);
      }
    found.set(register, names);
  }
  return found;
}

const add = (names: Map<string, string[]>, called: string, id: string): void => {
  names.set(called, [...(names.get(called) ?? []), id]);
};

function resolveField(
  field: RegisterField,
  value: unknown,
  lookups: ReadonlyMap<RegisterId, Names>,
  problems: ResolvedRow['problems'],
): Json | undefined {
  const look = (register: RegisterId, name: string): string | undefined => {
    const names = lookups.get(register)!;
    const ids =
      names.get(plain(name)) ??
      names.get(name.toLocaleLowerCase('ru')) ??
      (register === 'schools' ? names.get(calledSchool(name)) : undefined) ??
      [];
    if (ids.length === 1) return ids[0];
    problems.push({
      column: field.key,
      message:
        ids.length === 0
          ? `«${field.title.ru}»: в реестре «${registers[register].title.ru}» нет «${name}»`
          : `«${field.title.ru}»: «${name}» найдено ${countWord(ids.length, 'раз', 'раза', 'раз')} (${ids.join(', ')}); укажите код`,
    });
    return undefined;
  };
  if (field.kind === 'ref') return look(field.ref!, value as string);
  if (field.kind !== 'subjects') return value as Json;
  const ids = (value as string[]).map((name) => look('subjects', name));
  return ids.includes(undefined) ? undefined : [...new Set(ids as string[])];
}
