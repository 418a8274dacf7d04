import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiStage, type Answer } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
}, 60_000);
afterAll(() => stage.close(), 30_000);

const school = '/api/risk-profiles/bodaibo-3';
const entry = { year: 2031, kind: 'entry' };
const write = (login: string, source: string, values: object[], diagnosis: object = entry): Promise<Answer> =>
  stage.as(login, 'PUT', `${school}/values`, { ...diagnosis, source, values });
const score = (factor: string, value: number) => ({ factor, parameter: 'score', value });
const judged = (answer: Answer, factor: string, source: string | null, index = 0) =>
  answer.body.profiles[index].judged.find(
    (one: { factor: string; source: string | null }) => one.factor === factor && one.source === source,
  );

describe('a risk profile', () => {
  it('takes from each only what they stand for', async () => {
    expect((await write('director-2', 'school', [score('equipment', 3)])).status).toBe(404);
    expect((await write('director-1', 'audit', [score('equipment', 3)])).status).toBe(403);
    expect((await write('method', 'school', [score('equipment', 3)])).status).toBe(403);
    expect((await write('region', 'verified', [score('equipment', 3)])).status).toBe(403);
    expect((await write('curator-1', 'school', [score('equipment', 3)])).status).toBe(403);
    const wrong = await write('director-1', 'school', [
      score('equipment', 2.5),
      { factor: 'equipment', parameter: 'vacancies', value: 1 },
    ]);
    expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'values.0.value',
      'values.1.parameter',
    ]);
  });

  it('is judged by the deployed decision, which says why, and by each source beside the others', async () => {
    await write('director-1', 'school', [
      score('equipment', 3),
      { factor: 'special-needs', parameter: 'special-needs-share', value: 8 },
    ]);
    const answer = await write('method', 'audit', [
      { factor: 'in-school-training', parameter: 'mentoring', value: 20 },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body.decision).toEqual({ id: 'factor-significance', version: 1 });
    expect(judged(answer, 'equipment', null)).toMatchObject({
      input: { score: 3, share: null },
      verdict: { significance: 'high', basis: 'оценка 3 из 3: фактор действует сильно' },
    });
    expect(judged(answer, 'in-school-training', 'audit')).toMatchObject({
      input: { share: 80 },
      verdict: { significance: 'high' },
    });
    expect(judged(answer, 'in-school-training', 'school').verdict).toBeNull();
    expect(judged(answer, 'special-needs', null).verdict.significance).toBe('low');
  });

  it('is sent back with a remark, accepted, and then closed to the school', async () => {
    const decide = (login: string, body: object): Promise<Answer> =>
      stage.as(login, 'POST', `${school}/decide`, { ...entry, ...body });
    expect((await decide('director-1', { decision: 'verified' })).status).toBe(403);
    expect((await decide('method', { decision: 'returned' })).status).toBe(400);
    expect(
      (await decide('method', { decision: 'returned', remark: 'Уточните ОВЗ' })).body.profiles[0],
    ).toMatchObject({
      state: 'returned',
      remark: 'Уточните ОВЗ',
    });
    const told = async (login: string): Promise<object[]> =>
      (await stage.as(login, 'GET', '/api/notifications')).body.items.filter(
        ({ kind }: { kind: string }) => kind === 'profile-returned',
      );
    expect(await told('director-1')).toMatchObject([
      { title: 'Уточните ОВЗ', caseId: null, school: { id: 'bodaibo-3' }, read: false },
    ]);
    expect([await told('director-2'), await told('curator-1')]).toEqual([[], []]);
    expect((await write('director-1', 'school', [score('special-needs', 1)])).body.profiles[0].state).toBe(
      'open',
    );
    expect(await told('director-1')).toEqual([]);
    expect((await decide('coordinator', { decision: 'verified' })).body.profiles[0]).toMatchObject({
      state: 'verified',
      decidedBy: 'coordinator',
      decidedByName: expect.stringMatching(/^[А-ЯЁ]/),
    });
    expect((await write('director-1', 'school', [score('special-needs', 2)])).status).toBe(409);
    const swot = await stage.as('director-1', 'PUT', `${school}/swot`, {
      ...entry,
      swot: { strengths: 'Коллектив' },
    });
    expect(swot.body.profiles[0].swot).toMatchObject({ strengths: 'Коллектив', threats: '' });
  });

  it('of the end is compared with that of the beginning', async () => {
    const answer = await write('director-1', 'school', [score('equipment', 1), score('adaptability', 2)], {
      year: 2032,
      kind: 'final',
    });
    const changes = Object.fromEntries(
      answer.body.comparison.changes.map(({ factor, change }: { factor: string; change: string }) => [
        factor,
        change,
      ]),
    );
    expect(changes).toMatchObject({ equipment: 'better', adaptability: 'unknown' });
    expect(answer.body.profiles.map(({ kind }: { kind: string }) => kind)).toEqual(['final', 'entry']);
  });
});

describe('a survey', () => {
  const survey = { schoolId: 'bodaibo-4', audience: 'pupils', ...entry, codes: 6, closesOn: '2099-12-31' };
  const create = (login: string, body: object = {}): Promise<Answer> =>
    stage.as(login, 'POST', '/api/surveys', { ...survey, ...body });
  const tokenOf = (link: string): string => link.split('/').at(-1)!;
  const answer = (token: string, code: string, answers: object): Promise<Answer> =>
    stage.as(null, 'POST', `/api/survey-forms/${token}/answers`, { code, answers });

  it('is opened by those who may, with codes that are told once and kept only as hashes', async () => {
    for (const login of ['region', 'committee1', 'curator-1', 'director-1'])
      expect([login, [403, 404].includes((await create(login)).status)]).toEqual([login, true]);
    expect((await create('director-2', { closesOn: '2020-01-01' })).status).toBe(422);
    expect((await create('director-2', { codes: 4 })).status).toBe(400);
    const { status, body } = await create('director-2');
    expect([status, body.newCodes.length, new Set(body.newCodes).size]).toEqual([201, 6, 6]);
    const kept = await stage.database.query('select code_hash from survey_codes where survey_id = $1', [
      body.id,
    ]);
    expect(kept.every(({ code_hash }) => /^[0-9a-f]{64}$/.test(String(code_hash)))).toBe(true);
    const { body: list } = await stage.as('method', 'GET', '/api/surveys?school=bodaibo-4');
    expect(list.items[0].newCodes).toBeUndefined();
  });

  it('takes an answer per code without knowing whose it is, and shows nothing under five', async () => {
    const { body } = await create('director-2');
    const token = tokenOf(body.link);
    const form = await stage.as(null, 'GET', `/api/survey-forms/${token}`);
    expect(form.body).toMatchObject({ open: true, audience: 'pupils' });
    expect((await stage.as(null, 'GET', '/api/survey-forms/wrong')).status).toBe(404);
    const [first, ...others] = body.newCodes as [string, ...string[]];
    expect((await answer(token, 'nope-nope', { bullying: 3 })).status).toBe(422);
    expect((await answer(token, first, { bullying: 9 })).status).toBe(422);
    expect((await answer(token, first, {})).status).toBe(422);
    expect(
      (await answer(token, first.toUpperCase().replace('-', ' '), { bullying: 3, clear: 0 })).status,
    ).toBe(200);
    expect((await answer(token, first, { bullying: 3 })).status).toBe(422);
    for (const code of others.slice(0, 3))
      expect((await answer(token, code, { bullying: 0 })).status).toBe(200);
    const [open] = (await stage.as('director-2', 'GET', '/api/surveys?school=bodaibo-4')).body.items.filter(
      ({ id }: { id: string }) => id === body.id,
    );
    expect(open).toMatchObject({ answers: 4, closed: false, results: null });

    const early = await create('director-2');
    for (const code of early.body.newCodes.slice(0, 4))
      await answer(tokenOf(early.body.link), code, { bullying: 3 });
    const few = await stage.as('method', 'POST', `/api/surveys/${early.body.id}/close`);
    expect(few.body.results.every(({ answered }: { answered: number | null }) => answered === null)).toBe(
      true,
    );
    expect(
      await stage.database.query(
        "select 1 from risk_values v join risk_profiles p on p.id = v.profile_id where p.school_id = 'bodaibo-4'",
      ),
    ).toEqual([]);

    expect((await answer(token, others[3]!, { bullying: 2 })).status).toBe(200);
    const closed = await stage.as('director-2', 'POST', `/api/surveys/${body.id}/close`);
    const bullying = closed.body.results.find(
      ({ question }: { question: string }) => question === 'bullying',
    );
    expect(bullying).toMatchObject({ answered: 5, value: 40 });
    const clear = closed.body.results.find(({ question }: { question: string }) => question === 'clear');
    expect(clear).toMatchObject({ answered: null, value: null });
    expect((await answer(token, others[4]!, { bullying: 0 })).status).toBe(409);
    const profile = await stage.as('director-2', 'GET', '/api/risk-profiles/bodaibo-4');
    expect(profile.body.profiles[0].values).toMatchObject([
      { factor: 'school-climate', parameter: 'bullying', source: 'survey', value: 40 },
    ]);
  });

  it('ends by itself when its day has passed', async () => {
    const { body } = await create('director-2', { year: 2033 });
    for (const code of body.newCodes) await answer(tokenOf(body.link), code, { help: 0 });
    await stage.database.query('update surveys set closes_on = current_date - 1 where id = $1', [body.id]);
    expect((await stage.as(null, 'GET', `/api/survey-forms/${tokenOf(body.link)}`)).body.open).toBe(false);
    const profile = await stage.as('director-2', 'GET', '/api/risk-profiles/bodaibo-4');
    expect(profile.body.profiles.find(({ year }: { year: number }) => year === 2033).values).toMatchObject([
      { parameter: 'no-help', value: 100 },
    ]);
  });

  it('is throttled', async () => {
    const { body } = await create('director-2');
    const statuses = new Set<number>();
    for (let sent = 0; sent < 320; sent += 1)
      statuses.add((await answer(tokenOf(body.link), 'none-none', { help: 0 })).status);
    expect([...statuses]).toEqual([422, 429]);
  }, 60_000);
});

describe('the golden thread', () => {
  it('leads from a factor to the mark, says what is missing, and lets no school mark itself', async () => {
    const path = `${school}/thread`;
    const before = await stage.as('director-1', 'GET', path);
    expect(before.body.holes).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ hole: 'factor-without-programme', id: 'adaptability' }),
      ]),
    );
    const made = await stage.as('director-1', 'POST', `${school}/programmes`, {
      factor: 'adaptability',
      title: 'Каждому по силам',
    });
    expect(made.status).toBe(201);
    const { programmes } = made.body.factors.find(
      ({ factor }: { factor: string }) => factor === 'adaptability',
    );
    const id = programmes[0].id;
    await stage.database.query(
      "insert into roadmaps (id, district_id, school_id, title, valid_from, valid_to, created_by) values ('0198f0c0-0000-7000-8000-000000000001', 'bodaibo', 'bodaibo-3', 'Карта', '2031-01-01', '2032-01-01', 'method')",
    );
    const [measure] = await stage.database.query<{ id: string }>(
      "insert into roadmap_measures (roadmap_id, position, number, title, term, indicator) values ('0198f0c0-0000-7000-8000-000000000001', 0, '1.1', 'Личные маршруты', 'май 2031', 'доля учеников') returning id",
    );
    const link = (login: string, measures: string[]): Promise<Answer> =>
      stage.as(login, 'PUT', `/api/risk-profiles/programmes/${id}/measures`, { measures });
    expect((await link('director-2', [measure!.id])).status).toBe(404);
    expect((await link('director-1', ['0198f0c0-0000-7000-8000-000000000009'])).status).toBe(422);
    const linked = await link('director-1', [measure!.id]);
    expect(linked.body.factors[3].programmes[0].measures).toMatchObject([{ number: '1.1', evidence: 0 }]);
    const [indicator] = await stage.database.query<{ id: string }>(
      "insert into indicators (id, district_id, code, title, target, unit, frequency) values ('0198f0c0-0000-7000-8000-000000000002', 'bodaibo', 'нить', 'Доля учеников с личным маршрутом', 'не менее 50 %', '%', 'year') returning id",
    );
    await stage.database.query(
      "insert into indicator_values (indicator_id, school_id, period, period_end, value, mark, reason) values ($1, 'bodaibo-3', '2030', '2030-12-31', 60, 'green', 'план выполнен')",
      [indicator!.id],
    );
    const tie = (login: string, indicatorId: string | null): Promise<Answer> =>
      stage.as(login, 'PUT', `/api/risk-profiles/measures/${measure!.id}/indicator`, { indicatorId });
    expect((await tie('director-2', indicator!.id)).status).toBe(404);
    expect((await tie('director-1', '0198f0c0-0000-7000-8000-000000000009')).status).toBe(422);
    const measured = (await tie('director-1', indicator!.id)).body.factors[3].programmes[0].measures[0];
    expect(measured.linked).toMatchObject({ code: 'нить', value: 60, mark: 'green', evidence: 0 });
    expect((await tie('director-1', null)).body.factors[3].programmes[0].measures[0].linked).toBeNull();
    // The history of the measure names the indicator, it shows no ids.
    const story = await stage.as('director-1', 'GET', `/api/roadmaps/measures/${measure!.id}`);
    const name = 'нить. Доля учеников с личным маршрутом';
    expect(story.body.changes).toMatchObject([
      { field: 'indicatorId', before: name, after: null },
      { field: 'indicatorId', before: null, after: name },
    ]);
    const mark = (login: string): Promise<Answer> =>
      stage.as(login, 'POST', `/api/risk-profiles/programmes/${id}/mark`, {
        mark: 2,
        remark: 'Назовите сроки',
      });
    expect((await mark('director-1')).status).toBe(403);
    expect((await mark('committee1')).body.factors[3].programmes[0].mark).toEqual({
      value: 2,
      remark: 'Назовите сроки',
    });
    const after = await stage.as('region', 'GET', path);
    expect(after.body.may).toEqual({ edit: false, mark: false });
    expect(after.body.holes.map(({ hole }: { hole: string }) => hole)).not.toContain(
      'programme-without-mark',
    );
  });
});
