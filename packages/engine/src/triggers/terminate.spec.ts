import { play } from '../testing/index.ts';

describe('terminate', () => {
  test('ends everything else in the process', async () => {
    const one = await play('start s\nand f\nuser a\nuser b\nend x terminate\ns -> f -> a -> x\nf -> b');
    one.complete('a');
    expect(one.trace).toContain('terminate:b');
    expect(one.status).toBe('completed');
  });

  test('in a subprocess ends only that subprocess, which goes on as completed', async () => {
    const one = await play(`
      start s
      and g
      sub in {
        start i
        and f
        user a
        sub deep {
          user b
        }
        end x terminate
        i -> f -> a -> x
        f -> deep
      }
      user after
      user beside
      s -> g -> in -> after
      g -> beside
    `);
    one.complete('a');
    expect(one.waiting).toEqual(['task:after', 'task:beside']);
  });

  test('also takes tokens waiting at joins', async () => {
    const one = await play(
      'start s\nand f\ntask a\nuser b\nuser c\nand j\nend x terminate\ns -> f -> a -> j\nf -> b -> j\nf -> c -> x',
    );
    one.complete('c');
    expect(one.status).toBe('completed');
  });
});
