import { Inject, Injectable } from '@nestjs/common';
import type {
  DocumentInfo,
  documentQuerySchema,
  DocumentStatus,
  DocumentTemplate,
  Page,
  VerifiedDocument,
} from '@opora/contracts';
import { documentKind, type DocumentValues } from '@opora/domain/documents';
import { type Database, documentSigned, lastSignatory, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { placeVisible } from '../access/predicates.ts';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

const columns = `x.id, x.kind, x.title, x.district_id, x.school_id, x.case_id, x.status, x.number, x.signed_on::text, x.signatory, x.signatory_post,
  x.scan_name, x.cancel_reason, x.version, x.created_by, x.created_at, x.field_values->>'заголовок' as heading, x.field_values->>'основание' as basis,
  x.field_values->'подписант' as signer, x.verify_code, d.name as district_name, s.short_name as school_name`;
const joins = 'join districts d on d.id = x.district_id left join schools s on s.id = x.school_id';

/** What a person looks for as a search in the words of documents: all of them, in any form, each as far as it is typed. */
const wordsOf = (text: string): string =>
  (
    text
      .toLocaleLowerCase('ru')
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .map((word) => `${word}:*`)
    .join(' & ');

/**
 * SQL: documents `x` that have a text as a part of their title, number or signatory, or its words inside. Each of the four has an
 * index; one that had none would make all rows be read.
 */
export function lookedFor(text: string, where: Conditions): string {
  const words = wordsOf(text);
  // Signs alone («№», «-») are no part of a number or a name that anybody looks for.
  if (words === '') return `x.title ilike ${where.like(text)}`;
  const like = where.like(text);
  const number = where.like(text.replace(/^\s*№\s*/u, ''));
  return `x.title ilike ${like} or x.number ilike ${number} or x.signatory ilike ${like} or x.words @@ to_tsquery('russian', ${where.bind(words)})`;
}

/** What may be the number of a document («338», «№ 12-О»), in small letters; undefined where nobody would number one so. */
const numberIn = (text: string | undefined): string | undefined =>
  /^\s*№?\s*((?=\S*\d)\S{1,30})\s*$/u.exec(text ?? '')?.[1]?.toLocaleLowerCase('ru');

/** Queries about the register of documents and their templates. */
@Injectable()
export class DocumentsRepository {
  constructor(@Inject(DATABASE) readonly database: Database) {}

  /** Documents that the user may see, newest first. */
  async find(user: CurrentUser, query: z.output<typeof documentQuerySchema>): Promise<Page<DocumentInfo>> {
    const where = new Conditions();
    where.and(placeVisible(user, 'x', where));
    where
      .when(query.kind, (p) => `x.kind = ${p}`)
      .when(query.status, (p) => `x.status = ${p}`)
      .when(query.school, (p) => `x.school_id = ${p}`)
      .when(
        query.case,
        (p) =>
          `x.case_id in (select m.id from cases m where m.root_id = (select c.root_id from cases c where c.id = ${p}))`,
      );
    if (query.q) where.and(lookedFor(query.q, where));
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from documents x where ${where.text}`,
      where.params,
    );
    // Who looks for a number looks for the document that bears it, not for those that name it.
    const number = numberIn(query.q);
    const bears = number ? `coalesce(lower(x.number) = ${where.bind(number)}, false)` : 'false';
    const cursor = unpackCursor(query.cursor, 3);
    if (cursor) {
      const [born, at, id] = [where.bind(cursor[0]), where.bind(cursor[1]), where.bind(cursor[2])];
      const before = `(x.created_at, x.id) < (${at}::timestamptz, ${id}::uuid)`;
      where.and(
        number
          ? `${bears} < ${born}::bool or ${bears} = ${born}::bool and ${before}`
          : `${born}::bool is not null and ${before}`,
      );
    }
    const rows = await this.database.query(
      `select ${columns}, x.created_at::text as created_text, (${bears})::text as bears from documents x ${joins} where ${where.text}
       order by ${number ? `${bears} desc, ` : ''}x.created_at desc, x.id desc limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['bears'] as string, row['created_text'] as string, row['id'] as string],
      (row) => toDocument(row, user),
    );
  }

  /** One document that the user may see, as its row. */
  async row(user: CurrentUser, id: string, q: Queryable = this.database): Promise<Row | undefined> {
    const where = new Conditions();
    where.and(placeVisible(user, 'x', where)).and(`x.id = ${where.bind(id)}`);
    const [row] = await q.query(
      `select ${columns} from documents x ${joins} where ${where.text}`,
      where.params,
    );
    return row;
  }

  async file(id: string): Promise<Buffer> {
    const [row] = await this.database.query<{ content: Buffer }>(
      'select content from documents where id = $1',
      [id],
    );
    return row!.content;
  }

  async scan(id: string): Promise<{ name: string; type: string; content: Buffer } | undefined> {
    const [row] = await this.database.query<{ scan_name: string; kind: string; content: Buffer }>(
      'select x.scan_name, f.kind, f.content from documents x join evidence_files f on f.hash = x.scan_hash where x.id = $1',
      [id],
    );
    return row && { name: row.scan_name, type: row.kind, content: row.content };
  }

  async keepScan(
    q: Queryable,
    id: string,
    file: { hash: string; kind: string; name: string; content: Buffer },
  ): Promise<void> {
    await q.query(
      'insert into evidence_files (hash, size, kind, content) values ($1, $2, $3, $4) on conflict (hash) do nothing',
      [file.hash, file.content.length, file.kind, file.content],
    );
    await q.query(
      'update documents set scan_hash = $2, scan_name = $3, version = version + 1, updated_at = now() where id = $1',
      [id, file.hash, file.name],
    );
  }

  /** Another signed document of the district, kind and year with this number and another date. */
  async sameNumber(
    q: Queryable,
    id: string,
    { number, date }: { number: string; date: string },
  ): Promise<{ title: string; date: string } | undefined> {
    const [row] = await q.query<{ title: string; date: string }>(
      `select o.title, o.signed_on::text as date from documents x join documents o on o.district_id = x.district_id and o.kind = x.kind and o.id <> x.id
       where x.id = $1 and o.status = 'signed' and o.number = $2 and o.signed_on <> $3::date and extract(year from o.signed_on) = extract(year from $3::date) limit 1`,
      [id, number, date],
    );
    return row;
  }

  /** The next number of the district's documents of a kind in a year: one more than the largest that is a whole number. */
  async nextNumber(districtId: string, kind: string, year: number): Promise<string> {
    const [row] = await this.database.query<{ next: number }>(
      `select coalesce(max(number::int), 0) + 1 as next from documents where district_id = $1 and kind = $2 and status = 'signed'
         and number ~ '^[0-9]{1,6}$' and extract(year from signed_on) = $3`,
      [districtId, kind, year],
    );
    return String(row!.next);
  }

  /** Values of a document and the tags of its template; null where that is the one that comes with the program. */
  async filling(id: string): Promise<{ values: DocumentValues; tags: string[] | null }> {
    const [row] = await this.database.query<{ values: DocumentValues; tags: string[] | null }>(
      'select x.field_values as values, t.tags from documents x left join document_templates t on t.id = x.template_id where x.id = $1',
      [id],
    );
    return row!;
  }

  lastSignatory(districtId: string): ReturnType<typeof lastSignatory> {
    return lastSignatory(this.database, districtId);
  }

  async history(id: string): Promise<{ at: string; who: string; action: string; remark: string | null }[]> {
    const rows = await this.database.query(
      `select a.at, coalesce(u.name, a.user_login, 'process') as who, a.action, a.remark from audit a left join users u on u.login = a.user_login
       where a.subject = $1 and a.action like 'document.%' order by a.id desc limit 200`,
      [id],
    );
    return rows.map((row) => ({
      at: isoOf(row['at']),
      who: row['who'] as string,
      action: (row['action'] as string).replace('document.', ''),
      remark: row['remark'] as string | null,
    }));
  }

  /** Whether a case waits for this document to be signed. */
  async awaited(q: Queryable, id: string): Promise<boolean> {
    const rows = await q.query(
      "select 1 from subscriptions where kind = 'message' and name = $1 and correlation_key = $2 limit 1",
      [documentSigned, id],
    );
    return rows.length > 0;
  }

  async verified(code: string): Promise<VerifiedDocument | undefined> {
    const [row] = await this.database.query(
      'select title, number, signed_on::text as date, status from documents where verify_code = $1',
      [code],
    );
    return (
      row && {
        title: row['title'] as string,
        number: row['number'] as string | null,
        date: row['date'] as string | null,
        status: row['status'] as DocumentStatus,
      }
    );
  }

  /** Templates of a district, newest version first. */
  async templates(districtId: string): Promise<DocumentTemplate[]> {
    const rows = await this.database.query(
      'select id, kind, version, file_name, tags, created_by, coalesce((select name from users where login = created_by), created_by) as created_by_name, created_at from document_templates where district_id = $1 order by kind, version desc',
      [districtId],
    );
    return rows.map(toTemplate);
  }

  async template(id: string): Promise<{ districtId: string; name: string; content: Buffer } | undefined> {
    const [row] = await this.database.query<{ district_id: string; file_name: string; content: Buffer }>(
      'select district_id, file_name, content from document_templates where id = $1',
      [id],
    );
    return row && { districtId: row.district_id, name: row.file_name, content: row.content };
  }

  /** Writes the next version; an id that is there already is the same upload once more. */
  async addTemplate(
    q: Queryable,
    template: {
      id: string;
      kind: string;
      districtId: string;
      name: string;
      content: Buffer;
      tags: string[];
      login: string;
    },
  ): Promise<DocumentTemplate> {
    await q.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `document-template:${template.districtId}:${template.kind}`,
    ]);
    await q.query(
      `insert into document_templates (id, kind, district_id, version, file_name, content, tags, created_by)
       select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7 from document_templates where kind = $2 and district_id = $3
       on conflict (id) do nothing`,
      [
        template.id,
        template.kind,
        template.districtId,
        template.name,
        template.content,
        template.tags,
        template.login,
      ],
    );
    const [row] = await q.query(
      'select *, coalesce((select name from users where login = created_by), created_by) as created_by_name from document_templates where id = $1',
      [template.id],
    );
    return toTemplate(row!);
  }
}

const toTemplate = (row: Row): DocumentTemplate => ({
  id: row['id'] as string,
  kind: row['kind'] as string,
  version: row['version'] as number,
  fileName: row['file_name'] as string,
  tags: row['tags'] as string[],
  createdBy: row['created_by'] as string,
  createdByName: row['created_by_name'] as string,
  createdAt: isoOf(row['created_at']),
});

/** A document as lists show it. */
export function toDocument(row: Row, user: CurrentUser): DocumentInfo {
  const place = { districtId: row['district_id'] as string, schoolId: row['school_id'] as string | null };
  return {
    id: row['id'] as string,
    kind: row['kind'] as string,
    kindTitle: documentKind(row['kind'] as string)?.title ?? (row['kind'] as string),
    title: row['title'] as string,
    district: { id: place.districtId, name: row['district_name'] as string },
    school: place.schoolId === null ? null : { id: place.schoolId, name: row['school_name'] as string },
    caseId: row['case_id'] as string | null,
    status: row['status'] as DocumentStatus,
    number: row['number'] as string | null,
    date: row['signed_on'] as string | null,
    signatory: row['signatory'] as string | null,
    signatoryPost: row['signatory_post'] as string | null,
    scan: row['scan_name'] as string | null,
    cancelReason: row['cancel_reason'] as string | null,
    version: row['version'] as number,
    createdBy: row['created_by'] as string,
    createdAt: isoOf(row['created_at']),
    may: { write: can(user, 'document.write', place), sign: can(user, 'document.sign', place) },
  };
}
