import { type SchoolDaysOf } from '../calendar/index.ts';
import { occurrences } from './occurrences.ts';
import { parseTerm } from './parse-term.ts';

/**
 * First and last day of what a term names inside the roadmap's years, quarters and holidays by the calendar of its place;
 * nothing where it is open or set elsewhere.
 */
export function datesOfTerm(
  text: string,
  period: { from: string; to: string },
  schoolCalendar?: SchoolDaysOf,
): { from: string | null; due: string | null } {
  const own = schoolCalendar ? { schoolCalendar } : {};
  const term = parseTerm(text, { period, ...own });
  const dated = term.parts.some(
    (part) => part.kind === 'range' || part.kind === 'until' || part.kind === 'since',
  );
  const found = occurrences(term, '2000-01-01', '2099-12-31', own).filter(
    ({ part }) => !dated || !['span', 'recurrence'].includes(term.parts[part]!.kind),
  );
  if (found.length === 0) return { from: null, due: null };
  const since = term.parts.every((part) => part.kind === 'since');
  const recurring = !dated && term.parts.some((part) => part.kind === 'recurrence' || part.kind === 'span');
  if (recurring) return { from: period.from, due: period.to };
  return {
    from: found.map(({ from }) => from).sort()[0]!,
    due: since ? period.to : found.at(-1)!.to,
  };
}

/** Whether a term may name quarters, trimesters or holidays, whose days a school calendar sets. */
export const namesSchoolDays = (text: string): boolean => /четв|трим|каникул/iu.test(text);
