import { searchAttributes } from '@opora/host';
import { randomUUID } from 'node:crypto';
import { CaseStage } from './testing/case-stage.ts';
import { call, diagram, person, straight, timer } from './testing/diagrams.ts';

// On the full server: the time-skipping one loses the answer of an Update that ends in the task that continues as new.
let stage: CaseStage;
beforeAll(async () => void (stage = await CaseStage.open({}, { real: true })), 60_000);
afterAll(() => stage.close(), 30_000);

const only = async (xml: string) => (await stage.deploy(xml))[0]!;

it('hands over to a next run with its timers, its calls and its commands, and nobody notices', async () => {
  await stage.deploy(diagram({ id: 'child3', inside: straight(['userTask', 'inside', person]) }));
  const both = `<bpmn:startEvent id="s"/><bpmn:parallelGateway id="fork"/><bpmn:callActivity id="stage">${call('child3')}</bpmn:callActivity><bpmn:intermediateCatchEvent id="wait">${timer('PT2S')}</bpmn:intermediateCatchEvent>
    <bpmn:userTask id="after">${person}</bpmn:userTask><bpmn:userTask id="woken">${person}</bpmn:userTask>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="fork"/><bpmn:sequenceFlow id="f2" sourceRef="fork" targetRef="stage"/><bpmn:sequenceFlow id="f3" sourceRef="fork" targetRef="wait"/>
    <bpmn:sequenceFlow id="f4" sourceRef="stage" targetRef="after"/><bpmn:sequenceFlow id="f5" sourceRef="wait" targetRef="woken"/>`;
  const caseId = await stage.start(
    await only(diagram({ id: 'long', inside: both })),
    {},
    { handOverAfter: 2 },
  );
  await stage.until('the task of the child', async () => (await stage.tasks(caseId, 'inside'))[0]);
  const first = await stage.client.describe(caseId);
  const id = randomUUID();
  await stage.act(caseId, { type: 'set-variables', variables: { a: 1 } }, id);
  await stage.act(caseId, { type: 'set-variables', variables: { a: 2 } });
  await stage.until(
    'the next run',
    async () => (await stage.client.describe(caseId))!.runId !== first!.runId,
  );
  expect(await stage.act(caseId, { type: 'set-variables', variables: { a: 1 } }, id)).toMatchObject({
    repeated: true,
  });
  await stage.complete(caseId, 'inside');
  await stage.until('the end of the child', async () => (await stage.tasks(caseId, 'after'))[0]);
  await stage.until('the timer', async () => (await stage.tasks(caseId, 'woken'))[0]);
  await stage.complete(caseId, 'after');
  expect(await stage.complete(caseId, 'woken')).toMatchObject({ state: 'completed' });
  const numbers = (await stage.journal(caseId)).map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(
    await stage.database.query(`select value from variables where case_id = $1 and name = 'a'`, [caseId]),
  ).toEqual([{ value: 2 }]);
}, 60_000);

it('hands over by the length of its history, while people act on it at once, and loses nothing', async () => {
  const caseId = await stage.start(
    await only(diagram({ id: 'busy', inside: straight(['userTask', 'first', person]) })),
    {},
    { handOverAtEvents: 40 },
  );
  const first = await stage.client.describe(caseId);
  const ids = Array.from({ length: 24 }, () => randomUUID());
  const act = (id: (typeof ids)[number], value: number) =>
    stage.act(caseId, { type: 'set-variables', variables: { [`v${value}`]: value } }, id);
  for (let from = 0; from < ids.length; from += 4)
    await Promise.all(ids.slice(from, from + 4).map((id, i) => act(id, from + i)));
  const last = await stage.client.describe(caseId);
  expect(last!.runId).not.toBe(first!.runId);
  expect(last!.historyLength).toBeLessThan(80);
  expect(await stage.complete(caseId, 'first')).toMatchObject({ state: 'completed' });
  const numbers = (await stage.journal(caseId)).map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(
    await stage.database.query(`select count(*)::int known from variables where case_id = $1`, [caseId]),
  ).toEqual([{ known: ids.length }]);
}, 60_000);

it('is found in Temporal by its school', async () => {
  const caseId = await stage.start(
    await only(diagram({ id: 'found', inside: straight(['userTask', 'first', person]) })),
  );
  await stage.until('the case in the visibility store', async () => {
    for await (const { workflowId } of stage.environment.client.workflow.list({
      query: `${searchAttributes.school} = 's1' and WorkflowType = 'found'`,
    }))
      if (workflowId === caseId) return true;
    return false;
  });
}, 60_000);
