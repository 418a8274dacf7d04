import { runScenario, sampleAnswers, scenarioSchema, type Deployed } from '@opora/modeling';
import { deployFolders } from './runner/deploy.ts';
import { readStageFolders } from './runner/folders.ts';

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deployFolders(readStageFolders());
});

const play = (when: unknown[], then: unknown = {}): void => {
  const scenario = scenarioSchema.parse({
    title: 'a scenario',
    given: { schoolId: 'bodaibo-3' },
    when,
    then,
  });
  runScenario(scenario, 'mid-term-program', deployed);
};

it('plays what holds', () => {
  expect(() =>
    play([{ complete: 'name-factors', as: 'director-1' }], { waiting: ['concept'] }),
  ).not.toThrow();
});

it.each<[string, unknown[], unknown, string]>([
  [
    'a task that is not open',
    [{ complete: 'approve' }],
    {},
    'step 1 (approve): expected an open task «approve», found name-factors',
  ],
  [
    'a role that may not complete it',
    [{ complete: 'name-factors', as: 'committee1' }],
    {},
    'expected committee1 to be among director',
  ],
  [
    'a variable that the form does not write',
    [{ complete: 'name-factors', with: { factors: [] } }],
    {},
    'form «risk-factors» has no field factors',
  ],
  [
    'a message that nobody waits for',
    [{ message: { name: 'hello' } }],
    {},
    'nobody waits for the message «hello»',
  ],
  [
    'another task than expected',
    [],
    { waiting: ['concept'] },
    'expected waiting tasks ["concept"], found ["name-factors"]',
  ],
  [
    'another variable than expected',
    [],
    { variables: { 'deadlines.programmeDue': 'P1D' } },
    'expected deadlines.programmeDue to be "P1D", found "P60D"',
  ],
  ['an element that was not passed', [], { passed: ['concept'] }, 'expected «concept» to be passed'],
  [
    'an element that was entered',
    [],
    { untouched: ['name-factors'] },
    'expected «name-factors» not to be entered',
  ],
])('refuses %s', (_what, when, then, message) => {
  expect(() => play(when, then)).toThrow(message);
});

it('answers a form as a person could and leaves what is shown on a condition', () => {
  const answers = sampleAnswers(
    [
      {
        id: 'a',
        type: 'radio',
        key: 'decision',
        values: [
          { value: 'approve', label: 'Да' },
          { value: 'return', label: 'Нет' },
        ],
      },
      { id: 'b', type: 'textarea', key: 'remark', label: 'Замечания', conditional: { hide: '=true' } },
      {
        id: 'c',
        type: 'group',
        path: 'memo',
        components: [{ id: 'd', type: 'number', key: 'pages', validate: { min: 2 } }],
      },
      {
        id: 'e',
        type: 'dynamiclist',
        path: 'rows',
        defaultRepetitions: 2,
        components: [{ id: 'f', type: 'datetime', key: 'date' }],
      },
    ],
    '2026-09-01',
  );
  expect(answers).toEqual({
    decision: 'approve',
    memo: { pages: 2 },
    rows: [{ date: '2026-09-01' }, { date: '2026-09-01' }],
  });
});
