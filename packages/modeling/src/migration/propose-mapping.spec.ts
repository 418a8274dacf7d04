import { compile } from '@opora/engine/compile';
import type { Model } from '@opora/engine';
import { mappingOf, proposeMapping, targetsFor } from './propose-mapping.ts';

interface Task {
  id: string;
  name: string;
  form?: string;
  type?: string;
}

/** A process of tasks in a row. */
async function line(...tasks: Task[]): Promise<Model> {
  const nodes = ['start', ...tasks.map(({ id }) => id), 'end'];
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
    <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="start" name="Начало"/>${tasks
      .map(
        ({ id, name, form, type = 'userTask' }) =>
          `<bpmn:${type} id="${id}" name="${name}"><bpmn:extensionElements>${type === 'userTask' ? '<zeebe:userTask/>' : ''}${
            form ? `<zeebe:formDefinition formId="${form}"/>` : ''
          }</bpmn:extensionElements></bpmn:${type}>`,
      )
      .join('')}<bpmn:endEvent id="end" name="Конец"/>${nodes
      .slice(1)
      .map(
        (node, index) =>
          `<bpmn:sequenceFlow id="f${index}" sourceRef="${nodes[index]}" targetRef="${node}"/>`,
      )
      .join('')}</bpmn:process></bpmn:definitions>`;
  const { models, problems } = await compile(xml);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return models[0]!;
}

describe('proposeMapping', () => {
  it('keeps elements of the same id and kind', async () => {
    const model = await line({ id: 'check', name: 'Проверить документы' });
    const proposals = proposeMapping(model, model);
    expect(proposals.every(({ by, from, to }) => by === 'id' && from === to)).toBe(true);
    expect(mappingOf(proposals)).toEqual({});
  });

  it('finds an element that got another id by its name, form and neighbors', async () => {
    const from = await line({ id: 'check', name: 'Проверить документы школы', form: 'check' });
    const to = await line(
      { id: 'Activity_1', name: 'Проверка документов школы', form: 'check' },
      { id: 'Activity_2', name: 'Провести беседу', form: 'talk' },
    );
    const proposals = proposeMapping(from, to);
    expect(proposals).toContainEqual(
      expect.objectContaining({ from: 'check', to: 'Activity_1', by: 'likeness' }),
    );
    expect(mappingOf(proposals)).toEqual({ check: 'Activity_1' });
  });

  it('proposes nothing for an element that is gone, and never another kind', async () => {
    const from = await line({ id: 'talk', name: 'Беседа с директором', form: 'talk' });
    const to = await line(
      { id: 'order', name: 'Издать приказ', form: 'order' },
      { id: 'talk', name: 'Беседа с директором', type: 'manualTask' },
    );
    expect(proposeMapping(from, to).find(({ from: id }) => id === 'talk')).toEqual({
      from: 'talk',
      to: undefined,
      by: 'none',
      likeness: 0,
    });
    expect(targetsFor(from, to, 'talk').map(({ id }) => id)).toEqual(['order']);
  });

  it('gives no target twice: the likest pair wins', async () => {
    const from = await line(
      { id: 'a', name: 'Утвердить план', form: 'plan' },
      { id: 'b', name: 'Утвердить план повторно', form: 'plan' },
    );
    const to = await line({ id: 'c', name: 'Утвердить план', form: 'plan' });
    const targets = proposeMapping(from, to).filter(({ to: target }) => target === 'c');
    expect(targets).toMatchObject([{ from: 'a' }]);
  });
});
