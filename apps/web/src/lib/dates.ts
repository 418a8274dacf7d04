import { dayIn } from '@opora/domain/local-day';
import type { Translate } from './translate.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** A moment as the API gives it (ISO 8601) or as the engine keeps it (epoch milliseconds). */
export type Moment = string | number;

/** Epoch milliseconds of a moment; NaN where it cannot be read. */
export function epoch(moment: Moment): number {
  return typeof moment === 'number' ? moment : Date.parse(moment);
}

/** Working days after the first date up to the second (`YYYY-MM-DD`); throws for years that its calendar does not have. */
export type CountWorkingDays = (from: string, to: string) => number;

/** Midnight of the calendar day on which a moment falls for the reader, as a day number. */
function calendarDay(at: number, timeZone?: string): number {
  return Math.round(Date.parse(`${dayIn(timeZone, at)}T00:00:00Z`) / DAY);
}

/** Calendar days from now to a moment: 0 today, 1 tomorrow, negative in the past. */
export function daysUntil(moment: Moment, now: number, timeZone?: string): number {
  return calendarDay(epoch(moment), timeZone) - calendarDay(now, timeZone);
}

/** True when the moment has passed. */
export function isOverdue(moment: Moment | null | undefined, now: number): boolean {
  return moment !== null && moment !== undefined && epoch(moment) < now;
}

/** How urgent a due date is: `none` without one, `soon` within three calendar days. */
export function urgency(
  moment: Moment | null | undefined,
  now: number,
): 'none' | 'later' | 'soon' | 'overdue' {
  if (moment === null || moment === undefined || Number.isNaN(epoch(moment))) return 'none';
  if (isOverdue(moment, now)) return 'overdue';
  return daysUntil(moment, now) <= 3 ? 'soon' : 'later';
}

/** Says how long is left until a due date, or by how many working days (calendar days, without a calendar) it has passed. */
export function dueText(
  moment: Moment,
  now: number,
  t: Translate,
  timeZone?: string,
  countWorkingDays?: CountWorkingDays,
): string {
  const days = daysUntil(moment, now, timeZone);
  if (isOverdue(moment, now)) {
    if (days === 0) return t('due.overdueToday');
    const working = workingDaysSince(moment, now, timeZone, countWorkingDays);
    if (working === 0) return t('due.overdueRest');
    return working === undefined
      ? t('due.overdue', { n: -days }, -days)
      : t('due.overdueWorking', { n: working }, working);
  }
  if (days === 0) return t('due.today');
  return days === 1 ? t('due.tomorrow') : t('due.left', { n: days }, days);
}

function workingDaysSince(
  moment: Moment,
  now: number,
  timeZone: string | undefined,
  count: CountWorkingDays | undefined,
): number | undefined {
  try {
    return count?.(dayIn(timeZone, epoch(moment)), dayIn(timeZone, now));
  } catch {
    // A moment that is no date: calendar days are then all that is known.
    return undefined;
  }
}

/** A moment told from now: "2 часа назад", "вчера", "через 3 дня". */
export function relative(moment: Moment, now: number, locale: string): string {
  const at = epoch(moment);
  if (Number.isNaN(at)) return '';
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < HOUR) return format.format(Math.round(distance / MINUTE), 'minute');
  if (size < DAY && daysUntil(at, now) === 0) return format.format(Math.round(distance / HOUR), 'hour');
  const days = daysUntil(at, now);
  if (Math.abs(days) < 45) return format.format(days, 'day');
  return Math.abs(days) < 550
    ? format.format(Math.round(days / 30.4), 'month')
    : format.format(Math.round(days / 365), 'year');
}

/** A calendar date, short: 07.09.2019 in Russian. */
export function formatDate(moment: Moment, locale: string): string {
  const at = epoch(moment);
  return Number.isNaN(at)
    ? String(moment)
    : new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(at);
}

/** A date with the month in words: 7 сентября 2019 г. */
export function formatLongDate(moment: Moment, locale: string): string {
  const at = epoch(moment);
  return Number.isNaN(at)
    ? String(moment)
    : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at);
}

/** A date with its time of day, short. */
export function formatDateTime(moment: Moment, locale: string): string {
  const at = epoch(moment);
  if (Number.isNaN(at)) return String(moment);
  const date = formatDate(at, locale);
  return `${date}, ${new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at)}`;
}
