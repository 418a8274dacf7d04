import { play, problemsOf } from '../testing/index.ts';

describe('link', () => {
  test('goes on at the catching link of the same name, from several places', async () => {
    const one = await play(`
      start s
      and f
      throw a link=L
      throw b link=L
      catch c link=L
      user t
      s -> f -> a
      f -> b
      c -> t
    `);
    expect(one.waiting).toEqual(['task:t', 'task:t']);
  });

  test('is refused without a catching link of its name in the same scope', async () => {
    expect(await problemsOf('start s\nthrow a link=L\ncatch c link=M\nend e\ns -> a\nc -> e')).toContain(
      'error:no-link@a',
    );
  });
});
