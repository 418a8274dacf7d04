import { start } from '../core/step.ts';
import { modelOf, NOON, play, problemsOf } from '../testing/index.ts';

describe('start event', () => {
  test('without a trigger is where a case begins', async () => {
    const one = await play('start s\nuser t\ns -> t');
    expect(one.completed).toEqual(['s']);
  });

  test('several none start events all begin, with a warning', async () => {
    const text = 'start a\nstart b\nuser t\nuser u\na -> t\nb -> u';
    expect(await problemsOf(text)).toEqual(['warning:several-starts@process']);
    expect((await play(text)).waiting).toEqual(['task:t', 'task:u']);
  });

  test.each([
    ['message=order', (one: Awaited<ReturnType<typeof play>>) => one.message('order', undefined, { n: 1 })],
    ['signal=open', (one: Awaited<ReturnType<typeof play>>) => one.signal('open', { n: 1 })],
  ])('by %s starts a case with its variables', async (trigger, happen) => {
    const one = await play(`start s ${trigger}\nuser t\ns -> t`, { begin: false });
    happen(one);
    expect(one.waiting).toEqual(['task:t']);
    expect(one.variables).toEqual({ n: 1 });
  });

  test('by a timer starts a case at each date of its cycle', async () => {
    const one = await play('start s cycle=R3/PT1H\nuser t\ns -> t', { begin: false });
    one.pass('PT2H');
    expect(one.host.cases.size).toBe(2);
    one.pass('P1D');
    expect(one.host.cases.size).toBe(3);
  });

  test('by a timer is not a start for a person', async () => {
    const model = await modelOf('start s timer=PT1H\nuser t\ns -> t');
    const step = start(model, { variables: {} }, NOON);
    expect(step.rejected).toMatchObject({ code: 'no-start' });
    expect(step.journal).toEqual([]);
    expect(start(model, { variables: {}, startNode: 's' }, NOON).rejected).toBeUndefined();
    expect(start(model, { variables: {}, startNode: 't' }, NOON).rejected).toMatchObject({
      code: 'unknown-element',
    });
  });

  test('is refused with a flow into it', async () => {
    expect(await problemsOf('start s\ntask t\ns -> t -> s')).toContain('error:no-incoming@s');
  });
});
