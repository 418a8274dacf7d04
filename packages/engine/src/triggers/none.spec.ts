import { play } from '../testing/index.ts';

describe('none', () => {
  test('events without a definition happen as soon as they are reached', async () => {
    const one = await play('start s\nthrow t\ncatch c\nend e\ns -> t -> c -> e');
    expect(one.completed).toEqual(['s', 't', 'c', 'e']);
  });
});
