import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './index.ts';

const table = '№\tМероприятие\tСрок\tОтветственный\n1.1\tСеминар\tоктябрь\tУО, РМК\n1.2\tАудит\t\tУО\n';

async function run(args: string[], input = ''): Promise<{ code: number; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  const stdin = (async function* () {
    yield await Promise.resolve(input);
  })();
  const code = await main(args, {
    stdin,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (errors += text) },
  });
  return { code, out, errors };
}

describe('opora import-plan', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opora-cli-'));
  const file = join(folder, 'план.docx');
  writeFileSync(file, table);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints JSON with the fields of a plan, whatever the name of the file says', async () => {
    const { code, out } = await run(['import-plan', file, '--json', '--period', '2023-2024 учебный год']);
    expect(code).toBe(0);
    const plan = JSON.parse(out) as { measures: { [field: string]: unknown }[]; problems: unknown[] };
    expect(plan.problems).toEqual([]);
    expect(plan.measures[0]).toMatchObject({
      number: '1.1',
      section: '',
      title: 'Семинар',
      term: { text: 'октябрь', parts: [{ from: '2023-10-01', assumed: true }] },
      responsible: ['УО', 'РМК'],
      indicator: '',
      result: '',
    });
  });

  it('prints a plan from the standard input for people', async () => {
    const { code, out } = await run(['import-plan'], table);
    expect(code).toBe(0);
    expect(out).toContain('1.1     Семинар');
    expect(out).toContain('проверить: Срок не указан');
    expect(out).toContain('Мероприятий 2, частей без номера 0, требуют внимания 2.');
  });

  it('ends with 1 where something is doubtful and that was asked', async () => {
    expect((await run(['import-plan', '--strict'], table)).code).toBe(1);
  });

  it('says what is wrong with a file', async () => {
    const missing = await run(['import-plan', join(folder, 'нет.docx'), '--json']);
    expect(missing).toMatchObject({ code: 1, errors: expect.stringContaining('такого файла нет') });
    expect(JSON.parse(missing.out)).toMatchObject({ measures: [], problems: [{ code: 'no-file' }] });
    expect((await run(['import-plan', folder])).code).toBe(1);
    expect((await run(['import-plan'], 'письмо')).errors).toContain('План мероприятий в файле не найден');
  });

  it('explains itself and refuses wrong use', async () => {
    expect(await run([])).toMatchObject({ code: 0, out: expect.stringContaining('import-plan') });
    expect(await run(['import-plan', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('--period'),
    });
    expect((await run(['import-plans'])).code).toBe(2);
    expect((await run(['import-plan', '--yaml'])).code).toBe(2);
    expect((await run(['import-plan', 'a', 'b'])).code).toBe(2);
    expect((await run(['import-plan', '--period', 'скоро'], table)).errors).toContain(
      'Период «скоро» не читается',
    );
  });
});
