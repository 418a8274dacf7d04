import { dayIn } from '@opora/domain';
import type { Json } from '@opora/engine';
import { dueMeasures, keepMeasureReports, type MeasureReport } from '@opora/store';
import { FinalFailure, type Connector } from './connector.ts';

/**
 * Puts the accepted reports of a round (`evidence`: `[{ measureId?, measure, status, link?, comment? }]`) into the measures of
 * the school. The task named by the header `checkTask` says who has checked. Gives `overdueMeasures`: what the school calls
 * overdue, and what the roadmap has as due and not done.
 */
export const measureReports: Connector = async (job, { database }) => {
  const { schoolId } = job.subject;
  if (!schoolId)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected a case about a school, found none.`);
  const given = reportsIn(job.variables['evidence'], job.variables['round']);
  const today = dayIn(job.timeZone, job.now);
  const overdueMeasures = await database.transaction(async (q) => {
    const [task] = await q.query<{ login: string | null }>(
      'select coalesce(completed_by, assignee) as login from tasks where case_id = $1 and node = $2 order by created_at desc, id desc limit 1',
      [job.caseId, job.headers['checkTask'] ?? ''],
    );
    const school = { id: schoolId, checkedBy: task?.login ?? null, at: new Date(job.now) };
    await keepMeasureReports(q, school, given);
    const late = (await dueMeasures(q, schoolId, today)).filter(
      ({ id, due, status }) =>
        status !== 'done' &&
        ((due !== null && due < today) ||
          given.some((one) => one.measureId === id && one.status === 'overdue')),
    );
    const ofRoadmap = late.map(({ id, number, title, term }) => ({
      measureId: id,
      measure: number,
      title,
      term,
      comment: given.find(({ measureId }) => measureId === id)?.comment ?? '',
    }));
    const others = given
      .filter(({ status, measureId }) => status === 'overdue' && !late.some(({ id }) => id === measureId))
      .map(({ measureId, number, title, term, comment }) => ({
        measureId,
        measure: number,
        title,
        term,
        comment,
      }));
    return [...ofRoadmap, ...others];
  });
  return { overdueMeasures };
};

type Report = MeasureReport & { title: string; term: string; comment: string };

function reportsIn(list: Json | undefined, round: Json | undefined): Report[] {
  return (Array.isArray(list) ? list : []).flatMap((one): Report[] => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
    const text = (name: string): string => {
      const value = one[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    };
    const status = text('status');
    if (status !== 'done' && status !== 'in-progress' && status !== 'overdue') return [];
    const said = [text('comment'), text('link') && `Подтверждение: ${text('link')}`]
      .filter(Boolean)
      .join('\n');
    const place = typeof round === 'number' ? `Раунд ${round}. ` : '';
    return [
      {
        measureId: text('measureId') || null,
        number: text('measure'),
        title: text('title'),
        term: text('term'),
        comment: text('comment'),
        status,
        text: said && place + said,
      },
    ];
  });
}
