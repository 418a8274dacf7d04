import { ApiStage, diagram, files } from '../testing/api-stage.ts';
import { KnownTitles } from './known-titles.ts';
import { describeFolder, matchingLines, placeOf, titleOf } from './folder-files.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
}, 120_000);
afterAll(() => stage.close(), 60_000);

interface File {
  path: string;
  title: string | null;
  text: string;
  revision: string;
  state: string;
  stale: boolean;
}
const folder = async (id = 'expertise', who = 'coordinator') =>
  (await stage.as(who, 'GET', `/api/models/${id}`)).body as { deployment: string | null; files: File[] };
const file = async (path: string, id = 'expertise'): Promise<File> =>
  (await folder(id)).files.find((each) => each.path === path)!;
const put = (who: string, changes: object[], id = 'expertise') =>
  stage.as(who, 'PUT', `/api/models/${id}/files`, { changes });
const deploy = async (id = 'expertise', more: object = {}) => {
  const { deployment, files: found } = await folder(id);
  const revisions = Object.fromEntries(
    found.filter(({ state }) => state !== 'deleted').map(({ path, revision }) => [path, revision]),
  );
  return stage.as('coordinator', 'POST', `/api/models/${id}/deploy`, {
    revisions,
    basedOn: deployment,
    ...more,
  });
};

describe('the models of the designer', () => {
  it('begin as the stage folders were deployed, whole and in the order of the stages', async () => {
    const { body } = await stage.as('method', 'GET', '/api/models');
    expect(body.items.slice(0, 6).map((each: { folder: string }) => each.folder)).toEqual([
      'school-support',
      'diagnosis',
      'partner-assignment',
      'mid-term-program',
      'expertise',
      'monitoring',
    ]);
    const { files: found } = await folder();
    expect(found.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'README.md',
        'stage.json',
        'expertise.bpmn',
        'forms/expertise-vote.form',
        'decisions/expertise-recommendation.dmn',
        'scenarios/straight.yaml',
      ]),
    );
    expect(found.every(({ state }) => state === 'same')).toBe(true);
    const titles = new Map(found.map(({ path, title }) => [path, title]));
    expect(titles.get('forms/expert-review.form')).toBe('Экспертное заключение');
    expect(titles.get('decisions/expertise-recommendation.dmn')).toBe('Рекомендация экспертов');
    expect(titles.get('scenarios/straight.yaml')).toBe(
      'два рецензента согласны, комитет принимает документы',
    );
    expect(titles.get('README.md')).toBeNull();
  });

  it('are found by names and texts, without regard to case and «ё»', async () => {
    const { body } = await stage.as(
      'coordinator',
      'GET',
      `/api/models/search?q=${encodeURIComponent('ЭКСПЕРТИЗА')}`,
    );
    expect(body.items).toContainEqual(expect.objectContaining({ folder: 'expertise', path: 'stage.json' }));
    const names = await stage.as('coordinator', 'GET', '/api/models/search?q=straight.yaml');
    expect(names.body.items[0]).toMatchObject({ path: 'scenarios/straight.yaml', line: null });
  });

  it('keep what is written as a draft, marked, and forget it when it is as deployed again', async () => {
    const before = await file('README.md');
    const written = await put('method', [{ path: 'README.md', text: 'новое', revision: before.revision }]);
    expect([written.status, written.body.files[0]]).toEqual([
      200,
      expect.objectContaining({
        state: 'changed',
        text: 'новое',
        updatedBy: expect.objectContaining({ login: 'method' }),
      }),
    ]);
    const back = await put('coordinator', [
      { path: 'README.md', text: before.text, revision: written.body.files[0].revision },
    ]);
    expect(back.body.files[0]).toMatchObject({ state: 'same', revision: before.revision });
  });

  it('tell the second of two people what the first wrote, and change nothing', async () => {
    const before = await file('README.md');
    await put('method', [{ path: 'README.md', text: 'первый', revision: before.revision }]);
    const second = await put('coordinator', [
      { path: 'new.md', text: 'заметка', revision: null },
      { path: 'README.md', text: 'второй', revision: before.revision },
    ]);
    expect([second.status, second.body.errors]).toEqual([
      409,
      [
        expect.objectContaining({
          path: 'README.md',
          current: expect.objectContaining({
            text: 'первый',
            updatedBy: expect.objectContaining({ login: 'method' }),
          }),
        }),
      ],
    ]);
    expect(await file('new.md')).toBeUndefined();
    expect((await file('README.md')).text).toBe('первый');
    const repeated = await put('method', [{ path: 'README.md', text: 'первый', revision: before.revision }]);
    expect(repeated.status).toBe(200);
    await put('method', [
      { path: 'README.md', text: before.text, revision: (await file('README.md')).revision },
    ]);
  });

  it('refuse paths that leave the folder and texts that are too long', async () => {
    for (const path of ['../a.md', '/etc/a', 'a/../b', 'a\\b', '.hidden', ''])
      expect([path, (await put('method', [{ path, text: '', revision: null }])).status]).toEqual([path, 400]);
    const long = await put('method', [{ path: 'a.md', text: 'x'.repeat(2_000_001), revision: null }]);
    expect(long.status).toBe(400);
  });

  it('keep a deleted file until the next deployment, then it is gone from the version but not from history', async () => {
    const kept = await file('scenarios/own-school.yaml');
    await put('method', [{ path: kept.path, text: null, revision: kept.revision }]);
    expect(await file(kept.path)).toMatchObject({ state: 'deleted', text: kept.text });
    const made = await deploy('expertise', { note: 'без одного сценария' });
    expect(made.status).toBe(201);
    expect(await file(kept.path)).toBeUndefined();
    const versions = (await stage.as('region', 'GET', '/api/models/expertise/versions')).body.items;
    expect(versions).toMatchObject([
      { number: 2, note: 'без одного сценария', createdBy: 'coordinator', changed: [kept.path] },
      { number: 1, note: null, createdBy: null },
    ]);
    const first = await stage.as('region', 'GET', `/api/models/expertise/versions/${versions[1].id}`);
    expect(first.body.files.find((each: File) => each.path === kept.path).text).toBe(kept.text);
  });

  it('are deployed as they were seen or not at all', async () => {
    const { deployment, files: found } = await folder('monitoring');
    const revisions = Object.fromEntries(found.map(({ path, revision }) => [path, revision]));
    await put('method', [{ path: 'note.md', text: 'другой успел', revision: null }], 'monitoring');
    const refused = await stage.as('coordinator', 'POST', '/api/models/monitoring/deploy', {
      revisions,
      basedOn: deployment,
    });
    expect([refused.status, refused.body.errors]).toEqual([
      409,
      [
        expect.objectContaining({
          path: 'note.md',
          current: expect.objectContaining({ text: 'другой успел' }),
        }),
      ],
    ]);
    const made = await deploy('monitoring');
    expect(made.status).toBe(201);
    expect((await folder('monitoring')).files.every(({ state }) => state === 'same')).toBe(true);
  });

  it('refuse to put a draft over a deployment that it does not know of, until a person has looked', async () => {
    const first = diagram('solo', [{ id: 'one', groups: 'method' }]);
    const theirs = diagram('solo', [
      { id: 'one', groups: 'method' },
      { id: 'two', groups: 'method' },
    ]);
    const mine = diagram('solo', [{ id: 'one', groups: 'committee' }]);
    await stage.as('coordinator', 'POST', '/api/deployments', files({ 'solo.bpmn': first }));
    const begun = await file('solo.bpmn', 'solo');
    await put('method', [{ path: 'solo.bpmn', text: mine, revision: begun.revision }], 'solo');
    await stage.as('admin', 'POST', '/api/deployments', files({ 'solo.bpmn': theirs }));
    const refused = await deploy('solo');
    expect([refused.status, refused.body.errors]).toEqual([
      409,
      [
        expect.objectContaining({
          path: 'solo.bpmn',
          current: expect.objectContaining({ stale: true, deployedText: theirs }),
        }),
      ],
    ]);
    const { revision } = await file('solo.bpmn', 'solo');
    await put('coordinator', [{ path: 'solo.bpmn', text: mine, revision, rebase: true }], 'solo');
    const made = await deploy('solo');
    expect([made.status, made.body.processes[0]]).toEqual([
      201,
      expect.objectContaining({ id: 'solo', version: 3 }),
    ]);
  });

  it('know the latest version by its time, whatever ids the keys of requests give to deployments', async () => {
    const text = (task: string): string => diagram('order', [{ id: task, groups: 'method' }]);
    for (const [index, task] of ['a', 'b', 'a', 'b', 'a', 'b'].entries()) {
      const sent = files({ 'order.bpmn': text(task) });
      const key = { 'idempotency-key': `order-${index}` };
      const made = await stage.as('coordinator', 'POST', '/api/deployments', sent, key);
      expect([made.status, (await file('order.bpmn', 'order')).text]).toEqual([201, text(task)]);
    }
    const { body } = await stage.as('coordinator', 'GET', '/api/models/order/versions');
    expect(body.items.map(({ number }: { number: number }) => number)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(
      body.items.map(({ processes }: { processes: { version: number }[] }) => processes[0]!.version),
    ).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it('stay as people deployed them when the server starts again', async () => {
    const { deployStages } = await import('../demo/deploy-stages.ts');
    const lines = await deployStages(stage.database, 'workflows');
    expect(lines).toContain('expertise: уже стоит');
    expect(await file('scenarios/own-school.yaml')).toBeUndefined();
  });
});

describe('titleOf', () => {
  it('reads what a file calls itself, and has nothing where it does not or is broken', () => {
    const form = (text: string): string => JSON.stringify({ components: [{ type: 'text', text }] });
    expect(titleOf('forms/a.form', form('## Оценка работы'))).toBe('Оценка работы');
    expect(titleOf('forms/a.form', form('Оценка'))).toBeNull();
    expect(titleOf('forms/a.form', form('## {{documentTitle}}'))).toBeNull();
    expect(titleOf('forms/a.form', '{ broken')).toBeNull();
    expect(titleOf('scenarios/a.yaml', "given: {}\ntitle: 'школа: прямой путь'\n")).toBe(
      'школа: прямой путь',
    );
    expect(titleOf('a.bpmn', '<process id="a" name="Сбор &amp; сверка"/>')).toBe('Сбор & сверка');
    expect(titleOf('README.md', '# A')).toBeNull();
  });
});

describe('KnownTitles', () => {
  it('reads a text once, however many files and requests it stands in', () => {
    const titles = new KnownTitles();
    expect(titles.of('a.bpmn', 'h1', '<process id="a" name="Сбор"/>')).toBe('Сбор');
    expect(titles.of('b/a.bpmn', 'h1', 'not read again')).toBe('Сбор');
    expect(titles.of('a.form', 'h1', '{}')).toBeNull();
    expect(titles.of('a.bpmn', 'h2', '<process id="a" name="Сверка"/>')).toBe('Сверка');
  });
});

describe('placeOf', () => {
  it('finds where an uploaded file stands in its folder', () => {
    const existing = ['a.bpmn', 'forms/x.form', 'old/y.form', 'forms/y.form'];
    expect(placeOf('a/forms/x.form', 'a', existing)).toBe('forms/x.form');
    expect(placeOf('x.form', 'a', existing)).toBe('forms/x.form');
    expect(placeOf('y.form', 'a', existing)).toBe('forms/y.form');
    expect(placeOf('z.dmn', 'a', existing)).toBe('decisions/z.dmn');
    expect(placeOf('../../etc/z.bpmn', 'a', [])).toBe('etc/z.bpmn');
  });
});

describe('describeFolder', () => {
  it('takes the title from stage.json, else from the process, else from the folder', () => {
    const bpmn = { path: 'a.bpmn', text: '<bpmn:process id="a" name="Сбор &amp; сверка">' };
    expect(
      describeFolder('a', [bpmn, { path: 'stage.json', text: '{"title":{"ru":"Этап"},"order":3}' }]),
    ).toEqual({
      title: 'Этап',
      order: 3,
    });
    expect(describeFolder('a', [bpmn, { path: 'stage.json', text: '{ broken' }])).toEqual({
      title: 'Сбор & сверка',
      order: null,
    });
    const dmn = { path: 'd.dmn', text: '<definitions id="d" name="Доля не сдавших"><decision id="d" />' };
    expect(describeFolder('a', [dmn])).toEqual({ title: 'Доля не сдавших', order: null });
    expect(describeFolder('a', [dmn, bpmn]).title).toBe('Сбор & сверка');
    expect(describeFolder('a', [])).toEqual({ title: 'a', order: null });
  });
});

describe('matchingLines', () => {
  it('numbers lines from one and stops at the limit', () => {
    expect(matchingLines('нет\nСчёт\nсчет', 'СЧЕТ', 5).map(({ line }) => line)).toEqual([2, 3]);
    expect(matchingLines('а\nа\nа', 'а', 2)).toHaveLength(2);
  });

  it.each([
    ['  <bpmn:userTask id="a" name="Назначить рецензентов">', 'Назначить рецензентов'],
    ['<text>&quot;Рецензенты довольны&quot;</text>', '"Рецензенты довольны"'],
    ['<text>&#34;Рецензенты &#x434;овольны&#34;</text>', '"Рецензенты довольны"'],
    ['      "label": "Рецензент",', 'Рецензент'],
    ['- Рецензенты из других школ.', '- Рецензенты из других школ.'],
  ])('shows words, not the markup around them: %s', (line, excerpt) => {
    expect(matchingLines(line, 'рецензент', 5)).toEqual([{ line: 1, excerpt }]);
  });
});
