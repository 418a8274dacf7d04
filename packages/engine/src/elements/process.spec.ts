import { play, problemsOf } from '../testing/index.ts';

describe('process', () => {
  test('ends with its variables when nothing in it is left', async () => {
    const one = await play('start s\nuser t\ns -> t', { variables: { a: 1 } });
    one.complete('t', { b: 2 });
    expect(one.case.journal.at(-1)).toMatchObject({ kind: 'case.ended', status: 'completed' });
    expect(one.variables).toEqual({ a: 1, b: 2 });
  });

  test('without a start event begins at every element without incoming flow', async () => {
    expect((await play('user a\nuser b\nuser c\na -> c')).waiting).toEqual(['task:a', 'task:b']);
  });

  test('cancelled takes everything down and says so', async () => {
    const one = await play('start s\nuser t\nboundary b of=t timer=P1D\nend e\ns -> t\nb -> e');
    one.act({ type: 'cancel', reason: 'closed', actor: { user: 'ann' } });
    expect(one.status).toBe('cancelled');
    expect(one.waiting).toEqual([]);
    expect(one.refused({ type: 'set-variables', variables: {} })).toBe('not-active');
  });

  test('with a token that nothing can take any more stays and waits for an operator', async () => {
    const one = await play('start s\nxor x\nand j\nend e\ns -> x -> j -> e\nx -> j2\nj2 -> j\ntask j2');
    expect(one.status).toBe('active');
    expect(one.waiting).toEqual([]);
  });

  test('is refused when it is empty or none is executable', async () => {
    expect(await problemsOf('')).toEqual(['error:empty@process']);
    const { compile } = await import('../compile.ts');
    const { diagram } = await import('../testing/index.ts');
    const drawn = diagram('start s');
    expect((await compile(drawn.replace('"true"', '"false"'))).problems[0]).toMatchObject({
      rule: 'no-executable-process',
      message: expect.stringContaining('«process»'),
    });
    expect((await compile(drawn, { processId: 'other' })).problems[0]).toMatchObject({
      rule: 'no-executable-process',
    });
  });
});
