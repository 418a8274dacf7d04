import { daysInMonth, LAST_YEAR } from './calendar.ts';
import {
  DAY_NANOS,
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  YearsMonthsDuration,
} from './values.ts';
import { offsetAt, offsetAtLocal, UTC } from './zones.ts';

/** A date moved by months; a day that the month lacks becomes its last (31 January + 1 month is 28 or 29 February). */
export function addMonths(date: FeelDate, months: number): FeelDate {
  const total = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return new FeelDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** The start of a date in UTC, as FEEL takes a date among dates and times (DMN 1.4 section 10.3.2.3.5). */
export const midnight = (date: FeelDate): FeelDateTime => new FeelDateTime(date, 0, UTC);

/** A point of time moved by a duration (DMN 1.4 table 57); null where the two do not go together or no year is so far away. */
export function addDuration(
  point: FeelDate | FeelTime | FeelDateTime,
  by: DaysTimeDuration | YearsMonthsDuration,
): FeelDate | FeelTime | FeelDateTime | null {
  const moved = moveBy(point, by);
  const date = moved instanceof FeelDateTime ? moved.date : moved;
  return date instanceof FeelDate && Math.abs(date.year) > LAST_YEAR ? null : moved;
}

function moveBy(
  point: FeelDate | FeelTime | FeelDateTime,
  by: DaysTimeDuration | YearsMonthsDuration,
): FeelDate | FeelTime | FeelDateTime | null {
  if (by instanceof YearsMonthsDuration) {
    if (point instanceof FeelDate) return addMonths(point, by.months);
    return point instanceof FeelDateTime
      ? new FeelDateTime(addMonths(point.date, by.months), point.nanos, point.zone)
      : null;
  }
  if (point instanceof FeelDate)
    return FeelDateTime.ofLocalNanos(midnight(point).localNanos + by.nanos, null).date;
  if (point instanceof FeelTime) {
    const day = BigInt(DAY_NANOS);
    return new FeelTime(Number((((BigInt(point.nanos) + by.nanos) % day) + day) % day), point.zone);
  }
  const zone = point.zone;
  if (!zone || zone.offset !== undefined) return FeelDateTime.ofLocalNanos(point.localNanos + by.nanos, zone);
  // a named zone: the sum counts real time, over changes of its offset
  const epoch = point.epochNanos + by.nanos;
  return FeelDateTime.ofLocalNanos(
    epoch + BigInt(offsetAt(zone, Number(epoch / 1_000_000_000n))) * 1_000_000_000n,
    zone,
  );
}

/** Nanoseconds by which times of day are told apart: local ones by the clock, zoned ones in UTC. */
export function timeNanos(time: FeelTime): number {
  return time.zone === null
    ? time.nanos
    : time.nanos - offsetAtLocal(time.zone, Math.floor(time.nanos / 1e9)) * 1e9;
}

/** The time between two points of time; null where one has a zone and the other has none. */
export function subtractPoints(
  left: FeelDate | FeelTime | FeelDateTime,
  right: FeelDate | FeelTime | FeelDateTime,
): DaysTimeDuration | null {
  if (left instanceof FeelTime || right instanceof FeelTime) {
    if (
      !(left instanceof FeelTime && right instanceof FeelTime) ||
      (left.zone === null) !== (right.zone === null)
    )
      return null;
    return new DaysTimeDuration(BigInt(timeNanos(left) - timeNanos(right)));
  }
  if (left instanceof FeelDate && right instanceof FeelDate)
    return new DaysTimeDuration(BigInt(left.epochDay - right.epochDay) * BigInt(DAY_NANOS));
  const from = left instanceof FeelDate ? midnight(left) : left;
  const to = right instanceof FeelDate ? midnight(right) : right;
  if ((from.zone === null) !== (to.zone === null)) return null;
  return new DaysTimeDuration(from.epochNanos - to.epochNanos);
}

/** Whole months from one date to another, less than none where the second is earlier (`years and months duration`, DMN 1.4 table 73). */
export function monthsBetween(
  from: FeelDate | FeelDateTime,
  to: FeelDate | FeelDateTime,
): YearsMonthsDuration {
  const start = from instanceof FeelDate ? from : from.date;
  const end = to instanceof FeelDate ? to : to.date;
  const months = (end.year - start.year) * 12 + end.month - start.month;
  if (months > 0 && end.day < start.day) return new YearsMonthsDuration(months - 1);
  return new YearsMonthsDuration(months < 0 && end.day > start.day ? months + 1 : months);
}
