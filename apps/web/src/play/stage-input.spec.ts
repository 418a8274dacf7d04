import { sampleInput, stageInput } from './stage-input.ts';

const stage = JSON.stringify({
  input: [
    { name: 'schoolId', type: 'string', required: true, title: { ru: 'Школа', en: 'School' } },
    { name: 'plan', type: 'array', required: true },
    { name: 'committeeSize', type: 'number' },
  ],
});

it('reads what a case begins with from stage.json, in the language of the person', () => {
  expect(stageInput(stage, 'ru')).toEqual([
    { name: 'schoolId', type: 'string', required: true, label: 'Школа' },
    { name: 'plan', type: 'array', required: true },
    { name: 'committeeSize', type: 'number', required: false },
  ]);
  expect(stageInput(undefined, 'ru')).toEqual([]);
  expect(stageInput('{ broken', 'ru')).toEqual([]);
});

it('begins with what is needed and nothing else', () => {
  expect(sampleInput(stageInput(stage, 'en'))).toEqual({ schoolId: 'bodaibo-3', plan: [] });
});
