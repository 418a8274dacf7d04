import { Inject, Injectable } from '@nestjs/common';
import type { Import, ImportRow, importRowQuerySchema, Page } from '@opora/contracts';
import type { Json } from '@opora/engine';
import { type Database, jsonText, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { importKinds } from './kinds/index.ts';
import type { ReadImport } from './import-reader.ts';

const columns =
  'id, kind, district_id, file_name, header, columns, problems, notes, totals, state, created_by, coalesce((select name from users where login = created_by), created_by) as created_by_name, created_at, confirmed_at, undone_at';

/** Imports and the rows of their previews. */
@Injectable()
export class ImportsRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async create(
    q: Queryable,
    of: { id: string; kind: string; districtId: string; fileName: string; content: Buffer; login: string },
  ): Promise<boolean> {
    const made = await q.query(
      'insert into imports (id, kind, district_id, file_name, content, created_by) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing returning id',
      [of.id, of.kind, of.districtId, of.fileName, of.content, of.login],
    );
    return made.length > 0;
  }

  /** Keeps what reading the file gave. */
  async keep(q: Queryable, id: string, read: ReadImport): Promise<void> {
    await q.query(
      'update imports set header = $2, header_row = $3, columns = $4, problems = $5, notes = $6, totals = $7 where id = $1',
      [
        id,
        read.header,
        read.headerRow,
        jsonText(read.columns),
        jsonText(read.problems),
        jsonText(read.notes),
        jsonText(read.totals),
      ],
    );
  }

  /** The import, locked for a change; undefined: there is none. */
  async lock(q: Queryable, id: string): Promise<Import | undefined> {
    const [row] = await q.query(`select ${columns} from imports where id = $1 for update`, [id]);
    return row && toImport(row);
  }

  /** The file of an import that is a preview. */
  async content(q: Queryable, id: string): Promise<Buffer> {
    const [row] = await q.query<{ content: Buffer }>('select content from imports where id = $1', [id]);
    return row!.content;
  }

  async read(id: string, q: Queryable = this.database): Promise<Import | undefined> {
    const [row] = await q.query(`select ${columns} from imports where id = $1`, [id]);
    return row && toImport(row);
  }

  /** Imports of each kind in its districts (null: in all), newest first. */
  async find(
    seen: readonly { kind: string; districts: string[] | null }[],
    query: { limit: number; cursor?: string | undefined; kind?: string | undefined },
  ): Promise<Page<Import>> {
    const where = new Conditions();
    where
      .and(
        seen
          .map(({ kind, districts }) => {
            const of = `kind = ${where.bind(kind)}`;
            return districts ? `(${of} and district_id = any(${where.bind(districts)}::text[]))` : of;
          })
          .join(' or '),
      )
      .when(query.kind, (p) => `kind = ${p}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from imports where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor)
      where.and(`(created_at, id) < (${where.bind(cursor[0])}::timestamptz, ${where.bind(cursor[1])}::uuid)`);
    const rows = await this.database.query(
      `select ${columns}, created_at::text as exact from imports where ${where.text} order by created_at desc, id desc limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['exact'] as string, row['id'] as string],
      toImport,
    );
  }

  /** Rows of a preview in the order of the file. */
  async rows(
    id: string,
    query: z.output<typeof importRowQuerySchema>,
  ): Promise<Page<ImportRow & { key: string | null; data: { [column: string]: Json } | null }>> {
    const where = new Conditions();
    where.and(`import_id = ${where.bind(id)}`).when(query.change, (p) => `change = ${p}`);
    if (query.q) where.and(`raw::text ilike ${where.like(query.q)}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from import_rows where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 1);
    if (cursor) where.and(`row > ${where.bind(cursor[0])}`);
    const rows = await this.database.query(
      `select row, change, key, raw, data, problems from import_rows where ${where.text} order by row limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['row'] as number],
      (row) => row as unknown as ImportRow & { key: string | null; data: { [column: string]: Json } | null },
    );
  }

  async clearRows(q: Queryable, id: string): Promise<void> {
    await q.query('delete from import_rows where import_id = $1', [id]);
  }

  async setState(q: Queryable, id: string, state: Import['state'], login: string): Promise<void> {
    const [by, at] = state === 'confirmed' ? ['confirmed_by', 'confirmed_at'] : ['undone_by', 'undone_at'];
    await q.query(`update imports set state = $2, content = null, ${by} = $3, ${at} = now() where id = $1`, [
      id,
      state,
      login,
    ]);
  }

  /** What was chosen for headers of earlier files: plain header → key. */
  async remembered(q: Queryable, kind: string, districtId: string): Promise<Record<string, string>> {
    const rows = await q.query<{ header: string; column_key: string }>(
      'select header, column_key from import_columns where kind = $1 and district_id = $2',
      [kind, districtId],
    );
    return Object.fromEntries(rows.map((row) => [row.header, row.column_key]));
  }

  async remember(
    q: Queryable,
    kind: string,
    districtId: string,
    chosen: Record<string, string>,
  ): Promise<void> {
    await q.query(
      `insert into import_columns (kind, district_id, header, column_key)
       select $1, $2, key, value from jsonb_each_text($3::jsonb)
       on conflict (kind, district_id, header) do update set column_key = excluded.column_key`,
      [kind, districtId, jsonText(chosen)],
    );
  }
}

function toImport(row: Row): Import {
  const kind = importKinds.find((each) => each.kind === row['kind']);
  const found = row['columns'] as Record<string, number>;
  return {
    id: row['id'] as string,
    kind: row['kind'] as string,
    districtId: row['district_id'] as string,
    fileName: row['file_name'] as string,
    state: row['state'] as Import['state'],
    header: row['header'] as string[],
    columns: (kind?.columns ?? []).map(({ key, title, required }) => ({
      key,
      title,
      required: required ?? false,
      position: found[key] ?? null,
    })),
    problems: row['problems'] as string[],
    notes: row['notes'] as string[],
    totals: { rows: 0, new: 0, changed: 0, same: 0, wrong: 0, ...(row['totals'] as object) },
    createdBy: row['created_by'] as string,
    createdByName: row['created_by_name'] as string,
    createdAt: isoOf(row['created_at']),
    confirmedAt: iso(row['confirmed_at']),
    undoneAt: iso(row['undone_at']),
  };
}
