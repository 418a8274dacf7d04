import { play } from '../testing/index.ts';

describe('message', () => {
  test('reaches one subscription only, the oldest that fits', async () => {
    const one = await play('start s\nand f\ncatch a message=m\ncatch b message=m\ns -> f -> a\nf -> b');
    one.message('m');
    expect(one.waiting).toEqual(['message:b']);
  });

  test('that nobody waits for is ignored without a time to live', async () => {
    const one = await play('start s\nuser t\ncatch c message=m\ns -> t -> c');
    expect(one.message('m')).toBe(false);
    one.complete('t');
    expect(one.waiting).toEqual(['message:c']);
    expect(one.refused({ type: 'correlate-message', name: 'other', variables: {} })).toBe('not-open');
  });

  test('evaluates its name and key where it waits', async () => {
    const one = await play('start s\ncatch c message="=kind" key="=id" in.id="=1 + 1"\ns -> c', {
      variables: { kind: 'paid' },
    });
    expect(one.waitAt('c').wait).toMatchObject({ message: { name: 'paid', correlationKey: '2' } });
  });

  test('is published with its key and time to live, and its local variables', async () => {
    const one = await play(
      'start s\nthrow t message=m sendKey="=1" ttl=PT5M in.a="=2"\nuser u\ncatch c message=m key="=1"\ns -> t -> u -> c',
    );
    one.pass('PT4M').complete('u');
    expect(one.status).toBe('completed');
    expect(one.variables).toEqual({ a: 2 });
  });

  test('a null name is an incident', async () => {
    expect((await play('start s\ncatch c message="=kind"\ns -> c')).incidents).toEqual(['message@c']);
  });
});
