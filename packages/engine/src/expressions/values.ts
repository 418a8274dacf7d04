import type { Json } from '../core/types.ts';
import { spend } from './meter.ts';
import { timeNanos } from './temporal/arithmetic.ts';
import { zoneOfOffset } from './temporal/zones.ts';
import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  DaysTimeDuration,
  YearsMonthsDuration,
  isTemporal,
  type FeelTemporal,
} from './temporal/values.ts';

/** Any value while FEEL is being evaluated; JSON is a part of it. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Value[]
  | { [key: string]: Value }
  | FeelTemporal
  | FeelRange
  | FeelFunction;

/** A FEEL context: names and values. */
export type FeelContext = { [key: string]: Value };

/** FEEL range; an absent end is null (`> 5` is `(5..null)`). */
export class FeelRange {
  readonly start: Value;
  readonly end: Value;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
  /** An end was written as null: then nothing can be said of what lies in it. */
  readonly isUnknown: boolean;
  /** Written as `(=10)`: equal only to one written so, as the DMN TCK has it. */
  readonly isSingle: boolean;

  constructor(
    start: Value,
    end: Value,
    startIncluded: boolean,
    endIncluded: boolean,
    { isUnknown = false, isSingle = false } = {},
  ) {
    this.isUnknown = isUnknown;
    this.isSingle = isSingle;
    this.start = start;
    this.end = end;
    this.startIncluded = startIncluded;
    this.endIncluded = endIncluded;
  }
}

/** What a function may ask of the evaluation that calls it. */
export interface Call {
  /** Epoch milliseconds: the only clock. */
  readonly now: number;
  /** Name of the time zone (IANA) for `now()` and `today()`. */
  readonly timeZone: string;
  /** Functions mean what they did in cases before semantics 5 (docs/reference/semantics.md). */
  readonly isBeforeFive?: boolean;
  /** Notes why the result is null. Always gives null. */
  warn(message: string): null;
}

/** FEEL function: a built-in, a function definition, a business knowledge model or a function of the host. */
export class FeelFunction {
  readonly name: string;
  readonly parameters: string[];
  /** Takes values in the order of the parameters. */
  readonly invoke: (args: Value[], call: Call) => Value;
  /** Takes values by name; absent where names are only put in order. */
  readonly invokeNamed: ((args: FeelContext, call: Call) => Value) | undefined;
  /** Types of the parameters and of the result, where they are declared. */
  readonly types: { parameters: string[]; result?: string } | undefined;

  constructor(
    name: string,
    parameters: string[],
    invoke: (args: Value[], call: Call) => Value,
    invokeNamed?: (args: FeelContext, call: Call) => Value,
    types?: { parameters: string[]; result?: string },
  ) {
    this.name = name;
    this.parameters = parameters;
    this.invoke = invoke;
    this.invokeNamed = invokeNamed;
    this.types = types;
  }
}

/** Name of the FEEL type of a value, as `instance of` spells it. */
export type TypeName =
  | 'Null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | 'context'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function';

/** Whether a value is a FEEL context. */
export const isContext = (value: unknown): value is FeelContext =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !isTemporal(value) &&
  !(value instanceof FeelRange) &&
  !(value instanceof FeelFunction);

/** FEEL type of a value. */
export function typeOf(value: Value): TypeName {
  if (value === null || value === undefined) return 'Null';
  if (typeof value !== 'object') return typeof value as TypeName;
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof DaysTimeDuration) return 'days and time duration';
  if (value instanceof YearsMonthsDuration) return 'years and months duration';
  if (value instanceof FeelRange) return 'range';
  return value instanceof FeelFunction ? 'function' : 'context';
}

/** Order of two values of one ordered type: below zero, zero, above zero; null where FEEL does not compare them (DMN 1.4 table 53). */
export function compareValues(left: Value, right: Value): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (left instanceof FeelDate) return right instanceof FeelDate ? left.epochDay - right.epochDay : null;
  if (left instanceof FeelDateTime)
    return right instanceof FeelDateTime ? sign(left.epochNanos, right.epochNanos) : null;
  if (left instanceof FeelTime) return right instanceof FeelTime ? timeNanos(left) - timeNanos(right) : null;
  if (left instanceof DaysTimeDuration)
    return right instanceof DaysTimeDuration ? sign(left.nanos, right.nanos) : null;
  if (left instanceof YearsMonthsDuration)
    return right instanceof YearsMonthsDuration ? left.months - right.months : null;
  return null;
}

const sign = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0);

/** FEEL `=`: null where the two are of different types (DMN 1.4 table 53); a list of one is taken for its element. */
export function equalValues(left: Value, right: Value): boolean | null {
  if (left === right) return typeof left === 'number' ? !Number.isNaN(left) : true;
  if (left === null || right === null) return false;
  if (typeof left !== 'object' && typeof left === typeof right) return false;
  spend(0.1);
  if (Array.isArray(left) && Array.isArray(right))
    return (
      left.length === right.length && left.every((item, index) => equalValues(item, right[index]!) === true)
    );
  if (Array.isArray(left)) return left.length === 1 ? equalValues(left[0]!, right) : null;
  if (Array.isArray(right)) return right.length === 1 ? equalValues(left, right[0]!) : null;
  if (left instanceof FeelTime || left instanceof FeelDateTime) {
    if (right.constructor !== left.constructor) return null;
    if ((left.zone === null) !== ((right as typeof left).zone === null)) return false;
  }
  const order = compareValues(left, right);
  if (order !== null) return order === 0 || isSameMillisecond(left, right);
  if (left instanceof FeelRange) {
    return right instanceof FeelRange
      ? left.isUnknown === right.isUnknown &&
          left.isSingle === right.isSingle &&
          left.startIncluded === right.startIncluded &&
          left.endIncluded === right.endIncluded &&
          equalValues(left.start, right.start) === true &&
          equalValues(left.end, right.end) === true
      : null;
  }
  // zero durations of both kinds are the only equal ones across kinds
  if (isContext(left) && isContext(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && equalValues(left[key]!, right[key]!) === true)
    );
  }
  return null;
}

/** Times are equal down to the millisecond, as the DMN TCK has it; their order goes on below. */
const inMilliseconds = (value: FeelTime | FeelDateTime): FeelTime | FeelDateTime => {
  const nanos = Math.floor(value.nanos / 1e6) * 1e6;
  return value instanceof FeelTime
    ? new FeelTime(nanos, value.zone)
    : new FeelDateTime(value.date, nanos, value.zone);
};

function isSameMillisecond(left: Value, right: Value): boolean {
  const isTimed = (value: Value): value is FeelTime | FeelDateTime =>
    value instanceof FeelTime || value instanceof FeelDateTime;
  if (!isTimed(left) || !isTimed(right)) return false;
  return compareValues(inMilliseconds(left), inMilliseconds(right)) === 0;
}

/** Whether a value lies in a range; null where it cannot be compared with the ends. A range written downwards is turned round. */
export function rangeIncludes(range: FeelRange, value: Value): boolean | null {
  let { start, end, startIncluded, endIncluded } = range;
  if (value === null || range.isUnknown || (start === null && end === null)) return null;
  if (start !== null && end !== null && (compareValues(start, end) ?? 0) > 0)
    [start, end, startIncluded, endIncluded] = [end, start, endIncluded, startIncluded];
  if (start !== null) {
    const order = compareValues(value, start);
    if (order === null) return null;
    if (startIncluded ? order < 0 : order <= 0) return false;
  }
  if (end === null) return true;
  const order = compareValues(value, end);
  return order === null ? null : endIncluded ? order <= 0 : order < 0;
}

/** ISO 8601 text of a time value; a moment in a named zone gets the offset it has there, as every reader of ISO knows it. */
const isoText = (value: FeelTemporal): string =>
  value instanceof FeelDateTime && value.zone?.name !== undefined
    ? new FeelDateTime(value.date, value.nanos, zoneOfOffset(value.offset ?? 0)).toString()
    : value.toString();

/** Writes a value as JSON: values of time become ISO strings; a range or a function is refused by the given thrower. Shares what needs no change. */
export function toJson(value: Value, refuse: (type: TypeName) => never): Json {
  if (value === null || typeof value !== 'object') return value ?? null;
  // Parts may be shared: written out they can be many more than they are.
  spend(1);
  if (Array.isArray(value)) {
    let copy: Json[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const item = toJson(value[index]!, refuse);
      if (copy) copy[index] = item;
      else if (item !== value[index]) (copy = value.slice(0, index) as Json[])[index] = item;
    }
    return copy ?? (value as Json[]);
  }
  if (isTemporal(value)) return isoText(value);
  if (value instanceof FeelRange || value instanceof FeelFunction) return refuse(typeOf(value));
  let copy: { [key: string]: Json } | undefined;
  for (const key of Object.keys(value)) {
    const item = toJson(value[key]!, refuse);
    if (item !== value[key]) (copy ??= { ...(value as { [key: string]: Json }) })[key] = item;
  }
  return copy ?? (value as { [key: string]: Json });
}

/** FEEL `string()` of a value (DMN 1.4 table 73); inner strings are quoted. */
export function valueText(value: Value, inner = false): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return inner ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'object') spend(1);
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item, true)).join(', ')}]`;
  if (typeof value === 'boolean' || isTemporal(value)) return String(value);
  if (value instanceof FeelFunction) return `function(${value.parameters.join(', ')})`;
  if (value instanceof FeelRange) {
    return `${value.startIncluded ? '[' : '('}${valueText(value.start, true)}..${valueText(value.end, true)}${value.endIncluded ? ']' : ')'}`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) =>
      `${/^[\p{L}_?][\p{L}\p{N}_]*$/u.test(key) ? key : valueText(key, true)}: ${valueText(item, true)}`,
  );
  return `{${entries.join(', ')}}`;
}

/** A number in decimals, never with an exponent. */
function numberText(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, minus, first, fraction = '', exponentText] = match;
  const exponent = Number(exponentText);
  const digits = `${first}${fraction}`;
  return exponent < 0
    ? `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`
    : `${minus}${digits.padEnd(exponent + 1, '0')}`;
}
