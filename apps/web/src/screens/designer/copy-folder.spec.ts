import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, compileDecision } from '@opora/engine/compile';
import { copyFile, copyFolder } from './copy-folder.ts';

const folder = join(process.cwd(), 'workflows/expertise');
const files = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.\w+$/.test(path))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);

describe('copyFolder', () => {
  const copy = copyFolder(files, 'expertise', 'second', 'Вторая экспертиза');

  it('gives a stage that compiles under its own ids', async () => {
    const { models, problems } = await compile(copy['second.bpmn']!);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(models[0]).toMatchObject({ processId: 'second', name: 'Вторая экспертиза' });
    expect(JSON.parse(copy['stage.json']!)).toMatchObject({
      id: 'second',
      title: { ru: 'Вторая экспертиза' },
    });
  });

  it('takes forms and decisions along, and refers to the copies', async () => {
    const [model] = (await compile(copy['second.bpmn']!)).models;
    const forms = Object.entries(copy)
      .filter(([path]) => path.endsWith('.form'))
      .map(([, text]) => (JSON.parse(text) as { id: string }).id);
    expect(forms.every((id) => id.startsWith('second-'))).toBe(true);
    expect(model!.references.forms.filter((id) => !forms.includes(id))).toEqual([]);
    const { model: decisions } = await compileDecision(copy['decisions/expertise-recommendation.dmn']!);
    expect(model!.references.decisions.filter((id) => !(id in decisions!.decisions))).toEqual([]);
  });

  it('leaves the original alone and loses no file', () => {
    expect(Object.keys(copy)).toHaveLength(Object.keys(files).length);
    expect(files['expertise.bpmn']).toContain('id="expertise"');
  });
});

describe('copyFile', () => {
  it('gives the copy of a form, a table or a diagram an id of its own', async () => {
    const form = copyFile(
      'forms/expertise-vote.form',
      files['forms/expertise-vote.form']!,
      'forms/expertise-vote-2.form',
    );
    expect(JSON.parse(form)).toEqual({
      ...JSON.parse(files['forms/expertise-vote.form']!),
      id: 'expertise-vote-2',
    });
    const path = 'decisions/expertise-recommendation.dmn';
    const { model } = await compileDecision(copyFile(path, files[path]!, 'decisions/advice.dmn'));
    expect(Object.keys(model!.decisions)).toEqual(['advice']);
    const { models } = await compile(
      copyFile('expertise.bpmn', files['expertise.bpmn']!, 'expertise-2.bpmn'),
    );
    expect(models.map(({ processId, name }) => [processId, name])).toEqual([
      ['expertise-2', models[0]!.name],
    ]);
  });

  it('leaves what has no id as it is', () => {
    expect(copyFile('README.md', '# expertise', 'README-2.md')).toBe('# expertise');
    expect(copyFile('forms/a.form', '{', 'forms/a-2.form')).toBe('{');
  });
});
