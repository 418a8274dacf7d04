import { play } from '../testing/index.ts';

describe('signal', () => {
  test('goes to all who wait for its name, in every case, and starts new ones', async () => {
    const one = await play(
      'start s\nand f\ncatch a signal=n\ncatch b signal=n\ncatch c signal=o\ns -> f -> a\nf -> b\nf -> c',
      {
        also: { other: 'start s signal=n\nuser t\ns -> t' },
      },
    );
    one.signal('n', { v: 1 });
    expect(one.waiting).toEqual(['signal:c', 'task:t']);
    expect(one.variables).toEqual({ v: 1 });
  });

  test('thrown in a case reaches the same case too', async () => {
    const one = await play(
      'start s\nand f\ncatch a signal=n\nuser t\nend e signal=n\ns -> f -> a\nf -> t -> e',
    );
    one.complete('t');
    expect(one.status).toBe('completed');
  });

  test('is refused when nothing in the case waits for it', async () => {
    const one = await play('start s\nuser t\ns -> t');
    expect(one.refused({ type: 'broadcast-signal', name: 'n', variables: {} })).toBe('not-open');
  });
});
