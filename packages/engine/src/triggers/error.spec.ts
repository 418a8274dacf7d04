import { play } from '../testing/index.ts';

const nested = (inner: string, outer: string): string => `
  start s
  sub out {
    start o
    sub in {
      start i
      end bad error=E
      i -> bad
    }
    boundary near of=in ${inner}
    user handledNear
    o -> in
    near -> handledNear
  }
  boundary far of=out ${outer}
  user handledFar
  s -> out
  far -> handledFar
`;

describe('error', () => {
  test.each([
    ['error=E', 'error=E', 'task:handledNear'],
    ['error=F', 'error=E', 'task:handledFar'],
    ['error', 'error=E', 'task:handledNear'],
  ])('is caught by the nearest event that fits: %s inside, %s outside', async (inner, outer, waiting) => {
    expect((await play(nested(inner, outer))).waiting).toEqual([waiting]);
  });

  test('prefers the event that names its code to one that takes all', async () => {
    const one = await play(
      'start s\nuser t\nboundary any of=t error\nboundary exact of=t error=E\nend a\nend b\ns -> t\nany -> a\nexact -> b',
    );
    one.at('t', { type: 'throw-error', code: 'E', variables: { why: 1 } });
    expect(one.completed).toEqual(['s', 'exact', 'b']);
    expect(one.variables).toEqual({ why: 1 });
  });

  test('is caught by an event subprocess before the boundary of its scope', async () => {
    const one = await play(`
      start s
      sub in {
        start i
        end bad error=E
        on handler {
          start event error=E
          user inside
          event -> inside
        }
        i -> bad
      }
      boundary b of=in error=E
      user outside
      s -> in
      b -> outside
    `);
    expect(one.waiting).toEqual(['task:inside']);
  });

  test('thrown inside the event subprocess that caught it goes on outwards', async () => {
    const one = await play(`
      start s
      sub in {
        start i
        end bad error=E
        on handler {
          start event error=E
          end again error=E
          event -> again
        }
        i -> bad
      }
      boundary b of=in error=E
      user outside
      s -> in
      b -> outside
    `);
    expect(one.waiting).toEqual(['task:outside']);
  });

  test('takes parallel work in the interrupted scope down', async () => {
    const one = await play(
      'start s\nsub in {\nstart i\nand f\nuser a\nuser b\nend bad error=E\ni -> f -> a -> bad\nf -> b\n}\nboundary x of=in error=E\nend e\ns -> in\nx -> e',
    );
    one.complete('a');
    expect(one.waiting).toEqual([]);
    expect(one.status).toBe('completed');
  });

  test('that nobody catches is an incident', async () => {
    const one = await play('start s\nend bad error=E\ns -> bad');
    expect(one.incidents).toEqual(['uncaught-error@bad']);
    expect(one.incidentMessages[0]).toContain('error «E» was thrown');
  });

  test('goes past an event whose code cannot be told, with a warning', async () => {
    const one = await play(
      nested('error=E', 'error=E').replace(
        /boundary near of=in error=E/,
        'boundary near of=in error="=assert(x, x = 1)"',
      ),
      { variables: { x: 0 } },
    );
    expect(one.waiting).toEqual(['task:handledFar']);
    expect(one.case.journal).toContainEqual(expect.objectContaining({ kind: 'warning', node: 'near' }));
  });
});
