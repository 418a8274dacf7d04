import type { Json } from '@opora/engine';
import { dueMeasures } from '@opora/store';
import { todayOf } from '../../platform/today.ts';
import type { KnownSource } from './known-source.ts';

type Row = { [field: string]: Json };

/**
 * The measures that the school's roadmaps ask for by now, with their state and the documents that lie with them. What a
 * school has entered stays when the round is returned to it; a new round begins with what the roadmaps say.
 */
export const roundMeasures: KnownSource = async (database, { schoolId, districtId, variables, current }) => {
  if (!schoolId) return undefined;
  const today = await todayOf(database, districtId);
  const due = await dueMeasures(database, schoolId, today);
  if (due.length === 0) return undefined;
  const returned = variables['evidenceDecision'] === 'return';
  const entered = returned && Array.isArray(current) ? current.filter(isRow) : [];
  const own = new Map(entered.map((row) => [row['measureId'], row]));
  const known = due.map(({ id, number, title, term, due: until, status, documents }): Row => ({
    measureId: id,
    measure: number,
    title,
    term,
    status: own.get(id)?.['status'] ?? stateOf(status, until, today),
    documents: documents.join(', '),
    link: own.get(id)?.['link'] ?? null,
    comment: own.get(id)?.['comment'] ?? null,
  }));
  const added = entered.filter((row) => !due.some(({ id }) => id === row['measureId']));
  return [...known, ...added];
};

function stateOf(status: string, until: string | null, today: string): string {
  if (status === 'done') return 'done';
  return until !== null && until < today ? 'overdue' : 'in-progress';
}

const isRow = (one: Json): one is Row => typeof one === 'object' && one !== null && !Array.isArray(one);
