import type { Json, Variables } from '@opora/engine';

/** A value that is asked for by name, whether it is there yet or not: of `stage.json`, of a form, of a decision. */
export interface Asked {
  name: string;
  label?: string;
  /** A type of `stage.json` or of FEEL; unknown ones are asked as texts. */
  type?: string;
  required?: boolean;
  /** What else it may be, where that is known: the texts that a decision table names. */
  choices?: string[];
}

/** How a value is asked for; `structure` is what has no fields of its own: lists in lists, empty records. */
export type FieldKind = 'text' | 'number' | 'truth' | 'date' | 'words' | 'rows' | 'record' | 'structure';

const DATE = /^\d{4}-\d\d-\d\d$/;
const ofType: { [type: string]: FieldKind } = {
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  boolean: 'truth',
  date: 'date',
  array: 'words',
  object: 'structure',
};

const isRecord = (value: Json | undefined): value is Variables =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFilled = (value: Json): value is Variables => isRecord(value) && Object.keys(value).length > 0;

/** How a value is asked for: by what it is, and while it is not there by its type. */
export function kindOf(value: Json | undefined, type?: string): FieldKind {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return 'words';
    return value.every(isFilled) ? 'rows' : 'structure';
  }
  if (isRecord(value)) return isFilled(value) ? 'record' : 'structure';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'truth';
  const kind = ofType[type ?? ''] ?? 'text';
  if (typeof value === 'string')
    return DATE.test(value) || (value === '' && kind === 'date') ? 'date' : 'text';
  return kind;
}

/** The same fields with nothing in them: a row to fill in. */
export function emptied(value: Json): Json {
  if (Array.isArray(value)) return value.every(isFilled) ? value.slice(0, 1).map(emptied) : [];
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, emptied(inner)]));
  return typeof value === 'string' ? '' : null;
}

/** A row with all the fields that any of the rows has. */
export function rowOf(rows: readonly Variables[]): Variables {
  return emptied(Object.assign({}, ...[...rows].reverse()) as Variables) as Variables;
}

/** A number as people write it («2,5», «1 000»); null for nothing, undefined for what is none. */
export function numberOf(text: string): number | null | undefined {
  const plain = text.replace(/\s/g, '').replace(',', '.');
  if (plain === '') return null;
  return /^[-−]?\d*\.?\d+$/.test(plain) ? Number(plain.replace('−', '-')) : undefined;
}

/** A text of which nobody said what it is: a number, yes or no, else a text. */
export function readAnswer(text: string): Json {
  const plain = text.trim();
  if (plain === '') return null;
  if (/^(да|true)$/i.test(plain)) return true;
  if (/^(нет|false)$/i.test(plain)) return false;
  return numberOf(plain) ?? plain;
}

/** Variables of values by path: `scores.mean` becomes a field of `scores`. */
export function variablesOf(answers: { [path: string]: Json }): Variables {
  const variables: Variables = {};
  for (const [path, value] of Object.entries(answers)) {
    const parts = path.split('.');
    let inner = variables;
    for (const part of parts.slice(0, -1)) {
      const next = inner[part];
      inner = isRecord(next) ? next : (inner[part] = {});
    }
    inner[parts.at(-1)!] = value;
  }
  return variables;
}

/** Reads the JSON of an expert as names and values; throws where it is anything else. */
export function readVariables(text: string): Variables {
  const value = JSON.parse(text.trim() || '{}') as Json;
  if (!isRecord(value)) throw new Error('{ … }');
  return value;
}
