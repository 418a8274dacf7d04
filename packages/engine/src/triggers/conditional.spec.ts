import { play, problemsOf } from '../testing/index.ts';

const text = 'start s\ncatch c condition="x > 1"\nend e\ns -> c -> e';

describe('conditional event', () => {
  test('waits until its condition holds', async () => {
    const one = await play(text, { variables: { x: 0 } });
    one.set({ x: 1 });
    expect(one.waiting).toEqual(['condition:c']);
    one.set({ x: 2 });
    expect(one.status).toBe('completed');
  });

  test('happens at once when its condition holds already', async () => {
    expect((await play(text, { variables: { x: 2 } })).status).toBe('completed');
  });

  test('that does not interrupt happens each time the condition turns true', async () => {
    const one = await play(
      'start s\nuser t\nboundary b of=t condition="x > 1" beside\nend e\ns -> t\nb -> e',
    );
    one.set({ x: 2 }).set({ x: 3 }).set({ x: 0 }).set({ x: 2 });
    expect(one.completed.filter((node) => node === 'b')).toHaveLength(2);
  });

  test('that is neither true nor false is an incident; a retry looks again', async () => {
    const one = await play(text, { variables: { x: 0 } });
    const bad = await play('start s\ncatch c condition="x"\ns -> c', { variables: { x: 'yes' } });
    expect(one.incidents).toEqual([]);
    expect(bad.incidents).toEqual(['expression@c']);
    bad.set({ x: true });
    if (bad.incidents.length > 0) bad.retry();
    expect(bad.status).toBe('completed');
  });

  test('conditions that set each other off for ever are stopped with an incident', async () => {
    const one = await play(
      `
      start s
      user t
      on up {
        start a condition="x" beside
        script down script="=false" result=x
        a -> down
      }
      on off {
        start b condition="not(x)" beside
        script again script="=true" result=x
        b -> again
      }
      s -> t
    `,
      { variables: { x: true } },
    );
    expect(one.incidents).toHaveLength(1);
    expect(one.incidents[0]).toMatch(/^loop-limit@/);
  });

  test('is refused when its condition is not FEEL', async () => {
    expect(await problemsOf(text.replace('x > 1', 'x >'))).toEqual(['error:bad-feel@c']);
  });
});
