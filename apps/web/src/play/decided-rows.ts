import type { DecisionResult } from '@opora/engine';

/** A decision that was taken in an act, once or for each item of a list, with the rows that matched. */
export interface DecidedRows {
  decisionId: string;
  /** Numbers of rows with how often each matched, `10 (×8), 5 (×2)`; empty: none ever did. */
  rows: string;
}

/** Gathers the decisions of an act: one line for each, in the order in which they were first taken. */
export function decidedRows(
  decided: readonly { decisionId: string; result: Pick<DecisionResult, 'matchedRules'> }[],
): DecidedRows[] {
  const counts = new Map<string, Map<number, number>>();
  for (const { decisionId, result } of decided) {
    const rows = counts.get(decisionId) ?? new Map<number, number>();
    counts.set(decisionId, rows);
    for (const rule of result.matchedRules)
      if (rule.decisionId === decisionId) rows.set(rule.ruleIndex, (rows.get(rule.ruleIndex) ?? 0) + 1);
  }
  return [...counts].map(([decisionId, rows]) => ({
    decisionId,
    rows: [...rows].map(([row, times]) => (times > 1 ? `${row} (×${times})` : String(row))).join(', '),
  }));
}
