export { decideValue, evaluateDecision } from './evaluate.ts';
export type * from './types.ts';
