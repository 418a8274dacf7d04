import type { MatchedRule } from '@opora/engine';
import { decidedRows } from './decided-rows.ts';

const decided = (decisionId: string, ...rows: number[]) => ({
  decisionId,
  result: {
    matchedRules: rows.map((ruleIndex): MatchedRule => ({
      decisionId,
      tableId: 't',
      ruleIndex,
      ruleId: 'r',
      inputs: [],
      outputs: {},
    })),
  },
});

it('tells a decision once, with how often each of its rows matched', () => {
  expect(
    decidedRows([decided('level', 10), decided('cluster', 7), decided('level', 5), decided('level', 10)]),
  ).toEqual([
    { decisionId: 'level', rows: '10 (×2), 5' },
    { decisionId: 'cluster', rows: '7' },
  ]);
});

it('has no rows for a decision of which none matched', () => {
  expect(decidedRows([decided('level')])).toEqual([{ decisionId: 'level', rows: '' }]);
});
