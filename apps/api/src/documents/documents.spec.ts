import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentKind } from '@opora/domain/documents';
import mammoth from 'mammoth';
import { ApiStage, type Answer } from '../testing/api-stage.ts';

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n',
);

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
}, 120_000);
afterAll(() => stage.close(), 30_000);

const create = (login: string, body: object = {}, headers = {}): Promise<Answer> =>
  stage.as(
    login,
    'POST',
    '/api/documents',
    { kind: 'partner-order', districtId: 'bodaibo', ...body },
    headers,
  );
const signature = {
  number: '17',
  date: '2031-10-05',
  signatory: 'Горохов Павел Игнатьевич',
  post: 'начальник управления',
};
const sign = (login: string, id: string, body: object = {}): Promise<Answer> =>
  stage.as(login, 'POST', `/api/documents/${id}/sign`, { ...signature, ...body });
const send = (
  login: string,
  path: string,
  content: Buffer,
  fields: { [name: string]: string } = {},
): Promise<Answer> => {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  form.append('file', new Blob([new Uint8Array(content)]), 'файл.docx');
  return stage.as(login, 'POST', path, form);
};
const textOf = async (login: string, id: string): Promise<string> => {
  const cookie = await stage.cookie(login);
  const answer = await fetch(`${stage.url}/api/documents/${id}/file`, { headers: { cookie } });
  expect([answer.status, answer.headers.get('content-disposition')?.startsWith('attachment')]).toEqual([
    200,
    true,
  ]);
  return (await mammoth.extractRawText({ buffer: Buffer.from(await answer.arrayBuffer()) })).value;
};

describe('a document of the register', () => {
  it('is refused to those who prepare none, and its signature to all but the coordinator', async () => {
    for (const login of ['director-1', 'curator-1', 'committee1', 'region', 'admin', 'expert1'])
      expect([login, (await create(login)).status]).toEqual([login, 403]);
    expect((await create('coordinator', { districtId: 'zhigalovo' })).status).toBe(403);
    const { body } = await create('method');
    expect((await sign('method', body.id)).status).toBe(403);
    expect((await stage.as('director-1', 'GET', `/api/documents/${body.id}`)).status).toBe(404);
    expect((await stage.as('region', 'GET', `/api/documents/${body.id}`)).body.may).toEqual({
      write: false,
      sign: false,
    });
    expect(
      (await stage.as('method', 'POST', `/api/documents/${body.id}/cancel`, { reason: 'ошибка' })).status,
    ).toBe(403);
  });

  it('has a title of its own among those about a school, also when its subject is changed', async () => {
    const sheet = () =>
      create('coordinator', { kind: 'review-sheet', schoolId: 'bodaibo-3', heading: 'Первая проверка' });
    const [{ body: first }, { body: second }] = [await sheet(), await sheet()];
    expect(second.title).toBe(`${first.title} (2)`);
    const to = { version: 1, heading: 'Вторая проверка' };
    const { body: changed } = await stage.as('coordinator', 'PATCH', `/api/documents/${second.id}`, to);
    expect(changed.title).toBe(`${first.title.replace('Первая', 'Вторая')} (2)`);
  });

  it('is made of what the system knows, is signed once and then never changes', async () => {
    const { status, body: draft } = await create(
      'coordinator',
      { heading: 'О сетевых парах' },
      { 'idempotency-key': 'one' },
    );
    expect([status, draft.status, draft.title]).toEqual([
      201,
      'draft',
      'Приказ о сетевых парах. О сетевых парах',
    ]);
    expect(
      (await create('coordinator', { heading: 'О сетевых парах' }, { 'idempotency-key': 'one' })).body.id,
    ).toBe(draft.id);
    const before = await textOf('method', draft.id);
    expect(before).toMatch(/Артемовская[^\n]*\s+МКОУ «Тутурская/);
    expect(before).toContain('№ __________');

    const path = `/api/documents/${draft.id}`;
    expect((await stage.as('coordinator', 'PATCH', path, { version: 9, heading: 'Иное' })).status).toBe(409);
    const changed = await stage.as('coordinator', 'PATCH', path, {
      version: 1,
      heading: 'О партнёрах',
      status: 'on-signature',
    });
    expect(changed.body).toMatchObject({
      status: 'on-signature',
      version: 2,
      title: 'Приказ о сетевых парах. О партнёрах',
    });
    expect(await textOf('method', draft.id)).toContain('О партнёрах');

    const signed = await sign('coordinator', draft.id);
    expect(signed.body).toMatchObject({ status: 'signed', number: '17', date: '2031-10-05' });
    const after = await textOf('method', draft.id);
    expect(after).toContain('5 октября 2031 г.');
    expect(after).toContain('№ 17');
    expect(after).toContain('П.И. Горохов');
    expect(after).toContain(signed.body.verifyUrl);
    expect((await sign('coordinator', draft.id, { number: '18' })).status).toBe(409);
    expect((await stage.as('coordinator', 'PATCH', path, { version: 3, heading: 'Позже' })).status).toBe(409);
    expect(signed.body.history.map(({ action }: { action: string }) => action)).toEqual([
      'sign',
      'submit',
      'create',
    ]);
  });

  it('on pairs names those of a kept matching, which no register has yet', async () => {
    const weights = { subjects: 5, distance: 3, load: 2, history: 2, district: 1 };
    const { body: run } = await stage.as(
      'method',
      'POST',
      '/api/matching/runs',
      { districtId: 'bodaibo', weights },
      { 'idempotency-key': 'pairs' },
    );
    const { status, body } = await create('method', { matching: run.id }, {});
    expect(status).toBe(201);
    const text = await textOf('method', body.id);
    expect(run.proposal.pairs.length).toBeGreaterThan(1);
    const { body: schools } = await stage.as('method', 'GET', '/api/registers/schools?limit=200');
    for (const { school, partner } of run.proposal.pairs)
      for (const { id } of [school, partner].filter(({ id }: { id: string }) => id !== 'tutura'))
        expect(text).toContain(schools.items.find((item: { id: string }) => item.id === id).values.name);
    const unknown = await create('method', { matching: body.id }, {});
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, 'matching']);
    const other = await create('method', { kind: 'school-list-order', matching: run.id }, {});
    expect([other.status, other.body.errors[0].path]).toEqual([422, 'matching']);
  });

  it('is found by what stands in it, in any form of the words, by those who may see it', async () => {
    const { body } = await create('coordinator', {
      kind: 'school-list-order',
      heading: 'О распределении ёлочных игрушек',
      basis: 'Решение собеседования с директорами заречных школ',
    });
    const find = async (login: string, q: string): Promise<string[]> => {
      const answer = await stage.as(login, 'GET', `/api/documents?q=${encodeURIComponent(q)}&limit=200`);
      return answer.body.items.map(({ id }: { id: string }) => id);
    };
    for (const q of ['собеседованием', 'заречная школа', 'ЕЛОЧНЫЕ игруш', 'собесед'])
      expect([q, await find('method', q)]).toEqual([q, [body.id]]);
    for (const q of ['собеседование о балете', 'основание', '«»!'])
      expect([q, (await find('method', q)).includes(body.id)]).toEqual([q, false]);
    expect(await find('director-1', 'собеседованием')).toEqual([]);
    // An annex of very many schools: the words of its beginning.
    await stage.database.query(
      `update documents set field_values = field_values || jsonb_build_object('перечень школ приложения', (select string_agg(md5(i::text), ' ') from generate_series(1, 60000) i)) where id = $1`,
      [body.id],
    );
    expect(await find('method', 'елочные игруш')).toEqual([body.id]);
  });

  it('says what stands blank in it until it is signed', async () => {
    const { body } = await create('coordinator', { kind: 'school-list-order', basis: 'План района' });
    expect(body.unfilled).toEqual(['год, за который отобраны школы', 'по какой методике отобраны']);
    const signed = await sign('coordinator', body.id, { number: '18-П' });
    expect([signed.status, signed.body.unfilled]).toEqual([200, []]);
  });

  it('has a number of its own: the same one only with the same date', async () => {
    const [{ body: first }, { body: second }] = [await create('coordinator'), await create('coordinator')];
    expect((await sign('coordinator', first.id, { number: '40' })).status).toBe(200);
    const taken = await sign('coordinator', second.id, { number: '40', date: '2031-11-01' });
    expect([taken.status, taken.body.errors[0].path]).toEqual([409, 'number']);
    expect((await sign('coordinator', second.id, { number: '40' })).status).toBe(200);
    // Who signs for a school signs nothing for the authority.
    const { body: agreement } = await create('coordinator', {
      kind: 'network-agreement',
      schoolId: 'bodaibo-3',
    });
    const theirs = { number: '1-С', date: '2031-12-01', signatory: 'Пихтова Алла Денисовна' };
    expect((await sign('coordinator', agreement.id, theirs)).status).toBe(200);
    const { body: third } = await create('coordinator');
    await stage.database.query('update documents set signed_on = current_date where id = $1', [first.id]);
    expect((await stage.as('coordinator', 'GET', `/api/documents/${third.id}`)).body.suggested).toEqual({
      number: '41',
      signatory: 'Горохов Павел Игнатьевич',
      post: 'начальник управления',
    });
  });

  it('of a school is seen by its director and not by another', async () => {
    expect((await create('coordinator', { kind: 'analytic-memo' })).body.errors).toMatchObject([
      { path: 'schoolId' },
    ]);
    expect((await create('coordinator', { kind: 'analytic-memo', schoolId: 'tutura' })).status).toBe(422);
    const { body } = await create('coordinator', { kind: 'network-agreement', schoolId: 'bodaibo-3' });
    const ids = async (login: string): Promise<string[]> =>
      (await stage.as(login, 'GET', '/api/documents?limit=200')).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids('director-1')).toContain(body.id);
    expect(await ids('director-2')).toEqual([]);
    expect(await textOf('director-1', body.id)).toContain('в лице директора');
  });

  it('takes a scan by its content and shows to everybody only number, date, state and title', async () => {
    const { body } = await create('coordinator');
    await sign('coordinator', body.id, { number: '55' });
    const path = `/api/documents/${body.id}/scan`;
    expect((await send('director-1', path, pdf)).status).toBe(404);
    expect((await send('coordinator', path, Buffer.from('<html><script>1</script></html>'))).status).toBe(
      422,
    );
    expect((await send('coordinator', path, pdf)).body.scan).toBe('файл.docx');
    expect((await stage.as('method', 'GET', path)).headers.get('content-type')).toContain('application/pdf');

    const code = body.verifyUrl.split('/').at(-1);
    const shown = await stage.as(null, 'GET', `/api/verify/${code}`);
    expect(shown.body).toEqual({ title: body.title, number: '55', date: '2031-10-05', status: 'signed' });
    expect((await stage.as(null, 'GET', '/api/verify/abc')).status).toBe(404);
    await stage.as('coordinator', 'POST', `/api/documents/${body.id}/cancel`, {
      reason: 'Ошибка в приложении',
    });
    expect((await stage.as(null, 'GET', `/api/verify/${code}`)).body.status).toBe('cancelled');
    expect((await send('coordinator', path, pdf)).status).toBe(409);
  });
});

describe('a template', () => {
  it('is refused to all but the coordinator, with every mistake named', async () => {
    const content = await documentKind('partner-order')!.template();
    const fields = { districtId: 'bodaibo', kind: 'partner-order' };
    for (const login of ['method', 'director-1', 'admin', 'region'])
      expect([login, (await send(login, '/api/documents/templates', content, fields)).status]).toEqual([
        login,
        403,
      ]);
    expect(
      (await send('coordinator', '/api/documents/templates', content, { ...fields, districtId: 'zhigalovo' }))
        .status,
    ).toBe(403);
    expect((await send('coordinator', '/api/documents/templates', pdf, fields)).body.detail).toContain(
      'не документ Word',
    );
    const foreign = await send('coordinator', '/api/documents/templates', content, {
      ...fields,
      kind: 'review-sheet',
    });
    expect(foreign.status).toBe(422);
    expect(foreign.body.errors[0].message).toContain('{#пары}');
  });

  it('that a district uploads is a version, and documents are made of the newest', async () => {
    const { body: kinds } = await stage.as('coordinator', 'GET', '/api/documents/kinds?district=bodaibo');
    const memo = kinds.items.find(({ id }: { id: string }) => id === 'committee-protocol');
    expect(memo.templates).toEqual([]);
    const cookie = await stage.cookie('coordinator');
    const ready = await fetch(`${stage.url}/api/documents/kinds/committee-protocol/template`, {
      headers: { cookie },
    });
    const content = Buffer.from(await ready.arrayBuffer());
    const fields = { districtId: 'bodaibo', kind: 'committee-protocol' };
    expect((await send('coordinator', '/api/documents/templates', content, fields)).body).toMatchObject({
      version: 1,
    });
    expect((await send('coordinator', '/api/documents/templates', content, fields)).body).toMatchObject({
      version: 2,
    });
    const { body } = await create('method', { kind: 'committee-protocol' });
    expect(await textOf('method', body.id)).toContain('ПРОТОКОЛ');
    const [used] = await stage.database.query(
      'select t.version from documents d join document_templates t on t.id = d.template_id where d.id = $1',
      [body.id],
    );
    expect(used).toEqual({ version: 2 });
  });
});

describe('a case that needs an order', () => {
  /** Brings the partner assignment of a school to its order. */
  async function toOrder(): Promise<{ caseId: string; task: string; document: string }> {
    const start = await stage.as('coordinator', 'POST', '/api/processes/partner-assignment/start', {
      variables: { schoolId: 'bodaibo-3', committeeSize: 1 },
    });
    const { caseId } = start.body;
    const partner = { id: 'bodaibo-1', name: 'СОШ № 1', curator: 'curator-1' };
    const complete = async (login: string, elementId: string, variables: object): Promise<void> => {
      const { body } = await stage.as(
        login,
        'GET',
        `/api/tasks?case=${caseId}&status=open&elementId=${elementId}`,
      );
      const done = await stage.as(
        login,
        'POST',
        `/api/tasks/${encodeURIComponent(body.items[0].id)}/complete`,
        { variables },
      );
      expect([elementId, done.status, done.body.detail]).toEqual([elementId, 200, undefined]);
    };
    await complete('coordinator', 'propose', { partner });
    await complete('curator-1', 'consent', { decision: 'agree' });
    await complete('committee1', 'vote', { choice: 'approve' });
    const task = await expectTask(caseId, 'order');
    const { body } = await stage.as('coordinator', 'GET', `/api/cases/${caseId}`);
    return { caseId, task, document: body.variables.orderDocument.id };
  }
  async function expectTask(caseId: string, elementId: string): Promise<string> {
    for (let tries = 0; tries < 200; tries += 1) {
      const { body } = await stage.as(
        'coordinator',
        'GET',
        `/api/tasks?case=${caseId}&status=open&elementId=${elementId}`,
      );
      if (body.items.length > 0) return body.items[0].id;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Expected a task ${elementId} in ${caseId}.`);
  }

  it('waits until the register has it as signed, and goes on by itself', async () => {
    const { caseId, document } = await toOrder();
    const found = await stage.as('coordinator', 'GET', `/api/documents/${document}`);
    expect(found.body).toMatchObject({
      status: 'on-signature',
      caseId,
      kind: 'partner-order',
      school: { id: 'bodaibo-3' },
      history: [{ action: 'create', who: 'process' }],
    });
    const ofCase = (login: string, id: string): Promise<Answer> =>
      stage.as(login, 'GET', `/api/documents?case=${id}`);
    expect((await ofCase('director-1', caseId)).body.items).toMatchObject([{ id: document }]);
    expect((await ofCase('director-2', caseId)).body.items).toEqual([]);
    expect((await ofCase('coordinator', 'no-such-case')).body.items).toEqual([]);
    expect(await textOf('coordinator', document)).toContain('СОШ № 1');
    const awaited = await stage.as('coordinator', 'POST', `/api/documents/${document}/cancel`, {
      reason: 'нет',
    });
    expect([awaited.status, awaited.body.detail]).toEqual([409, expect.stringContaining('ждёт дело')]);
    await sign('coordinator', document, { number: '338' });
    await expectTask(caseId, 'joint-plan');
    const { body } = await stage.as('coordinator', 'GET', `/api/cases/${caseId}`);
    expect(body.variables.partnerOrder).toMatchObject({ number: '338', date: '2031-10-05', id: document });
    const open = await stage.as(
      'coordinator',
      'GET',
      `/api/tasks?case=${caseId}&status=open&elementId=order`,
    );
    expect(open.body.items).toEqual([]);
  }, 60_000);

  it('registers the order when the task is done with number and date', async () => {
    const { caseId, task, document } = await toOrder();
    const done = await stage.as('coordinator', 'POST', `/api/tasks/${encodeURIComponent(task)}/complete`, {
      variables: {
        partnerOrder: { number: '339', date: '2031-10-06', signatory: 'Горохов Павел Игнатьевич' },
      },
    });
    expect(done.status).toBe(200);
    await expectTask(caseId, 'joint-plan');
    expect((await stage.as('coordinator', 'GET', `/api/documents/${document}`)).body).toMatchObject({
      status: 'signed',
      number: '339',
      date: '2031-10-06',
    });
    // Nobody said the post again: the document that this person signed before has it.
    expect(await textOf('coordinator', document)).toContain('Начальник управления');
    const { body: protocol } = await create('method', { kind: 'committee-protocol' });
    const text = await textOf('method', protocol.id);
    expect(text).toContain('СОШ № 3 — утвердить пару (Назначение школы-партнёра)');
    expect(text).toContain('Решили: утвердить');
  }, 60_000);
});
