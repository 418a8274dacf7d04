import { parseDate, parseDateTime, parseDuration, parseTime } from './temporal/parse.ts';
import { FeelDate, FeelDateTime, FeelTime, isDuration } from './temporal/values.ts';
import { isContext, type Value } from './values.ts';

/** Reads JSON in which values of time are written as `{"@type": "date", "@value": "2024-01-31"}` (types: date, time, dateTime, duration). */
export function fromTyped(value: unknown): Value {
  if (Array.isArray(value)) return value.map(fromTyped);
  if (typeof value !== 'object' || value === null) return (value ?? null) as Value;
  const { '@type': type, '@value': text } = value as { '@type'?: string; '@value'?: string };
  if (type !== undefined && typeof text === 'string') {
    const read = { date: parseDate, time: parseTime, dateTime: parseDateTime, duration: parseDuration }[type];
    const result = read?.(text);
    if (!result) throw new Error(`A value of type ${type} was expected, but "${text}" is none`);
    return result;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromTyped(item)]));
}

/** Writes a value with its values of time as `{"@type", "@value"}`: the opposite of `fromTyped`. */
export function toTyped(value: Value): unknown {
  if (Array.isArray(value)) return value.map(toTyped);
  const type =
    value instanceof FeelDate
      ? 'date'
      : value instanceof FeelTime
        ? 'time'
        : value instanceof FeelDateTime
          ? 'dateTime'
          : isDuration(value)
            ? 'duration'
            : undefined;
  if (type) return { '@type': type, '@value': String(value) };
  if (!isContext(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toTyped(item)]));
}
