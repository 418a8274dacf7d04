import { ApiStage, files } from '../testing/api-stage.ts';

const process = `<?xml version="1.0" encoding="UTF-8"?>
  <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="plans" name="Планы" isExecutable="true">
    <bpmn:startEvent id="start"/>
    <bpmn:userTask id="write" name="Написать план"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="coordinator"/>
      <zeebe:taskHeaders><zeebe:header key="about" value="theme"/></zeebe:taskHeaders></bpmn:extensionElements>
      <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
        <zeebe:loopCharacteristics inputCollection="=[&quot;Кадры&quot;, &quot;Родители&quot;, 3]" inputElement="theme"/>
      </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
    </bpmn:userTask>
    <bpmn:userTask id="sum-up" name="Подвести итог"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="coordinator"/></bpmn:extensionElements></bpmn:userTask>
    <bpmn:endEvent id="end"/>
    <bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="write"/><bpmn:sequenceFlow id="f1" sourceRef="write" targetRef="sum-up"/><bpmn:sequenceFlow id="f2" sourceRef="sum-up" targetRef="end"/>
  </bpmn:process></bpmn:definitions>`;

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
  const sent = files({ 'plans.bpmn': process });
  expect(await stage.as('coordinator', 'POST', '/api/deployments', sent)).toMatchObject({ status: 201 });
}, 120_000);
afterAll(() => stage.close(), 60_000);

it('tells tasks of one name apart by what each is about, in the list and in the task; what is no text is not shown', async () => {
  const { body } = await stage.as('coordinator', 'POST', '/api/processes/plans/start', {
    variables: { schoolId: 'bodaibo-3' },
  });
  const { body: page } = await stage.as('coordinator', 'GET', `/api/tasks?case=${body.caseId}&sort=created`);
  const about = page.items.map((task: { about: string | null }) => task.about);
  expect([...about].sort()).toEqual(['Кадры', 'Родители', null].sort());
  const first = page.items.find((task: { about: string | null }) => task.about === 'Кадры');
  const { body: alone } = await stage.as('coordinator', 'GET', `/api/tasks/${first.id}`);
  expect(alone).toMatchObject({ name: 'Написать план', about: 'Кадры' });
  // The inbox reads its rows by another query.
  const { body: inbox } = await stage.as('coordinator', 'GET', '/api/tasks?forMe=true&process=plans');
  expect(inbox.items.map((task: { about: string | null }) => task.about).sort()).toEqual([...about].sort());
});
