import { publishMessage } from '@opora/store';
import { randomUUID } from 'node:crypto';
import { CaseStage } from './testing/case-stage.ts';
import { call, diagram, person, straight, timer } from './testing/diagrams.ts';

let stage: CaseStage;
beforeAll(async () => void (stage = await CaseStage.open()), 60_000);
afterAll(() => stage.close(), 30_000);

const only = async (xml: string) => (await stage.deploy(xml))[0]!;
const boundary = (id: string, of: string, definition: string) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${of}" cancelActivity="false">${definition}</bpmn:boundaryEvent>
   <bpmn:userTask id="after-${id}">${person}</bpmn:userTask><bpmn:sequenceFlow id="f-${id}" sourceRef="${id}" targetRef="after-${id}"/>`;

it('holds the cases that a suspended case called, and on resume fires what fell due meanwhile', async () => {
  await stage.deploy(
    diagram({
      id: 'held-child',
      inside: straight(['userTask', 'inside', person]) + boundary('late', 'inside', timer('PT1H')),
    }),
  );
  const parent = await only(
    diagram({ id: 'holder', inside: straight(['callActivity', 'stage', call('held-child')]) }),
  );
  const caseId = await stage.start(parent);
  const task = await stage.until(
    'the task of the child',
    async () => (await stage.tasks(caseId, 'inside'))[0],
  );
  await stage.act(caseId, { type: 'suspend' });
  await stage.until('the child held', async () => (await stage.stateOf(task.case_id)) === 'suspended');
  await stage.environment.sleep('2h');
  await stage.until('the timer kept', async () =>
    (await stage.journal(task.case_id)).some(({ kind }) => kind === 'stimulus.deferred'),
  );
  expect(await stage.tasks(caseId, 'after-late')).toEqual([]);
  await stage.act(caseId, { type: 'resume' });
  await stage.until('the reminder', async () => (await stage.tasks(caseId, 'after-late'))[0]);
  await stage.act(caseId, { type: 'cancel' });
  await stage.until('the end of the child', async () => (await stage.stateOf(task.case_id)) === 'cancelled');
}, 60_000);

it('keeps a message for one subscription of a suspended case; the next finds none and is kept', async () => {
  const messages = '<bpmn:message id="m" name="word"/>';
  const model = await only(
    diagram({
      id: 'listener',
      messages,
      inside: straight(
        ['intermediateCatchEvent', 'listen', '<bpmn:messageEventDefinition messageRef="m"/>'],
        ['userTask', 'heard', person],
      ),
    }),
  );
  const caseId = await stage.start(model);
  await stage.act(caseId, { type: 'suspend' });
  const publish = (n: number) =>
    stage.database.transaction((q) =>
      publishMessage(q, { name: 'word', variables: { n }, timeToLive: 3_600_000 }),
    );
  expect((await publish(1)).deliveries).toHaveLength(1);
  await stage.sweep();
  expect((await publish(2)).deliveries).toEqual([]);
  await stage.act(caseId, { type: 'resume' });
  expect(await stage.tasks(caseId)).toMatchObject([{ node: 'heard' }]);
  const other = await stage.start(model);
  await stage.sweep();
  const rows = await stage.database.query(
    `select case_id, value from variables where case_id = any ($1::text[]) and name = 'n' order by value`,
    [[caseId, other]],
  );
  expect(rows).toEqual([
    { case_id: caseId, value: 1 },
    { case_id: other, value: 2 },
  ]);
}, 60_000);

it('carries a case over with the rest of its timers’ time, its task as it was, and the events of the new version', async () => {
  const version = (task: string, more = '') =>
    diagram({
      id: 'moving',
      messages: '<bpmn:message id="n" name="nudge"/>',
      inside: straight(['userTask', task, person]) + boundary('late', task, timer('PT2H')) + more,
    });
  const [from] = await stage.deploy(version('first'));
  const nudge = boundary('nudged', 'renamed', '<bpmn:messageEventDefinition messageRef="n"/>');
  const [to] = await stage.deploy(version('renamed', nudge));
  const caseId = await stage.start(from!);
  const [task] = await stage.tasks(caseId, 'first');
  const timers = () =>
    stage.database.query('select wait, node, due_at from timers where case_id = $1', [caseId]);
  const before = await timers();
  const plan = { type: 'migrate' as const, id: randomUUID(), mapping: { first: 'renamed' } };
  const target = { version: 2, model: to! };
  await stage.migrate(caseId, plan, target);
  expect(await stage.tasks(caseId)).toEqual([{ ...task, node: 'renamed' }]);
  await stage.database.transaction((q) => publishMessage(q, { name: 'nudge', variables: {}, timeToLive: 0 }));
  await stage.sweep();
  expect(await stage.tasks(caseId, 'after-nudged')).toHaveLength(1);
  expect(await timers()).toEqual(before);
}, 60_000);

it('changes a whole tree: a token moved into a subprocess, a multi-instance cut short, a variable of a scope', async () => {
  const many =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1,2,3]" inputElement="i"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>';
  const model = await only(
    diagram({
      id: 'tree',
      inside: straight(
        ['userTask', 'each', person + many],
        [
          'subProcess',
          'box',
          `<bpmn:startEvent id="in"/><bpmn:userTask id="boxed">${person}</bpmn:userTask><bpmn:sequenceFlow id="to-boxed" sourceRef="in" targetRef="boxed"/>`,
        ],
        ['userTask', 'last', person],
      ),
    }),
  );
  const caseId = await stage.start(model);
  const bodies = await stage.database.query<{ id: number }>(
    `select id from element_instances where case_id = $1 and node = 'each' and state = 'active' order by id`,
    [caseId],
  );
  expect(bodies).toHaveLength(4);
  await stage.act(caseId, {
    type: 'modify',
    activate: [{ node: 'boxed', variables: { note: 'moved' } }],
    terminate: [bodies[0]!.id],
  });
  expect((await stage.tasks(caseId)).map(({ node }) => node)).toEqual(['boxed']);
  const [box] = await stage.database.query<{ id: number }>(
    `select id from element_instances where case_id = $1 and node = 'box' and state = 'active'`,
    [caseId],
  );
  await stage.act(caseId, { type: 'set-variables', element: box!.id, variables: { local: 1 } });
  await stage.complete(caseId, 'boxed', { local: 2 });
  const rows = await stage.database.query(
    'select element, name, value from variables where case_id = $1 and element in (1, $2) order by name',
    [caseId, box!.id],
  );
  expect(rows).toEqual([
    { element: box!.id, name: 'local', value: 2 },
    { element: 1, name: 'note', value: 'moved' },
  ]);
  expect((await stage.tasks(caseId)).map(({ node }) => node)).toEqual(['last']);
}, 60_000);

it('retries an incident after its cause is gone, as often as it takes', async () => {
  const script =
    '<bpmn:extensionElements><zeebe:script expression="=assert(x, x &gt; 0)" resultVariable="y"/></bpmn:extensionElements>';
  const model = await only(
    diagram({
      id: 'stuck',
      inside: straight(['scriptTask', 'reckon', script], ['userTask', 'then', person]),
    }),
  );
  const caseId = await stage.start(model, { x: 0 });
  const incident = async () =>
    (
      await stage.database.query<{ number: number }>(
        `select number from incidents where case_id = $1 and state = 'open'`,
        [caseId],
      )
    )[0]!.number;
  const first = await incident();
  await stage.act(caseId, { type: 'retry-incident', incident: first });
  const second = await incident();
  expect(second).not.toBe(first);
  expect(await stage.stateOf(caseId)).toBe('incident');
  await stage.act(caseId, { type: 'set-variables', variables: { x: 3 } });
  await stage.act(caseId, { type: 'retry-incident', incident: second });
  expect(await stage.stateOf(caseId)).toBe('active');
  expect(await stage.tasks(caseId)).toMatchObject([{ node: 'then' }]);
}, 60_000);
