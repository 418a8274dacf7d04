import { compile } from '@opora/engine/compile';
import type { ModelProblem } from '../model-problem.ts';

/** What the engine says against a diagram. */
export async function checkDiagram(_path: string, text: string): Promise<ModelProblem[]> {
  const { problems } = await compile(text);
  return problems.map(({ elementId, message, severity, line }) => ({
    elementId: elementId ?? null,
    message,
    severity,
    ...(line === undefined ? {} : { line }),
  }));
}
