import { readdirSync, readFileSync } from 'node:fs';
import { newDecision } from '../new-decision.ts';
import { checkDecision } from './decision.ts';
import type { CheckedFile } from './file-check.ts';
import { checkForm } from './form.ts';
import { checkScenarioFile } from './scenario.ts';
import { checkStage } from './stage.ts';

const file = (path: string, text: string): CheckedFile => ({ path, text, files: {}, language: 'ru' });
const field = { type: 'textfield', id: 'Field_1', key: 'grade', label: 'Оценка' };
const form = (...components: object[]): string => JSON.stringify({ id: 'grade', components }, null, 2);
const ofProject = (path: string): string =>
  readFileSync(new URL(`../../../../../../workflows/${path}`, import.meta.url), 'utf8');
const pathsOf = (folder: string): string[] =>
  readdirSync(new URL(`../../../../../../workflows/${folder}`, import.meta.url), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((path) => /^(stage\.json|[^/]*\.bpmn|forms\/[^/]*\.form|scenarios\/[^/]*\.yaml)$/.test(path))
    .sort();

describe('checks of files beside the diagram', () => {
  it('find nothing in what is deployed', async () => {
    expect(await checkForm(file('a.form', ofProject('expertise/forms/expert-review.form')))).toEqual([]);
    expect(await checkStage(file('stage.json', ofProject('expertise/stage.json')))).toEqual([]);
    const decision = ofProject('expertise/decisions/expertise-recommendation.dmn');
    expect(await checkDecision(file('a.dmn', decision))).toEqual([]);
  });

  it('name the cell of a table whose text has no quotes, but no name that is known', async () => {
    const decision = ofProject('expertise/decisions/expertise-recommendation.dmn');
    const text = decision.replace('&quot;вернуть на доработку&quot;', 'вернуть на доработку');
    expect(text).not.toBe(decision);
    expect(await checkDecision(file('a.dmn', text))).toEqual([
      {
        elementId: 'expertise-recommendation-rule-4',
        message:
          'Столбец «Словами»: текст пишут в кавычках ("вернуть на доработку"), без них это название данных, а таких нет.',
        severity: 'warning',
        rule: 'bare-text',
      },
    ]);
    const known = text.replace(/name="scores" typeRef/, 'name="вернуть на доработку" typeRef');
    expect(known).not.toBe(text);
    expect(await checkDecision(file('a.dmn', known))).toEqual([]);
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

  it('find nothing in the scenarios of the stages, and the line of what is wrong in one', async () => {
    const files: { [path: string]: string } = {};
    const stages = [
      'diagnosis',
      'expertise',
      'mid-term-program',
      'monitoring',
      'partner-assignment',
      'school-support',
    ];
    const add = (folder: string, prefix: string): void => {
      for (const path of pathsOf(folder)) files[`${prefix}${path}`] = ofProject(`${folder}/${path}`);
    };
    for (const stage of stages) add(stage, `${stage}/`);
    for (const stage of stages) {
      const here = { ...files };
      for (const path of pathsOf(stage)) here[path] = ofProject(`${stage}/${path}`);
      for (const path of pathsOf(stage).filter((one) => one.startsWith('scenarios/'))) {
        const checked = { path, text: here[path]!, files: here, language: 'ru' as const };
        expect([stage, path, await checkScenarioFile(checked)]).toEqual([stage, path, []]);
        const slipped = { ...checked, text: here[path]!.replace('complete: ', 'complete: x-') };
        if (slipped.text === checked.text) continue;
        const [problem] = await checkScenarioFile(slipped);
        const line = slipped.text.split('\n').findIndex((each) => each.includes('complete: x-')) + 1;
        expect(problem).toMatchObject({ severity: 'warning', line, rule: 'scenario-element' });
        expect(problem!.message).toMatch(/^Элемента «x-.*» нет ни в одной схеме/);
      }
    }
  });

  it('say nothing of the elements that a scenario names while a diagram of its folder cannot be read', async () => {
    const files = { 'stage.json': '{"id":"a"}', 'a.bpmn': '<bpmn:definitions' };
    const text =
      'title: a\ngiven: {}\nwhen: [{ complete: anything, whith: {} }]\nthen: { waiting: [gone] }\n';
    const found = await checkScenarioFile({ path: 'scenarios/a.yaml', text, files, language: 'ru' });
    expect(found).toEqual([
      {
        line: 3,
        message: 'Слова «whith» сценарии не знают. Может быть, «with»?',
        rule: 'scenario-unknown-key',
        severity: 'warning',
      },
    ]);
  });
});
