import { compile } from '@opora/engine/compile';
import { diagram } from '@opora/engine/testing';
import type { Form } from '../scenario/form.ts';
import { variablesAt, type VariableSources } from './variables-at.ts';

const grade: Form = {
  id: 'grade',
  type: 'default',
  schemaVersion: 19,
  components: [
    { id: 'a', type: 'number', key: 'score' },
    { id: 'b', type: 'group', path: 'memo', components: [{ id: 'c', type: 'textfield', key: 'title' }] },
  ],
};
const sources: VariableSources = { forms: new Map([['grade', grade]]), given: ['schoolId'] };

async function namesAt(drawn: string, element: string, after = false): Promise<string[]> {
  const { models, problems } = await compile(diagram(drawn));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return variablesAt(models[0]!, element, sources, after).map(({ name }) => name);
}

const straight = 'start s\nuser a form=grade\nscript b script="=score" result=level\nend e\ns -> a -> b -> e';

it('knows what the case began with and what forms and scripts wrote on the way', async () => {
  expect(await namesAt(straight, 'a')).toEqual(['schoolId']);
  expect(await namesAt(straight, 'b')).toEqual(['memo', 'schoolId', 'score']);
  expect(await namesAt(straight, 'e')).toEqual(['level', 'memo', 'schoolId', 'score']);
});

it('knows at the end of an element, and on the flows out of it, what it wrote itself', async () => {
  expect(await namesAt(straight, 'b', true)).toContain('level');
  expect(await namesAt(straight, 'b-to-e')).toContain('level');
});

it('joins what any way here may have written, a way back among them', async () => {
  const drawn =
    'start s\nuser a\nxor x\nscript b script="=1" result=back\nend e\ns -> a -> x\nx -> b if again\nx => e\nb -> a';
  expect(await namesAt(drawn, 'a')).toEqual(['back', 'schoolId']);
});

it('takes only what output mappings name, and the outcome of a vote', async () => {
  const drawn =
    'start s\nuser a form=grade out.result="=score"\nuser v vote.size="=3" vote.outcomeVariable=verdict\nend e\ns -> a -> v -> e';
  expect(await namesAt(drawn, 'e')).toEqual(['result', 'schoolId', 'verdict']);
});

it('does not know what a parallel branch or a later step writes', async () => {
  const drawn =
    'start s\nand f\nuser a form=grade\nscript b script="=1" result=other\nand j\nscript c script="=1" result=later\nend e\ns -> f\nf -> a -> j\nf -> b -> j\nj -> c -> e';
  expect(await namesAt(drawn, 'a')).toEqual(['schoolId']);
  expect(await namesAt(drawn, 'b')).toEqual(['schoolId']);
  expect(await namesAt(drawn, 'c')).toEqual(['memo', 'other', 'schoolId', 'score']);
});

it('shows the item of a list and input mappings only inside the element', async () => {
  const drawn =
    'start s\nuser a each="=experts" as=expert collect=reviews from="=1" in.note="=1"\nend e\ns -> a -> e';
  expect(await namesAt(drawn, 'a')).toEqual(['expert', 'loopCounter', 'note', 'schoolId']);
  expect(await namesAt(drawn, 'e')).toEqual(['reviews', 'schoolId']);
});
