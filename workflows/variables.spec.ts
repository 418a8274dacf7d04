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
