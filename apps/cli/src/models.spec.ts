import { createServer, type Server } from 'node:http';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArchive } from '@opora/modeling';
import { main } from './index.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  const code = await main(args, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (errors += text) },
  });
  return { code, out, errors };
}

const folder = mkdtempSync(join(tmpdir(), 'opora-models-'));
const stage = join(folder, 'expertise');
beforeAll(() => cpSync(join(process.cwd(), 'workflows/expertise'), stage, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));
const diagram = (): string => readFileSync(join(stage, 'expertise.bpmn'), 'utf8');

describe('wrong arguments', () => {
  it.each([
    [['lint', '--jsn'], 'Нет параметра «--jsn».'],
    [['import-plan', '--jsn'], 'Нет параметра «--jsn».'],
    [['export', 'expertise', '--out'], 'Параметру «--out» нужно значение.'],
    [['lint', '--json=yes'], 'Параметр «--json» пишется без значения.'],
  ])('are named in the language of the other messages: %s', async (args, said) => {
    const { code, errors } = await run(...args);
    expect([code, errors.split('\n')[0]]).toEqual([2, said]);
  });

  it('a diagram to be converted that is not there is said to be missing', async () => {
    expect(await run('convert', join(folder, 'nowhere.bpmn'))).toMatchObject({
      code: 1,
      errors: expect.stringContaining('такого файла нет'),
    });
  });
});

describe('opora lint', () => {
  it('finds nothing against the stages of the project', async () => {
    expect(await run('lint', join(process.cwd(), 'workflows'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('ошибок 0'),
    });
  });

  it('names file, line or element, and what is wrong, as text and as JSON', async () => {
    const broken = join(folder, 'broken.bpmn');
    writeFileSync(
      broken,
      diagram()
        .replace('formId="expertise-vote"', 'formId="nowhere"')
        .replace('candidateGroups="committee"', 'candidateGroups="nobody"'),
    );
    const { code, out } = await run('lint', broken, '--json');
    const { problems } = JSON.parse(out) as { problems: { rule: string }[] };
    expect([code, problems.map(({ rule }) => rule)]).toEqual([
      0,
      expect.arrayContaining(['unknown-form', 'unknown-role']),
    ]);
    expect((await run('lint', broken, '--strict')).code).toBe(1);
    writeFileSync(broken, '<bpmn:definitions');
    expect(await run('lint', broken)).toMatchObject({
      code: 1,
      out: expect.stringContaining(
        'broken.bpmn:1  Файл нельзя прочитать как схему нужного вида (разметка оборвана или не закрыта',
      ),
    });
    expect(await run('lint', join(folder, 'nothing'))).toMatchObject({
      code: 1,
      errors: expect.stringContaining('Нет такого файла'),
    });
  });
});

describe('opora test', () => {
  it('plays the scenarios of a folder, and those of the parent with the stages beside it', async () => {
    const { code, out } = await run('test', stage, '--json');
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ failed: 0, passed: 4 })]);
    expect((await run('test', join(process.cwd(), 'workflows/school-support'))).code).toBe(0);
  });

  it('says which step of which scenario did not hold', async () => {
    const path = join(stage, 'scenarios/straight.yaml');
    const kept = readFileSync(path, 'utf8');
    writeFileSync(path, kept.replace(/outcome: \w+/, 'outcome: wrong'));
    const { code, out } = await run('test', stage);
    writeFileSync(path, kept);
    expect([code, out]).toEqual([1, expect.stringContaining('НЕ ПРОШЁЛ  expertise/scenarios/straight.yaml')]);
    expect(out).toContain('Ждали, что итог дела — "wrong", а получилось "accepted"');
  });

  it('says in Russian, with the line, why a scenario cannot be read', async () => {
    const path = join(stage, 'scenarios/slip.yaml');
    writeFileSync(path, 'title: a\ngiven: {}\nwhen:\n  - complet: vote\nthen: {}\n');
    const [tested, linted] = [await run('test', stage), await run('lint', stage)];
    rmSync(path);
    for (const { code, out } of [tested, linted])
      expect([code, out]).toEqual([
        1,
        expect.stringMatching(/scenarios\/slip\.yaml:4 .*Слова «complet» сценарии не знают/s),
      ]);
  });

  it('plays the only process of a folder that is named otherwise, and not its namesake beside it', async () => {
    const copy = join(folder, 'second-look');
    cpSync(stage, copy, { recursive: true });
    const path = join(copy, 'expertise.bpmn');
    const passed = await run('test', copy, '--json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replaceAll('candidateGroups="committee"', 'candidateGroups="director"'),
    );
    const changed = await run('test', copy);
    rmSync(copy, { recursive: true });
    expect([passed.code, JSON.parse(passed.out)]).toEqual([
      0,
      expect.objectContaining({ failed: 0, passed: 4 }),
    ]);
    expect(changed.code).toBe(1);
  });
});

describe('opora diff', () => {
  it('tells in words what differs, and ends with 1 where something does', async () => {
    const other = join(folder, 'other.bpmn');
    writeFileSync(
      other,
      diagram().replace(/(<bpmn:userTask id="vote" name=")[^"]*"/, '$1Голосовать ещё раз"'),
    );
    const { code, out } = await run('diff', join(stage, 'expertise.bpmn'), other);
    expect([code, out]).toEqual([1, expect.stringContaining('изменено: задача «Голосовать ещё раз»')]);
    expect(await run('diff', stage, stage)).toEqual({ code: 0, out: 'Различий нет.\n', errors: '' });
    const { files } = JSON.parse((await run('diff', join(stage, 'expertise.bpmn'), other, '--json')).out) as {
      files: object[];
    };
    expect(files).toMatchObject([
      { state: 'changed', differences: [{ elementId: 'vote', kind: 'changed' }] },
    ]);
  });
});

describe('opora convert', () => {
  it('turns a diagram for Camunda 7 into one that runs here', async () => {
    const old = join(folder, 'old.bpmn');
    writeFileSync(
      old,
      `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:userTask id="x" camunda:assignee="\${who}" camunda:odd="1"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="x"/></bpmn:process></bpmn:definitions>`,
    );
    const { code, errors } = await run('convert', old, '--out', join(folder, 'new.bpmn'));
    expect([code, errors]).toEqual([0, expect.stringContaining('нет соответствия  x  odd')]);
    expect((await run('lint', join(folder, 'new.bpmn'))).code).toBe(0);
    expect((await run('convert', join(folder, 'none.bpmn'))).code).toBe(1);
  });
});

describe('with a server', () => {
  let server: Server;
  let url: string;
  const asked: { method: string; url: string; auth: string | undefined; body: string }[] = [];
  const version = {
    id: 'v1',
    number: 1,
    createdAt: '2026-01-01T00:00:00Z',
    createdBy: null,
    note: null,
    processes: [],
    changed: [],
  };
  /** What the API answers at each address; the API's own tests hold it to the same schemas. */
  const answers: { [route: string]: () => [status: number, body: object] } = {
    'POST /api/deployments': () => [
      201,
      {
        id: 'd',
        processes: [{ id: 'expertise', version: 2, hash: 'h', name: null, new: true }],
        decisions: [],
        forms: [],
        stage: 'expertise',
        problems: [],
      },
    ],
    'GET /api/models/expertise/versions': () => [200, { items: [version] }],
    'GET /api/models/expertise/versions/v1': () => [
      200,
      {
        ...version,
        files: [
          { path: 'README.md', text: 'было\n', revision: 'r' },
          { path: 'expertise.bpmn', text: diagram(), revision: 'r' },
        ],
      },
    ],
    'GET /api/models/none/versions': () => [200, { items: [] }],
  };
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({ method: request.method!, url: request.url!, auth: request.headers.authorization, body });
        const [status, answer] = answers[`${request.method} ${request.url}`]?.() ?? [
          404,
          { detail: 'Такого нет.' },
        ];
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => server.close(done)));
  const at = (): string[] => ['--server', url, '--token', 'secret'];

  it('deploys a whole folder with its paths and note', async () => {
    const { code, out } = await run('deploy', stage, '--note', 'вторая проверка', ...at());
    expect([code, out]).toEqual([0, 'expertise: expertise версия 2\n']);
    const sent = asked.at(-1)!;
    expect(sent.auth).toBe('Bearer secret');
    for (const part of [
      'forms/expertise-vote.form',
      'scenarios/straight.yaml',
      'stage.json',
      'вторая проверка',
    ])
      expect(sent.body).toContain(part);
  });

  it('compares the disk with what is deployed, and downloads it', async () => {
    const { code, out } = await run('diff', stage, ...at());
    expect([code, out]).toEqual([1, expect.stringContaining('expertise/README.md: изменён')]);
    const archive = join(folder, 'out.zip');
    expect(await run('export', 'expertise', '--out', archive, ...at())).toMatchObject({ code: 0 });
    expect(readArchive(readFileSync(archive)).files['README.md']).toBe('было\n');
    expect(await run('export', 'expertise', '--out', join(folder, 'disk'), ...at())).toMatchObject({
      code: 0,
    });
    expect(readFileSync(join(folder, 'disk/README.md'), 'utf8')).toBe('было\n');
  });

  it('says what the server refuses, and that it is not there', async () => {
    expect(await run('export', 'none', ...at())).toMatchObject({
      code: 1,
      errors: expect.stringContaining('ни разу не развёрнута'),
    });
    answers['POST /api/deployments'] = () => [
      422,
      { detail: 'Ничего не развёрнуто.', errors: [{ path: 'a.bpmn#x', message: 'нет выхода' }] },
    ];
    const refused = await run('deploy', stage, ...at());
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('a.bpmn#x  нет выхода')]);
    const gone = await run('deploy', stage, '--server', 'http://127.0.0.1:1', '--token', 'x');
    expect([gone.code, gone.errors]).toEqual([1, expect.stringContaining('не отвечает')]);
    expect((await run('deploy', stage, '--server', url)).code).toBe(2);
  });
});
