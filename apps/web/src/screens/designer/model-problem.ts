import type { Fix } from '@opora/modeling';

/** What is wrong with a model and at which element or line. */
export interface ModelProblem {
  elementId?: string | null;
  message: string;
  severity: 'error' | 'warning';
  /** Counts from 1. */
  line?: number;
  /** Name of the rule. */
  rule?: string;
  /** How it can be mended. */
  fix?: Fix;
}
