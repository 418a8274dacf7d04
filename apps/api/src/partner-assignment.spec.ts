import { connectors } from '@opora/worker';
import { ApiStage } from './testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => void (stage = await ApiStage.open({ worker: true })), 120_000);
afterAll(() => stage.close(), 60_000);

const school = 'bodaibo-3';
/** A school of the same district that is not the partner of the school so far; its curator. */
const partner = { id: 'bodaibo-1', name: 'СОШ № 1', curator: 'curator-2' };
const today = new Date().toISOString().slice(0, 10);

/** Sends as a person and expects success. */
async function send(who: string, method: string, path: string, body?: unknown) {
  const answer = await stage.as(who, method, `/api${path}`, body);
  expect([answer.status, answer.body]).toEqual([
    method === 'POST' && path.endsWith('/start') ? 201 : 200,
    answer.body,
  ]);
  return answer.body;
}
const start = async (): Promise<string> =>
  (
    await send('coordinator', 'POST', '/processes/partner-assignment/start', {
      variables: { schoolId: school },
    })
  ).caseId;
/** The open task of an element; connectors may work before it is there. */
const taskOf = (caseId: string, element: string): Promise<{ id: string; assignee: string | null }> =>
  until(`the task «${element}»`, async () => {
    const { items } = await send(
      'coordinator',
      'GET',
      `/tasks?case=${caseId}&elementId=${element}&status=open`,
    );
    return items[0] as { id: string; assignee: string | null } | undefined;
  });
async function complete(caseId: string, element: string, who: string, variables: object, remark?: string) {
  const task = await taskOf(caseId, element);
  return send(who, 'POST', `/tasks/${task.id}/complete`, { variables, ...(remark ? { remark } : {}) });
}
const propose = (caseId: string) =>
  complete(caseId, 'propose', 'coordinator', { partner: { ...partner, reason: 'Сильная математика' } });
async function vote(caseId: string, choice: string) {
  for (const who of ['committee1', 'committee2'])
    await complete(caseId, 'vote', who, { choice, remark: 'Так решили' }, 'Так решили');
}
const seen = async (who: string, caseId: string) =>
  (await stage.as(who, 'GET', `/api/cases/${caseId}`)).status;
const opens = async (who: string, { id }: { id: string }) => (await send(who, 'GET', `/tasks/${id}`)).opens;
const pairs = () =>
  stage.database.query<{ partner_id: string; until: string | null; order_number: string | null }>(
    'select partner_id, valid_to::text as until, order_number from partnerships where school_id = $1 order by valid_from, partner_id',
    [school],
  );
async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((r) => setTimeout(r, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`Expected ${what} within 60 s.`);
}

it('does not put a pair into the register that the partner or the committee refuses, and shows its curator nothing', async () => {
  const before = await pairs();
  const caseId = await start();
  await propose(caseId);
  expect(await seen('curator-2', caseId)).toBe(404);
  const consent = await taskOf(caseId, 'consent');
  expect(await opens('curator-2', consent)).toEqual([]);
  expect(await opens('coordinator', consent)).toEqual(['case', 'school']);
  await complete(caseId, 'consent', 'curator-2', { decision: 'refuse', remark: 'Уже помогаем двум школам' });
  expect(await seen('curator-2', caseId)).toBe(404);

  const voted = await start();
  await propose(voted);
  const agreed = await taskOf(voted, 'consent');
  await complete(voted, 'consent', 'curator-2', { decision: 'consent' });
  expect(await seen('curator-2', voted)).toBe(200);
  expect(await opens('curator-2', agreed)).toEqual(['case', 'school']);
  await vote(voted, 'reject');
  expect(await seen('curator-2', voted)).toBe(404);
  expect(await pairs()).toEqual(before);
});

it('puts an approved pair into the register with its order, once, and ends the earlier pair of the school', async () => {
  expect((await pairs()).map(({ partner_id, until: end }) => [partner_id, end])).toEqual([['mamakan', null]]);
  const caseId = await start();
  await propose(caseId);
  await complete(caseId, 'consent', 'curator-2', { decision: 'consent' });
  await vote(caseId, 'approve');
  await complete(caseId, 'order', 'coordinator', {
    partnerOrder: { number: '512', date: today, signatory: 'Начальник' },
  });
  await complete(caseId, 'joint-plan', 'director-1', {
    jointPlan: { measures: [{ title: 'Методический день', date: today, responsible: 'Завуч' }] },
  });
  // The former partner still accompanies the school, but what the new one signs is not offered to them.
  const signing = await taskOf(caseId, 'agreement');
  expect(signing.assignee).toBe('curator-2');
  const refused = await stage.as('curator-1', 'POST', `/api/tasks/${signing.id}/complete`, { variables: {} });
  expect(refused.status).toBe(409);
  await complete(caseId, 'agreement', 'curator-2', {
    agreement: { number: '7', date: today, validUntil: '2100-12-31' },
  });
  await complete(caseId, 'approve-plan', 'curator-2', { decision: 'approve' });
  await complete(caseId, 'tutors', 'curator-2', { tutors: [{ name: 'Иванова', subject: 'математика' }] });
  await until(
    'the end of the stage',
    async () => (await send('coordinator', 'GET', `/cases/${caseId}`)).state === 'completed',
  );

  const registered = (await pairs()).find(({ partner_id }) => partner_id === partner.id);
  expect(registered).toEqual({ partner_id: partner.id, until: '2100-12-31', order_number: '512' });
  const { partnerships, partner: current } = await send('coordinator', 'GET', `/schools/${school}`);
  expect(partnerships[0]).toMatchObject({
    partner: { id: partner.id },
    from: today,
    to: '2100-12-31',
    agreement: '7',
    order: { number: '512', date: today },
  });
  expect(current.id).toBe(partner.id);
  // The case has ended, so only the register shows it; the former partner has no sight of the school any more.
  expect([await seen('curator-2', caseId), await seen('curator-1', caseId)]).toEqual([200, 404]);
  const { items } = await send('coordinator', 'GET', `/audit?action=partnership.create&school=${school}`);
  expect(items).toMatchObject([{ caseId, details: { partnerId: partner.id, order: '512' } }]);

  const again = await connectors['opora.partnership']!(
    {
      id: `${caseId}:again`,
      caseId,
      rootCaseId: caseId,
      processId: 'partner-assignment',
      version: 1,
      modelHash: '',
      subject: { schoolId: school },
      node: 'register',
      type: 'opora.partnership',
      headers: {},
      variables: { partnerId: partner.id, orderNumber: '512', orderDate: today, validUntil: '2100-12-31' },
      now: Date.now(),
      timeZone: 'Asia/Irkutsk',
    },
    { database: stage.database, env: {}, signal: new AbortController().signal },
  );
  expect(again).toMatchObject({ partnership: { partnerId: partner.id, from: today } });
  expect((await pairs()).filter(({ partner_id }) => partner_id === partner.id)).toEqual([registered]);

  await stage.database.query(
    `update partnerships set valid_from = '2020-01-01', valid_to = '2020-12-31' where partner_id = $1 and school_id = $2`,
    [partner.id, school],
  );
  expect(await seen('curator-2', caseId)).toBe(404);
});

it('asks nobody again who signs the orders of the district', async () => {
  const caseId = await start();
  await propose(caseId);
  await complete(caseId, 'consent', 'curator-2', { decision: 'consent' });
  await vote(caseId, 'approve');
  const { id } = await taskOf(caseId, 'order');
  const { variables } = await send('coordinator', 'GET', `/tasks/${id}`);
  expect(variables.partnerOrder).toEqual({ signatory: 'Начальник', post: null });
  await send('coordinator', 'POST', `/cases/${caseId}/cancel`, { reason: 'Пара уже есть' });
});

it.each<[string, object, string]>([
  [
    'a school that nobody knows',
    { partnerId: 'nowhere' },
    'expected a school of the register, found "nowhere"',
  ],
  ['the school itself', { partnerId: school }, 'expected another school as the partner'],
  ['an order without a date', { orderDate: '' }, 'expected the date of the order in "orderDate", found none'],
  [
    'an agreement that ends before the order',
    { validUntil: '2020-01-01' },
    'expected an agreement that ends after',
  ],
])('refuses to register %s and says what to mend', async (_what, wrong, message) => {
  const before = await pairs();
  const variables = { partnerId: 'mamakan', orderNumber: '1', orderDate: today, validUntil: '', ...wrong };
  const job = {
    id: 'bad:1',
    caseId: 'bad',
    rootCaseId: 'bad',
    processId: 'p',
    version: 1,
    modelHash: '',
    subject: { schoolId: school },
  };
  await expect(
    connectors['opora.partnership']!(
      {
        ...job,
        node: 'register',
        type: 'opora.partnership',
        headers: {},
        variables,
        now: 0,
        timeZone: 'UTC',
      },
      { database: stage.database, env: {}, signal: new AbortController().signal },
    ),
  ).rejects.toThrow(message);
  expect(await pairs()).toEqual(before);
});

it('shows a notice of a process to the people of its role who see the school, and to nobody else', async () => {
  const say = (id: string, variables: object) =>
    connectors['opora.notify']!(
      {
        id,
        caseId: 'c',
        rootCaseId: 'c',
        processId: 'p',
        version: 1,
        modelHash: '',
        subject: { schoolId: school, districtId: 'bodaibo' },
        node: 'remind',
        type: 'opora.notify',
        headers: { text: `Подходит срок ${id}` },
        variables: { ...variables },
        now: 0,
        timeZone: 'UTC',
      },
      { database: stage.database, env: {}, signal: new AbortController().signal },
    );
  await expect(say('nobody', {})).rejects.toThrow('expected "role" or "users"');
  await say('for-directors', { role: 'director' });
  await say('for-directors', { role: 'director' });
  await say('for-expert', { users: ['expert2'] });
  const notices = async (who: string) =>
    (await send(who, 'GET', '/notifications?limit=100')).items
      .filter((one: { kind: string }) => one.kind === 'notice')
      .map((one: { title: string }) => one.title);
  expect([await notices('director-2'), await notices('coordinator'), await notices('expert1')]).toEqual([
    [],
    [],
    [],
  ]);
  expect(await notices('director-1')).toEqual(['Подходит срок for-directors']);
  expect(await notices('expert2')).toEqual(['Подходит срок for-expert']);
});
