import { countWord } from '../count-word.ts';
import { DateTime } from 'luxon';
import { type Term, type TermFrequency, type TermPart, type TermUnit, type YearWindow } from './term.ts';

const per: { [frequency in TermFrequency]: string } = {
  day: 'день',
  week: 'неделю',
  month: 'месяц',
  quarter: 'квартал',
  'school-quarter': 'четверть',
  trimester: 'триместр',
  'half-year': 'полугодие',
  year: 'год',
  'school-year': 'учебный год',
};

const perMany: { [frequency in TermFrequency]: [few: string, many: string] } = {
  day: ['дня', 'дней'],
  week: ['недели', 'недель'],
  month: ['месяца', 'месяцев'],
  quarter: ['квартала', 'кварталов'],
  'school-quarter': ['четверти', 'четвертей'],
  trimester: ['триместра', 'триместров'],
  'half-year': ['полугодия', 'полугодий'],
  year: ['года', 'лет'],
  'school-year': ['года', 'лет'],
};

const spans: { [span in Extract<TermPart, { kind: 'span' }>['span']]: string } = {
  'school-year': 'в течение учебного года',
  year: 'в течение года',
  'half-year': 'в течение полугодия',
  quarter: 'в течение квартала',
  'school-quarter': 'в течение четверти',
  trimester: 'в течение триместра',
  month: 'в течение месяца',
  period: 'в течение всего периода',
  always: 'постоянно',
};

/** Says in Russian what was understood of a term; parts that are assumed or contradict themselves are named so. */
export function describeTerm(term: Term): string {
  if (term.parts.length === 0)
    return term.text === '' || term.unread.length === 0 ? 'срок не указан' : 'срок не разобран';
  const usual = term.problems.some(({ code }) => code === 'calendar-assumed');
  return joinWindows(term.parts).join('; ') + (usual ? ' (по обычному календарю)' : '');
}

function joinWindows(parts: readonly TermPart[]): string[] {
  return parts.map((part) => {
    const text = describePart(part);
    return 'assumed' in part && part.assumed && part.kind !== 'span' ? `${text} (год предположен)` : text;
  });
}

function describePart(part: TermPart): string {
  switch (part.kind) {
    case 'range':
      return describeRange(part.from, part.to, part.unit);
    case 'until':
      return `до ${date(part.to)}`;
    case 'since':
      return `с ${date(part.from)}`;
    case 'window':
      return `${describeWindow(part.window)} (год не указан)`;
    case 'recurrence':
      return describeRecurrence(part);
    case 'span':
      return part.from && part.to
        ? `${spans[part.span]} (${date(part.from)} – ${date(part.to)})`
        : spans[part.span];
    case 'broken':
      return `с ${date(part.from)} по ${date(part.to)} — конец раньше начала`;
    case 'reference':
    case 'event':
      return part.text;
  }
}

function describeRange(from: string, to: string, unit: TermUnit): string {
  const [start, end] = [at(from), at(to)];
  const year = start.year === end.year;
  if (from === to) return date(from);
  if (unit === 'school-year' && year === false && end.year - start.year === 1)
    return `${start.year}/${end.year} учебный год`;
  const whole = unit !== 'days' && start.day === 1 && end.day === end.daysInMonth;
  if (whole && start.month === 1 && end.month === 12 && unit === 'year')
    return year ? `${start.year} год` : `${start.year}–${end.year} годы`;
  if (whole && year && unit === 'quarter' && end.month - start.month === 2)
    return `${end.quarter} квартал ${end.year} года`;
  if (whole && year && start.month === end.month) return start.toFormat('LLLL yyyy');
  if (whole && year) return `${start.toFormat('LLLL')} – ${end.toFormat('LLLL yyyy')}`;
  if (whole) return `${start.toFormat('LLLL yyyy')} – ${end.toFormat('LLLL yyyy')}`;
  return `с ${date(from)} по ${date(to)}`;
}

function describeRecurrence(part: Extract<TermPart, { kind: 'recurrence' }>): string {
  const within = part.within
    ? `, ${describeRange(part.within.from, part.within.to, yearsOf(part.within))}`
    : '';
  if (part.monthDays) return describeMonthDays(part.monthDays) + within;
  if (part.weekday) return describeWeekday(part.weekday) + within;
  if (part.windows) return `${part.windows.map(describeWindow).join(', ')} ежегодно${within}`;
  if (part.per === 'year' && part.every === 1 && part.times === 1 && !part.bound) return `ежегодно${within}`;
  const bound = part.bound === 'at-least' ? 'не реже ' : part.bound === 'at-most' ? 'не чаще ' : '';
  const genitive = part.bound !== undefined;
  const few =
    part.times % 10 >= 2 && part.times % 10 <= 4 && !(part.times % 100 >= 12 && part.times % 100 <= 14);
  const times =
    (genitive && part.times % 10 === 1 && part.times % 100 !== 11) || (!genitive && few) ? 'раза' : 'раз';
  return `${bound}${part.times} ${times} в ${every(part)}${within}`;
}

const weekdays = ['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье'];
const weekdaysEach = ['понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу', 'воскресенье'];

function describeWeekday({ day, nth }: { day: number; nth?: number }): string {
  if (nth === undefined) {
    const kind = day === 3 || day === 5 || day === 6 ? 'каждую' : day === 7 ? 'каждое' : 'каждый';
    return `${kind} ${weekdaysEach[day - 1]}`;
  }
  const ending = day === 3 || day === 5 || day === 6 ? 2 : day === 7 ? 1 : 0;
  const names: { [nth: string]: string[] } = {
    1: ['первый', 'первое', 'первая'],
    2: ['второй', 'второе', 'вторая'],
    3: ['третий', 'третье', 'третья'],
    4: ['четвертый', 'четвертое', 'четвертая'],
    '-1': ['последний', 'последнее', 'последняя'],
  };
  return `${names[String(nth)]![ending]} ${weekdays[day - 1]} месяца`;
}

function describeMonthDays({ from, to, bound }: { from: number; to: number; bound?: 'until' }): string {
  return `ежемесячно ${bound ? `до ${to}` : from === to ? `${from}` : `${from}-${to}`} числа`;
}

function every(part: Extract<TermPart, { kind: 'recurrence' }>): string {
  if (part.every === 1) return per[part.per];
  return countWord(part.every, per[part.per], ...perMany[part.per]);
}

function yearsOf({ from }: { from: string }): TermUnit {
  return from.endsWith('-09-01') ? 'school-year' : 'year';
}

function describeWindow({ from, to, bound }: YearWindow): string {
  const start = DateTime.utc(2024, from.month, from.day || 1).setLocale('ru');
  const last = DateTime.utc(2024, to.month, 1).endOf('month').day;
  const end = DateTime.utc(2024, to.month, to.day === 0 ? last : Math.min(to.day, last)).setLocale('ru');
  if (bound === 'until') return `до ${end.toFormat('d MMMM')}`;
  if (bound === 'since') return `с ${start.toFormat('d MMMM')}`;
  if (from.day === 1 && (to.day === 0 || to.day === last))
    return from.month === to.month
      ? start.toFormat('LLLL')
      : `${start.toFormat('LLLL')} – ${end.toFormat('LLLL')}`;
  if (+start === +end) return start.toFormat('d MMMM');
  return `${start.toFormat('d MMMM')} – ${end.toFormat('d MMMM')}`;
}

function at(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' }).setLocale('ru');
}

function date(text: string): string {
  return at(text).toFormat('d MMMM yyyy');
}
