import { scheduleId } from '@opora/host';
import { testServers } from '@opora/local/testing';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { ApiStage, files } from './testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => void (stage = await ApiStage.open({ worker: true })), 120_000);
afterAll(() => stage.close(), 60_000);

const xml = (id: string, inside: string, roots = '', more = '') => `<?xml version="1.0" encoding="UTF-8"?>
  <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  ${roots}<bpmn:process id="${id}" name="${id}" isExecutable="true">${more}${inside}</bpmn:process></bpmn:definitions>`;
const person =
  '<bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="coordinator"/></bpmn:extensionElements>';
const task = (id: string) => `<bpmn:userTask id="${id}">${person}</bpmn:userTask>`;
const flow = (from: string, to: string) =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;

/** Sends as the coordinator and expects an answer of this status. */
async function send(method: string, path: string, body: unknown = {}, status = 200, who = 'coordinator') {
  const answer = await stage.as(who, method, `/api${path}`, method === 'GET' ? undefined : body);
  expect([answer.status, answer.body]).toEqual([status, answer.body]);
  return answer.body;
}
const deploy = async (contents: { [name: string]: string }) =>
  (await send('POST', '/deployments', files(contents), 201)).processes as { id: string; version: number }[];
const start = async (id: string, variables = {}): Promise<string> =>
  (await send('POST', `/processes/${id}/start`, { variables: { schoolId: 'bodaibo-3', ...variables } }, 201))
    .caseId;
const activeIn = async (caseId: string): Promise<string[]> =>
  (await send('GET', `/cases/${caseId}`)).activeElements.map((one: { elementId: string }) => one.elementId);
async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((r) => setTimeout(r, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`Expected ${what} within 60 s.`);
}
const casesOf = async (process: string): Promise<{ id: string; version: number }[]> =>
  (await send('GET', `/cases?process=${process}`)).items;

describe('listeners of a user task', () => {
  const listeners = ['creating', 'completing']
    .map((event) => `<zeebe:taskListener eventType="${event}" type="${event}-visit"/>`)
    .join('');
  const model = xml(
    'heard-visit',
    `<bpmn:startEvent id="s"/><bpmn:userTask id="visit"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="coordinator"/><zeebe:taskListeners>${listeners}</zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>
     <bpmn:endEvent id="end"/>${flow('s', 'visit')}${flow('visit', 'end')}`,
  );
  const take = async (type: string): Promise<{ id: string; headers: { [key: string]: string } }> => {
    const body = { type, maxJobs: 1, worker: 'listener', timeout: 60_000 };
    return (await send('POST', '/jobs/activate', body)).jobs[0];
  };

  it('correct it before it is offered, deny its completion, and let it be completed by the person who did', async () => {
    await deploy({ 'heard-visit.bpmn': model });
    const caseId = await start('heard-visit');
    const tasks = async () => (await send('GET', `/tasks?case=${caseId}`)).items;
    expect(await tasks()).toEqual([]);
    const created = await take('creating-visit');
    expect(created.headers).toMatchObject({ 'io.camunda.zeebe:action': 'creating' });
    await send('POST', `/jobs/${created.id}/complete`, { result: { corrections: { priority: 90 } } });
    const [task] = await tasks();
    expect(task).toMatchObject({ elementId: 'visit', priority: 90 });

    await send('POST', `/tasks/${task.id}/complete`, { variables: { visited: false } });
    await send('POST', `/tasks/${task.id}/complete`, { variables: { visited: true } }, 409);
    const first = await take('completing-visit');
    await send('POST', `/jobs/${first.id}/complete`, { result: { denied: true, deniedReason: 'not yet' } });
    expect((await tasks()).map((one: { id: string }) => one.id)).toEqual([task.id]);

    await send('POST', `/tasks/${task.id}/complete`, { variables: { visited: true } });
    await send('POST', `/jobs/${(await take('completing-visit')).id}/complete`, {});
    const over = await send('GET', `/cases/${caseId}`);
    expect(over).toMatchObject({ state: 'completed', variables: { visited: true } });
    await send('POST', `/jobs/${first.id}/complete`, { result: { corrections: { priority: 101 } } }, 400);
  });
});

describe('jobs for outside workers', () => {
  const model = xml(
    'errands',
    `<bpmn:startEvent id="s"/><bpmn:serviceTask id="fetch"><bpmn:extensionElements><zeebe:taskDefinition type="fetch" retries="2"/></bpmn:extensionElements></bpmn:serviceTask>
     <bpmn:boundaryEvent id="broken" attachedToRef="fetch"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>
     <bpmn:boundaryEvent id="slow" attachedToRef="fetch" cancelActivity="false"><bpmn:escalationEventDefinition escalationRef="x"/></bpmn:boundaryEvent>
     ${task('mend')}${task('hurry')}<bpmn:endEvent id="end"/>${flow('s', 'fetch')}${flow('fetch', 'end')}${flow('broken', 'mend')}${flow('slow', 'hurry')}`,
    '<bpmn:error id="e" errorCode="BROKEN"/><bpmn:escalation id="x" escalationCode="SLOW"/>',
  );
  const take = async (worker: string, timeout = 60_000) =>
    (await send('POST', '/jobs/activate', { type: 'fetch', maxJobs: 1, worker, timeout })).jobs as {
      id: string;
      caseId: string;
      retries: number;
    }[];
  beforeAll(() => deploy({ 'errands.bpmn': model }));

  it('are held for one worker until their time is over, and done once', async () => {
    const caseId = await start('errands');
    const [job] = await take('one', 1000);
    expect(job).toMatchObject({ caseId, retries: 2 });
    expect(await take('two')).toEqual([]);
    const [again] = await until('the end of the lock', async () => {
      const jobs = await take('two');
      return jobs.length > 0 && jobs;
    });
    expect(again!.id).toBe(job!.id);
    await send('POST', `/jobs/${job!.id}/complete`, { variables: { found: true } });
    await send('POST', `/jobs/${job!.id}/complete`, {}, 409);
    expect((await send('GET', `/cases/${caseId}`)).variables).toMatchObject({ found: true });
  });

  it('fail, are offered again after their pause, and become an incident that is retried', async () => {
    const caseId = await start('errands');
    const [job] = await take('one');
    await send('POST', `/jobs/${job!.id}/fail`, { message: 'no line', backoff: 600 });
    expect(await take('two')).toEqual([]);
    const [second] = await until('the job again', async () => {
      const jobs = await take('two');
      return jobs.length > 0 && jobs;
    });
    expect(second).toMatchObject({ id: job!.id, retries: 1 });
    await send('POST', `/jobs/${job!.id}/fail`, { message: 'no line at all' });
    const { items } = await send('GET', `/incidents?case=${caseId}`);
    expect(items).toMatchObject([{ elementId: 'fetch', message: expect.stringContaining('no line at all') }]);
    expect(await take('three')).toEqual([]);
    await send('POST', `/incidents/${items[0].id}/retry`);
    const [fresh] = await take('three');
    expect(fresh).toMatchObject({ caseId, retries: 2 });
    await send('POST', `/jobs/${fresh!.id}/complete`);
    expect((await send('GET', `/cases/${caseId}`)).state).toBe('completed');
  });

  it('throw errors and escalations that the model catches', async () => {
    const caseId = await start('errands');
    const [job] = await take('one');
    await send('POST', `/jobs/${job!.id}/escalation`, { code: 'SLOW', variables: { why: 'queue' } });
    expect((await activeIn(caseId)).sort()).toEqual(['fetch', 'hurry']);
    await send('POST', `/jobs/${job!.id}/error`, { code: 'BROKEN' });
    expect((await activeIn(caseId)).sort()).toEqual(['hurry', 'mend']);
    await send('POST', `/cases/${caseId}/cancel`, { reason: 'проверка' });
  });
});

it('starts what a person chooses in an ad-hoc subprocess, never its boundary events, and ends it', async () => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:adHocSubProcess id="free">${task('a')}${task('b')}
    <bpmn:boundaryEvent id="late" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    </bpmn:adHocSubProcess>${task('after')}${flow('s', 'free')}${flow('free', 'after')}`;
  await deploy({ 'free.bpmn': xml('free-hand', inside) });
  const caseId = await start('free-hand');
  const { elementInstanceId } = (await send('GET', `/cases/${caseId}`)).activeElements[0];
  const path = `/cases/${caseId}/adhoc/${elementInstanceId}`;
  const refused = await send('POST', `${path}/activate`, { elements: ['a', 'late'] }, 422);
  expect(refused.errors).toMatchObject([{ path: 'late' }, {}]);
  await send('POST', `/cases/${caseId}/adhoc/999/activate`, { elements: ['a'] }, 422);
  await send('POST', `/cases/${caseId}/adhoc/one/activate`, { elements: ['a'] }, 400);
  await send('POST', `${path}/activate`, { elements: ['a', 'b'] });
  expect((await activeIn(caseId)).sort()).toEqual(['a', 'b', 'free']);
  await send('POST', `${path}/complete`);
  expect(await activeIn(caseId)).toEqual(['after']);
});

it('shows the form and evaluates the decision in the version that the binding names', async () => {
  const kinds = [
    ['x', 'bindingType="latest"'],
    ['y', 'bindingType="deployment"'],
    ['z', 'bindingType="versionTag" versionTag="one"'],
  ];
  const form = (tag: string): string => JSON.stringify({ id: 'bound-form', versionTag: tag, components: [] });
  const rule = (tag: string): string =>
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="m" name="m" namespace="m">
     <decision id="bound-decision" name="d"><extensionElements><zeebe:versionTag value="${tag}"/></extensionElements><variable name="d"/><literalExpression><text>"${tag}"</text></literalExpression></decision></definitions>`;
  const steps = kinds.map(
    ([id, binding]) =>
      `<bpmn:businessRuleTask id="r${id}"><bpmn:extensionElements><zeebe:calledDecision decisionId="bound-decision" resultVariable="${id}" ${binding}/></bpmn:extensionElements></bpmn:businessRuleTask>
       <bpmn:userTask id="t${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="coordinator"/><zeebe:formDefinition formId="bound-form" ${binding}/></bpmn:extensionElements></bpmn:userTask>
       ${flow('s', `r${id}`)}${flow(`r${id}`, `t${id}`)}`,
  );
  const model = xml('bound', `<bpmn:startEvent id="s"/>${steps.join('')}`);
  await deploy({ 'bound.form': form('one'), 'bound.dmn': rule('one') });
  await deploy({ 'bound.bpmn': model, 'bound.form': form('two'), 'bound.dmn': rule('two') });
  await deploy({ 'bound.form': form('three'), 'bound.dmn': rule('three') });
  const caseId = await start('bound');
  const shown = async (of: string) => {
    const tasks = await until('three tasks', async () => {
      const { items } = await send('GET', `/tasks?case=${of}`);
      return items.length === 3 && (items as { id: string; elementId: string }[]);
    });
    const forms = tasks.map(async ({ id, elementId }) => {
      const { form: found } = await send('GET', `/tasks/${id}`);
      return [elementId, found.version];
    });
    return Object.fromEntries(await Promise.all(forms));
  };
  const decided = async (of: string) => (await send('GET', `/cases/${of}`)).variables;
  expect(await shown(caseId)).toEqual({ tx: 3, ty: 2, tz: 1 });
  expect(await decided(caseId)).toMatchObject({ x: 'three', y: 'two', z: 'one' });

  // The diagram is the same, what it is deployed with is not: from now on it means these files; running cases keep theirs.
  const changed = { 'bound.bpmn': model, 'bound.form': form('four'), 'bound.dmn': rule('four') };
  expect(await deploy(changed)).toMatchObject([{ id: 'bound', version: 2, new: true }]);
  expect(await deploy(changed)).toMatchObject([{ id: 'bound', version: 2, new: false }]);
  const next = await start('bound');
  expect(await shown(next)).toEqual({ tx: 4, ty: 4, tz: 1 });
  expect(await decided(next)).toMatchObject({ x: 'four', y: 'four', z: 'one' });
  expect(await shown(caseId)).toEqual({ tx: 4, ty: 2, tz: 1 });
});

it('resolves what a decision imports among the files sent and the decisions deployed', async () => {
  const file = (id: string, inside: string, text: string): string =>
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}" name="${id}" namespace="urn:${id}">${inside}
     <decision id="${id}" name="${id}"><variable name="${id}"/>REQUIRES<literalExpression><text>${text}</text></literalExpression></decision></definitions>`;
  const needs =
    '<informationRequirement><requiredDecision href="urn:base-rate#base-rate"/></informationRequirement>';
  const base = (rate: number): string => file('base-rate', '', String(rate)).replace('REQUIRES', '');
  const more = file(
    'full-rate',
    '<import name="other" namespace="urn:base-rate" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
    'other.base-rate * 2',
  ).replace('REQUIRES', needs);
  const rate = async () => (await send('POST', '/decisions/full-rate/evaluate', { variables: {} })).result;
  await send('POST', '/deployments', files({ 'full.dmn': more }), 422);
  await deploy({ 'full.dmn': more, 'base.dmn': base(10) });
  expect(await rate()).toBe(20);
  await deploy({ 'base.dmn': base(15) });
  expect(await rate()).toBe(20);
  await deploy({ 'full.dmn': more });
  expect(await rate()).toBe(30);
});

it('calls the version that the binding names: the latest, that of the deployment, that of a tag', async () => {
  const called = (step: string, tag: string) =>
    xml(
      'called',
      `<bpmn:startEvent id="s"/>${task(step)}${flow('s', step)}`,
      '',
      `<bpmn:extensionElements><zeebe:versionTag value="${tag}"/></bpmn:extensionElements>`,
    );
  const call = (id: string, binding: string) =>
    `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="called" ${binding}/></bpmn:extensionElements></bpmn:callActivity>${flow('s', id)}`;
  const caller = xml(
    'caller',
    `<bpmn:startEvent id="s"/>${call('x', 'bindingType="latest"')}${call('y', 'bindingType="deployment"')}${call('z', 'bindingType="versionTag" versionTag="one"')}`,
  );
  await deploy({ 'called.bpmn': called('first', 'one') });
  await deploy({ 'caller.bpmn': caller, 'called.bpmn': called('second', 'two') });
  await deploy({ 'called.bpmn': called('third', 'three') });
  const caseId = await start('caller');
  const calledBy = async (of: string): Promise<{ id: string; elementId: string; version: number }[]> =>
    until('three cases', async () => {
      const { children: found } = await send('GET', `/cases/${of}/tree`);
      return found.length === 3 && found.every((one: { openTasks: number }) => one.openTasks > 0) && found;
    });
  const versionsOf = (found: { elementId: string; version: number }[]) =>
    Object.fromEntries(found.map(({ elementId, version }) => [elementId, version]));
  const children = await calledBy(caseId);
  expect(versionsOf(children)).toEqual({ x: 3, y: 2, z: 1 });

  // A caller that did not change is deployed with a called process that did: it is a new version, which calls that.
  const again = await deploy({ 'caller.bpmn': caller, 'called.bpmn': called('fourth', 'four') });
  expect(again.map(({ id, version }) => [id, version])).toEqual([
    ['caller', 2],
    ['called', 4],
  ]);
  await deploy({ 'called.bpmn': called('fifth', 'five') });
  const other = await start('caller');
  expect(versionsOf(await calledBy(other))).toEqual({ x: 5, y: 4, z: 1 });
  await send('POST', `/cases/${other}/cancel`, { reason: 'проверка' });

  await send('POST', `/cases/${caseId}/suspend`, { reason: 'проверка' });
  const [{ id }] = (await send('GET', `/tasks?rootCase=${caseId}`)).items;
  await until(
    'the called cases held',
    async () => (await send('GET', `/cases/${children[0]!.id}`)).state === 'suspended',
  );
  await send('POST', `/tasks/${id}/complete`, {}, 409);
  await send('POST', `/cases/${caseId}/resume`, { reason: 'проверка' });
  await until(
    'the called cases going on',
    async () => (await send('GET', `/cases/${children[0]!.id}`)).state === 'active',
  );
  await send('POST', `/cases/${caseId}/cancel`, { reason: 'проверка' });
  await until('the end of all', async () => (await send('GET', `/tasks?rootCase=${caseId}`)).total === 0);
});

describe('a process that starts by itself', () => {
  const timed = (definition: string) =>
    xml(
      'clockwork',
      `<bpmn:startEvent id="tick"><bpmn:timerEventDefinition>${definition}</bpmn:timerEventDefinition></bpmn:startEvent>${task('t')}${flow('tick', 't')}`,
    );
  const cycle = (text: string) =>
    timed(`<bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${text}</bpmn:timeCycle>`);

  it('has a Temporal Schedule that each version sets anew and one without a timer takes back', async () => {
    const connection = await Connection.connect({ address: testServers().temporalAddress });
    // Raw calls: what the schedule hands to its case is encrypted.
    const place = { namespace: 'default', scheduleId: scheduleId('clockwork', 'tick', 0) };
    const { workflowService } = connection;
    const next = async () => {
      const found = await workflowService.describeSchedule(place).catch((error: unknown) => {
        if (isGrpcServiceError(error) && error.code === 5) return undefined;
        throw error;
      });
      return found && Number(found.info?.futureActionTimes?.[0]?.seconds ?? 0) * 1000;
    };
    try {
      const refused = await send('POST', '/deployments', files({ 'c.bpmn': cycle('every day') }), 422);
      expect(refused.errors).toMatchObject([{ rule: 'timer', elementId: 'tick' }]);
      await deploy({ 'c.bpmn': cycle('R2/PT1S') });
      const made = await until('two cases', async () => {
        const found = await casesOf('clockwork');
        return found.length === 2 && found;
      });
      expect(made.map(({ version }) => version)).toEqual([1, 1]);
      await until('no schedule', async () => (await next()) === undefined);

      await deploy({ 'c.bpmn': cycle('0 9 * * *') });
      const first = await until('the schedule', next);
      expect(new Date(first).toISOString()).toMatch(/T06:00:00.000Z$/);
      await deploy({ 'c.bpmn': cycle('0 10 * * *') });
      await until('the schedule of the new version', async () => ((await next()) ?? first) !== first);
      await deploy({ 'c.bpmn': xml('clockwork', `<bpmn:startEvent id="s"/>${task('t')}${flow('s', 't')}`) });
      await until('no schedule', async () => (await next()) === undefined);
      expect(await casesOf('clockwork')).toHaveLength(2);
    } finally {
      await workflowService.deleteSchedule(place).catch(() => undefined);
      await connection.close();
    }
  }, 240_000);

  it('begins by a message, a signal, a receive task or an event gateway that instantiates', async () => {
    const roots =
      '<bpmn:message id="m" name="order"/><bpmn:message id="r" name="letter"/><bpmn:message id="g" name="gate"/><bpmn:signal id="x" name="horn"/>';
    await deploy({
      'm.bpmn': xml(
        'by-message',
        `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>${task('t')}${flow('s', 't')}`,
        roots,
      ),
      'x.bpmn': xml(
        'by-signal',
        `<bpmn:startEvent id="s"><bpmn:signalEventDefinition signalRef="x"/></bpmn:startEvent>${task('t')}${flow('s', 't')}`,
        roots,
      ),
      'r.bpmn': xml(
        'by-receive',
        `<bpmn:receiveTask id="s" instantiate="true" messageRef="r"/>${task('t')}${flow('s', 't')}`,
        roots,
      ),
      'g.bpmn': xml(
        'by-gate',
        `<bpmn:eventBasedGateway id="gate" instantiate="true"/><bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="g"/></bpmn:intermediateCatchEvent>
         <bpmn:intermediateCatchEvent id="c2"><bpmn:signalEventDefinition signalRef="x"/></bpmn:intermediateCatchEvent>${task('t')}
         ${flow('gate', 'c')}${flow('gate', 'c2')}${flow('c', 't')}${flow('c2', 't')}`,
        roots,
      ),
    });
    for (const name of ['order', 'letter', 'gate']) {
      const { outcome, cases } = await send('POST', '/messages', {
        name,
        variables: { schoolId: 'bodaibo-3' },
      });
      expect(outcome).toBe('started');
      expect(await activeIn(cases[0])).toEqual(['t']);
    }
    const { started } = await send('POST', '/signals', {
      name: 'horn',
      variables: { schoolId: 'bodaibo-3' },
    });
    expect(started).toHaveLength(2);
    for (const id of started) expect(await activeIn(id)).toEqual(['t']);
  });

  it('is told of a message once by its id, and a message nobody waits for is kept for its time', async () => {
    const message = { name: 'order', messageId: 'once', variables: { schoolId: 'bodaibo-3' } };
    const [one, again] = [await send('POST', '/messages', message), await send('POST', '/messages', message)];
    expect(again.cases).toEqual(one.cases);
    expect(await send('POST', '/messages', { name: 'nothing' })).toMatchObject({ outcome: 'expired' });
    expect(
      await send('POST', '/messages', {
        name: 'reply',
        correlationKey: 'k1',
        timeToLive: 'PT1H',
        variables: { kept: true },
      }),
    ).toMatchObject({
      outcome: 'buffered',
    });
    await deploy({
      'w.bpmn': xml(
        'waits',
        `<bpmn:startEvent id="s"/><bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>${task('t')}${flow('s', 'c')}${flow('c', 't')}`,
        '<bpmn:message id="m" name="reply"><bpmn:extensionElements><zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>',
      ),
    });
    const [first, second, other] = [
      await start('waits', { key: 'k1' }),
      await start('waits', { key: 'k1' }),
      await start('waits', { key: 'k2' }),
    ];
    await until('the message', async () => (await activeIn(first!))[0] === 't');
    expect(await activeIn(second!)).toEqual(['c']);
    expect(await activeIn(other!)).toEqual(['c']);
    expect(await send('POST', '/messages', { name: 'reply' })).toMatchObject({ outcome: 'expired' });
  });
});
