import { draftVariables } from './draft-variables.ts';
import { newModel } from './new-model.ts';

const files = {
  'stage.json': JSON.stringify({ input: [{ name: 'schoolId', type: 'string' }] }),
  'forms/broken.form': '{',
};

it('knows the input of the stage, and asks the last draft that compiled while this one does not', async () => {
  let xml = newModel('p', 'Процесс');
  const variables = draftVariables(
    () => Promise.resolve(xml),
    () => files,
  );
  expect(await variables('end')).toEqual([{ name: 'schoolId' }]);
  xml = '<broken';
  expect(await variables('end')).toEqual([{ name: 'schoolId' }]);
  expect(await variables('nowhere')).toEqual([]);
});
