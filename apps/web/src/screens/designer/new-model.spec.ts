import { compile } from '@opora/engine/compile';
import { newModel, processOf } from './new-model.ts';

describe('newModel', () => {
  it('is a model that the engine takes', async () => {
    const { models, problems } = await compile(newModel('review', 'Проверка & «оценка»'));
    expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(models.map((model) => model.processId)).toEqual(['review']);
  });
});

describe('processOf', () => {
  it('finds the executable process among several', () => {
    const xml =
      '<bpmn:process id="a" isExecutable="false"/><bpmn:process id="b" name="Второй" isExecutable="true">';
    expect(processOf(xml)).toEqual({ id: 'b', name: 'Второй' });
    expect(processOf('<definitions/>')).toBeUndefined();
  });
});
