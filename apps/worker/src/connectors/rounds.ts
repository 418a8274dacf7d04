import type { Json } from '@opora/engine';
import type { ConnectorJob } from '@opora/host';
import { textOf } from './connector.ts';

/** Which school's part of which round a job is about. */
export interface RoundPlace {
  schoolId: string;
  districtId: string;
  frequency: string;
  period: string;
  periodEnd: string;
}

/** Reads the round off the variables of its case; a lack is told with the element. */
export const roundOf = (job: ConnectorJob): RoundPlace => ({
  schoolId: textOf(job, 'schoolId'),
  districtId: textOf(job, 'districtId'),
  frequency: textOf(job, 'frequency'),
  period: textOf(job, 'period'),
  periodEnd: textOf(job, 'periodEnd'),
});

/** A number of an answer; texts with a comma count, anything else is none. */
export function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value.trim().replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}
