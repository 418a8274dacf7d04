import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, ApiStage } from '../testing/api-stage.ts';

const roadmapId = '00000000-0000-4000-8000-0000000000bb';
const span = (from: string, to: string): { from: string; to: string } => ({ from, to });
const quarters = [
  span('2035-09-03', '2035-10-26'),
  span('2035-11-06', '2035-12-28'),
  span('2036-01-10', '2036-03-20'),
  span('2036-04-01', '2036-05-23'),
];
const holidays = [{ name: 'Осенние каникулы', ...span('2035-10-27', '2035-11-05') }];
const calendar = { week: null, days: [], years: [{ schoolYear: 2035, quarters, holidays }] };

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
  await stage.database.query(
    `insert into roadmaps (id, district_id, title, valid_from, valid_to, created_by) values ($1, 'bodaibo', 'Карта', '2035-09-01', '2036-08-31', 'x')`,
    [roadmapId],
  );
  const terms = [
    'I четверть',
    'осенние каникулы',
    'до 10.09.2035',
    'III четверть',
    'II четверть',
    'по четвертям',
  ];
  const add = terms.map((term, at) => ({ after: null, number: `${at + 1}`, title: `Мера ${at + 1}`, term }));
  const made = await stage.as('coordinator', 'PATCH', `/api/roadmaps/${roadmapId}/measures`, { add });
  expect([made.status, made.body.detail]).toEqual([200, undefined]);
  const handed = await stage.as('coordinator', 'POST', `/api/roadmaps/${roadmapId}/cascade`, {
    schools: ['bodaibo-3', 'bodaibo-4'],
  });
  expect(handed.body).toMatchObject({ created: 2 });
}, 120_000);
afterAll(() => stage.close(), 60_000);

interface Row {
  id: string;
  number: string;
  from: string | null;
  due: string | null;
  version: number;
  termMeans: string;
}
const rowsOf = async (id: string): Promise<{ [number: string]: Row }> => {
  const { body } = await stage.as('coordinator', 'GET', `/api/roadmaps/${id}`);
  return Object.fromEntries((body.rows as Row[]).map((row) => [row.number, row]));
};
const ofSchool = async (school: string): Promise<{ [number: string]: Row }> => {
  const [row] = await stage.database.query<{ id: string }>(
    'select id::text as id from roadmaps where school_id = $1',
    [school],
  );
  return rowsOf(row!.id);
};
const daysOf = (row: Row | undefined): string => `${row?.from ?? ''}…${row?.due ?? ''}`;
const preview = (place: object): Promise<Answer> =>
  stage.as('coordinator', 'POST', '/api/calendars/preview', {
    ...{ districtId: 'bodaibo', schoolId: null, calendar, ...place },
  });
const save = (place: object, version = 0): Promise<Answer> =>
  stage.as('coordinator', 'POST', '/api/calendars', {
    ...{ districtId: 'bodaibo', schoolId: null, calendar, version, approval: 'Приказ № 12 от 20.08.2035' },
    ...place,
  });

describe('a new version of a calendar', () => {
  it('shows the measures that it moves, and moves them in the roadmaps of the place when it is saved', async () => {
    const before = await rowsOf(roadmapId);
    expect(daysOf(before['1'])).toBe('2035-09-01…2035-10-27');
    expect(before['1']!.termMeans).toContain('по обычному календарю');
    // A person has accepted the fifth; the days of the fourth are not those of its term.
    const checked = await stage.as('coordinator', 'PATCH', `/api/roadmaps/measures/${before['5']!.id}`, {
      ...{ version: before['5']!.version, status: 'checked' },
    });
    expect(checked.status).toBe(200);
    await stage.database.query("update roadmap_measures set due_date = '2036-02-14' where id = $1", [
      before['4']!.id,
    ]);

    const { body } = await preview({});
    const listed = (body.measures as { school: string | null; number: string }[]).map(
      ({ school, number }) => `${school ? 'школа' : 'район'} ${number}`,
    );
    // Both schools and the district; in the schools the fourth and the fifth are nobody's yet.
    expect([...listed].sort()).toEqual(
      [
        ...['район 1', 'район 2'],
        ...['школа 1', 'школа 1', 'школа 2', 'школа 2', 'школа 4', 'школа 4', 'школа 5', 'школа 5'],
      ].sort(),
    );
    expect(body.measuresTotal).toBe(10);
    expect(body.measures[0]).toMatchObject({
      ...{ roadmapId, number: '1', term: 'I четверть', school: null },
      before: { from: '2035-09-01', due: '2035-10-27' },
      after: { from: '2035-09-03', due: '2035-10-26' },
    });
    expect(daysOf((await rowsOf(roadmapId))['1'])).toBe('2035-09-01…2035-10-27');

    expect((await save({})).status).toBe(201);
    const after = await rowsOf(roadmapId);
    expect(['1', '2', '3', '4', '5', '6'].map((number) => daysOf(after[number]))).toEqual([
      '2035-09-03…2035-10-26',
      '2035-10-27…2035-11-05',
      '2035-09-10…2035-09-10',
      '2036-01-09…2036-02-14',
      daysOf(before['5']),
      '2035-09-01…2036-08-31',
    ]);
    expect(after['1']!.termMeans).not.toContain('по обычному календарю');
    expect(daysOf((await ofSchool('bodaibo-3'))['5'])).toBe('2035-11-06…2035-12-28');
    // Nobody who has the roadmap open is told that it changed under their hands.
    expect(after['1']!.version).toBe(before['1']!.version);

    const { body: story } = await stage.as('coordinator', 'GET', `/api/roadmaps/measures/${after['1']!.id}`);
    expect(story.changes).toMatchObject([
      {
        ...{ login: 'coordinator', field: 'dates', before: { from: '2035-09-01', due: '2035-10-27' } },
        after: {
          ...{ from: '2035-09-03', due: '2035-10-26' },
          calendar: { of: 'district', version: 1, approval: 'Приказ № 12 от 20.08.2035' },
        },
      },
    ]);
    const { body: untouched } = await stage.as(
      'coordinator',
      'GET',
      `/api/roadmaps/measures/${after['3']!.id}`,
    );
    expect(untouched.changes).toEqual([]);
    expect((await preview({})).body.measures).toEqual([]);
  });

  it('of a school moves its own measures and nobody else’s, also those that are handed out or written later', async () => {
    const own = { ...calendar, years: [{ schoolYear: 2035, quarters: quarters.slice(1), holidays: [] }] };
    const first = [span('2035-09-05', '2035-10-20'), ...quarters.slice(1)];
    own.years[0]!.quarters = first;
    const place = { schoolId: 'bodaibo-3', calendar: own };
    const { body } = await preview(place);
    expect(body.measures.map(({ number }: { number: string }) => number)).toEqual(['1', '2']);
    expect((await save(place)).status).toBe(201);
    expect(daysOf((await ofSchool('bodaibo-3'))['1'])).toBe('2035-09-05…2035-10-20');
    expect(daysOf((await ofSchool('bodaibo-4'))['1'])).toBe('2035-09-03…2035-10-26');
    expect(daysOf((await rowsOf(roadmapId))['1'])).toBe('2035-09-03…2035-10-26');

    const add = [{ after: null, number: '7', title: 'Мера 7', term: '1 четверть' }];
    await stage.as('coordinator', 'PATCH', `/api/roadmaps/${roadmapId}/measures`, { add });
    await stage.as('coordinator', 'POST', `/api/roadmaps/${roadmapId}/cascade`, {
      schools: ['bodaibo-3', 'bodaibo-4'],
    });
    expect(daysOf((await ofSchool('bodaibo-3'))['7'])).toBe('2035-09-05…2035-10-20');
    expect(daysOf((await ofSchool('bodaibo-4'))['7'])).toBe('2035-09-03…2035-10-26');

    const seventh = (await rowsOf(roadmapId))['7']!;
    const { body: written } = await stage.as('coordinator', 'PATCH', `/api/roadmaps/measures/${seventh.id}`, {
      ...{ version: seventh.version, term: 'на осенних каникулах' },
    });
    expect(daysOf(written)).toBe('2035-10-27…2035-11-05');
  });

  it('is what a measure goes by that comes back after it', async () => {
    const edit = (body: object): Promise<Answer> =>
      stage.as('coordinator', 'PATCH', `/api/roadmaps/${roadmapId}/measures`, body);
    const added = ['8', '9'].map((number) => ({ number, title: `Мера ${number}`, term: '1 четверть' }));
    await edit({ add: added.map((row) => ({ after: null, ...row })) });
    const { 8: eighth, 9: ninth } = await rowsOf(roadmapId);
    const { id, version, due } = eighth!;
    expect(due).toBe('2035-10-26');
    // Days that are not those of the term are a person's, also after the measure was out of the table.
    await stage.database.query("update roadmap_measures set due_date = '2035-10-24' where id = $1", [
      ninth!.id,
    ]);
    const remove = [
      { id, version },
      { id: ninth!.id, version: ninth!.version },
    ];
    expect((await edit({ remove })).status).toBe(200);
    const first = [span('2035-09-03', '2035-10-19'), ...quarters.slice(1)];
    const next = { ...calendar, years: [{ schoolYear: 2035, quarters: first, holidays }] };
    expect((await save({ calendar: next }, 1)).status).toBe(201);
    const restore = remove.map((one) => ({ id: one.id, after: null }));
    expect((await edit({ restore })).status).toBe(200);
    expect(daysOf((await rowsOf(roadmapId))['8'])).toBe('2035-09-03…2035-10-19');
    expect(daysOf((await rowsOf(roadmapId))['9'])).toBe('2035-09-03…2035-10-24');
  });
});
