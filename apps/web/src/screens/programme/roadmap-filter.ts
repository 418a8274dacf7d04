import type { Measure } from '@opora/contracts';
import { holdsWords } from '../../lib/holds-words.ts';

/** When a measure is due, seen from today. */
export type When = 'past' | 'now' | 'next' | 'later' | 'open';

/** Where a measure's term lies; terms that people wrote without dates are `open`. */
export function whenOf(measure: Pick<Measure, 'from' | 'to'>, today: string): When {
  const end = measure.to ?? measure.from;
  const start = measure.from ?? measure.to;
  if (!start || !end) return 'open';
  if (end < today) return 'past';
  if (start <= today) return 'now';
  return Date.parse(start) - Date.parse(today) <= 60 * 86_400_000 ? 'next' : 'later';
}

/** What the roadmap is narrowed by. */
export interface RoadmapFilter {
  q: string;
  block: string;
  responsible: string;
  when: string;
}

/** Measures that fit every condition. */
export function filterMeasures(measures: Measure[], filter: RoadmapFilter, today: string): Measure[] {
  return measures.filter(
    (measure) =>
      holdsWords(
        [
          measure.number,
          measure.title,
          measure.indicator,
          measure.result,
          measure.term,
          ...measure.responsible,
        ],
        filter.q,
      ) &&
      (!filter.block || measure.block?.number === filter.block) &&
      (!filter.responsible || measure.responsible.includes(filter.responsible)) &&
      (!filter.when || whenOf(measure, today) === filter.when),
  );
}
