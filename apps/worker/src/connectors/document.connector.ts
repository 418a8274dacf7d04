import {
  documentKind,
  documentKinds,
  makeDocument,
  prepareDocument,
  verifyUrl,
  type DocumentValues,
  type FieldValue,
} from '@opora/domain/documents';
import type { Json } from '@opora/engine';
import {
  currentTemplate,
  derivedId,
  documentFacts,
  keepDocument,
  keptDocument,
  type NewDocument,
  newVerifyCode,
  recordDocumentAct,
  reviewerName,
  withReviewerNames,
} from '@opora/store';
import { publicUrl } from '../settings.ts';
import { FinalFailure, textOf, type Connector } from './connector.ts';

/**
 * Makes a document (docx) of a `kind` from what the system and the case know, and puts it into the register: with `status`
 * `on-signature` (usual) or `draft`; `signerField` names the field with who is to sign. The result goes to `resultVariable`
 * as `{ id, kind, title, status, url, signer, signerPost }`.
 */
export const document: Connector = async (job, { database, env }) => {
  const kind = documentKind(textOf(job, 'kind'));
  if (!kind)
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): expected in "kind" one of ${documentKinds.map(({ id }) => id).join(', ')}, found ${JSON.stringify(job.headers['kind'] ?? job.variables['kind'] ?? null)}.`,
    );
  const { districtId, schoolId = null } = job.subject;
  if (!districtId)
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): expected a case about a school or a district, found one about nobody.`,
    );
  const status = textOf(job, 'status', 'on-signature') === 'draft' ? 'draft' : 'on-signature';
  const resultVariable = textOf(job, 'resultVariable', 'document');
  const id = derivedId('document', job.id);
  const before = await keptDocument(database, id);
  if (!before) {
    const partnerId = recordOf(job.variables['partner'])['id'];
    const facts = await documentFacts(database, {
      ...{ districtId, schoolId, caseId: job.caseId },
      partnerId: typeof partnerId === 'string' ? partnerId : undefined,
    });
    const variables = await withReviewerNames(database, job.variables);
    const given = valuesOf(variables['documentValues']);
    const expert = recordOf(given['эксперт']);
    if (typeof expert['имя'] === 'string')
      given['эксперт'] = { ...expert, имя: reviewerName(variables, expert['имя']) } as DocumentValues;
    const prepared = prepareDocument(kind, { facts, variables, given });
    const template = await currentTemplate(database, districtId, kind.id);
    const verifyCode = newVerifyCode();
    const fresh: NewDocument = {
      id,
      kind: kind.id,
      districtId,
      schoolId,
      caseId: job.caseId,
      title: prepared.title,
      values: prepared.values as { [field: string]: Json },
      drawings: prepared.drawings as unknown as { [field: string]: Json },
      templateId: template?.id ?? null,
      status,
      content: await makeDocument(
        kind.id,
        template?.content ?? null,
        prepared,
        verifyUrl(publicUrl(env), verifyCode),
      ),
      verifyCode,
      login: 'process',
    };
    await database.transaction(async (q) => {
      if (await keepDocument(q, fresh)) await recordDocumentAct(q, 'create', fresh);
    });
  }
  const kept = (await keptDocument(database, id))!;
  const signerField = textOf(job, 'signerField', 'подписант.имя');
  return {
    [resultVariable]: {
      id,
      kind: kept.kind,
      title: kept.title,
      status: kept.status,
      url: `/documents?id=${id}`,
      signer: signerOf(kept.values, signerField),
      signerPost: signerOf(kept.values, signerField.replace(/имя$/, 'должность')),
    },
  };
};

/** The text at a path of the document's values such as `партнёр.директор.имя`; null where there is none. */
const signerOf = (values: { [field: string]: Json }, path: string): string | null => {
  const found = path.split('.').reduce<unknown>((value, name) => recordOf(value)[name], values);
  return typeof found === 'string' && found !== '' ? found : null;
};

const recordOf = (value: unknown): { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [name: string]: Json })
    : {};

const valuesOf = (value: unknown): DocumentValues =>
  ({ ...recordOf(value) }) as { [name: string]: FieldValue };
