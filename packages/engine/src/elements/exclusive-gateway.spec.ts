import { play, problemsOf } from '../testing/index.ts';

const choice = `
  start begin
  xor choose
  end large
  end small
  end other
  begin -> choose
  choose -> large if amount > 100
  choose -> small if amount > 10
  choose => other
`;

describe('exclusive gateway', () => {
  test('takes the first flow whose condition holds, in document order', async () => {
    const one = await play(choice, { variables: { amount: 500 } });
    expect(one.trace).toEqual([
      'enter:begin',
      'complete:begin',
      'take:begin-to-choose',
      'enter:choose',
      'complete:choose',
      'take:choose-to-large',
      'enter:large',
      'complete:large',
      'end:completed',
    ]);
  });

  test.each([
    [50, 'small'],
    [5, 'other'],
    [null, 'other'],
  ])('with the amount %s leads to %s', async (amount, end) => {
    const one = await play(choice, { variables: { amount } });
    expect(one.completed.at(-1)).toBe(end);
  });

  test('stops with an incident without a true condition, and goes on by a retry after the variable is set', async () => {
    const one = await play(`
      start begin
      xor choose
      end a
      end b
      begin -> choose
      choose -> a if x = 1
      choose -> b if x = 2
    `);
    expect(one.incidents).toEqual(['no-flow@choose']);
    expect(one.status).toBe('active');
    one.set({ x: 2 });
    expect(one.incidents).toEqual(['no-flow@choose']);
    one.retry();
    expect(one.completed).toEqual(['begin', 'choose', 'b']);
    expect(one.status).toBe('completed');
  });

  test('stops with an incident when a condition is neither true nor false', async () => {
    const one = await play(
      `
      start begin
      xor choose
      end a
      end b
      begin -> choose
      choose -> a if x
      choose => b
    `,
      { variables: { x: 'yes' } },
    );
    expect(one.incidents).toEqual(['expression@choose']);
    expect(one.incidentMessages[0]).toContain('expected true or false from «x», found "yes"');
  });

  test('merges without waiting: each token passes by itself', async () => {
    const one = await play(`
      start begin
      and fork
      task a
      task b
      xor merge
      end done
      begin -> fork -> a -> merge
      fork -> b -> merge -> done
    `);
    expect(one.completed.filter((node) => node === 'merge')).toHaveLength(2);
    expect(one.status).toBe('completed');
  });

  test('is warned about without a default flow and with several flows without condition', async () => {
    expect(await problemsOf('start s\nxor g\nend a\nend b\ns -> g\ng -> a if x\ng -> b if y')).toEqual([
      'warning:no-default@g',
    ]);
    expect(await problemsOf('start s\nxor g\nend a\nend b\ns -> g\ng -> a\ng -> b')).toEqual([
      'warning:no-condition@g',
    ]);
  });

  test('is refused with a condition that is not FEEL', async () => {
    expect(await problemsOf('start s\nxor g\nend a\nend b\ns -> g\ng -> a if x + * 1\ng => b')).toEqual([
      'error:bad-feel@g-to-a',
    ]);
  });
});
