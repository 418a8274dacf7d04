/** What is wrong with a model and at which element. */
export interface ModelProblem {
  elementId?: string | null;
  message: string;
  severity: 'error' | 'warning';
}
