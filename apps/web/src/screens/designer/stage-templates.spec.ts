import { stageSchema } from '@opora/domain';
import { readProject, tryScenario } from '@opora/modeling';
import { stageTemplates } from './stage-templates.ts';

describe.each(stageTemplates.map((template) => [template.id, template] as const))(
  'the template %s',
  (id, template) => {
    const files = template.files('new-stage', 'Новый этап & «проба»', 7);
    const project = readProject(
      Object.entries(files).map(([path, text]) => ({ path: `new-stage/${path}`, text })),
    );

    it('gives a folder that can be deployed as it is', async () => {
      const { problems, models, forms } = await project;
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(models.map(({ processId, name }) => [processId, name])).toEqual([
        ['new-stage', expect.stringContaining('Новый этап')],
      ]);
      expect(models[0]!.references.forms.filter((form) => !forms.has(form))).toEqual([]);
      if (files['stage.json'])
        expect(stageSchema.parse(JSON.parse(files['stage.json']))).toMatchObject({
          id: 'new-stage',
          order: 7,
        });
    });

    it('draws every element and flow', async () => {
      const { models } = await project;
      const xml = files['new-stage.bpmn']!;
      const { nodes, flows, processId } = models[0]!;
      for (const each of [...Object.keys(nodes), ...Object.keys(flows)].filter((name) => name !== processId))
        expect(xml).toContain(`bpmnElement="${each}"`);
    });

    it('passes its own scenarios', async () => {
      const found = await project;
      expect(found.scenarios.length > 0 || id === 'empty').toBe(true);
      for (const { path, processId, scenario } of found.scenarios)
        expect([path, tryScenario(scenario, processId, found).failure?.message]).toEqual([path, undefined]);
    });
  },
);
