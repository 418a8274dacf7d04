import { riskFactors } from '@opora/domain';
import { compile, compileDecision } from '@opora/engine/compile';
import { allComponents, writtenVariables } from '@opora/modeling';
import { diagramProblems } from './runner/diagram.ts';
import { readStageFolders } from './runner/folders.ts';

const folders = readStageFolders();
const models = new Map(
  await Promise.all(folders.map(async ({ id, bpmn }) => [id, await compile(bpmn)] as const)),
);
const modelOf = (id: string) => models.get(id)!.models[0]!;

it('numbers the folders from the parent on, and the parent calls every other', () => {
  const [parent, ...stages] = folders;
  expect(folders.map(({ stage }) => stage.order)).toEqual(folders.map((_folder, index) => index));
  expect(modelOf(parent!.id).references.processes).toEqual(stages.map(({ id }) => id).sort());
});

it('gives every form and decision an id of its own across all folders', () => {
  const ids = folders.flatMap(({ forms }) => [...forms.values()].map((form) => form.id));
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(folders.map((folder) => [folder.id, folder] as const))(
  '%s',
  (id, { stage, bpmn, forms, decisions }) => {
    const userTasks = () => Object.values(modelOf(id).nodes).filter(({ type }) => type === 'bpmn:UserTask');
    const decisionForms = [...forms.values()].filter((form) =>
      allComponents(form.components).some(({ key }) => key === 'decision' || key === 'choice'),
    );

    it('compiles without errors as the process that its folder names', () => {
      expect(models.get(id)!.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(modelOf(id).processId).toBe(id);
      expect(stage.id).toBe(id);
    });

    it('has a complete diagram with Russian labels on everything', async () => {
      expect(await diagramProblems(bpmn)).toEqual([]);
    });

    it('finds each form in its folder and uses each form that lies there', () => {
      expect(modelOf(id).references.forms).toEqual([...forms.values()].map((form) => form.id).sort());
      for (const [file, form] of forms) expect(file).toBe(`${form.id}.form`);
    });

    it('finds each decision in its folder', async () => {
      const compiled = await Promise.all([...decisions.values()].map(compileDecision));
      expect(compiled.flatMap(({ problems }) => problems)).toEqual([]);
      const known = compiled.flatMap(({ model }) => Object.keys(model!.decisions));
      for (const decision of modelOf(id).references.decisions) expect(known).toContain(decision);
    });

    it('calls only processes that have a folder', () => {
      for (const process of modelOf(id).references.processes)
        expect(folders.map((folder) => folder.id)).toContain(process);
    });

    it('gives every user task a form, a due date and roles that stage.json names', () => {
      for (const node of userTasks())
        expect({ node: node.id, ...node.task }).toMatchObject({
          node: node.id,
          formId: expect.any(String),
          candidateGroups: expect.anything(),
          dueDate: expect.anything(),
        });
      const groups = modelOf(id).references.groups;
      expect(stage.roles).toEqual(expect.arrayContaining(groups));
      expect(groups).toEqual(expect.arrayContaining(stage.roles));
    });

    it('keeps the decision and remark of an approval in variables of its own', () => {
      const approvals = userTasks().filter(({ task }) =>
        writtenVariables(forms.get(`${task!.formId}.form`)!).includes('decision'),
      );
      for (const { id: node, inputs = [], outputs = [] } of approvals) {
        expect([node, inputs.map(({ target }) => target)]).toEqual([
          node,
          expect.arrayContaining(['decision', 'remark']),
        ]);
        expect([
          node,
          outputs.map(({ target }) => target).filter((target) => /Decision$/.test(target)),
        ]).toEqual([node, [expect.any(String)]]);
      }
    });

    it('asks for a required remark wherever a decision does not simply agree', () => {
      for (const { id: form, components } of decisionForms) {
        const remark = components.find(({ key }) => key === 'remark');
        expect({ form, ...remark }).toMatchObject({
          form,
          type: 'textarea',
          validate: { required: true },
          conditional: { hide: expect.stringMatching(/^=(decision|choice) != /) },
        });
      }
    });

    it.each([...forms.values()].map((form) => [form.id, form] as const))(
      'labels and names every field of %s',
      (_id, { type, schemaVersion, components }) => {
        const all = allComponents(components);
        expect({ type, schemaVersion }).toEqual({ type: 'default', schemaVersion: 19 });
        expect(new Set(all.map((component) => component.id)).size).toBe(all.length);
        for (const component of all)
          expect(component.text ?? component.label ?? component.dateLabel).toMatch(/[а-яё]/i);
        for (const component of all.filter(({ values }) => values))
          expect(component.values!.length).toBeGreaterThan(1);
      },
    );

    it('names outcomes that its ends can give', () => {
      const text = JSON.stringify(modelOf(id).nodes);
      for (const { id: outcome } of stage.outcomes) expect(text).toContain(outcome);
    });
  },
);

it('knows the ten factors of the domain in diagnosis, in the program and in the forms', () => {
  const diagnosis = JSON.stringify(modelOf('diagnosis').nodes['build-profile']);
  const program = JSON.stringify(modelOf('mid-term-program').nodes['set-terms']);
  const options = folders.flatMap(({ forms }) =>
    [...forms.values()].flatMap((form) =>
      allComponents(form.components).filter(({ key }) => key === 'confirmedFactors'),
    ),
  );
  expect(options.length).toBeGreaterThanOrEqual(2);
  for (const { id, name } of riskFactors) {
    expect(diagnosis).toContain(`{id: \\"${id}\\"`);
    expect(diagnosis).toContain(name);
    expect(program).toContain(name);
  }
  for (const { values } of options)
    expect(values!.map(({ value, label }) => [value, label])).toEqual(
      riskFactors.map(({ id, name }) => [id, name]),
    );
});
