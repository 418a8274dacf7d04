import type { Json, Variables } from '@opora/engine';
import type { FormSchema } from '../lib/form-data.ts';

const word = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;
const isRecord = (value: Json | undefined): value is Variables =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every text of a form that is an expression or holds one. */
function expressionsOf(value: unknown): string[] {
  if (typeof value === 'string')
    return value.startsWith('=')
      ? [value]
      : [...value.matchAll(/\{\{(.*?)\}\}/gs)].map(([, inner = '']) => inner);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsOf) : [];
}

/**
 * What a form shows of the case without asking it, with nothing in it: `scores.mean` in a text gives
 * `{ scores: { mean: null } }`. `names` are the variables that form-js finds in the form.
 */
export function caseDataOf(schema: FormSchema, names: readonly string[]): Variables {
  const written = new Set(schema.components.flatMap(({ key, path }) => (key ?? path ?? '').split('.')[0]!));
  const read = names.filter((name) => !written.has(name));
  const data: Variables = Object.fromEntries(read.map((name) => [name, null]));
  for (const text of expressionsOf(schema.components))
    for (const [path] of text.replace(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(word)) {
      const parts = path.split('.');
      if (parts.length < 2 || !read.includes(parts[0]!)) continue;
      let inner = data;
      for (const part of parts.slice(0, -1)) {
        const next = inner[part];
        inner = isRecord(next) ? next : (inner[part] = {});
      }
      inner[parts.at(-1)!] ??= null;
    }
  return data;
}

/** Fields that came into a form join the data that were filled in; what was filled in stays. */
export function joined(data: Variables, fields: Variables): Variables {
  const result = { ...data };
  for (const [name, field] of Object.entries(fields)) {
    const now = result[name];
    if (isRecord(field) && isRecord(now)) result[name] = joined(now, field);
    else result[name] = now ?? field;
  }
  return result;
}
