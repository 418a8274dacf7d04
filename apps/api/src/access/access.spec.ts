import { ApiStage } from '../testing/api-stage.ts';

// Two districts of one region, joined by one pair (artyomovsky of Bodaibo and its partner tutura of Zhigalovo), and a
// third district in another region.
const places = {
  own: { school: 'bodaibo-3', district: 'bodaibo' },
  paired: { school: 'artyomovsky', district: 'bodaibo' },
  theirs: { school: 'tutura', district: 'zhigalovo' },
  far: { school: 'far-school', district: 'far' },
} as const;
type Name = keyof typeof places;
const all = Object.keys(places) as Name[];

/** Which cases each user sees. */
const sight: { [login: string]: Name[] } = {
  admin: all,
  region: ['own', 'paired', 'theirs'],
  coordinator: ['own', 'paired'],
  committee1: ['own', 'paired'],
  method: ['own', 'paired'],
  'director-1': ['own'],
  'director-2': [],
  'director-3': ['paired'],
  'curator-1': ['own'],
  'curator-2': [],
  'curator-3': ['paired'],
  expert1: [],
  'coordinator-z': ['theirs'],
  'committee-z': ['theirs'],
  'method-z': ['theirs'],
  'expert-z': [],
  'director-z': ['theirs'],
  'region-far': ['far'],
  'coordinator-far': ['far'],
};
const people = Object.keys(sight);

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
  const made = async (path: string, body: object): Promise<void> => {
    const answer = await stage.as('admin', 'POST', path, body);
    expect([path, answer.status, answer.body.detail]).toEqual([path, 201, undefined]);
  };
  await made('/api/registers/districts', {
    id: 'far',
    values: { name: 'Дальний район', region: 'Другая область' },
  });
  await made('/api/registers/schools', {
    id: 'far-school',
    values: { name: 'Дальняя школа', shortName: 'Дальняя', districtId: 'far' },
  });
  const user = (login: string, role: string, place: object) =>
    made('/api/users', { login, name: login, password: 'opora-demo', roles: [role], ...place });
  await user('coordinator-z', 'coordinator', { districtId: 'zhigalovo' });
  await user('committee-z', 'committee', { districtId: 'zhigalovo' });
  await user('method-z', 'method', { districtId: 'zhigalovo' });
  await user('expert-z', 'expert', { districtId: 'zhigalovo' });
  await user('director-z', 'director', { schoolId: 'tutura' });
  await user('coordinator-far', 'coordinator', { districtId: 'far' });
  await user('region-far', 'region', { region: 'Другая область' });
  for (const name of all) await place(name);
}, 120_000);
afterAll(() => stage.close(), 30_000);

/** A case with a task for its director, a job, an incident, a message subscription and an audit entry. */
async function place(name: Name): Promise<void> {
  const { school, district } = places[name];
  const rows: [sql: string, params: unknown[]][] = [
    [
      `insert into cases (id, process_id, version, model_hash, status, root_id, school_id, district_id, started_at, last_number, title) values ($1, 'diagnosis', 1, 'h', 'active', $1, $2, $3, now(), 0, 'дело')`,
      [name, school, district],
    ],
    [
      `insert into tasks (id, case_id, root_id, wait, process_id, node, element, name, state, candidate_groups, school_id, district_id, created_at) values ($1 || ':5', $1, $1, 5, 'diagnosis', 'self-analysis', 4, 'Самоанализ', 'open', '{director}', $2, $3, now())`,
      [name, school, district],
    ],
    [
      `insert into jobs (id, case_id, wait, node, type, state, retries, available_at, created_at) values ($1 || ':7', $1, 7, 'n', 'outside', 'open', 3, now(), now())`,
      [name],
    ],
    [
      `insert into incidents (id, case_id, number, root_id, process_id, node, element, type, message, state, school_id, district_id, created_at) values ($1 || ':i9', $1, 9, $1, 'diagnosis', 'n', 4, 'expression', 'm', 'open', $2, $3, now())`,
      [name, school, district],
    ],
    [
      `insert into subscriptions (case_id, wait, process_id, node, kind, name, correlation_key, created_at) values ($1, 8, 'diagnosis', 'n', 'message', 'letter', $1, now())`,
      [name],
    ],
    [
      `insert into audit (user_login, action, case_id, school_id, district_id) values ('somebody', 'case.start', $1, $2, $3)`,
      [name, school, district],
    ],
  ];
  for (const [sql, params] of rows) await stage.database.query(sql, params);
}

const ids = async (who: string, path: string, of: (item: { [key: string]: string }) => string) => {
  const { status, body } = await stage.as(who, 'GET', path);
  expect([who, path, status]).toEqual([who, path, 200]);
  return [...new Set<string>(body.items.map(of))].filter((id) => all.includes(id as Name)).sort();
};
const seen = (who: string): string[] => [...sight[who]!].sort();

it.each(people)('%s sees in every list what their role, district, school and pairs let them', async (who) => {
  expect(await ids(who, '/api/cases?limit=200', ({ id }) => id!)).toEqual(seen(who));
  expect(await ids(who, '/api/tasks?limit=200', ({ caseId }) => caseId!)).toEqual(seen(who));
  expect(await ids(who, '/api/incidents?limit=200', ({ caseId }) => caseId!)).toEqual(seen(who));
});

it.each(people)(
  '%s reads these cases one by one, and of the others does not learn that they exist',
  async (who) => {
    for (const name of all) {
      const expected = sight[who]!.includes(name) ? 200 : 404;
      for (const path of [
        `/api/cases/${name}`,
        `/api/cases/${name}/tree`,
        `/api/cases/${name}/journal`,
        `/api/tasks/${name}:5`,
      ]) {
        const { status, body } = await stage.as(who, 'GET', path);
        expect([who, path, status]).toEqual([who, path, expected]);
        // The same words as for what was never there.
        if (status === 404) expect(body.detail).toContain('нет, или у вас нет к этому доступа');
      }
    }
  },
);

const reason = { reason: 'проверка' };
/** Every way to change a case, by the case's name. */
const acts: [method: string, path: (name: string) => string, body?: object][] = [
  ['POST', (name) => `/api/cases/${name}/cancel`, reason],
  ['POST', (name) => `/api/cases/${name}/suspend`, reason],
  ['POST', (name) => `/api/cases/${name}/resume`, reason],
  ['PATCH', (name) => `/api/cases/${name}/variables`, { variables: {}, ...reason }],
  ['POST', (name) => `/api/cases/${name}/modify`, { activate: [{ elementId: 'x' }], ...reason }],
  ['POST', (name) => `/api/cases/${name}/migrate`, { version: 1, dryRun: true }],
  ['POST', (name) => `/api/tasks/${name}:5/claim`],
  ['POST', (name) => `/api/tasks/${name}:5/release`],
  ['POST', (name) => `/api/tasks/${name}:5/assign`, { assignee: null }],
  ['POST', (name) => `/api/tasks/${name}:5/complete`, {}],
  ['POST', (name) => `/api/incidents/${name}:i9/retry`],
  ['POST', (name) => `/api/jobs/${name}:7/complete`, {}],
  ['POST', (name) => `/api/jobs/${name}:7/fail`, { message: 'm' }],
  ['POST', (name) => `/api/jobs/${name}:7/error`, { code: 'c' }],
];

it.each(people.filter((who) => who !== 'admin'))(
  '%s changes nothing in a case that they do not see',
  async (who) => {
    for (const name of all.filter((each) => !sight[who]!.includes(each)))
      for (const [method, path, body] of acts) {
        const { status } = await stage.as(who, method, path(name), body);
        // Jobs are refused by role before anybody looks for them.
        expect([who, path(name), [403, 404].includes(status)]).toEqual([who, path(name), true]);
      }
    // Deployed timer starts are handed to Temporal by a command of their own.
    const commands = await stage.database.query("select kind from commands where kind <> 'sync-schedules'");
    expect(commands).toEqual([]);
  },
);

it.each(['region', 'admin', 'region-far'])('%s reads, and decides nothing about a case', async (who) => {
  for (const name of sight[who]!)
    for (const [method, path, body] of acts) {
      // The administrator may try a stuck step again and stand in for an outside program.
      if (who === 'admin' && /incidents|jobs/.test(path(name))) continue;
      const { status } = await stage.as(who, method, path(name), body);
      expect([who, path(name), status]).toEqual([who, path(name), 403]);
    }
});

it('starts cases only of schools of the own district', async () => {
  const start = (who: string, schoolId: string) =>
    stage.as(who, 'POST', '/api/processes/diagnosis/start', { variables: { schoolId } });
  for (const [who, school] of [
    ['coordinator', 'tutura'],
    ['coordinator-z', 'artyomovsky'],
    ['coordinator-far', 'bodaibo-3'],
    ['director-1', 'bodaibo-3'],
    ['region', 'bodaibo-3'],
    ['admin', 'bodaibo-3'],
  ] as const)
    expect([who, (await start(who, school)).status]).toEqual([who, 403]);
});

it('sends no message into a district that the sender does not see', async () => {
  const send = (who: string, correlationKey: string) =>
    stage.as(who, 'POST', '/api/messages', { name: 'letter', correlationKey });
  expect((await send('coordinator-z', 'own')).status).toBe(403);
  expect((await send('coordinator-far', 'theirs')).status).toBe(403);
  expect((await send('region', 'own')).status).toBe(403);
  expect((await send('director-1', 'own')).status).toBe(403);
});

it('gives outside workers jobs of their districts only', async () => {
  const { body } = await stage.as('coordinator-z', 'POST', '/api/jobs/activate', {
    type: 'outside',
    worker: 'w',
    maxJobs: 100,
  });
  expect(body.jobs.map(({ caseId }: { caseId: string }) => caseId)).toEqual(['theirs']);
});

it('shows the audit by district to those who answer for it, and to nobody else', async () => {
  const audited = (who: string) => ids(who, '/api/audit?limit=200&user=somebody', ({ caseId }) => caseId!);
  for (const who of ['admin', 'region', 'coordinator', 'committee1', 'method', 'coordinator-z', 'region-far'])
    expect([who, await audited(who)]).toEqual([who, seen(who)]);
  for (const who of ['director-1', 'curator-1', 'expert1', 'director-z'])
    expect([who, (await stage.as(who, 'GET', '/api/audit')).status]).toEqual([who, 403]);
});

it('shows schools and the board of the own district, and a curator their pairs', async () => {
  const schools = async (who: string): Promise<string[]> =>
    (await stage.as(who, 'GET', '/api/schools?limit=200')).body.items.map(({ id }: { id: string }) => id);
  expect(await schools('coordinator')).not.toEqual(expect.arrayContaining(['tutura']));
  expect(await schools('coordinator-z')).toEqual(['tutura']);
  expect((await schools('curator-3')).sort()).toEqual(['artyomovsky', 'tutura']);
  expect(await schools('director-1')).toEqual(['bodaibo-3']);
  expect(await schools('coordinator-far')).toEqual(['far-school']);
  const board = async (who: string): Promise<string[]> =>
    (await stage.as(who, 'GET', '/api/board')).body.rows
      .map(({ school }: { school: { id: string } }) => school.id)
      .sort();
  expect(await board('director-1')).toEqual(['bodaibo-3']);
  expect(await board('curator-3')).toEqual(['artyomovsky']);
  expect(await board('coordinator-far')).toEqual(['far-school']);
  expect((await stage.as('coordinator-z', 'GET', '/api/schools/bodaibo-3')).status).toBe(404);
  expect((await stage.as('director-1', 'GET', '/api/schools/artyomovsky')).status).toBe(404);
});

it('shows an expert the task that is given to them, in the own district and by name in another', async () => {
  const give = (values: string) => stage.database.query(`update tasks set ${values} where id = 'own:5'`);
  const tasks = (who: string) => ids(who, '/api/tasks', ({ caseId }) => caseId!);
  await give(`candidate_groups = '{expert}'`);
  expect([await tasks('expert1'), await tasks('expert-z')]).toEqual([['own'], []]);
  await give(`candidate_groups = '{}', assignee = 'expert-z'`);
  expect([await tasks('expert1'), await tasks('expert-z')]).toEqual([[], ['own']]);
  expect((await stage.as('expert-z', 'GET', '/api/tasks/paired:5')).status).toBe(404);
  await give(`candidate_groups = '{director}', assignee = null`);
});

it('asks the curator of a proposed partner for consent and shows nothing else of the case', async () => {
  await stage.database.query(
    `update tasks set candidate_groups = '{curator}', assignee = 'curator-2' where id = 'own:5'`,
  );
  const task = await stage.as('curator-2', 'GET', '/api/tasks/own:5');
  expect([task.status, task.body.actions]).toEqual([200, ['release', 'complete']]);
  expect(await ids('curator-2', '/api/tasks', ({ caseId }) => caseId!)).toEqual(['own']);
  for (const path of ['/api/cases/own', '/api/cases/own/journal', '/api/tasks/paired:5'])
    expect([path, (await stage.as('curator-2', 'GET', path)).status]).toEqual([path, 404]);
  expect((await stage.as('curator-4', 'GET', '/api/tasks/own:5')).status).toBe(404);
});

it('ends the sight of a curator with the pair', async () => {
  expect((await stage.as('curator-1', 'GET', '/api/cases/own')).status).toBe(200);
  await stage.database.query(
    "update partnerships set valid_from = '2020-01-01', valid_to = '2020-12-31' where school_id = 'bodaibo-3'",
  );
  expect((await stage.as('curator-1', 'GET', '/api/cases/own')).status).toBe(404);
});
