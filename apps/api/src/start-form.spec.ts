import { ApiStage, files } from './testing/api-stage.ts';

const process = `<?xml version="1.0" encoding="UTF-8"?>
  <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="request" name="Заявка" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formId="ask"/></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:userTask id="decide" name="Рассмотреть"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="coordinator"/></bpmn:extensionElements></bpmn:userTask>
    <bpmn:endEvent id="end"/>
    <bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="decide"/><bpmn:sequenceFlow id="f1" sourceRef="decide" targetRef="end"/>
  </bpmn:process></bpmn:definitions>`;
const form = {
  id: 'ask',
  type: 'default',
  components: [{ type: 'number', key: 'amount', label: 'Сумма', validate: { required: true } }],
};

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
  const sent = files({ 'request.bpmn': process, 'ask.form': JSON.stringify(form) });
  expect(await stage.as('coordinator', 'POST', '/api/deployments', sent)).toMatchObject({ status: 201 });
}, 120_000);
afterAll(() => stage.close(), 60_000);

const read = (id: string, who = 'coordinator') => stage.as(who, 'GET', `/api/processes/${id}`);
const start = (variables: object, who = 'coordinator') =>
  stage.as(who, 'POST', '/api/processes/request/start', { variables });

describe('what a case is started with', () => {
  it('is refused to be told to a stranger', async () => {
    const answer = await fetch(`${stage.url}/api/processes/request`);
    expect(answer.status).toBe(401);
  });

  it('is asked by the form of the start event, which can be read by its id', async () => {
    const { body } = await read('request');
    expect(body).toMatchObject({ id: 'request', startFormId: 'ask', input: [] });
    const found = await stage.as('coordinator', 'GET', `/api/forms/${body.startFormId}`);
    expect([found.status, JSON.stringify(found.body)]).toEqual([200, expect.stringContaining('Сумма')]);
  });

  it('is what stage.json says where the process is a stage, in both languages and in its order', async () => {
    const { body } = await read('diagnosis');
    expect(body.startFormId).toBeNull();
    expect(body.input[0]).toEqual({
      name: 'schoolId',
      type: 'string',
      required: true,
      title: 'Школа',
      titleEn: 'School',
    });
    expect(body.input.map(({ name }: { name: string }) => name).slice(0, 3)).toEqual([
      'schoolId',
      'results',
      'limits',
    ]);
  });

  it('becomes variables of the case, beside its school', async () => {
    const { status, body } = await start({ schoolId: 'bodaibo-3', amount: 40 });
    expect([status, body]).toEqual([201, expect.objectContaining({ state: 'active' })]);
    expect(body.tasks.map(({ name }: { name: string }) => name)).toEqual(['Рассмотреть']);
    const { body: found } = await stage.as('coordinator', 'GET', `/api/cases/${body.caseId}`);
    expect(found.variables).toEqual({ amount: 40, schoolId: 'bodaibo-3', districtId: 'bodaibo' });
  });

  it('does not start a case for who may not start one, nor about a school that is not there', async () => {
    expect((await start({ amount: 1 }, 'director-1')).status).toBe(403);
    expect(await start({ schoolId: 'нет такой', amount: 1 })).toMatchObject({
      status: 422,
      body: { errors: [expect.objectContaining({ path: 'variables.schoolId' })] },
    });
  });
});
