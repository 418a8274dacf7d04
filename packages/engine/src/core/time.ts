import { CronExpressionParser } from 'cron-parser';
import { DateTime, Duration } from 'luxon';
import type { TimerDetails } from './types.ts';

/** Says what was expected of a date, duration or cycle. */
export class TimeError extends Error {}

/**
 * Epoch milliseconds of an ISO 8601 date; one without an offset is in the time zone. FEEL names a zone after `@`
 * (`2026-09-01T09:00:00@Asia/Irkutsk`).
 */
export function parseDate(text: string, timeZone: string): number {
  const [local = '', zone = timeZone] = text.replace(/\[.*\]$/, '').split('@');
  const date = DateTime.fromISO(local, { zone });
  if (!date.isValid)
    throw new TimeError(`expected an ISO 8601 date such as 2026-09-01T09:00:00+03:00, found «${text}»`);
  return date.toMillis();
}

/** The moment that lies an ISO 8601 duration after another, by the calendar of the time zone. */
export function addDuration(from: number, text: string, timeZone: string): number {
  const duration = Duration.fromISO(text);
  if (!duration.isValid)
    throw new TimeError(`expected an ISO 8601 duration such as P14D or PT1H, found «${text}»`);
  return DateTime.fromMillis(from, { zone: timeZone }).plus(duration).toMillis();
}

/** A duration of a model, or the usual one where it says none that can be read, as all hosts take it. */
export function durationOr(text: string | undefined, usual: string): string {
  if (text === undefined) return usual;
  try {
    return addDuration(0, text, 'UTC') > 0 ? text : usual;
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    return usual;
  }
}

const repeat = (times: number): number => (times < 0 ? -1 : Math.max(times - 1, 0));

/**
 * First date of a cycle: `R3/PT1H`, `R/2026-01-01T00:00Z/P1D`, with an end `R/PT1H/2026-02-01T00:00Z`, by its first
 * interval `R3/2026-01-01/2026-01-08`, or cron (with seconds or without).
 */
export function firstOfCycle(text: string, now: number, timeZone: string): TimerDetails {
  if (!text.startsWith('R')) return { due: nextCron(text, now, timeZone), repeat: -1, cycle: text };
  const [count = '', ...parts] = text.split('/');
  const times = count === 'R' ? -1 : Number(count.slice(1));
  if (parts.length < 1 || parts.length > 2 || !Number.isInteger(times)) {
    throw new TimeError(`expected a cycle such as R3/PT1H, R/P1D or a cron text, found «${text}»`);
  }
  const [begin, end] = parts.length === 1 ? [undefined, parts[0]!] : [parts[0]!, parts[1]!];
  const bounds = boundsOf(begin, end, now, timeZone);
  // R3 means three times in all (Zeebe); the first is this one.
  const timer = { ...bounds, repeat: repeat(times) };
  if (timer.repeat !== 0 && addDuration(now, timer.cycle, timeZone) <= now)
    throw new TimeError(`expected a duration longer than nothing in the cycle, found «${text}»`);
  if (timer.until !== undefined && timer.due > timer.until)
    throw new TimeError(`expected a cycle that ends after its first time, found «${text}»`);
  return timer;
}

/** A repeating interval of ISO 8601 by its duration, by start and duration, by duration and end, or by start and end. */
function boundsOf(
  begin: string | undefined,
  end: string,
  now: number,
  timeZone: string,
): { due: number; cycle: string; until?: number } {
  if (begin === undefined) return { due: addDuration(now, end, timeZone), cycle: end };
  if (isDuration(begin))
    return { due: addDuration(now, begin, timeZone), cycle: begin, until: parseDate(end, timeZone) };
  const due = parseDate(begin, timeZone);
  if (isDuration(end)) return { due, cycle: end };
  return { due, cycle: `PT${(parseDate(end, timeZone) - due) / 1000}S` };
}

const isDuration = (text: string): boolean => /^[-+]?P/.test(text);

/** The date after one that fired, or undefined when there is none. */
export function nextOfCycle(timer: TimerDetails, now: number, timeZone: string): TimerDetails | undefined {
  if (!timer.repeat || timer.cycle === undefined) return undefined;
  const repeat = timer.repeat < 0 ? -1 : timer.repeat - 1;
  const due = isDuration(timer.cycle)
    ? addDuration(timer.due, timer.cycle, timeZone)
    : nextCron(timer.cycle, now, timeZone);
  if (timer.until !== undefined && due > timer.until) return undefined;
  return { ...timer, due, repeat };
}

function nextCron(text: string, now: number, timeZone: string): number {
  try {
    return CronExpressionParser.parse(text, { currentDate: new Date(now), tz: timeZone })
      .next()
      .getTime();
  } catch (error) {
    throw new TimeError(
      `expected an ISO 8601 cycle such as R3/PT1H or a cron text such as 0 9 * * 1, found «${text}» (${(error as Error).message})`,
    );
  }
}
