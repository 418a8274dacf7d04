import { type ImportedMeasure } from './plan.ts';

/** «14.10», «14.10-15.10»: a day and a month, or hours and minutes. */
const either = /^(?:[01]?\d|2[0-4])[.:][0-5]\d(?: ?[-–—] ?(?:[01]?\d|2[0-4])[.:][0-5]\d)?$/;

/** In a programme of one day «10.10» stands among «10.00» and «10.30»: it may be no date, though it reads as one. */
export function doubtHours(measures: readonly ImportedMeasure[]): void {
  const alike = measures.filter(({ term }) => either.test(term.text));
  const dates = alike.filter(({ term }) => term.certainty !== 'unreadable');
  if (dates.length === alike.length || alike.length < 2 * dates.length) return;
  for (const { term, place, problems } of dates)
    problems.push({
      code: 'term-hours',
      severity: 'warning',
      message: `«${term.text}» может быть временем дня: в этом столбце стоят часы`,
      place,
      column: 'term',
    });
}
