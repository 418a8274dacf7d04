import type { DocumentKind } from '../document-kind.ts';
import { analyticMemo } from './analytic-memo.ts';
import { committeeProtocol } from './committee-protocol.ts';
import { jointPlan } from './joint-plan.ts';
import { networkAgreement } from './network-agreement.ts';
import { partnerOrder } from './partner-order.ts';
import { reviewSheet } from './review-sheet.ts';
import { schoolListOrder } from './school-list-order.ts';

/** Every kind of document. A new one is a file beside this and one line here. */
export const documentKinds: readonly DocumentKind[] = [
  schoolListOrder,
  partnerOrder,
  networkAgreement,
  jointPlan,
  analyticMemo,
  committeeProtocol,
  reviewSheet,
];

/** The kind with this id; undefined for an unknown one. */
export const documentKind = (id: string): DocumentKind | undefined =>
  documentKinds.find((kind) => kind.id === id);
