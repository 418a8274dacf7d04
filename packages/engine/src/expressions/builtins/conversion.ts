import {
  makeDate,
  makeTime,
  parseAtLiteral,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
} from '../temporal/parse.ts';
import { monthsBetween } from '../temporal/arithmetic.ts';
import {
  type DaysTimeDuration,
  type FeelDate,
  FeelDateTime,
  FeelTime,
  type YearsMonthsDuration,
} from '../temporal/values.ts';
import { namedZone, offsetAt, parseZone, UTC, zoneOfOffset } from '../temporal/zones.ts';
import { FeelRange, compareValues, valueText, type Call, type Value } from '../values.ts';
import { overload, type FunctionTable } from './overloads.ts';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function toNumber(
  text: string,
  grouping: string | undefined,
  decimal: string | undefined,
  call: Call,
): number | null {
  const known = (mark: string | undefined, marks: string): boolean =>
    mark === undefined || (mark.length === 1 && marks.includes(mark));
  if (!known(grouping, ' ,.') || !known(decimal, ',.') || (grouping !== undefined && grouping === decimal)) {
    return call.warn(
      `number(): "${grouping ?? ''}" and "${decimal ?? ''}" are no separators of thousands and decimals (space, comma or point; comma or point; not the same)`,
    );
  }
  const plain = grouping === undefined ? text : text.split(grouping).join('');
  const number = decimal === ',' ? (plain.includes('.') ? '' : plain.replace(',', '.')) : plain;
  return NUMBER.test(number) ? Number(number) : call.warn(`number(): "${text}" is no number`);
}

/** The moment of the host's clock in the time zone of the evaluation. */
export function hostNow({ now, timeZone }: Call): FeelDateTime {
  const zone = namedZone(timeZone) ?? UTC;
  const offset = BigInt(offsetAt(zone, Math.floor(now / 1000)));
  return FeelDateTime.ofLocalNanos(BigInt(Math.trunc(now)) * 1_000_000n + offset * 1_000_000_000n, zone);
}

function toRange(text: string, call: Call): Value {
  const match = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/.exec(text);
  const end = (part: string): Value | undefined => {
    if (part === '') return null;
    if (NUMBER.test(part)) return Number(part);
    const quoted =
      /^@?"(.*)"$/.exec(part) ?? /^(?:date|time|duration|date and time)\(\s*"(.*)"\s*\)$/.exec(part);
    if (!quoted) return undefined;
    return part.startsWith('"') ? quoted[1]! : (parseAtLiteral(quoted[1]!) ?? undefined);
  };
  const [low, high] = match ? [end(match[2]!), end(match[3]!)] : [];
  const open = match?.[1] === '[';
  const closed = match?.[4] === ']';
  const wrong =
    low === undefined ||
    high === undefined ||
    (low === null && (high === null || open)) ||
    (high === null && closed);
  if (wrong || (low !== null && high !== null && !((compareValues(low, high) ?? 1) <= 0)))
    return call.warn(`range(): "${text}" is no range`);
  return new FeelRange(low, high, open, closed);
}

/** Conversion functions (DMN 1.4 table 73). */
export const conversionFunctions: FunctionTable = {
  number: [
    overload<[string, string?, string?]>(
      'from: string, grouping separator?: string, decimal separator?: string',
      ([from, grouping, decimal], call) => toNumber(from, grouping, decimal, call),
    ),
  ],
  string: [overload<[Value]>('from: any', ([from]) => (from === null ? null : valueText(from)))],
  date: [
    overload<[string]>(
      'from: string',
      ([from], call) => parseDate(from) ?? call.warn(`date(): "${from}" is no date`),
    ),
    overload<[FeelDate]>('from: date', ([from]) => from),
    overload<[FeelDateTime]>('from: date and time', ([from]) => from.date),
    overload<[number, number, number]>(
      'year: number, month: number, day: number',
      ([year, month, day], call) =>
        makeDate(year, month, day) ?? call.warn(`date(): there is no day ${year}-${month}-${day}`),
    ),
  ],
  'date and time': [
    overload<[string]>(
      'from: string',
      ([from], call) => parseDateTime(from) ?? call.warn(`date and time(): "${from}" is no date and time`),
    ),
    overload<[FeelDate, FeelTime]>(
      'date: date, time: time',
      ([date, time]) => new FeelDateTime(date, time.nanos, time.zone),
    ),
    overload<[FeelDateTime, FeelTime]>(
      'date: date and time, time: time',
      ([date, time]) => new FeelDateTime(date.date, time.nanos, time.zone),
    ),
    overload<[FeelDateTime, string]>('from: date and time, timezone: string', ([from, timezone], call) => {
      const zone = namedZone(timezone) ?? (call.isBeforeFive ? undefined : parseZone(timezone));
      if (!zone) return call.warn(`date and time(): there is no time zone "${timezone}"`);
      const epoch = from.epochNanos;
      return FeelDateTime.ofLocalNanos(
        epoch + BigInt(offsetAt(zone, Number(epoch / 1_000_000_000n))) * 1_000_000_000n,
        zone,
      );
    }),
  ],
  time: [
    overload<[string]>(
      'from: string',
      // ISO 8601 lets a time begin with T.
      ([from], call) =>
        parseTime(call.isBeforeFive ? from : from.replace(/^T/, '')) ??
        call.warn(`time(): "${from}" is no time`),
    ),
    overload<[FeelTime]>('from: time', ([from]) => from),
    overload<[FeelDateTime]>('from: date and time', ([from]) => new FeelTime(from.nanos, from.zone)),
    overload<[FeelDate]>('from: date', () => new FeelTime(0, UTC)),
    overload<[number, number, number, DaysTimeDuration?]>(
      'hour: number, minute: number, second: number, offset?: days and time duration',
      ([hour, minute, second, offset], call) => {
        const seconds = offset ? Number(offset.nanos / 1_000_000_000n) : 0;
        const time =
          Math.abs(seconds) > 18 * 3600
            ? null
            : makeTime(hour, minute, second, offset ? zoneOfOffset(seconds) : null);
        return time ?? call.warn(`time(): there is no time ${hour}:${minute}:${second}`);
      },
    ),
  ],
  duration: [
    overload<[string]>(
      'from: string',
      ([from], call) => parseDuration(from) ?? call.warn(`duration(): "${from}" is no duration`),
    ),
    overload<[DaysTimeDuration | YearsMonthsDuration]>('from: duration', ([from]) => from),
  ],
  'years and months duration': [
    overload<[FeelDate | FeelDateTime, FeelDate | FeelDateTime]>(
      'from: date | date and time, to: date | date and time',
      ([from, to]) => monthsBetween(from, to),
    ),
  ],
  range: [overload<[string]>('from: string', ([from], call) => toRange(from, call))],
  now: [overload<[]>('', (_, call) => hostNow(call))],
  today: [overload<[]>('', (_, call) => hostNow(call).date)],
};
