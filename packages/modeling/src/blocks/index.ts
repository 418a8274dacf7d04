import { approval } from './approval.ts';
import type { Block } from './block.ts';
import { collectIndicators } from './collect-indicators.ts';
import { committeeVote } from './committee-vote.ts';
import { deadline } from './deadline.ts';
import { expertReviews } from './expert-reviews.ts';
import { notify } from './notify.ts';
import { order } from './order.ts';
import { partnerConsent } from './partner-consent.ts';
import { submitDocument } from './submit-document.ts';
import { waitForDate } from './wait-for-date.ts';

/** The building blocks that the designer offers; each is a file beside this one. */
export const blocks: Block[] = [
  submitDocument,
  approval,
  committeeVote,
  partnerConsent,
  expertReviews,
  deadline,
  notify,
  order,
  waitForDate,
  collectIndicators,
];
