import { BpmnError } from '@opora/engine';
import { publishMessage } from '@opora/store';
import { randomUUID } from 'node:crypto';
import { FinalFailure } from './connectors/connector.ts';
import { CaseStage } from './testing/case-stage.ts';
import { call, diagram, job, person, straight, timer } from './testing/diagrams.ts';

let stage: CaseStage;
const attempts = new Map<string, number>();
const count = (id: string): number => {
  attempts.set(id, (attempts.get(id) ?? 0) + 1);
  return attempts.get(id)!;
};

beforeAll(async () => {
  stage = await CaseStage.open({
    'opora.flaky': async ({ id }) => {
      if (count(id) < 3) throw new Error('the service is busy');
      return { tries: attempts.get(id)! };
    },
    'opora.broken': async ({ id }) => {
      count(id);
      throw new FinalFailure('it can never work');
    },
    'opora.refuses': async () => {
      throw new BpmnError('TOO_LATE', 'the term is over', { late: true });
    },
  });
}, 60_000);
afterAll(() => stage.close(), 30_000);

const only = async (xml: string) => (await stage.deploy(xml))[0]!;

it('goes from start over connectors and people to its end, each step written once', async () => {
  const model = await only(
    diagram({
      id: 'way',
      inside: straight(
        ['serviceTask', 'register', job('opora.noop')],
        ['userTask', 'first', person],
        ['serviceTask', 'publish', job('opora.noop')],
        ['userTask', 'second', person],
      ),
    }),
  );
  const caseId = await stage.start(model, { grade: 9 });
  expect(await stage.tasks(caseId)).toMatchObject([{ node: 'first' }]);
  const answer = await stage.complete(caseId, 'first', { seen: true });
  expect(answer.state).toBe('active');
  expect(await stage.tasks(caseId)).toMatchObject([{ node: 'second' }]);
  expect(await stage.complete(caseId, 'second')).toMatchObject({ state: 'completed' });
  const numbers = (await stage.journal(caseId)).map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(await stage.stateOf(caseId)).toBe('completed');
}, 60_000);

it('refuses what is not open without a trace in the journal, and takes the same command once', async () => {
  const model = await only(
    diagram({ id: 'twice', inside: straight(['userTask', 'first', person], ['userTask', 'second', person]) }),
  );
  const caseId = await stage.start(model);
  const [{ wait }] = (await stage.tasks(caseId)) as unknown as [{ wait: number }];
  const id = randomUUID();
  await stage.act(caseId, { type: 'complete-task', wait, variables: {} }, id);
  const before = (await stage.journal(caseId)).length;
  expect(await stage.act(caseId, { type: 'complete-task', wait, variables: {} })).toMatchObject({
    rejected: { code: 'not-open' },
  });
  await stage.act(caseId, { type: 'complete-task', wait, variables: {} }, id);
  expect(await stage.journal(caseId)).toHaveLength(before);
  expect(
    (await stage.journal(caseId)).filter((entry) => entry.kind === 'stimulus' && entry.id === id),
  ).toHaveLength(1);
}, 60_000);

it('wakes after a year without a person and writes that into the read model', async () => {
  const model = await only(
    diagram({
      id: 'sleeper',
      inside: straight(['intermediateCatchEvent', 'wait', timer('P365D')], ['userTask', 'after', person]),
    }),
  );
  const caseId = await stage.start(model);
  expect(await stage.tasks(caseId)).toEqual([]);
  await stage.environment.sleep('366 days');
  await stage.until('the task after the year', async () => (await stage.tasks(caseId, 'after'))[0]);
}, 60_000);

it('wakes at the end of a working day of the place, as the variable of the case has its calendar', async () => {
  const until = (expression: string): string =>
    `<bpmn:timerEventDefinition><bpmn:timeDate xsi:type="bpmn:tFormalExpression">=${expression}</bpmn:timeDate></bpmn:timerEventDefinition>`;
  const model = await only(
    diagram({
      id: 'deadline',
      inside: straight(
        ['intermediateCatchEvent', 'wait', until('end of working day(working days after(from, 1, place))')],
        ['userTask', 'after', person],
      ),
    }),
  );
  // 1 August 2035 is a Wednesday; the order of the place gives Thursday away.
  const days = [{ date: '2035-08-02', kind: 'off', source: 'Приказ 7' }];
  const caseId = await stage.start(model, { from: '2035-08-01', place: { version: 1, days } });
  const [timer] = await stage.database.query<{ due_at: Date }>(
    `select due_at from timers where case_id = $1`,
    [caseId],
  );
  expect(timer?.due_at.toISOString()).toMatch(/^2035-08-03T/);
}, 60_000);

it('tries a connector as often as the model says', async () => {
  const model = await only(
    diagram({
      id: 'flaky',
      inside: straight(
        ['serviceTask', 'ask', job('opora.flaky', 'retries="3"')],
        ['userTask', 'after', person],
      ),
    }),
  );
  const caseId = await stage.start(model);
  await stage.environment.sleep('10 minutes');
  await stage.until('the task after the retries', async () => (await stage.tasks(caseId, 'after'))[0]);
  const [row] = await stage.database.query(
    `select value from variables where case_id = $1 and name = 'tries'`,
    [caseId],
  );
  expect(row).toEqual({ value: 3 });
}, 60_000);

it('makes an incident of a job that cannot work, and tries again when a person says so', async () => {
  const model = await only(
    diagram({ id: 'broken', inside: straight(['serviceTask', 'ask', job('opora.broken', 'retries="5"')]) }),
  );
  const caseId = await stage.start(model);
  await stage.until('the incident', async () => (await stage.stateOf(caseId)) === 'incident');
  const [incident] = await stage.database.query<{ number: number; message: string }>(
    `select number, message from incidents where case_id = $1 and state = 'open'`,
    [caseId],
  );
  expect(incident!.message).toContain('it can never work');
  expect([...attempts].filter(([id]) => id.startsWith(caseId)).map(([, tries]) => tries)).toEqual([1]);
  await stage.act(caseId, { type: 'retry-incident', incident: incident!.number });
  await stage.until(
    'another attempt',
    async () =>
      [...attempts].filter(([id]) => id.startsWith(caseId)).reduce((sum, [, tries]) => sum + tries, 0) === 2,
  );
}, 60_000);

it('lets the model catch the error that a connector throws', async () => {
  const caught = `${straight(['serviceTask', 'ask', job('opora.refuses')])}<bpmn:boundaryEvent id="late" attachedToRef="ask"><bpmn:errorEventDefinition errorRef="tooLate"/></bpmn:boundaryEvent>
    <bpmn:userTask id="excuse">${person}</bpmn:userTask><bpmn:sequenceFlow id="f" sourceRef="late" targetRef="excuse"/><bpmn:endEvent id="e2"/><bpmn:sequenceFlow id="g" sourceRef="excuse" targetRef="e2"/>`;
  const model = await only(
    diagram({ id: 'errors', messages: '<bpmn:error id="tooLate" errorCode="TOO_LATE"/>', inside: caught }),
  );
  const caseId = await stage.start(model);
  await stage.until('the task of the error', async () => (await stage.tasks(caseId, 'excuse'))[0]);
}, 60_000);

it('runs a called process as a case of its own and goes on when it ends', async () => {
  await stage.deploy(diagram({ id: 'child', inside: straight(['userTask', 'inside', person]) }));
  const parent = await only(
    diagram({
      id: 'parent',
      inside: straight(['callActivity', 'stage', call('child')], ['userTask', 'after', person]),
    }),
  );
  const caseId = await stage.start(parent, { grade: 5 });
  const task = await stage.until(
    'the task of the child',
    async () => (await stage.tasks(caseId, 'inside'))[0],
  );
  expect(task.case_id).not.toBe(caseId);
  await stage.complete(caseId, 'inside', { verdict: 'good' });
  await stage.until('the task of the parent', async () => (await stage.tasks(caseId, 'after'))[0]);
  const [row] = await stage.database.query(
    `select value from variables where case_id = $1 and element = 1 and name = 'verdict'`,
    [caseId],
  );
  expect(row).toEqual({ value: 'good' });
  const [child] = await stage.database.query(
    'select parent_id, root_id, stage, school_id from cases where id = $1',
    [task.case_id],
  );
  expect(child).toEqual({ parent_id: caseId, root_id: caseId, stage: 'child', school_id: 's1' });
}, 60_000);

it('cancels the cases it called when it is cancelled', async () => {
  await stage.deploy(diagram({ id: 'child2', inside: straight(['userTask', 'inside', person]) }));
  const parent = await only(
    diagram({ id: 'parent2', inside: straight(['callActivity', 'stage', call('child2')]) }),
  );
  const caseId = await stage.start(parent);
  const { case_id } = await stage.until(
    'the task of the child',
    async () => (await stage.tasks(caseId, 'inside'))[0],
  );
  await stage.act(caseId, { type: 'cancel' });
  await stage.until('the end of the child', async () => (await stage.stateOf(case_id)) === 'cancelled');
  expect(await stage.tasks(caseId)).toEqual([]);
}, 60_000);

it('makes an incident of a call to a process that is not deployed', async () => {
  const model = await only(
    diagram({ id: 'orphan', inside: straight(['callActivity', 'stage', call('nowhere')]) }),
  );
  const caseId = await stage.start(model);
  await stage.until('the incident', async () => (await stage.stateOf(caseId)) === 'incident');
  const [incident] = await stage.database.query<{ message: string }>(
    'select message from incidents where case_id = $1',
    [caseId],
  );
  expect(incident!.message).toContain('"nowhere" is not deployed');
}, 60_000);

it('hands a message from one case to another exactly once', async () => {
  const messages =
    '<bpmn:message id="m" name="hello"><bpmn:extensionElements><zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>';
  const hears = await only(
    diagram({
      id: 'hears',
      messages,
      inside: straight(
        ['intermediateCatchEvent', 'listen', '<bpmn:messageEventDefinition messageRef="m"/>'],
        ['userTask', 'heard', person],
      ),
    }),
  );
  const caseId = await stage.start(hears, { key: 'k' });
  const published = await stage.database.transaction((q) =>
    publishMessage(q, { name: 'hello', correlationKey: 'k', variables: { word: 'hi' }, timeToLive: 0 }),
  );
  expect(published.deliveries).toHaveLength(1);
  await stage.sweep();
  expect(await stage.tasks(caseId)).toMatchObject([{ node: 'heard' }]);
}, 60_000);

it('recovers the journal of a step whose caller died before writing it', async () => {
  const model = await only(diagram({ id: 'lost', inside: straight(['userTask', 'first', person]) }));
  const caseId = await stage.start(model);
  const [{ wait }] = (await stage.tasks(caseId)) as unknown as [{ wait: number }];
  const id = randomUUID();
  await stage.client.stimulate(caseId, { type: 'complete-task', wait, variables: {}, id }, 0);
  expect(await stage.stateOf(caseId)).toBe('active');
  expect(await stage.act(caseId, { type: 'complete-task', wait, variables: {} }, id)).toMatchObject({
    state: 'completed',
  });
  expect(await stage.stateOf(caseId)).toBe('completed');
}, 60_000);
