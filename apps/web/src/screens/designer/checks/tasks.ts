import { treeReader, writeTree, type Tree } from '@opora/engine/compile';
import type { Known } from '@opora/modeling';
import { lintDiagram } from '@opora/modeling/bpmnlint';
import { checkDecision } from './decision.ts';
import { checkForm } from './form.ts';
import { checkScenarioFile } from './scenario.ts';
import { checkStage } from './stage.ts';

/** Of a drawing that is checked at every change only what changed is read anew. */
const readDrawing = treeReader();

/** What the worker of the checks does. A diagram is a text, or what is being drawn (`treeOf`) as JSON. */
export const tasks = {
  diagram: async ({ text, drawn, known }: { text?: string; drawn?: string; known: Known }) =>
    lintDiagram(drawn === undefined ? (text ?? '') : await readDrawing(JSON.parse(drawn) as Tree), known),
  write: ({ drawn }: { drawn: string }) => writeTree(JSON.parse(drawn) as Tree),
  decision: checkDecision,
  form: checkForm,
  stage: checkStage,
  scenario: checkScenarioFile,
};
export type Tasks = typeof tasks;

/** A question to the worker, and its answer: they have one number. */
export interface Question {
  n: number;
  task: keyof Tasks;
  given: unknown;
}
export type Answer = { n: number; found: unknown } | { n: number; error: string };
