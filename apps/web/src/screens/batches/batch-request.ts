import type { BatchCounts, BatchOperation, CreateBatchRequest } from '@opora/contracts';

/** Operations that the form offers; others need more than a form can ask in short. */
export const offered = ['migrate', 'retry-incidents', 'suspend', 'resume', 'cancel'] as const;

/** What a person fills in to begin a batch. */
export interface BatchDraft {
  operation: (typeof offered)[number] & BatchOperation;
  process: string | null;
  version: number | null;
  state: 'active' | 'incident' | 'suspended' | null;
  elementId: string;
  q: string;
  /** Version to move to. */
  target: number | null;
  reason: string;
  /** Cases chosen elsewhere; then the filter does not count. */
  caseIds: string[];
}

/** True when nothing needed is missing. */
export const isComplete = (draft: BatchDraft): boolean =>
  draft.reason.trim() !== '' &&
  (draft.caseIds.length > 0 || draft.process !== null) &&
  (draft.operation !== 'migrate' || draft.target !== null);

/** The request that a draft means. */
export function requestOf(draft: BatchDraft, dryRun: boolean): CreateBatchRequest {
  const { operation, process, version, state, elementId, q, target, reason, caseIds } = draft;
  const filter = {
    ...(process ? { process } : {}),
    ...(version ? { version } : {}),
    ...(state ? { state } : {}),
    ...(elementId.trim() ? { elementId: elementId.trim() } : {}),
    ...(q.trim() ? { q: q.trim() } : {}),
  };
  return {
    operation,
    ...(caseIds.length > 0 ? { caseIds } : { filter }),
    parameters: operation === 'migrate' ? { version: target } : {},
    reason: reason.trim(),
    dryRun,
  };
}

/** How many of a batch's cases have come to an end. */
export const endedOf = ({ done, refused, skipped, cancelled }: BatchCounts): number =>
  done + refused + skipped + cancelled;
