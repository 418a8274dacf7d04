import { weekday } from './calendar.ts';
import {
  DAY_NANOS,
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  YearsMonthsDuration,
} from './values.ts';
import { offsetAtLocal, type Zone } from './zones.ts';

const clock = (nanos: number, name: string): number | undefined => {
  const seconds = Math.floor(nanos / 1e9);
  if (name === 'hour') return Math.floor(seconds / 3600);
  if (name === 'minute') return Math.floor(seconds / 60) % 60;
  return name === 'second' ? seconds % 60 : undefined;
};

const day = (date: FeelDate, name: string): number | undefined => {
  if (name === 'year') return date.year;
  if (name === 'month') return date.month;
  if (name === 'day') return date.day;
  return name === 'weekday' ? weekday(date.epochDay) : undefined;
};

function zoned(
  zone: Zone | null,
  offset: () => number,
  name: string,
): string | DaysTimeDuration | null | undefined {
  if (name === 'time offset') return zone && new DaysTimeDuration(BigInt(offset()) * 1_000_000_000n);
  // an offset is no time zone: only a named zone (or UTC) has one
  return name === 'timezone' ? zone && (zone.name ?? (zone.offset === 0 ? 'Z' : null)) : undefined;
}

/** Property of a value of time by its FEEL name (DMN 1.4 table 65); undefined where its type has no such property. */
export function temporalProperty(
  value: unknown,
  name: string,
): number | string | null | DaysTimeDuration | undefined {
  if (value instanceof FeelDate) return day(value, name);
  if (value instanceof FeelDateTime)
    return (
      day(value.date, name) ?? clock(value.nanos, name) ?? zoned(value.zone, () => value.offset ?? 0, name)
    );
  if (value instanceof FeelTime)
    return (
      clock(value.nanos, name) ??
      zoned(value.zone, () => offsetAtLocal(value.zone!, Math.floor(value.nanos / 1e9)), name)
    );
  if (value instanceof YearsMonthsDuration) {
    if (name === 'years') return Math.trunc(value.months / 12);
    return name === 'months' ? value.months % 12 : undefined;
  }
  if (value instanceof DaysTimeDuration) {
    const days = value.nanos / BigInt(DAY_NANOS);
    const seconds = Math.trunc(Number(value.nanos % BigInt(DAY_NANOS)) / 1e9);
    if (name === 'days') return Number(days);
    if (name === 'hours') return Math.trunc(seconds / 3600);
    if (name === 'minutes') return Math.trunc(seconds / 60) % 60;
    return name === 'seconds' ? seconds % 60 : undefined;
  }
  return undefined;
}
