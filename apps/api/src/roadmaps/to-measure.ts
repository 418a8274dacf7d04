import type { RoadmapMeasure } from '@opora/contracts';
import { describeTerm, parseTerm, type SchoolDaysOf, type WorkingCalendar } from '@opora/domain';
import type { Row } from '@opora/store';
import { dateOf } from '../platform/times.ts';

/** What the days of a measure are counted by. */
interface MeasureTime {
  calendar: WorkingCalendar;
  today: string;
  years: SchoolDaysOf;
}

/** A measure as the API answers it, from its row joined with its roadmap's years. */
export function toMeasure(row: Row, { calendar, today, years }: MeasureTime): RoadmapMeasure {
  const due = dateOf(row['due_date']);
  const period = { from: dateOf(row['valid_from'])!, to: dateOf(row['valid_to'])! };
  const term = parseTerm(row['term'] as string, { period, schoolCalendar: years });
  const open = row['status'] === 'planned' || row['status'] === 'in-progress';
  return {
    id: row['id'] as string,
    number: row['number'] as string,
    section: row['section'] as string,
    title: row['title'] as string,
    term: row['term'] as string,
    termMeans: describeTerm(term),
    termCertainty: term.certainty,
    from: dateOf(row['from_date']),
    due,
    workingDaysLeft: due && open ? calendar.workingDaysBetween(today, due) : null,
    responsible: row['responsible'] as string[],
    indicator: row['indicator'] as string,
    result: row['result'] as string,
    status: row['status'] as RoadmapMeasure['status'],
    checkedBy: row['checked_by'] as string | null,
    checkedByName: (row['checked_by_name'] ?? row['checked_by']) as string | null,
    version: row['version'] as number,
    evidence: row['evidence'] as number,
    comments: row['comments'] as number,
  };
}
