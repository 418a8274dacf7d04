import { play } from '../testing/index.ts';

const twoOfThree = `
  start begin
  and fork
  user a
  user b
  user c
  complex enough activation="activationCount >= 2"
  user next
  begin -> fork -> a -> enough -> next
  fork -> b -> enough
  fork -> c -> enough
`;

describe('complex gateway', () => {
  test('starts once when its activation condition holds', async () => {
    const one = await play(twoOfThree);
    one.complete('a');
    expect(one.waiting).toEqual(['task:b', 'task:c']);
    one.complete('b');
    expect(one.waiting).toEqual(['task:c', 'task:next']);
  });

  test('uses up the tokens that come later', async () => {
    const one = await play(twoOfThree);
    one.complete('a').complete('c').complete('b');
    expect(one.waiting).toEqual(['task:next']);
    one.complete('next');
    expect(one.status).toBe('completed');
  });

  test('waits for all without an activation condition', async () => {
    const one = await play(twoOfThree.replace(/ activation=.*/, ''));
    one.complete('a').complete('b');
    expect(one.waiting).toEqual(['task:c']);
    one.complete('c');
    expect(one.waiting).toEqual(['task:next']);
  });

  test('leaves by the conditions of its flows', async () => {
    const one = await play(
      `
      start s
      complex split
      user a
      user b
      user c
      s -> split
      split -> a if x = 1
      split -> b if x < 5
      split => c
    `,
      { variables: { x: 1 } },
    );
    expect(one.waiting).toEqual(['task:a', 'task:b']);
  });

  test('whose activation condition fails waits with an incident, and a retry looks again', async () => {
    const one = await play(
      twoOfThree.replace('activationCount >= 2', 'assert(activationCount, ready) >= 2'),
      {
        variables: { ready: false },
      },
    );
    one.complete('a').complete('b');
    expect(one.incidents).toEqual(['expression@enough']);
    one.set({ ready: true }).retry();
    expect(one.waiting).toEqual(['task:c', 'task:next']);
  });
});
