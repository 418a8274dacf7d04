import { durationWords } from '@opora/domain/duration-words';
import { formatDate, formatDateTime } from './dates.ts';
import type { Translate } from './translate.ts';

/** Names of variables and of their values in words, gathered from forms. */
export interface Labels {
  fields: { [key: string]: string };
  options: { [key: string]: { [value: string]: string } };
  /** Values that mean the same under every name. */
  values?: { [value: string]: string };
}

/** A value made readable: one line, a list of labelled lines, or a table. */
export type Readable =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: Readable[] }
  | { kind: 'record'; rows: { key: string; label: string; value: Readable }[] }
  | { kind: 'table'; columns: { key: string; label: string }[]; rows: string[][] };

const DATE = /^\d{4}-\d\d-\d\d$/;
/** Years are names, not amounts: 2023, not 2 023. */
const YEAR = /^year$|Year$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** `schoolName` → `School name`: the last resort where no form names a variable. */
export function words(key: string): string {
  const spaced = key
    .replace(/([a-zа-яё0-9])([A-ZА-ЯЁ])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The human name of a variable, or of a field by its path (`partner.reason`): the nearest name that is known. */
export function labelOf(path: string, labels: Labels): string {
  for (let rest = path; ; rest = rest.slice(rest.indexOf('.') + 1)) {
    const known = labels.fields[rest];
    if (known !== undefined) return known;
    if (!rest.includes('.')) return words(rest);
  }
}

const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** True for ids inside a record that also has words: a name stands beside them. */
const isId = (key: string): boolean => /^(id|login|curator|submitter)$|Id$/.test(key);

/** The names of a record that people read; all of them where there is nothing but ids. */
function readableKeys(keys: string[]): string[] {
  const read = keys.filter((key) => !isId(key));
  return read.length ? read : keys;
}

const places = new WeakMap<Labels, Map<string, number>>();

/** What a thing is called stands before what is said of it. */
const isCalled = (key: string): boolean => /^(number|name|title|label)$/.test(key);

/** Names of a record in the order in which its form asks for them; what no form names stands behind (a database keeps no order). */
function asInForm(keys: string[], path: string, labels: Labels): string[] {
  let known = places.get(labels);
  if (!known) {
    known = new Map(Object.keys(labels.fields).map((field, place) => [field, place]));
    places.set(labels, known);
  }
  const placeOf = (key: string): number => known.get(`${path}.${key}`) ?? (isCalled(key) ? -1 : Infinity);
  return [...keys].sort((one, other) => {
    const [first, second] = [placeOf(one), placeOf(other)];
    return first === second ? 0 : first - second;
  });
}

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** One scalar in words. */
export function scalarText(
  key: string,
  value: unknown,
  labels: Labels,
  t: Translate,
  locale: string,
): string {
  const option =
    labels.options[key]?.[String(value)] ??
    labels.options[last(key)]?.[String(value)] ??
    (typeof value === 'string' ? labels.values?.[value] : undefined);
  if (option !== undefined) return option;
  if (value === null || value === undefined || value === '') return t('value.empty');
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (typeof value === 'number')
    return YEAR.test(last(key))
      ? String(value)
      : new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value);
  const text = String(value);
  if (DATE.test(text)) return formatDate(`${text}T12:00:00Z`, locale);
  if (MOMENT.test(text)) return formatDateTime(text, locale);
  return durationWords(text, locale.startsWith('en') ? 'en' : 'ru') ?? text;
}

/** Makes any value of a variable readable; lists of equal records become tables. */
export function readable(
  key: string,
  value: unknown,
  labels: Labels,
  t: Translate,
  locale: string,
): Readable {
  const text = (inner: string, scalar: unknown) => scalarText(inner, scalar, labels, t, locale);
  if (Array.isArray(value)) {
    if (!value.length) return { kind: 'text', text: t('value.empty') };
    if (value.every(isScalar)) return { kind: 'text', text: value.map((item) => text(key, item)).join(', ') };
    if (value.every((item) => isRecord(item) && Object.values(item).every(isScalar))) {
      const given = [...new Set(value.flatMap((item) => Object.keys(item as object)))];
      const keys = asInForm(readableKeys(given), key, labels);
      return {
        kind: 'table',
        columns: keys.map((inner) => ({ key: inner, label: labelOf(`${key}.${inner}`, labels) })),
        rows: value.map((item) =>
          keys.map((inner) => text(`${key}.${inner}`, (item as { [key: string]: unknown })[inner])),
        ),
      };
    }
    return { kind: 'list', items: value.map((item) => readable(key, item, labels, t, locale)) };
  }
  if (isRecord(value)) {
    const keys = asInForm(readableKeys(Object.keys(value)), key, labels);
    if (!keys.length) return { kind: 'text', text: t('value.empty') };
    return {
      kind: 'record',
      rows: keys.map((inner) => ({
        key: inner,
        label: labelOf(`${key}.${inner}`, labels),
        value: readable(`${key}.${inner}`, value[inner], labels, t, locale),
      })),
    };
  }
  return { kind: 'text', text: text(key, value) };
}
