import { liveElements } from '../core/step.ts';
import { play, problemsOf, type Play } from '../testing/index.ts';

const box = (attributes: string): string => `
  start s
  adhoc box ${attributes} {
    user a
    user b
    user c
    a -> c
  }
  end e
  s -> box -> e
`;
const boxOf = (one: Play): number => liveElements(one.case.state).find(({ node }) => node === 'box')!.id;

describe('ad-hoc subprocess', () => {
  test('starts the elements that a person chooses, in any order and number, until a person says enough', async () => {
    const one = await play(box(''));
    expect(one.waiting).toEqual([]);
    one.act({ type: 'activate-adhoc', element: boxOf(one), nodes: ['b', 'b'] });
    one
      .complete('b')
      .act({ type: 'activate-adhoc', element: boxOf(one), nodes: ['a'], variables: { note: 1 } });
    one.complete('a');
    expect(one.waiting).toEqual(['task:b', 'task:c']);
    one.act({ type: 'complete-adhoc', element: boxOf(one) });
    expect(one.waiting).toEqual([]);
    expect(one.status).toBe('completed');
  });

  test('starts the elements that its expression names and completes with them', async () => {
    const one = await play(box('active="=which"'), { variables: { which: ['a', 'b'] } });
    expect(one.waiting).toEqual(['task:a', 'task:b']);
    one.complete('a').complete('b').complete('c');
    expect(one.completed.slice(-2)).toEqual(['box', 'e']);
  });

  test('completes when its condition holds and takes down what still runs', async () => {
    const one = await play(box('active="=which" enough="ok"'), { variables: { which: ['a', 'b'] } });
    one.complete('b', { ok: true });
    expect(one.status).toBe('completed');
    expect(one.trace).toContain('terminate:a');
  });

  test('with cancelRemainingInstances=false lets what runs come to its end', async () => {
    const one = await play(box('active="=which" enough="ok" keep'), { variables: { which: ['b', 'b'] } });
    one.complete('b', { ok: true });
    expect(one.waiting).toEqual(['task:b']);
    one.complete('b');
    expect(one.status).toBe('completed');
  });

  test('sequential runs one element at a time', async () => {
    const one = await play(box('sequential'));
    one.act({ type: 'activate-adhoc', element: boxOf(one), nodes: ['a'] });
    expect(one.refused({ type: 'activate-adhoc', element: boxOf(one), nodes: ['b'] })).toBe(
      'ad-hoc-sequential',
    );
  });

  test('refuses elements that are not in it', async () => {
    const one = await play(box(''));
    expect(one.refused({ type: 'activate-adhoc', element: boxOf(one), nodes: ['e'] })).toBe(
      'unknown-element',
    );
    expect(one.refused({ type: 'activate-adhoc', element: 1, nodes: ['a'] })).toBe('unknown-element');
    expect(one.refused({ type: 'complete-adhoc', element: 99 })).toBe('unknown-element');
  });

  test('an expression that names something else is an incident', async () => {
    expect((await play(box('active="=which"'), { variables: { which: ['x'] } })).incidents).toEqual([
      'ad-hoc@box',
    ]);
  });

  test('is refused when it is empty', async () => {
    expect(await problemsOf('start s\nadhoc box {\n}\ns -> box')).toEqual(['error:empty@box']);
  });

  test('collects an output of each flow inside, in the order in which they end, and hands them over', async () => {
    const one = await play(box('active="=which" into=found output="=result" enough="count(found) = 2"'), {
      variables: { which: ['a', 'b'] },
    });
    one.complete('a', { result: 'not yet' });
    expect(one.variables.found).toBeUndefined();
    one.complete('b', { result: 'B' }).complete('c', { result: 'C' });
    expect(one.status).toBe('completed');
    expect(one.variables.found).toEqual(['B', 'C']);
  });

  test('whose condition or output cannot be told waits at the element that ends, and a retry goes on', async () => {
    for (const attributes of ['enough="enough"', 'into=found output="=assert(x, enough)"']) {
      const one = await play(box(`active="=which" ${attributes}`), {
        variables: { which: ['b'], enough: 'yes', x: 1 },
      });
      one.complete('b');
      expect(one.incidents).toEqual(['expression@b']);
      one.set({ enough: true }).retry();
      expect(one.status).toBe('completed');
    }
  });

  test('is refused when a job would choose its elements, or its outputs go nowhere', async () => {
    expect(await problemsOf(box('job=agent'))).toContain('error:ad-hoc-job@box');
    expect(await problemsOf(box('active="=[]" output="=x"'))).toContain('error:ad-hoc-output@box');
  });
});
