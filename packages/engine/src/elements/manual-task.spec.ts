import { play } from '../testing/index.ts';

describe('manual task', () => {
  test('is noted and passed, with its mappings', async () => {
    const one = await play('start s\nmanual m out.noted="=true"\nend e\ns -> m -> e');
    expect(one.completed).toEqual(['s', 'm', 'e']);
    expect(one.variables).toEqual({ noted: true });
  });
});
