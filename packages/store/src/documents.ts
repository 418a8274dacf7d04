import { randomBytes } from 'node:crypto';
import type { Json, Variables } from '@opora/engine';
import type { Database, Queryable } from './database.ts';
import { derivedId } from './derived-id.ts';
import { jsonText } from './json.ts';
import { publishMessage } from './messages.ts';

/** States of a document in the register. */
export type DocumentStatus = 'draft' | 'on-signature' | 'signed' | 'cancelled';

/** The message that a case waits for; its correlation key is the id of the document. */
export const documentSigned = 'document-signed';

/** How long the news of a signature waits for a case that is not yet there, in milliseconds. */
const newsLive = 86_400_000;

/** A document that goes to the register for the first time. */
export interface NewDocument {
  /** The same id is written once. */
  id: string;
  kind: string;
  districtId: string;
  schoolId: string | null;
  caseId: string | null;
  title: string;
  values: { [field: string]: Json };
  drawings: { [field: string]: Json };
  templateId: string | null;
  status: 'draft' | 'on-signature';
  content: Buffer;
  verifyCode: string;
  login: string;
}

/** A document with what is needed to make its file again. */
export interface KeptDocument {
  id: string;
  kind: string;
  districtId: string;
  schoolId: string | null;
  caseId: string | null;
  title: string;
  values: { [field: string]: Json };
  drawings: { [field: string]: Json };
  /** The template that it was made with; null: the one of the program. */
  template: Buffer | null;
  status: DocumentStatus;
  number: string | null;
  signedOn: string | null;
  signatory: string | null;
  signatoryPost: string | null;
  verifyCode: string;
}

/** Who signed what: the date is `YYYY-MM-DD`. */
export interface Signature {
  number: string;
  date: string;
  signatory: string;
  post: string;
}

/** A code for the verification page that nobody can guess (100 bits). */
export const newVerifyCode = (): string =>
  [...randomBytes(20)].map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('');

/** The newest template of a district for a kind; undefined where the program's own is used. */
export async function currentTemplate(
  q: Queryable,
  districtId: string,
  kind: string,
): Promise<{ id: string; content: Buffer } | undefined> {
  const [row] = await q.query<{ id: string; content: Buffer }>(
    'select id, content from document_templates where district_id = $1 and kind = $2 order by version desc limit 1',
    [districtId, kind],
  );
  return row;
}

/**
 * A title that no other document of the kind about the school bears: an expert reviews the papers of a school again, a memo is
 * written each round, and in a list one has to know which is which. The second is «… (2)».
 */
async function titleOfItsOwn(q: Queryable, document: NewDocument): Promise<string> {
  const { kind, schoolId, title } = document;
  if (schoolId === null) return title;
  const [row] = await q.query<{ alike: number }>(
    `select count(*)::int as alike from documents where school_id = $1 and kind = $2 and id <> $3
     and regexp_replace(title, ' \\([0-9]+\\)$', '') = $4`,
    [schoolId, kind, document.id, title],
  );
  return row!.alike > 0 ? `${title} (${row!.alike + 1})` : title;
}

/** Writes a document to the register; false where its id is there already. */
export async function keepDocument(q: Queryable, document: NewDocument): Promise<boolean> {
  const title = await titleOfItsOwn(q, document);
  const rows = await q.query(
    `insert into documents (id, kind, district_id, school_id, case_id, title, field_values, drawings, template_id, status, content, verify_code, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do nothing returning id`,
    [
      document.id,
      document.kind,
      document.districtId,
      document.schoolId,
      document.caseId,
      title,
      jsonText(document.values),
      jsonText(document.drawings),
      document.templateId,
      document.status,
      document.content,
      document.verifyCode,
      document.login,
    ],
  );
  return rows.length > 0;
}

/** Writes down what a case itself has done with a document, once. */
export async function recordDocumentAct(
  q: Queryable,
  action: 'create' | 'sign',
  { id, caseId, districtId, schoolId }: Pick<KeptDocument, 'id' | 'caseId' | 'districtId' | 'schoolId'>,
): Promise<void> {
  await q.query(
    `insert into audit (action, case_id, subject, school_id, district_id, act_id) values ($1, $2, $3, $4, $5, $6)
     on conflict (act_id) do nothing`,
    [`document.${action}`, caseId, id, schoolId, districtId, derivedId(`document-${action}`, id)],
  );
}

/** The variables of a case with the full names of its reviewers, who stand there by their logins. */
export async function withReviewerNames<T>(
  q: Queryable,
  variables: { [name: string]: T },
): Promise<{ [name: string]: T }> {
  const reviews = variables['reviews'];
  if (!Array.isArray(reviews)) return variables;
  const named = reviews.map(async (review: unknown) => {
    const { reviewer, name } = (review ?? {}) as { reviewer?: unknown; name?: unknown };
    if (typeof reviewer !== 'string' || (typeof name === 'string' && name !== '')) return review;
    const [user] = await q.query<{ name: string }>('select name from users where login = $1', [reviewer]);
    return user ? { ...(review as object), name: user.name } : review;
  });
  return { ...variables, reviews: (await Promise.all(named)) as T };
}

/** The name of a reviewer of a case by their login; what is no login of a reviewer is answered as it is. */
export function reviewerName(variables: { [name: string]: unknown }, login: string): string {
  const reviews = Array.isArray(variables['reviews']) ? variables['reviews'] : [];
  const found = reviews.find((review) => (review as { reviewer?: unknown } | null)?.reviewer === login) as
    { name?: unknown } | null | undefined;
  return typeof found?.name === 'string' && found.name !== '' ? found.name : login;
}

/** Reads a document for making its file again; `lock` holds it until the transaction ends. */
export async function keptDocument(
  q: Queryable,
  id: string,
  { lock = false } = {},
): Promise<KeptDocument | undefined> {
  const [row] = await q.query<{
    id: string;
    kind: string;
    district_id: string;
    school_id: string | null;
    case_id: string | null;
    title: string;
    field_values: { [field: string]: Json };
    drawings: { [field: string]: Json };
    template: Buffer | null;
    status: DocumentStatus;
    number: string | null;
    signed_on: string | null;
    signatory: string | null;
    signatory_post: string | null;
    verify_code: string;
  }>(
    `select d.id, d.kind, d.district_id, d.school_id, d.case_id, d.title, d.field_values, d.drawings, d.status, d.number, d.signed_on::text, d.signatory, d.signatory_post, d.verify_code,
       (select t.content from document_templates t where t.id = d.template_id) as template from documents d where d.id = $1 ${lock ? 'for update of d' : ''}`,
    [id],
  );
  return (
    row && {
      id: row.id,
      kind: row.kind,
      districtId: row.district_id,
      schoolId: row.school_id,
      caseId: row.case_id,
      title: row.title,
      values: row.field_values,
      drawings: row.drawings,
      template: row.template,
      status: row.status,
      number: row.number,
      signedOn: row.signed_on,
      signatory: row.signatory,
      signatoryPost: row.signatory_post,
      verifyCode: row.verify_code,
    }
  );
}

/**
 * Registers a document as signed with a file that has number and date, and tells the case that waits for it. What has
 * been signed before stays as it was: the answer then is the document as it stands, and no signature is asked for. Undefined: no
 * such document.
 */
export async function signDocument(
  database: Database,
  id: string,
  ask: () => Signature,
  render: (document: KeptDocument) => Promise<Buffer>,
  also: (q: Queryable, document: KeptDocument) => Promise<void> = () => Promise.resolve(),
): Promise<KeptDocument | undefined> {
  return database.transaction(async (q) => {
    const found = await keptDocument(q, id, { lock: true });
    if (!found || found.status === 'signed' || found.status === 'cancelled') return found;
    const signature = ask();
    const post = signature.post || (await knownPost(q, found.districtId, signature));
    const signed: KeptDocument = {
      ...found,
      status: 'signed',
      number: signature.number,
      signedOn: signature.date,
      signatory: signature.signatory,
      signatoryPost: post,
    };
    await q.query(
      `update documents set status = 'signed', number = $2, signed_on = $3, signatory = $4, signatory_post = $5, content = $6, version = version + 1, updated_at = now() where id = $1`,
      [id, signature.number, signature.date, signature.signatory, post, await render(signed)],
    );
    if (found.caseId !== null)
      await publishMessage(q, {
        id: derivedId(id, documentSigned),
        name: documentSigned,
        correlationKey: id,
        variables: { documentSigned: signatureVariables(signed) },
        timeToLive: newsLive,
        publisher: 'documents',
      });
    await also(q, signed);
    return signed;
  });
}

/**
 * The post of who signed, where nobody has said it: as the register of people has it on that day, else as on the last document
 * that they signed in the district, else empty.
 */
async function knownPost(q: Queryable, districtId: string, { signatory, date }: Signature): Promise<string> {
  const [known] = await q.query<{ post: string }>(
    `select post from (
       select t.title as post, 0 as rank, t.valid_from as day from posts t join people p on p.id = t.person_id
         where t.district_id = $1 and p.name = $2 and t.title <> '' and t.archived_at is null
           and coalesce(t.valid_from <= $3::date, true) and coalesce(t.valid_to >= $3::date, true)
       union all
       select signatory_post, 1, signed_on from documents
         where district_id = $1 and status = 'signed' and signatory = $2 and signatory_post <> '') k
     order by rank, day desc nulls last, post limit 1`,
    [districtId, signatory, date],
  );
  return known?.post ?? '';
}

/** What a case learns of a document that was signed. */
export const signatureVariables = (document: KeptDocument): Variables => ({
  id: document.id,
  number: document.number,
  date: document.signedOn,
  signatory: document.signatory,
});
