import { play } from '../testing/index.ts';

const each = (more = '', node = 'user t'): string =>
  `start s\n${node} each="=items" as=item collect=results from="=item + extra" ${more}\nend e\ns -> t -> e`;

describe('multi-instance', () => {
  test('in parallel runs once for each item and collects the outputs in the order of the items', async () => {
    const one = await play(each(), { variables: { items: [1, 2, 3] } });
    const [first, second, third] = one.host.tasks();
    one.checked(() => one.host.completeTask(third!, { extra: 1 }));
    one.checked(() => one.host.completeTask(first!, { extra: 2 }));
    one.checked(() => one.host.completeTask(second!, { extra: 3 }));
    expect(one.variables.results).toEqual([3, 5, 4]);
    expect(one.status).toBe('completed');
  });

  test('keeps an output variable local to its instance, so that outputs do not mix', async () => {
    const one = await play('start s\nuser t each="=items" as=item collect=results from="=given"\ns -> t', {
      variables: { items: [1, 2] },
    });
    one.complete('t', { given: 10 }).complete('t', { given: 20 });
    expect(one.variables).toEqual({ items: [1, 2], results: [10, 20] });
  });

  test('in turn starts the next when the one before is done', async () => {
    const one = await play(each('sequential'), { variables: { items: [1, 2], extra: 0 } });
    expect(one.waiting).toEqual(['task:t']);
    one.complete('t');
    expect(one.trace.filter((line) => line.startsWith('enter:t'))).toEqual([
      'enter:t',
      'enter:t#1',
      'enter:t#2',
    ]);
    one.complete('t');
    expect(one.variables).toMatchObject({ results: [1, 2] });
  });

  test('by a cardinality runs as often as it says', async () => {
    expect((await play('start s\nuser t times="n"\ns -> t', { variables: { n: 3 } })).waiting).toHaveLength(
      3,
    );
  });

  test.each([[[]], [0]])('of nothing (%j) is passed with an empty collection', async (items) => {
    const one = await play(Array.isArray(items) ? each() : 'start s\nuser t times=0\nend e\ns -> t -> e', {
      variables: { items },
    });
    expect(one.status).toBe('completed');
    if (Array.isArray(items)) expect(one.variables).toMatchObject({ results: [] });
  });

  test('ends when its completion condition holds; what still runs is taken down and its output is null', async () => {
    const one = await play(each('until="numberOfCompletedInstances >= 2"'), {
      variables: { items: [1, 2, 3], extra: 0 },
    });
    one.complete('t').complete('t');
    expect(one.status).toBe('completed');
    expect(one.variables).toMatchObject({ results: [1, 2, null] });
    expect(one.trace).toContain('terminate:t');
  });

  test('of subprocesses gives each its own variables and events', async () => {
    const one = await play(
      `
      start s
      sub t each="=items" as=item {
        start i
        user u "U" assignee="=item"
        boundary late of=u timer=P1D
        user help
        i -> u
        late -> help
      }
      end e
      s -> t -> e
    `,
      { variables: { items: ['ann', 'bob'] } },
    );
    expect(one.host.tasks('u').map(({ wait }) => wait.task.assignee)).toEqual(['ann', 'bob']);
    one.complete('u').pass('P1D');
    expect(one.waiting).toEqual(['task:help']);
    one.complete('help');
    expect(one.status).toBe('completed');
  });

  test('an error in one instance ends all when the boundary event catches it', async () => {
    const one = await play(`${each()}\nboundary bad of=t error=E\nuser handle\nbad -> handle`, {
      variables: { items: [1, 2] },
    });
    one.at('t', { type: 'throw-error', code: 'E' });
    expect(one.waiting).toEqual(['task:handle']);
  });

  test('terminate in one instance ends only that instance', async () => {
    const one = await play(
      'start s\nsub t times=2 {\nstart i\nand f\nuser u\nuser v\nend x terminate\ni -> f -> u -> x\nf -> v\n}\nend e\ns -> t -> e',
    );
    one.complete('u');
    expect(one.waiting).toEqual(['task:u', 'task:v']);
    one.complete('u');
    expect(one.status).toBe('completed');
  });

  test.each([
    ['user t each="=missing" as=x', {}],
    ['user t each="=n" as=x', { n: 5 }],
    ['user t times="-1"', {}],
    ['user t times="1.5"', {}],
    ['user t times="n"', {}],
    ['user t times="1000000000"', {}],
  ])('«%s» is an incident', async (node, variables) => {
    expect((await play(`start s\n${node}\ns -> t`, { variables })).incidents).toEqual(['multi-instance@t']);
  });

  test('a failing output element is an incident of its instance, and a retry completes it', async () => {
    const one = await play(each().replace('item + extra', 'assert(item, item < most)'), {
      variables: { items: [1, 5], most: 3 },
    });
    one.complete('t').complete('t');
    expect(one.incidents).toEqual(['expression@t']);
    one.set({ most: 9 }).retry();
    expect(one.variables).toMatchObject({ results: [1, 5] });
    expect(one.status).toBe('completed');
  });

  test('runs ten thousand instances in turn and at once', async () => {
    const items = Array.from({ length: 10_000 }, (_, i) => i);
    for (const more of ['', 'sequential']) {
      const one = await play(each(more, 'task t'), { variables: { items, extra: 1 } });
      expect(one.status).toBe('completed');
      expect((one.variables.results as number[]).at(-1)).toBe(10_000);
    }
  });
});
