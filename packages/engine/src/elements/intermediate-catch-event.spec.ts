import { play } from '../testing/index.ts';

describe('intermediate catch event', () => {
  test('waits for its event and hands its variables on by the output mapping', async () => {
    const one = await play('start s\ncatch c message=m out.kept="=text"\nend e\ns -> c -> e');
    one.message('m', undefined, { text: 'a', other: 1 });
    expect(one.variables).toEqual({ kept: 'a' });
  });

  test('multiple goes on with the first of its events', async () => {
    const one = await play('start s\ncatch c message=m signal=n timer=P1D\nend e\ns -> c -> e');
    expect(one.waiting).toEqual(['message:c', 'signal:c', 'timer:c']);
    one.signal('n');
    expect(one.status).toBe('completed');
    expect(one.trace.filter((line) => line.startsWith('give-up'))).toEqual([
      'give-up:message:c',
      'give-up:timer:c',
    ]);
  });

  test('parallel multiple waits for all of its events', async () => {
    const one = await play('start s\ncatch c message=m signal=n all\nend e\ns -> c -> e');
    one.signal('n', { a: 1 });
    expect(one.waiting).toEqual(['message:c']);
    one.message('m', undefined, { b: 2 });
    expect(one.status).toBe('completed');
    expect(one.variables).toEqual({ a: 1, b: 2 });
  });
});
