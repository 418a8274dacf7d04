import { fromEpochDay, toEpochDay } from './calendar.ts';
import { offsetAtLocal, type Zone } from './zones.ts';

/** Nanoseconds of a day. */
export const DAY_NANOS = 86_400_000_000_000;
const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

function yearText(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  return year < 0 ? `-${digits}` : digits;
}

/** Fraction of a second from nanoseconds: `.5`, or nothing. */
const fractionText = (nanos: number): string =>
  nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;

function clockText(nanos: number): string {
  const seconds = Math.floor(nanos / 1e9);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fractionText(nanos % 1e9)}`;
}

/** FEEL `date`. */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** The date of a day counted from 1970-01-01. */
  static ofEpochDay(epochDay: number): FeelDate {
    const { year, month, day } = fromEpochDay(epochDay);
    return new FeelDate(year, month, day);
  }

  get epochDay(): number {
    return toEpochDay(this.year, this.month, this.day);
  }

  toString(): string {
    return `${yearText(this.year)}-${two(this.month)}-${two(this.day)}`;
  }
}

/** FEEL `time`: nanoseconds since midnight, local or with a zone. */
export class FeelTime {
  readonly nanos: number;
  readonly zone: Zone | null;

  constructor(nanos: number, zone: Zone | null) {
    this.nanos = nanos;
    this.zone = zone;
  }

  toString(): string {
    return clockText(this.nanos) + (this.zone?.text ?? '');
  }
}

/** FEEL `date and time`: a wall clock, local or with a zone. */
export class FeelDateTime {
  readonly date: FeelDate;
  /** Nanoseconds since midnight. */
  readonly nanos: number;
  readonly zone: Zone | null;

  constructor(date: FeelDate, nanos: number, zone: Zone | null) {
    this.date = date;
    this.nanos = nanos;
    this.zone = zone;
  }

  /** The wall clock of nanoseconds since 1970 as if it were UTC. */
  static ofLocalNanos(localNanos: bigint, zone: Zone | null): FeelDateTime {
    const day = BigInt(DAY_NANOS);
    let epochDay = localNanos / day;
    if (localNanos % day < 0n) epochDay -= 1n;
    return new FeelDateTime(FeelDate.ofEpochDay(Number(epochDay)), Number(localNanos - epochDay * day), zone);
  }

  /** Wall clock in nanoseconds since 1970 as if it were UTC. */
  get localNanos(): bigint {
    return BigInt(this.date.epochDay) * BigInt(DAY_NANOS) + BigInt(this.nanos);
  }

  /** Offset of the zone at this moment, in seconds; null where it has no zone. */
  get offset(): number | null {
    return this.zone === null
      ? null
      : offsetAtLocal(this.zone, this.date.epochDay * 86_400 + Math.floor(this.nanos / 1e9));
  }

  /** Nanoseconds since 1970; a value without a zone is taken as UTC. */
  get epochNanos(): bigint {
    return this.localNanos - BigInt(this.offset ?? 0) * 1_000_000_000n;
  }

  toString(): string {
    return `${this.date.toString()}T${clockText(this.nanos)}${this.zone?.text ?? ''}`;
  }
}

/** FEEL `days and time duration`, in nanoseconds. */
export class DaysTimeDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    const days = size / BigInt(DAY_NANOS);
    const rest = Number(size % BigInt(DAY_NANOS));
    const seconds = Math.floor(rest / 1e9);
    const part = (value: number | bigint, unit: string): string =>
      Number(value) === 0 ? '' : `${value}${unit}`;
    const fraction = fractionText(rest % 1e9);
    const second = seconds % 60 === 0 && !fraction ? '' : `${seconds % 60}${fraction}S`;
    const clock = part(Math.floor(seconds / 3600), 'H') + part(Math.floor(seconds / 60) % 60, 'M') + second;
    return `${this.nanos < 0n ? '-' : ''}P${part(days, 'D')}${clock && `T${clock}`}`;
  }
}

/** FEEL `years and months duration`, in months. */
export class YearsMonthsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }

  toString(): string {
    if (this.months === 0) return 'P0M';
    const size = Math.abs(this.months);
    const years = Math.floor(size / 12);
    return `${this.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${size % 12 ? `${size % 12}M` : ''}`;
  }
}

/** Any FEEL value of time. */
export type FeelTemporal = FeelDate | FeelTime | FeelDateTime | DaysTimeDuration | YearsMonthsDuration;

/** Whether a value is a FEEL date, time, date and time, or duration. */
export const isTemporal = (value: unknown): value is FeelTemporal =>
  value instanceof FeelDate ||
  value instanceof FeelTime ||
  value instanceof FeelDateTime ||
  isDuration(value);

/** Whether a value is one of the two kinds of durations. */
export const isDuration = (value: unknown): value is DaysTimeDuration | YearsMonthsDuration =>
  value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration;
