import { declineName, initialsOf } from './decline-name.ts';
import { declinePost } from './decline-post.ts';
import type { FieldValue } from './field.ts';
import { grammaticalCases, type GrammaticalCase } from './grammatical-case.ts';

/** A tag as it is written in a template: `школа.директор | дательный`. */
export interface Tag {
  path: string;
  /** What is done to the value; null: nothing. */
  form: string | null;
}

/** Forms that a tag may ask for after «|». */
export const tagForms: readonly string[] = [...grammaticalCases, 'инициалы', 'заглавными', 'с заглавной'];

/** Reads a tag; spaces do not matter. */
export function readTag(written: string): Tag {
  const [path, form] = written.split('|').map((part) => part.trim().replace(/\s+/g, ' '));
  return { path: path ?? '', form: form ?? null };
}

/** The value at a path inside one scope; undefined where the scope has no such field. */
export function valueAt(scope: unknown, path: string): FieldValue | undefined {
  let value: unknown = scope;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as { [name: string]: unknown })[part];
  }
  return value as FieldValue;
}

/** A value in the form that a tag asks for; posts are told from names by the last part of the path. */
export function inForm(value: FieldValue, { path, form }: Tag): FieldValue {
  if (form === null || typeof value !== 'string') return value;
  if (form === 'инициалы') return initialsOf(value);
  if (form === 'заглавными') return value.toLocaleUpperCase('ru');
  if (form === 'с заглавной') return value.charAt(0).toLocaleUpperCase('ru') + value.slice(1);
  if (!grammaticalCases.includes(form as GrammaticalCase)) return value;
  return /(^|\.)должность$/.test(path)
    ? declinePost(value, form as GrammaticalCase)
    : declineName(value, form as GrammaticalCase);
}
