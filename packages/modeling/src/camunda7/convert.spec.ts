import { compile } from '@opora/engine/compile';
import { convertCamunda7, isCamunda7 } from './convert.ts';

const c7 = (inner: string, attributes = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="d" targetNamespace="t" modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.20.0">
  <bpmn:process id="p" name="Согласование" isExecutable="true" ${attributes}>${inner}</bpmn:process>
</bpmn:definitions>`;
const row = (element: string, id: string): string =>
  `<bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>${element}<bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
   <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="${id}"/><bpmn:sequenceFlow id="b" sourceRef="${id}" targetRef="end"/>`;

/** Converts, compiles what came out, and answers the node of one element with the notes. */
async function node(element: string, id = 'x', attributes = '') {
  const { xml, notes, forms } = await convertCamunda7(c7(row(element, id), attributes));
  expect(xml).not.toMatch(/[< ]camunda:/);
  const { models, problems } = await compile(xml);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { node: models[0]!.nodes[id]!, model: models[0]!, notes, forms };
}

describe('convertCamunda7', () => {
  it('knows files of Camunda 7 and Flowable from others', () => {
    expect(isCamunda7(c7('<bpmn:userTask id="x" camunda:assignee="me"/>'))).toBe(true);
    expect(isCamunda7(c7('<bpmn:userTask id="x"/>').replace('camunda:', 'c:'))).toBe(false);
  });

  it('carries over who gets a task, its dates, priority and form', async () => {
    const { node: task, notes } = await node(
      `<bpmn:userTask id="x" name="Проверить" camunda:assignee="\${director}" camunda:candidateGroups="committee,method" camunda:dueDate="\${due}" camunda:followUpDate="2026-09-01T00:00:00Z" camunda:priority="50" camunda:formKey="camunda-forms:deployment:check.form" camunda:asyncBefore="true"/>`,
    );
    expect(task.task).toEqual({
      assignee: { feel: 'director' },
      candidateGroups: { text: 'committee,method' },
      dueDate: { feel: 'due' },
      followUpDate: { text: '2026-09-01T00:00:00Z' },
      priority: { text: '50' },
      formId: 'check',
    });
    expect(notes).toEqual([]);
  });

  it('makes a form of the fields that a task describes', async () => {
    const {
      node: task,
      forms,
      notes,
    } = await node(`<bpmn:userTask id="x"><bpmn:extensionElements><camunda:formData>
      <camunda:formField id="sum" label="Сумма" type="long" defaultValue="10"><camunda:validation><camunda:constraint name="required"/><camunda:constraint name="min" config="1"/></camunda:validation></camunda:formField>
      <camunda:formField id="way" label="Путь" type="enum"><camunda:value id="yes" name="Да"/><camunda:value id="no" name="Нет"/></camunda:formField>
      <camunda:formField id="day" label="День" type="date"/></camunda:formData></bpmn:extensionElements></bpmn:userTask>`);
    expect(task.task?.formId).toBe('x');
    expect(JSON.parse(forms['forms/x.form']!)).toMatchObject({
      id: 'x',
      components: [
        {
          type: 'number',
          key: 'sum',
          label: 'Сумма',
          defaultValue: 10,
          validate: { required: true, min: 1 },
        },
        {
          type: 'select',
          key: 'way',
          values: [
            { value: 'yes', label: 'Да' },
            { value: 'no', label: 'Нет' },
          ],
        },
        { type: 'datetime', key: 'day', dateLabel: 'День' },
      ],
    });
    expect(notes).toMatchObject([{ elementId: 'x', kind: 'changed' }]);
  });

  it('turns external tasks, delegates and connectors into jobs, and says which need a program', async () => {
    const external = await node(
      `<bpmn:serviceTask id="x" camunda:type="external" camunda:topic="send-letter"><bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle></bpmn:extensionElements></bpmn:serviceTask>`,
    );
    expect(external.node.job).toEqual({ type: { text: 'send-letter' }, retries: { text: '5' } });
    expect(external.notes).toEqual([]);
    const delegate = await node('<bpmn:serviceTask id="x" camunda:delegateExpression="${letterSender}"/>');
    expect([delegate.node.job?.type, delegate.notes]).toEqual([
      { text: 'letterSender' },
      [expect.objectContaining({ elementId: 'x', kind: 'changed' })],
    ]);
    const java = await node('<bpmn:sendTask id="x" camunda:class="org.example.SendLetter"/>');
    expect(java.node.job?.type).toEqual({ text: 'SendLetter' });
  });

  it('carries over inputs and outputs: texts, expressions, lists and maps; scripts are told', async () => {
    const { node: task, notes } =
      await node(`<bpmn:serviceTask id="x" camunda:type="external" camunda:topic="t"><bpmn:extensionElements><camunda:inputOutput>
      <camunda:inputParameter name="text">привет</camunda:inputParameter>
      <camunda:inputParameter name="who">\${school.name}</camunda:inputParameter>
      <camunda:inputParameter name="list"><camunda:list><camunda:value>a</camunda:value><camunda:value>\${b}</camunda:value></camunda:list></camunda:inputParameter>
      <camunda:inputParameter name="map"><camunda:map><camunda:entry key="k">v</camunda:entry></camunda:map></camunda:inputParameter>
      <camunda:inputParameter name="code"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter>
      <camunda:outputParameter name="out">\${result}</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>`);
    expect(task.inputs).toEqual([
      { source: { feel: '"привет"' }, target: 'text' },
      { source: { feel: 'school.name' }, target: 'who' },
      { source: { feel: '["a", b]' }, target: 'list' },
      { source: { feel: '{"k": "v"}' }, target: 'map' },
    ]);
    expect(task.outputs).toEqual([{ source: { feel: 'result' }, target: 'out' }]);
    expect(notes).toMatchObject([{ elementId: 'x', kind: 'lost', message: expect.stringContaining('code') }]);
  });

  it('puts conditions and times into FEEL, and names those it cannot', async () => {
    const { xml, notes } = await convertCamunda7(
      c7(`<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="g" default="no"/><bpmn:endEvent id="end"/><bpmn:endEvent id="end2"/>
      <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="g"/>
      <bpmn:sequenceFlow id="yes" sourceRef="g" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">\${decision == 'approve' &amp;&amp; sum &gt; 10}</bpmn:conditionExpression></bpmn:sequenceFlow>
      <bpmn:sequenceFlow id="bean" sourceRef="g" targetRef="end2"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">\${rules.check(execution)}</bpmn:conditionExpression></bpmn:sequenceFlow>
      <bpmn:sequenceFlow id="no" sourceRef="g" targetRef="end2"/>`),
    );
    const { models } = await compile(xml);
    expect(models[0]!.flows['yes']!.condition).toEqual({ feel: 'decision = "approve" and sum > 10' });
    expect(notes).toEqual([expect.objectContaining({ elementId: 'bean', kind: 'lost' })]);
  });

  it('carries over calls with their variables, decisions and repetitions', async () => {
    const call = await node(
      `<bpmn:callActivity id="x" calledElement="child"><bpmn:extensionElements><camunda:in variables="all"/><camunda:in source="a" target="b"/><camunda:out sourceExpression="\${c.d}" target="e"/></bpmn:extensionElements></bpmn:callActivity>`,
    );
    expect(call.node).toMatchObject({
      called: { processId: { text: 'child' }, propagateAllParent: true, propagateAllChild: false },
      inputs: [{ source: { feel: 'a' }, target: 'b' }],
      outputs: [{ source: { feel: 'c.d' }, target: 'e' }],
    });
    const rule = await node(
      '<bpmn:businessRuleTask id="x" camunda:decisionRef="cluster" camunda:resultVariable="result" camunda:mapDecisionResult="singleEntry"/>',
    );
    expect([rule.node.decision, rule.notes]).toEqual([
      expect.objectContaining({ decisionId: { text: 'cluster' }, resultVariable: 'result' }),
      [],
    ]);
    const many = await node(
      `<bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics camunda:collection="experts" camunda:elementVariable="expert"><bpmn:completionCondition xsi:type="bpmn:tFormalExpression">\${nrOfCompletedInstances &gt;= 2}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`,
    );
    expect(many.node.marker).toMatchObject({
      collection: { feel: 'experts' },
      inputElement: 'expert',
      completionCondition: { feel: 'numberOfCompletedInstances >= 2' },
    });
  });

  it('lists what has no equivalent with its element: scripts, listeners, pages, unknown settings', async () => {
    const { notes } = await convertCamunda7(
      c7(
        row(
          `<bpmn:userTask id="x" camunda:formKey="embedded:app:form.html" camunda:unheardOf="1"><bpmn:extensionElements><camunda:taskListener event="create" class="org.example.L"/></bpmn:extensionElements></bpmn:userTask><bpmn:scriptTask id="s" scriptFormat="groovy"><bpmn:script>1</bpmn:script></bpmn:scriptTask>`,
          'x',
        ),
        'camunda:versionTag="2.1" camunda:historyTimeToLive="P30D" camunda:candidateStarterGroups="a"',
      ),
    );
    expect(
      notes
        .filter(({ kind }) => kind === 'lost')
        .map(({ elementId, message }) => [elementId, message.split(/[ «]/)[0]]),
    ).toEqual(
      expect.arrayContaining([
        ['p', 'Кто'],
        ['x', 'Форма'],
        ['x', 'Слушатель'],
        ['x', 'unheardOf'],
        ['s', 'Сценарий'],
      ]),
    );
  });

  it('says that a file is no BPMN instead of guessing', async () => {
    await expect(convertCamunda7('<broken')).rejects.toThrow();
  });
});
