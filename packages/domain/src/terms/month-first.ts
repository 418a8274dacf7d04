import { type TermProblem } from './term.ts';

/** «09/01/2025» is the 9th of January, and the 1st of September where the month stands first. */
export function monthFirst(date: number, month: number, year: number | undefined, text: string): TermProblem {
  const written = (own: number, of: number): string =>
    [String(own).padStart(2, '0'), String(of).padStart(2, '0'), year].filter(Boolean).join('.');
  const suggestion = written(month, date);
  const message = `«${text}» прочитано как ${written(date, month)}; если месяц стоит первым, это ${suggestion}`;
  return { code: 'vague', message, text, suggestion };
}
