import { describe, expect, it } from '@jest/globals';

import { lintDiagram } from './index.ts';

const unnamed = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="start" name="Начало" />
    <bpmn:sequenceFlow id="to-task" sourceRef="start" targetRef="task" />
    <bpmn:userTask id="task" />
    <bpmn:sequenceFlow id="to-end" sourceRef="task" targetRef="end" />
    <bpmn:endEvent id="end" name="Конец" />
  </bpmn:process>
</bpmn:definitions>`;

describe('the rules of bpmnlint', () => {
  it('find a task without a name, and say what they found in plain data that a worker can send', async () => {
    const problems = await lintDiagram(unnamed, { roles: ['expert'] });
    expect(structuredClone(problems)).toContainEqual(
      expect.objectContaining({
        elementId: 'task',
        rule: 'label-required',
        values: {},
        fix: { kind: 'name', element: 'task' },
      }),
    );
  });
});
