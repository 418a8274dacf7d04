import { compile } from '@opora/engine/compile';
import { variablesAt } from '@opora/modeling';
import { readStageFolders } from './runner/folders.ts';

/** Variables that the designer offers at an element of a stage, each with the element it comes from. */
async function offered(stage: string, element: string): Promise<Map<string, string | undefined>> {
  const folder = readStageFolders().find(({ id }) => id === stage)!;
  const { models } = await compile(folder.bpmn);
  const forms = new Map([...folder.forms.values()].map((form) => [form.id, form]));
  const given = folder.stage.input.map(({ name }) => name);
  const found = variablesAt(models[0]!, element, { forms, given });
  return new Map(found.map(({ name, from }) => [name, from]));
}

it('offers fields of forms on the way here, and none of a parallel or later branch', async () => {
  const atAgreement = await offered('partner-assignment', 'agreement');
  expect(atAgreement.get('partner')).toBe('propose');
  expect(atAgreement.get('partnerOrder')).toBeDefined();
  expect(atAgreement.has('schoolId')).toBe(true);
  expect([atAgreement.has('jointPlan'), atAgreement.has('tutors')]).toEqual([false, false]);
  const atTutors = await offered('partner-assignment', 'tutors');
  expect([atTutors.get('jointPlan'), atTutors.get('agreement')]).toEqual([
    'joint-plan',
    'register-agreement',
  ]);
});

it('offers a document where it has been made, and not before', async () => {
  expect((await offered('partner-assignment', 'order')).get('orderDocument')).toBe('make-order');
  expect((await offered('partner-assignment', 'propose')).has('tutors')).toBe(false);
});

it('offers the reviewer of a review only inside of it', async () => {
  const inReview = await offered('expertise', 'review');
  expect(inReview.get('reviewer')).toBe('review');
  expect((await offered('expertise', 'vote')).has('reviewer')).toBe(false);
});

/** What each kind of document reads of its case; a task that maps inputs hands out these only when it maps them. */
const read: { readonly [kind: string]: readonly string[] } = {
  'analytic-memo': ['riskProfile', 'swot', 'diagnosisMemo'],
  'joint-plan': ['jointPlan', 'partner'],
  'network-agreement': ['partner'],
  'partner-order': ['partner'],
  'review-sheet': ['reviews'],
};

it('hands every document that a stage makes what its kind reads', async () => {
  const missing: string[] = [];
  for (const { id, bpmn } of readStageFolders()) {
    const { models } = await compile(bpmn);
    for (const node of Object.values(models[0]!.nodes)) {
      const needed = read[node.headers?.['kind'] ?? ''];
      if (!needed || !node.inputs) continue;
      const given = new Set(node.inputs.map(({ target }) => target.split('.')[0]));
      missing.push(...needed.filter((name) => !given.has(name)).map((name) => `${id}/${node.id}: ${name}`));
    }
  }
  expect(missing).toEqual([]);
});
