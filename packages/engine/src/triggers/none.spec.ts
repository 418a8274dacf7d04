import { play } from '../testing/index.ts';

describe('none', () => {
  test('events without a definition happen as soon as they are reached', async () => {
    const one = await play('start s\nthrow t\nend e\ns -> t -> e');
    expect(one.completed).toEqual(['s', 't', 'e']);
  });
});
