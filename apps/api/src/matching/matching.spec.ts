import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiStage } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
  await stage.database.query(
    `insert into results (school_id, year, procedure, subject, grade, participants, below_minimum, mean)
     values ('mamakan', 2023, 'ВПР', 'математика', 5, 40, 1, 4), ('mamakan', 2023, 'ВПР', 'русский язык', 6, 40, 2, 4)`,
  );
}, 240_000);
afterAll(() => stage.close(), 30_000);

const request = {
  districtId: 'bodaibo',
  weights: { subjects: 5, distance: 3, load: 2, history: 2, district: 1 },
};
const preview = (more: object = {}, login = 'coordinator') =>
  stage.as(login, 'POST', '/api/matching/preview', { ...request, ...more });
interface Pair {
  school: { id: string };
  partner: { id: string };
}
const pairsOf = (proposal: { pairs: Pair[] }): { [school: string]: string } =>
  Object.fromEntries(proposal.pairs.map(({ school, partner }) => [school.id, partner.id]));
const decide = (
  schoolId: string,
  partnerId: string,
  kind: string | null,
  login = 'coordinator',
  reason = 'проверка',
) => stage.as(login, 'PUT', '/api/matching/decisions', { schoolId, partnerId, kind, reason });

describe('matching of partners', () => {
  it('is refused to all but the coordinator and the methodological service of the district', async () => {
    for (const login of ['director-1', 'curator-1', 'committee1', 'region', 'admin'])
      expect((await preview({}, login)).status).toBe(403);
    expect((await preview({ districtId: 'zhigalovo' })).status).toBe(403);
    expect((await decide('bodaibo-3', 'mamakan', 'fixed', 'committee1')).status).toBe(403);
    expect((await decide('bodaibo-3', 'mamakan', 'fixed', 'director-1')).status).toBe(404);
  });

  it('gives every school a partner with reasons, also from another district', async () => {
    const { status, body } = await preview();
    expect(status).toBe(200);
    expect(body.pairs).toHaveLength(4);
    expect(body.without).toEqual([]);
    expect(body.year).toBe(2023);
    expect(new Set(Object.values(pairsOf(body))).size).toBe(4);
    expect(Object.values(pairsOf(body))).toContain('tutura');
    expect(body.needs['bodaibo-3']).toEqual(['математика']);
    const [pair] = body.pairs.filter((each: Pair) => each.partner.id === 'mamakan');
    expect(pair.aspects[0].fact.covered).toContain('математика');

    // A school that is on the list itself helps nobody, whatever the register says of its part.
    const ids = async (): Promise<string[]> =>
      (await preview()).body.partners.map(({ id }: { id: string }) => id);
    const put = (role: string, status: string) =>
      stage.database.query("update schools set support_role = $1, status = $2 where id = 'bodaibo-3'", [
        role,
        status,
      ]);
    const [before] = await stage.database.query<{ status: string }>(
      "select status from schools where id = 'bodaibo-3'",
    );
    await put('both', 'at-risk');
    expect(await ids()).toContain('bodaibo-3');
    await put('both', 'low-results');
    expect(await ids()).not.toContain('bodaibo-3');
    await put('shnor', before!.status);
  });

  it('tells before a decision what it costs and who gets whom instead, and decides nothing by that', async () => {
    const now = (await preview()).body;
    const pair = now.pairs.find(({ school }: Pair) => school.id === 'bodaibo-3');
    const suppose = { schoolId: 'bodaibo-3', partnerId: pair.partner.id, kind: 'forbidden' };
    const then = await preview({ suppose });
    expect(then.status).toBe(200);
    expect(pairsOf(then.body)['bodaibo-3']).not.toBe(pair.partner.id);
    expect(then.body.total).toBeLessThan(now.total + 1e-9);
    expect(pairsOf((await preview()).body)).toEqual(pairsOf(now));
    await decide('bodaibo-3', pair.partner.id, 'forbidden');
    const forbidden = (await preview()).body;
    expect(forbidden.total).toBeCloseTo(then.body.total, 9);
    const back = await preview({ suppose: { ...suppose, kind: null } });
    expect(pairsOf(back.body)).toEqual(pairsOf(now));
    const fixed = await preview({ suppose: { ...suppose, kind: 'fixed' } });
    expect(pairsOf(fixed.body)['bodaibo-3']).toBe(pair.partner.id);
    await decide('bodaibo-3', pair.partner.id, null);
  });

  it('names schools of whose subjects nothing is known, instead of having no weak ones', async () => {
    const { body } = await preview();
    const ids = Object.keys(body.needs);
    const known = await stage.database.query<{ id: string }>(
      'select distinct school_id as id from results where year = $1 and school_id = any($2::text[])',
      [body.year, ids],
    );
    expect(body.unjudged).toEqual(
      ids.filter((id) => body.needs[id].length === 0 && !known.some((one) => one.id === id)),
    );
    await stage.database.query("delete from results where school_id = 'bodaibo-3'");
    await stage.database.query("update schools set weak_subjects = '{}' where id = 'bodaibo-3'");
    expect((await preview()).body.unjudged).toContain('bodaibo-3');
  });

  it('lists pairs and decisions by the name of the school, № 2 before № 10', async () => {
    const rename = (id: string, name: string) =>
      stage.database.query('update schools set short_name = $2 where id = $1', [id, name]);
    const before = await stage.database.query<{ id: string; short_name: string }>(
      "select id, short_name from schools where id in ('bodaibo-3', 'bodaibo-4')",
    );
    await rename('bodaibo-3', 'Школа № 10');
    await rename('bodaibo-4', 'Школа № 2');
    for (const id of ['bodaibo-3', 'bodaibo-4']) await decide(id, 'mamakan', 'forbidden');
    const { body } = await preview();
    const named = (list: { school: { name: string } }[]): string[] =>
      list.map(({ school }) => school.name).filter((name) => name.startsWith('Школа №'));
    expect(named(body.pairs)).toEqual(['Школа № 2', 'Школа № 10']);
    expect(named(body.decisions)).toEqual(['Школа № 2', 'Школа № 10']);
    for (const id of ['bodaibo-3', 'bodaibo-4']) await decide(id, 'mamakan', null);
    for (const { id, short_name: name } of before) await rename(id, name);
  });

  it('keeps a fixed pair, leaves a forbidden one out, and says what each costs', async () => {
    const first = pairsOf((await preview()).body);
    const [school] = Object.entries(first).find(([, partner]) => partner === 'mamakan')!;
    const other = Object.keys(first).find((id) => id !== school)!;
    expect((await decide(other, 'mamakan', 'fixed', 'method', 'давно работают вместе')).body).toEqual({
      ok: true,
    });
    const fixed = (await preview()).body;
    expect(pairsOf(fixed)[other]).toBe('mamakan');
    expect(fixed.decisions).toMatchObject([
      { school: { id: other }, partner: { id: 'mamakan' }, kind: 'fixed', login: 'method' },
    ]);
    expect(fixed.decisions[0].cost).toBeCloseTo((await unfixed(other)) - fixed.total, 9);

    await decide(other, 'mamakan', 'forbidden');
    const forbidden = (await preview()).body;
    expect(pairsOf(forbidden)[other]).not.toBe('mamakan');
    const choices = await stage.as('coordinator', 'POST', '/api/matching/partners', {
      ...request,
      schoolId: other,
    });
    expect(choices.body.items.at(-1)).toMatchObject({
      partner: { id: 'mamakan' },
      obstacle: 'пара исключена (проверка)',
    });
    await decide(other, 'mamakan', null);
    expect((await preview()).body.decisions).toEqual([]);
  });

  async function unfixed(school: string): Promise<number> {
    await decide(school, 'mamakan', null);
    const { total } = (await preview()).body;
    await decide(school, 'mamakan', 'fixed');
    return total as number;
  }

  it('never pairs schools in conflict, and counts the road and what a partner can take', async () => {
    const facts = {
      schoolId: 'perevoz',
      partnerId: 'mamakan',
      conflict: 'директора — родственники',
      roadKm: 30,
    };
    expect((await stage.as('coordinator', 'PUT', '/api/matching/facts', facts)).status).toBe(200);
    const refused = await decide('perevoz', 'mamakan', 'fixed');
    expect([refused.status, refused.body.detail]).toEqual([
      422,
      expect.stringContaining('«директора — родственники»'),
    ]);
    const supposed = await preview({
      suppose: { schoolId: 'perevoz', partnerId: 'mamakan', kind: 'fixed' },
    });
    expect([supposed.status, supposed.body.detail]).toEqual([
      422,
      expect.stringContaining('«Перевозовская СОШ» и «Мамаканская СОШ» закрепить нельзя: конфликт'),
    ]);
    // Nor is a conflict noted, or room taken away, under a pair that is fixed: nothing could be proposed any more.
    await decide('perevoz', 'bodaibo-1', 'fixed', 'coordinator', 'соседи');
    const late = await stage.as('coordinator', 'PUT', '/api/matching/facts', {
      ...facts,
      partnerId: 'bodaibo-1',
    });
    expect([late.status, late.body.detail]).toEqual([422, expect.stringContaining('закреплена («соседи»)')]);
    const room = { districtId: 'bodaibo', partnerId: 'bodaibo-1', capacity: 0 };
    const full = await stage.as('coordinator', 'PUT', '/api/matching/capacity', room);
    expect([full.status, full.body.detail]).toEqual([422, expect.stringContaining('закреплено школ: 1')]);
    expect((await preview()).status).toBe(200);
    await decide('perevoz', 'bodaibo-1', null);

    for (const partnerId of ['bodaibo-1', 'kropotkin', 'tutura'])
      await stage.as('coordinator', 'PUT', '/api/matching/capacity', {
        districtId: 'bodaibo',
        partnerId,
        capacity: 0,
      });
    const { body } = await preview({ capacity: 3 });
    expect(body.without).toMatchObject([{ id: 'perevoz', name: 'Перевозовская СОШ' }]);
    expect(body.partners.find(({ id }: { id: string }) => id === 'mamakan')).toMatchObject({
      ...{ capacity: 3, ownCapacity: false, proposed: 3 },
    });
    for (const partnerId of ['bodaibo-1', 'kropotkin', 'tutura'])
      await stage.as('coordinator', 'PUT', '/api/matching/capacity', {
        districtId: 'bodaibo',
        partnerId,
        capacity: null,
      });
  });

  it('never keeps a pair that is fixed and in conflict, also when two people decide at once', async () => {
    const pair = { schoolId: 'bodaibo-4', partnerId: 'kropotkin' };
    const note = (conflict: string | null) =>
      stage.as('method', 'PUT', '/api/matching/facts', { ...pair, conflict });
    for (let round = 0; round < 10; round += 1) {
      const both = await Promise.all([decide(pair.schoolId, pair.partnerId, 'fixed'), note('родственники')]);
      expect([round, ...both.map(({ status }) => status).sort()]).toEqual([round, 200, 422]);
      await decide(pair.schoolId, pair.partnerId, null);
      await note(null);
    }
  });

  it('leaves fixed pairs that cannot be out, says why, and goes on with all others', async () => {
    // Fixed before the conflict was noted, or while partners took more schools.
    await stage.database.query(
      `insert into matching_decisions (school_id, partner_id, kind, reason, login) values ('perevoz', 'mamakan', 'fixed', 'было так', 'coordinator')`,
    );
    await decide('bodaibo-3', 'bodaibo-1', 'fixed');
    await decide('bodaibo-4', 'bodaibo-1', 'fixed');
    const obstacles = async (more: object) => {
      const { status, body } = await preview(more);
      expect(status).toBe(200);
      expect(body.pairs).toHaveLength(4);
      expect(pairsOf(body)['perevoz']).not.toBe('mamakan');
      return body.decisions.map((one: Pair & { obstacle: string | null }) => [one.school.id, one.obstacle]);
    };
    const conflict = ['perevoz', 'конфликт интересов (директора — родственники)'];
    expect(await obstacles({})).toEqual([
      ['bodaibo-4', 'у партнёра больше нет места (может вести 1)'],
      conflict,
      ['bodaibo-3', null],
    ]);
    expect(await obstacles({ capacity: 2 })).toEqual([conflict, ['bodaibo-4', null], ['bodaibo-3', null]]);
    const partners = await stage.as('coordinator', 'POST', '/api/matching/partners', {
      ...request,
      schoolId: 'bodaibo-3',
    });
    expect(partners.status).toBe(200);
    await decide('perevoz', 'mamakan', null);
    await decide('bodaibo-3', 'bodaibo-1', null);
    await decide('bodaibo-4', 'bodaibo-1', null);
    expect(await obstacles({})).toEqual([]);
  });

  it('is kept once for one key, and is seen by the region without being changed', async () => {
    const create = () =>
      stage.as(
        'method',
        'POST',
        '/api/matching/runs',
        { ...request, title: 'Осень' },
        { 'idempotency-key': 'autumn' },
      );
    const [one, two] = [await create(), await create()];
    expect(one.status).toBe(201);
    expect(two.body.id).toBe(one.body.id);
    const { body: list } = await stage.as('region', 'GET', '/api/matching/runs?district=bodaibo');
    expect(list).toMatchObject({ total: 1, items: [{ title: 'Осень', pairs: 4, proposedAt: null }] });
    const path = `/api/matching/runs/${one.body.id}`;
    expect((await stage.as('director-1', 'GET', path)).status).toBe(404);
    expect((await stage.as('region', 'POST', `${path}/propose`, { reason: 'r' })).status).toBe(403);
  });

  it('fills the proposal of the stage in, and takes the refused pair out', async () => {
    const run = await stage.as('coordinator', 'POST', '/api/matching/runs', request);
    const partner = pairsOf(run.body.proposal)['bodaibo-3']!;
    const started = await stage.as('coordinator', 'POST', '/api/processes/partner-assignment/start', {
      variables: { schoolId: 'bodaibo-3' },
    });
    const task = async () => {
      const [open] = (await stage.as('coordinator', 'GET', `/api/tasks?case=${started.body.caseId}`)).body
        .items;
      return (await stage.as('coordinator', 'GET', `/api/tasks/${open.id}`)).body;
    };
    expect((await task()).variables.partner).toBeUndefined();
    await stage.as('coordinator', 'POST', `/api/matching/runs/${run.body.id}/propose`, {
      reason: 'согласовано',
    });
    const filled = await task();
    expect(filled.variables.partner).toMatchObject({
      id: partner,
      reason: expect.stringContaining('едёт школ'),
    });

    const proposed = await stage.as('coordinator', 'POST', `/api/tasks/${filled.id}/complete`, {
      variables: { partner: filled.variables.partner },
    });
    const consent = proposed.body.tasks[0];
    const curator = filled.variables.partner.curator as string;
    const refused = await stage.as(curator, 'POST', `/api/tasks/${consent.id}/complete`, {
      variables: { decision: 'refuse', remark: 'нет учителя' },
    });
    expect(refused.status).toBe(200);
    const after = (await preview()).body;
    expect(pairsOf(after)['bodaibo-3']).not.toBe(partner);
    expect(after.decisions).toMatchObject([
      { school: { id: 'bodaibo-3' }, partner: { id: partner }, kind: 'refused', reason: 'нет учителя' },
    ]);
  });

  it('leaves other requests their processor while 500 schools find partners among 500', async () => {
    await stage.database.query(
      `insert into districts (id, name, region) values ('large', 'Большой район', 'Большая область');
       insert into schools (id, district_id, name, short_name, support_role, kind)
         select 'l' || i, 'large', 'Школа ' || i, 'Школа ' || i, case when i <= 500 then 'shnor' else 'partner' end, 'СОШ' from generate_series(1, 1000) i;
       insert into results (school_id, year, procedure, subject, grade, participants, below_minimum, mean)
         select 'l' || i, 2023, 'ВПР', s, 5, 40, case when (i * 7 + ord * 3) % 5 < 2 then 20 else 1 end, 3.5
         from generate_series(1, 1000) i, unnest(array['математика', 'русский язык', 'физика', 'химия', 'биология']) with ordinality as x(s, ord);
       insert into user_roles (user_id, role, district_id) select id, 'coordinator', 'large' from users where login = 'coordinator'`,
    );
    let done = false;
    const matching = preview({ districtId: 'large' }).finally(() => (done = true));
    const answered: boolean[] = [];
    while (!done) {
      expect((await stage.as('method', 'GET', '/api/auth/me')).status).toBe(200);
      answered.push(done);
    }
    const { body } = await matching;
    expect(body.pairs).toHaveLength(500);
    expect(answered.filter((late) => !late).length).toBeGreaterThan(3);
  });
});
