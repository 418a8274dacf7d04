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
      { complete: 'b-1-propose' },
      { complete: 'b-1-consent' },
    ],
    { b1Answer: 'yes' },
  ],
  [
    'reviews',
    {},
    [
      { complete: 'b-1-choose', with: { experts: [{ login: 'expert1' }, { login: 'expert2' }] } },
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
  ['wait', { planDate: '2026-10-01T00:00:00Z' }, [{ advance: 'P30D' }], {}],
  [
    'indicators',
    {},
    [
      {
        complete: 'b-1-collect',
        with: {
          indicators: [
            { name: 'ВПР', target: 50, value: 60 },
            { name: 'ОГЭ', target: 50, value: 40 },
          ],
        },
      },
    ],
    { b1Result: { total: 2, reached: 1, share: 0.5 } },
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
