import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '@opora/domain';
import { compile, compileDecision } from '@opora/engine/compile';
import { problemText, type Known } from '@opora/modeling';
import { lintDiagram } from '@opora/modeling/bpmnlint';
import { workflowsFolder } from './runner/folders.ts';

const read = (ending: string): [path: string, text: string][] =>
  readdirSync(workflowsFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .sort()
    .map((path) => [path, readFileSync(join(workflowsFolder, path), 'utf8')]);
const diagrams = read('.bpmn');

/** What the designer knows when it checks a diagram of the project. */
const known: Known = {
  forms: read('.form').map(([, text]) => (JSON.parse(text) as { id: string }).id),
  decisions: (await Promise.all(read('.dmn').map(([, text]) => compileDecision(text)))).flatMap(({ model }) =>
    Object.keys(model!.decisions),
  ),
  processes: (await Promise.all(diagrams.map(([, text]) => compile(text)))).flatMap(({ models }) =>
    models.map(({ processId }) => processId),
  ),
  roles: [...roles],
};

it.each(diagrams)('the designer has nothing to remark on %s', async (_path, text) => {
  const problems = await lintDiagram(text, known);
  expect(problems.map((problem) => `${problem.elementId}: ${problemText(problem, 'ru')}`)).toEqual([]);
});
