import { type IsoDate, type SchoolDaysOf } from '../calendar/index.ts';

/** How fine a range was written: «апрель 2023» is a month. */
export type TermUnit =
  | 'day'
  | 'days'
  | 'month'
  | 'quarter'
  | 'school-quarter'
  | 'trimester'
  | 'half-year'
  | 'season'
  | 'year'
  | 'school-year';

/** A stretch of the year without its year; a day 0 is the last day of the month. */
export interface YearWindow {
  from: { month: number; day: number };
  to: { month: number; day: number };
  bound?: 'until' | 'since';
}

/** How often: `week`, `month`, … A school quarter («четверть») is not a quarter of the year («квартал»). */
export type TermFrequency =
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'school-quarter'
  | 'trimester'
  | 'half-year'
  | 'year'
  | 'school-year';

/** One thing that a term says. Dates are inclusive; `assumed` marks a year that is not in the text. */
export type TermPart =
  | { kind: 'range'; from: IsoDate; to: IsoDate; unit: TermUnit; assumed?: true }
  | { kind: 'until'; to: IsoDate; assumed?: true }
  | { kind: 'since'; from: IsoDate; assumed?: true }
  /** A stretch of a year that neither the text nor the programme's period names. */
  | { kind: 'window'; window: YearWindow }
  | {
      kind: 'recurrence';
      per: TermFrequency;
      /** How many units of `per` from one to the next: 2 in «раз в два месяца». */
      every: number;
      times: number;
      bound?: 'at-least' | 'at-most';
      /** On which day of the week, 1 is Monday; with `per: 'month'` the `nth` of the month, -1 the last. */
      weekday?: { day: number; nth?: number };
      /** On which days of the month; `until` is a deadline. Only with `per: 'month'`. */
      monthDays?: { from: number; to: number; bound?: 'until' };
      /** When in the year; only with `per: 'year'`. */
      windows?: YearWindow[];
      within?: { from: IsoDate; to: IsoDate };
    }
  | {
      kind: 'span';
      span:
        | 'school-year'
        | 'year'
        | 'half-year'
        | 'quarter'
        | 'school-quarter'
        | 'trimester'
        | 'month'
        | 'period'
        | 'always';
      from?: IsoDate;
      to?: IsoDate;
      assumed?: true;
    }
  /** Set elsewhere: «по графику», «по плану УО», «по необходимости». */
  | { kind: 'reference'; to: 'plan' | 'schedule' | 'order' | 'need' | 'other'; text: string }
  /** Tied to something that happens: «по мере формирования отчёта», «в течение 5 рабочих дней после приказа». */
  | { kind: 'event'; text: string; days?: number; working?: boolean }
  /** Two dates that contradict each other, as written. */
  | { kind: 'broken'; from: IsoDate; to: IsoDate };

/** What is wrong or assumed in a term, in Russian, with the words it is about and what they may have meant. */
export interface TermProblem {
  code:
    | 'end-before-start'
    | 'impossible-date'
    | 'impossible-year'
    | 'year-assumed'
    /** A quarter or holidays of a school, and no calendar of the place that sets their days: the usual days. */
    | 'calendar-assumed'
    | 'year-ambiguous'
    | 'no-year'
    | 'outside-period'
    /** «начало учебного года», «I полугодие» in a school year: read one of several ways. */
    | 'vague'
    /** A letter stood for a digit, or the other way round. */
    | 'misspelled'
    | 'unread';
  message: string;
  text: string;
  suggestion?: string;
}

/** A term as people wrote it, and what was understood of it. */
export interface Term {
  text: string;
  /** `read`: all of it; `doubtful`: a person should look; `unreadable`: nothing. Empty text is read as no term. */
  certainty: 'read' | 'doubtful' | 'unreadable';
  parts: TermPart[];
  problems: TermProblem[];
  /** Pieces of the text that were not understood. */
  unread: string[];
}

/** What helps to read a term: the programme's period, or failing that the day of reading (`YYYY-MM-DD`). */
export interface TermContext {
  period?: { from: IsoDate; to: IsoDate };
  today?: IsoDate;
  /** Quarters, trimesters and holidays of the place whose term it is, by school year. */
  schoolCalendar?: SchoolDaysOf;
}
