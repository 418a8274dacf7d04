import { documentKind } from './kinds/index.ts';
import type { DocumentKind } from './document-kind.ts';
import type { Drawing } from './drawings.ts';
import type { DocumentSource, SchoolFacts } from './facts.ts';
import type { DocumentValues, FieldValue } from './field.ts';
import { longDate } from './long-date.ts';
import { renderDocument } from './render-document.ts';

/** A document ready for the register: what its template is filled with. */
export interface PreparedDocument {
  title: string;
  values: DocumentValues;
  drawings: { [field: string]: Drawing };
}

/** What stands in a document that has been registered. */
export interface Registration {
  number: string | null;
  signedOn: string | null;
  signatory: string | null;
  signatoryPost: string | null;
}

const person = (school: SchoolFacts): DocumentValues => ({
  название: school.name,
  адрес: school.address,
  директор: { должность: 'директор', имя: school.director },
});

/** Puts the values of a document together: what the system knows, what the case yields, and over it what a person wrote. */
export function prepareDocument(kind: DocumentKind, source: DocumentSource): PreparedDocument {
  const { facts, given } = source;
  const { basis } = facts;
  const values = merged(
    {
      организация: facts.authority ?? `Управление образования: ${facts.district}`,
      место: facts.place,
      заголовок: kind.heading,
      основание: basis
        ? `На основании документа «${basis.title}» (${basis.kind} от ${longDate(basis.date)} № ${basis.number})`
        : null,
      подписант: { должность: facts.signatory?.post ?? null, имя: facts.signatory?.name ?? null },
      ...(facts.school ? { школа: person(facts.school) } : {}),
      ...(facts.partner ? { партнёр: person(facts.partner) } : {}),
    },
    merged(kind.values(source), given),
  );
  const heading = values['заголовок'];
  const whose = kind.whose?.(values);
  const school = facts.school && kind.about === 'school' ? `: ${facts.school.shortName}` : '';
  return {
    title: `${kind.title}${school}${whose ? `, ${whose}` : ''}. ${typeof heading === 'string' ? heading : kind.heading}`,
    values,
    drawings: kind.drawings?.(source) ?? {},
  };
}

/** The file of a document: with number, date and signatory where it has been registered, with blanks before. */
export async function makeDocument(
  kindId: string,
  template: Buffer | null,
  prepared: Pick<PreparedDocument, 'values' | 'drawings'>,
  verifyUrl: string,
  registration?: Registration,
): Promise<Buffer> {
  const kind = documentKind(kindId);
  if (!kind) throw new Error(`Expected a known kind of document, found «${kindId}».`);
  const { signatory, signatoryPost } = registration ?? {};
  const values = merged(prepared.values, {
    ссылка: verifyUrl,
    номер: registration?.number ?? null,
    дата: registration?.signedOn ? longDate(registration.signedOn) : null,
    ...(signatory
      ? { подписант: { имя: signatory, ...(signatoryPost ? { должность: signatoryPost } : {}) } }
      : {}),
  });
  return renderDocument(template ?? (await kind.template()), values, {
    ...prepared.drawings,
    qr: { kind: 'qr', text: verifyUrl },
  });
}

const isRecord = (value: unknown): value is DocumentValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values with others over them; records are merged, what is null in the second leaves the first. */
function merged(under: DocumentValues, over: DocumentValues): DocumentValues {
  const result: DocumentValues = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const before: FieldValue | undefined = result[name];
    if (isRecord(value) && isRecord(before)) result[name] = merged(before, value);
    else if (value !== null) result[name] = value;
  }
  return result;
}
