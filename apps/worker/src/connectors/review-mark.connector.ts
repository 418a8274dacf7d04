import { markReviewedProgrammes } from '@opora/store';
import type { Json } from '@opora/engine';
import { FinalFailure, type Connector } from './connector.ts';

/**
 * Puts the mark of the expert review on the anti-risk programmes of the case: the mean of `scores` (0 to 3) with the remarks
 * of `reviews`. Gives how many programmes were marked in `markedProgrammes`.
 */
export const reviewMark: Connector = async (job, { database }) => {
  const { schoolId } = job.subject;
  if (!schoolId)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected a case about a school, found none.`);
  const { scores, reviews } = job.variables as { scores?: Json; reviews?: Json };
  const mean = (scores as { mean?: Json } | null | undefined)?.mean;
  if (typeof mean !== 'number' || mean < 0 || mean > 3)
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): expected a mean of the reviews from 0 to 3 in "scores.mean", found ${JSON.stringify(mean ?? null)}.`,
    );
  const remarks = (Array.isArray(reviews) ? reviews : []).flatMap((review) => {
    const remark = (review as { remark?: Json } | null)?.remark;
    return typeof remark === 'string' && remark.trim() !== '' ? [remark.trim()] : [];
  });
  const markedProgrammes = await database.transaction((q) =>
    markReviewedProgrammes(
      q,
      { schoolId, rootCaseId: job.rootCaseId },
      { mark: mean, remark: [...new Set(remarks)].join('\n').slice(0, 2000) || null },
    ),
  );
  return { markedProgrammes };
};
