import { checkDiagram } from '../checks/check-diagram.ts';
import { readProject } from '../project.ts';
import { Playing } from '../scenario/playing.ts';
import type { ScenarioStep } from '../scenario/scenario.ts';
import { scenarioStepSchema } from '../scenario/scenario.ts';
import { defaultValues, prepareBlock } from './block.ts';
import { fragmentXml } from './fragment.ts';
import { blocks } from './index.ts';
import { variableOf } from './pieces.ts';

const roles = ['coordinator', 'committee', 'method', 'expert', 'director', 'curator'];

async function begin(id: string, given = {}): Promise<Playing> {
  const block = blocks.find((one) => one.id === id)!;
  const { fragment, forms } = prepareBlock(block, defaultValues(block), 'b-1');
  const project = await readProject([
    { path: 'x/x.bpmn', text: fragmentXml('b-1', fragment) },
    ...forms.map((form) => ({ path: `x/forms/${form.id}.form`, text: JSON.stringify(form) })),
  ]);
  expect(project.problems).toEqual([]);
  return new Playing({ processId: 'b-1', given: { schoolId: 'bodaibo-3', ...given } }, project);
}
const status = (play: Playing): string => play.host.cases.get(play.rootId)!.state.status;

it.each(blocks.map((block) => [block.id, block] as const))(
  'draws %s without a problem, with every form it names',
  async (_id, block) => {
    const { fragment, forms } = prepareBlock(block, defaultValues(block), 'b-1');
    const problems = await checkDiagram(fragmentXml('b-1', fragment), {
      forms: forms.map((form) => form.id),
      roles,
    });
    expect(problems.map(({ elementId, rule, message }) => ({ elementId, rule, message }))).toEqual([]);
  },
);

/** Each block from its start to its end: given these variables, these steps, that result. */
it.each<[id: string, given: object, steps: Partial<ScenarioStep>[], variables: object]>([
  ['submit', {}, [{ complete: 'b-1-submit' }], { documentName: 'Название документа' }],
  [
    'approval',
    {},
    [
      { complete: 'b-1-approve', with: { decision: 'return', remark: 'Нет целей' } },
      { complete: 'b-1-rework', as: 'director-1' },
      { complete: 'b-1-approve', as: 'coordinator' },
    ],
    { b1Decision: 'approve', b1Remark: null },
  ],
  [
    'vote',
    {},
    [
      { vote: { task: 'b-1-vote', cast: { committee1: 'return', committee2: 'return' } } },
      { complete: 'b-1-rework' },
      { vote: { task: 'b-1-vote', cast: { committee1: 'approve', committee2: 'approve' } } },
    ],
    { b1Outcome: 'approve' },
  ],
  [
    'consent',
    {},
    [
      { complete: 'b-1-consent', with: { consent: 'no', remark: 'Нет людей' } },
      {
        complete: 'b-1-propose',
        with: { partner: { id: 'mamakan', name: 'Мамаканская СОШ', curator: 'curator-1' } },
      },
      { complete: 'b-1-consent', assignee: 'curator-1', with: { consent: 'no', remark: 'Далеко' } },
      { complete: 'b-1-propose', with: { partner: { id: 'tutura', name: 'Тутурская СОШ', curator: '' } } },
      { complete: 'b-1-consent' },
    ],
    { b1Answer: 'yes', b1Refused: [{ id: 'mamakan', name: 'Мамаканская СОШ' }], partner: { id: 'tutura' } },
  ],
  [
    'reviews',
    {},
    [
      {
        complete: 'b-1-choose',
        with: { experts: [{ login: 'expert1' }, { login: 'expert2' }, { login: 'expert1' }] },
      },
      { complete: 'b-1-review', assignee: 'expert1', with: { score: 3 } },
      { complete: 'b-1-review', assignee: 'expert2', with: { score: 2 } },
    ],
    { b1Result: { mean: 2.5, count: 2 } },
  ],
  ['deadline', {}, [{ advance: 'P14D' }, { complete: 'b-1-task' }], { result: 'Результат' }],
  ['notify', {}, [], {}],
  [
    'order',
    {},
    [
      {
        complete: 'b-1-sign',
        with: { documentNumber: '12', documentDate: '2026-09-02', documentSignatory: 'Иванова О.П.' },
      },
    ],
    {
      b1Document: { id: 'b-1-make', kind: 'partner-order', status: 'on-signature' },
      b1Signature: { id: 'b-1-make', number: '12', date: '2026-09-02', signatory: 'Иванова О.П.' },
    },
  ],
  [
    'wait',
    {},
    [{ complete: 'b-1-choose', with: { b1Plan: { measure: 'm', due: '2026-09-20' } } }, { advance: 'P30D' }],
    {},
  ],
  [
    'wait',
    {},
    [
      { complete: 'b-1-choose', with: { b1Plan: { measure: 'm', due: '2030-09-20', date: '2026-09-20' } } },
      { advance: 'P30D' },
    ],
    {},
  ],
  ['wait', {}, [{ complete: 'b-1-choose', with: { b1Plan: {} } }, { advance: 'PT1M' }], {}],
  [
    'indicators',
    {},
    [
      {
        complete: 'b-1-collect',
        with: {
          indicators: [
            { name: 'ВПР', target: 50, value: 60, aim: 'at-least' },
            { name: 'ОГЭ', target: 50, value: 40, aim: 'at-least' },
            { name: 'Низкие результаты', target: 10, value: 8, aim: 'at-most' },
            { name: 'Пропуски', target: 10, value: 12, aim: 'at-most' },
          ],
        },
      },
    ],
    { b1Result: { total: 4, reached: 2, share: 0.5 } },
  ],
])('runs %s through to the end', async (id, given, steps, variables) => {
  const play = await begin(id, given);
  for (const step of steps) {
    expect(status(play)).toBe('active');
    play.act(scenarioStepSchema.parse(step));
  }
  expect(play.incident()).toBeUndefined();
  expect(status(play)).toBe('completed');
  expect(play.host.variables(play.rootId)).toMatchObject(variables);
});

it('takes number and date of a document from the register when it is signed there', async () => {
  const play = await begin('order');
  const documentSigned = { number: '7', date: '2026-09-03', signatory: 'Петров И.С.' };
  play.act(
    scenarioStepSchema.parse({
      message: { name: 'document-signed', key: 'b-1-make', variables: { documentSigned } },
    }),
  );
  expect(status(play)).toBe('completed');
  expect(play.host.variables(play.rootId)).toMatchObject({ b1Signature: documentSigned });
});

it('names the chosen kind of document and writes its subject over the one of the template', () => {
  const block = blocks.find((one) => one.id === 'order')!;
  const { fragment } = prepareBlock(
    block,
    { ...defaultValues(block), kind: 'committee-protocol', title: 'О программе' },
    'o-1',
  );
  const xml = fragmentXml('o-1', fragment);
  expect(xml).toContain('<zeebe:header key="kind" value="committee-protocol" />');
  expect(xml).toContain('О программе');
});

it('waits for a date that the case has, without asking anybody', async () => {
  const block = blocks.find((one) => one.id === 'wait')!;
  const { fragment, forms } = prepareBlock(
    block,
    { ...defaultValues(block), from: 'variable', date: 'council.date' },
    'b-1',
  );
  expect([forms, fragment.parts.map(({ key }) => key)]).toEqual([[], ['wait']]);
  const project = await readProject([{ path: 'x/x.bpmn', text: fragmentXml('b-1', fragment) }]);
  const play = new Playing({ processId: 'b-1', given: { council: { date: '2026-09-20' } } }, project);
  expect(status(play)).toBe('active');
  play.act(scenarioStepSchema.parse({ advance: 'P30D' }));
  expect(status(play)).toBe('completed');
});

it.each([
  ['3', '5', 3, 3],
  ['', '', 3, 2],
  ['0', '-1', 3, 1],
])('asks for no more votes than there are: of %s votes a quorum of %s', (size, quorum, votes, present) => {
  const block = blocks.find((one) => one.id === 'vote')!;
  const { fragment } = prepareBlock(block, { ...defaultValues(block), size, quorum }, 'v-1');
  const xml = fragmentXml('v-1', fragment);
  expect(xml).toContain(`size="=${votes}" quorum="=${present}"`);
});

it('lets experts be chosen from the people of the role that reviews', () => {
  const block = blocks.find((one) => one.id === 'reviews')!;
  const { forms } = prepareBlock(block, { ...defaultValues(block), role: 'method' }, 'r-1');
  expect(JSON.stringify(forms[0])).toContain('"choices":"people:method"');
});

it('reminds before the date and tells somebody above after it', async () => {
  const play = await begin('deadline');
  play.act(scenarioStepSchema.parse({ advance: 'P11D' }));
  expect(play.notified).toEqual(['Скоро срок: Сделать к сроку']);
  play.act(scenarioStepSchema.parse({ advance: 'P3D' }));
  expect(play.notified).toEqual(['Скоро срок: Сделать к сроку', 'Срок прошёл: Сделать к сроку']);
});

it('keeps a form that was chosen and makes those that were left empty', () => {
  const block = blocks.find((one) => one.id === 'approval')!;
  const { fragment, forms } = prepareBlock(block, { ...defaultValues(block), form: 'grade' }, 'a-2');
  expect(forms.map(({ id }) => id)).toEqual(['a-2-rework']);
  expect(fragmentXml('a-2', fragment)).toContain('formId="grade"');
});

it.each([
  ['vote', 'vote'],
  ['vote-2', 'vote2'],
  ['second-vote', 'secondVote'],
])('makes a name of a variable from %s', (id, name) => {
  expect(variableOf(id)).toBe(name);
});
