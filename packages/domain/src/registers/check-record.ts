import { DateTime } from 'luxon';
import type { RegisterDefinition, RegisterField } from './register.ts';

/** A value of a field; null: nothing. */
export type FieldValue = string | number | string[] | null;

/** Values of a record by key of their fields. */
export type RecordValues = Record<string, FieldValue>;

/** A field and what is wrong with its value. */
export interface FieldFault {
  path: string;
  message: string;
}

/**
 * Understands what a person gave for fields of a register. `partial`: only what is named changes; else a missing field
 * gets its initial value, and a missing required one is a fault. Whether a `ref` leads anywhere is not known here.
 */
export function checkRecord(
  { fields }: Pick<RegisterDefinition, 'fields'>,
  given: Readonly<Record<string, unknown>>,
  partial = false,
): { values: RecordValues; faults: FieldFault[] } {
  const values: RecordValues = {};
  const faults: FieldFault[] = Object.keys(given)
    .filter((key) => !fields.some((field) => field.key === key))
    .map((key) => ({ path: key, message: 'Такого поля здесь нет' }));
  for (const field of fields) {
    if (partial && !(field.key in given)) continue;
    const raw = given[field.key] ?? (partial ? null : (field.initial ?? null));
    if (field.fixed && partial) {
      faults.push({ path: field.key, message: `«${field.title.ru}» не меняется: заведите новую запись` });
      continue;
    }
    const read = readValue(field, raw);
    if ('fault' in read) faults.push({ path: field.key, message: `«${field.title.ru}»: ${read.fault}` });
    else if (field.required && isNothing(read.value))
      faults.push({ path: field.key, message: `«${field.title.ru}»: нужно заполнить` });
    else values[field.key] = read.value;
  }
  const { validFrom, validTo } = values;
  if (typeof validFrom === 'string' && typeof validTo === 'string' && validTo < validFrom)
    faults.push({ path: 'validTo', message: 'Последний день раньше первого' });
  if (values['schoolId'] && values['schoolId'] === values['partnerId'])
    faults.push({ path: 'partnerId', message: 'Школа не может быть партнёром сама себе' });
  return { values, faults };
}

const isNothing = (value: FieldValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

function readValue(field: RegisterField, raw: unknown): { value: FieldValue } | { fault: string } {
  if (field.kind === 'subjects') {
    if (raw === null) return { value: [] };
    if (!Array.isArray(raw) || raw.some((each) => typeof each !== 'string') || raw.length > 50)
      return { fault: 'ожидался список предметов' };
    return { value: [...new Set(raw as string[])] };
  }
  if (raw === null || raw === '') return { value: null };
  if (field.kind === 'whole' || field.kind === 'number') {
    if (typeof raw !== 'number' || !Number.isFinite(raw)) return { fault: 'ожидалось число' };
    if (field.kind === 'whole' && !Number.isInteger(raw)) return { fault: 'ожидалось целое число' };
    if (field.min !== undefined && raw < field.min) return { fault: `ожидалось не меньше ${field.min}` };
    if (field.max !== undefined && raw > field.max) return { fault: `ожидалось не больше ${field.max}` };
    return { value: raw };
  }
  if (typeof raw !== 'string') return { fault: 'ожидался текст' };
  const text = raw.replace(/[\s\u00a0]+/g, ' ').trim();
  if (text === '') return { value: null };
  if (field.kind === 'choice')
    return Object.hasOwn(field.choices ?? {}, text)
      ? { value: text }
      : {
          fault: `ожидалось одно из: ${Object.values(field.choices ?? {})
            .map(({ ru }) => ru)
            .join(', ')}`,
        };
  if (field.kind === 'date')
    return DateTime.fromISO(text).isValid && /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? { value: text }
      : { fault: 'ожидалась дата ГГГГ-ММ-ДД' };
  const most = field.max ?? 500;
  if (text.length > most) return { fault: `текст длиннее ${most} знаков` };
  const fault = field.check?.(text);
  return fault ? { fault } : { value: text };
}
