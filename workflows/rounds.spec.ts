import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@opora/engine/compile';
import { allComponents, type Form } from '@opora/modeling';
import { diagramProblems } from './runner/diagram.ts';
import { workflowsFolder } from './runner/folders.ts';

const text = (file: string): string => readFileSync(join(workflowsFolder, 'monitoring/rounds', file), 'utf8');

describe.each(['monitoring-round', 'monitoring-calendar'])('%s', (id) => {
  it('compiles without errors and has a complete diagram with Russian labels', async () => {
    const { models, problems } = await compile(text(`${id}.bpmn`));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(models[0]!.processId).toBe(id);
    expect(await diagramProblems(text(`${id}.bpmn`))).toEqual([]);
  });

  it('finds its forms beside it, with a label on every field', async () => {
    const { models } = await compile(text(`${id}.bpmn`));
    for (const formId of models[0]!.references.forms) {
      const form = JSON.parse(text(`${formId}.form`)) as Form;
      expect(form.id).toBe(formId);
      for (const component of allComponents(form.components))
        expect(component.text ?? component.label).toMatch(/[а-яё№]/i);
    }
  });
});
