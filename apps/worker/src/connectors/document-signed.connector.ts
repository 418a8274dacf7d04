import { makeDocument, verifyUrl } from '@opora/domain/documents';
import { recordDocumentAct, signatureVariables, signDocument } from '@opora/store';
import { publicUrl } from '../settings.ts';
import { FinalFailure, textOf, type Connector } from './connector.ts';

/**
 * Registers a document (`documentId`) as signed with `number`, `date` and `signatory`, and gives what the register says of
 * it in `resultVariable`: where it has been signed in the register before, the register is right and nothing is asked.
 */
export const documentSigned: Connector = async (job, { database, env }) => {
  const id = textOf(job, 'documentId');
  const known = (name: string): string => {
    const value = job.variables[name] ?? job.headers[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  };
  const signed = await signDocument(
    database,
    id,
    () => {
      for (const name of ['number', 'date', 'signatory'] as const) textOf(job, name);
      return {
        number: known('number'),
        date: known('date').slice(0, 10),
        signatory: known('signatory'),
        post: known('post'),
      };
    },
    (document) =>
      makeDocument(
        document.kind,
        document.template,
        { values: document.values as never, drawings: document.drawings as never },
        verifyUrl(publicUrl(env), document.verifyCode),
        document,
      ),
    (q, document) => recordDocumentAct(q, 'sign', document),
  );
  if (!signed)
    throw new FinalFailure(`Element ${job.node} (${job.type}): no document "${id}" in the register.`);
  if (signed.status === 'cancelled')
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): document "${signed.title}" has been cancelled in the register; make it anew.`,
    );
  return { [textOf(job, 'resultVariable', 'documentSigned')]: signatureVariables(signed) };
};
