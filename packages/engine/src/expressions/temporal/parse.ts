import { daysInMonth, LAST_YEAR } from './calendar.ts';
import {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  YearsMonthsDuration,
  type FeelTemporal,
} from './values.ts';
import { parseZone, type Zone } from './zones.ts';

// XML Schema lexical forms (DMN 1.4 section 10.3.2.3.4 to 10.3.2.3.8): years of four digits, or more without leading zeros
const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@.+)?$/;
const YEARS_MONTHS = /^(-?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/;
const DAYS_TIME = /^(-?)P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/;

/** A date of its parts, or null where there is no such day. */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (
    !whole ||
    Math.abs(year) > LAST_YEAR ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysInMonth(year, month)
  )
    return null;
  return new FeelDate(year, month, day);
}

/** A time of its parts (seconds may have a fraction), or null where a day has no such time. */
export function makeTime(hour: number, minute: number, second: number, zone: Zone | null): FeelTime | null {
  if (
    !Number.isInteger(hour) ||
    !Number.isInteger(minute) ||
    hour < 0 ||
    hour > 23 ||
    minute < 0 ||
    minute > 59 ||
    !(second >= 0 && second < 60)
  )
    return null;
  const whole = Math.floor(second);
  return new FeelTime((hour * 3600 + minute * 60 + whole) * 1e9 + Math.round((second - whole) * 1e9), zone);
}

/** Reads `2024-02-29`; null where it is no date. */
export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const year = Number(match[2]);
  return makeDate(match[1] ? -year : year, Number(match[3]), Number(match[4]));
}

/** Reads `10:30:00`, `10:30:00.5Z`, `10:30:00+05:00`, `10:30:00@Europe/Paris`; null where it is no time. */
export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text);
  if (!match) return null;
  let zone: Zone | null = null;
  if (match[5]) {
    const found = parseZone(match[5]);
    if (!found) return null;
    zone = found;
  }
  const time = makeTime(Number(match[1]), Number(match[2]), Number(match[3]), zone);
  return time && match[4]
    ? new FeelTime(time.nanos + Number(match[4].slice(0, 9).padEnd(9, '0')), zone)
    : time;
}

/** Reads a date and time; a date alone is its midnight; null where it is neither. */
export function parseDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T', 1);
  const date = parseDate(at < 0 ? text : text.slice(0, at));
  if (!date) return null;
  if (at < 0) return new FeelDateTime(date, 0, null);
  // the end of a day is the begin of the next (XML Schema 3.2.7)
  const isEnd = /^24:00:00(\.0+)?(?!\d)/.test(text.slice(at + 1));
  const time = parseTime(isEnd ? text.slice(at + 1).replace('24', '00') : text.slice(at + 1));
  return (
    time && new FeelDateTime(isEnd ? FeelDate.ofEpochDay(date.epochDay + 1) : date, time.nanos, time.zone)
  );
}

/** Reads `P1Y2M` or `P1DT2H3M4.5S`; a mixture of both kinds is none in FEEL, so null. */
export function parseDuration(text: string): DaysTimeDuration | YearsMonthsDuration | null {
  let match = YEARS_MONTHS.exec(text);
  if (match) {
    const months = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0);
    return Number.isSafeInteger(months) ? new YearsMonthsDuration(match[1] ? -months || 0 : months) : null;
  }
  match = DAYS_TIME.exec(text);
  if (!match) return null;
  const seconds =
    BigInt(match[2] ?? 0) * 86_400n +
    BigInt(match[3] ?? 0) * 3600n +
    BigInt(match[4] ?? 0) * 60n +
    BigInt(match[5] ?? 0);
  const nanos = seconds * 1_000_000_000n + BigInt((match[6] ?? '').slice(0, 9).padEnd(9, '0'));
  return new DaysTimeDuration(match[1] ? -nanos : nanos);
}

/** Reads the text of an at-literal (`@"…"`, DMN 1.4 grammar rule 62): whichever temporal value it spells, or null. */
export function parseAtLiteral(text: string): FeelTemporal | null {
  if (/^-?P/.test(text)) return parseDuration(text);
  if (/^\d{2}:/.test(text)) return parseTime(text);
  return text.indexOf('T', 1) > 0 ? parseDateTime(text) : parseDate(text);
}
