/** States of a measure that a school reports in a round. */
export const reportStates = ['done', 'in-progress', 'overdue'] as const;

/** One measure of a round as the server fills it in and the school answers it; without `measureId` it was added by hand. */
export interface MeasureLine {
  measureId?: string;
  measure: string;
  title: string;
  term: string;
  status: (typeof reportStates)[number] | null;
  /** Names of the documents that lie with the measure. */
  documents: string;
  link: string;
  comment: string;
}

/** Reads lines of any origin: what is missing is empty. */
export function measureLines(value: unknown): MeasureLine[] {
  const records = Array.isArray(value) ? (value as { [field: string]: unknown }[]) : [];
  return records.map((row) => {
    const text = (name: string): string => {
      const own = row?.[name];
      return typeof own === 'string' || typeof own === 'number' ? String(own) : '';
    };
    const status = reportStates.find((state) => state === row?.['status']) ?? null;
    return {
      ...(text('measureId') ? { measureId: text('measureId') } : {}),
      ...{ measure: text('measure'), title: text('title'), term: text('term'), status },
      ...{ documents: text('documents'), link: text('link'), comment: text('comment') },
    };
  });
}

/**
 * What the server says of the measures now, with what has been answered over it, and behind them what was added by hand.
 * Documents are those that the server knows of, or that were attached since.
 */
export function freshMeasures(
  known: readonly MeasureLine[],
  answered: readonly MeasureLine[],
): MeasureLine[] {
  const fresh = known.map((line) => {
    const own = line.measureId && answered.find(({ measureId }) => measureId === line.measureId);
    if (!own) return line;
    const documents = own.documents.length > line.documents.length ? own.documents : line.documents;
    return { ...line, status: own.status ?? line.status, link: own.link, comment: own.comment, documents };
  });
  const byHand = answered.filter(
    ({ measureId, measure, title }) =>
      !measureId && !known.some((line) => line.measure === measure && line.title === title),
  );
  return [...fresh, ...byHand];
}
