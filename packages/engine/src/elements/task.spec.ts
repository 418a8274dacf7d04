import { play, problemsOf } from '../testing/index.ts';

describe('task of no kind', () => {
  test('completes at once', async () => {
    const one = await play('start s\ntask t\nend e\ns -> t -> e');
    expect(one.completed).toEqual(['s', 't', 'e']);
  });

  test('with several flows out sends a token on each, by their conditions', async () => {
    const one = await play(
      `
      start s
      task t
      user a
      user b
      user c
      s -> t -> a
      t -> b if x = 1
      t -> c if x = 2
    `,
      { variables: { x: 2 } },
    );
    expect(one.waiting).toEqual(['task:a', 'task:c']);
  });

  test('takes the default flow when no condition holds, and is an incident without one', async () => {
    const one = await play('start s\ntask t\nuser a\nuser b\ns -> t\nt -> a if x = 1\nt => b');
    expect(one.waiting).toEqual(['task:b']);
    const two = await play('start s\ntask t\nuser a\ns -> t\nt -> a if x = 1');
    expect(two.incidents).toEqual(['no-flow@t']);
    two.set({ x: 1 }).retry();
    expect(two.waiting).toEqual(['task:a']);
  });

  test('takes its default flow beside a flow without a condition when no condition holds', async () => {
    const drawn = 'start s\ntask t\nuser a\nuser b\nuser c\ns -> t\nt -> a if x = 1\nt -> b\nt => c';
    expect((await play(drawn)).waiting).toEqual(['task:b', 'task:c']);
    expect((await play(drawn, { variables: { x: 1 } })).waiting).toEqual(['task:a', 'task:b']);
  });

  test('maps inputs to local variables and outputs to the scope around, each seeing the ones before', async () => {
    const one = await play(
      `
      start s
      task t in.a="=1" in.b="=a + x" out.sum="=a + b" out.deep.inner="=b" out.word=fixed
      s -> t
    `,
      { variables: { x: 10, deep: { kept: true } } },
    );
    expect(one.variables).toEqual({ x: 10, sum: 12, deep: { kept: true, inner: 11 }, word: 'fixed' });
  });

  test.each([
    ['in.a="=assert(1, x > 0)"', 'inputs'],
    ['out.a="=assert(1, x > 0)"', 'outputs'],
  ])('a mapping %s that fails is an incident in the phase %s', async (mapping, phase) => {
    const one = await play(`start s\ntask t ${mapping}\ns -> t`, { variables: { x: 0 } });
    const [incident] = Object.values(one.case.state.incidents);
    expect(incident).toMatchObject({ node: 't', type: 'expression', phase });
    one.set({ x: 1 }).retry();
    expect(one.incidents).toEqual([]);
    expect(one.status).toBe('completed');
  });

  test('several flows into it start it for each token', async () => {
    const one = await play(`
      start s
      and fork
      task t
      s -> fork -> t
      fork -> x -> t
      task x
    `);
    expect(one.completed.filter((node) => node === 't')).toHaveLength(2);
  });

  test('is warned about when nothing leads to it', async () => {
    expect(await problemsOf('start s\ntask a\ntask b\ntask c\ns -> a\nb -> c\nc -> b')).toEqual([
      'warning:unreachable@b',
      'warning:unreachable@c',
    ]);
  });
});
