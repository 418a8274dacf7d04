import { checkTemplate } from './check-template.ts';
import type { DocumentKind } from './document-kind.ts';
import { commonFields, type DocumentValues, type FieldValue } from './field.ts';
import { readTag, valueAt } from './tag.ts';

const nothing = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Tags of the templates that come with the program: they never change. */
const ready = new WeakMap<DocumentKind, Promise<string[]>>();
function readyTags(kind: DocumentKind): Promise<string[]> {
  const known = ready.get(kind);
  if (known) return known;
  const tags = kind.template().then(async (template) => (await checkTemplate(template, kind.fields)).tags);
  ready.set(kind, tags);
  return tags;
}

/**
 * What a document leaves blank, by the titles of its fields: texts and lists that its template uses and nobody knows. `tags` are those
 * of the template; null: it is the one that comes with the program. Number, date and signatory come with the signature and are not
 * among them.
 */
export async function unfilled(
  kind: DocumentKind,
  tags: readonly string[] | null,
  values: DocumentValues,
): Promise<string[]> {
  const used = new Set(
    (tags ?? (await readyTags(kind))).map((tag) => readTag(tag.replace(/^\{[#@]?|\}$/g, '')).path),
  );
  return kind.fields
    .filter(({ name }) => name === 'основание' || !commonFields.some((common) => common.name === name))
    .filter(
      (field) => field.kind !== 'drawing' && used.has(field.name) && nothing(valueAt(values, field.name)),
    )
    .map(({ title }) => title);
}
