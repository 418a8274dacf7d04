import { play } from '../testing/index.ts';

describe('intermediate throw event', () => {
  test('without a trigger is passed', async () => {
    expect((await play('start s\nthrow t\nend e\ns -> t -> e')).completed).toEqual(['s', 't', 'e']);
  });

  test('throws all of its definitions and goes on', async () => {
    const one = await play('start s\nthrow t signal=a|b message=m\nend e\ns -> t -> e');
    expect(one.trace.filter((line) => /publish|broadcast/.test(line))).toEqual([
      'publish:m',
      'broadcast:a',
      'broadcast:b',
    ]);
    expect(one.status).toBe('completed');
  });

  test('with a task definition is a job', async () => {
    const one = await play('start s\nthrow t message=m job=mail\nend e\ns -> t -> e');
    expect(one.waiting).toEqual(['job:t']);
  });
});
