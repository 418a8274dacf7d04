import { readFileSync } from 'node:fs';
import { newDecision } from '../new-decision.ts';
import { checkDecision } from './decision.ts';
import type { CheckedFile } from './file-check.ts';
import { checkForm } from './form.ts';
import { checkStage } from './stage.ts';

const file = (path: string, text: string): CheckedFile => ({ path, text, files: {}, language: 'ru' });
const field = { type: 'textfield', id: 'Field_1', key: 'grade', label: 'Оценка' };
const form = (...components: object[]): string => JSON.stringify({ id: 'grade', components }, null, 2);
const ofProject = (path: string): string =>
  readFileSync(new URL(`../../../../../../workflows/${path}`, import.meta.url), 'utf8');

describe('checks of files beside the diagram', () => {
  it('find nothing in what is deployed', async () => {
    expect(await checkForm(file('a.form', ofProject('expertise/forms/expert-review.form')))).toEqual([]);
    expect(await checkStage(file('stage.json', ofProject('expertise/stage.json')))).toEqual([]);
    const decision = ofProject('expertise/decisions/expertise-recommendation.dmn');
    expect(await checkDecision(file('a.dmn', decision))).toEqual([]);
  });

  it('name the field of a form that nobody could fill in', async () => {
    const found = await checkForm(file('a.form', form(field, { ...field, id: 'Field_2' })));
    expect(found).toEqual([
      {
        elementId: 'Field_2',
        message: 'Форма «grade», поле 2: ключ «grade» уже занят другим полем.',
        severity: 'error',
        rule: 'form-key',
      },
    ]);
  });

  it('name the line at which a form or a stage breaks off', async () => {
    const broken = '{\n  "id": "grade",\n  "components": [\n';
    expect((await checkForm(file('a.form', broken)))[0]).toMatchObject({ line: 4, severity: 'error' });
    expect((await checkStage(file('stage.json', '{')))[0]).toMatchObject({ line: 1, severity: 'error' });
  });

  it('say what stage.json lacks, and leave other JSON files alone', async () => {
    expect((await checkStage(file('stage.json', '{"id":"a"}'))).map(({ severity }) => severity)).toContain(
      'error',
    );
    expect(await checkStage(file('method.json', '{'))).toEqual([]);
  });

  it('find what the engine could not evaluate in a table, at its element', async () => {
    const table = newDecision('grade', 'Оценка');
    const wrong = table.replace('hitPolicy="FIRST"', 'hitPolicy="MOST"');
    expect(wrong).not.toBe(table);
    const [problem] = await checkDecision(file('a.dmn', wrong));
    expect(problem).toMatchObject({ severity: 'error', rule: 'unknown-hit-policy' });
    expect(problem!.message).toMatch(/[а-я]/);
  });
});
