import { liveElements } from '../core/step.ts';
import { play, problemsOf, type Play } from '../testing/index.ts';

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

  describe('with a filter of variables', () => {
    const beside = (filter: string): string =>
      `start s\nuser t\nboundary b of=t condition="x > 1 or y > 1" beside ${filter}\nend e\ns -> t\nb -> e`;
    const times = ({ completed }: Play): number => completed.filter((node) => node === 'b').length;

    test('happens when a named variable changes, and not when only another one does', async () => {
      const one = await play(beside('names="x, z"'));
      expect(times(one.set({ y: 5 }))).toBe(0);
      expect(times(one.set({ x: 0 }))).toBe(1);
    });

    test('takes the names from an expression', async () => {
      const one = await play(beside('names="=[which]"'), { variables: { which: 'y' } });
      expect(times(one.set({ x: 5 }))).toBe(0);
      expect(times(one.set({ y: 0 }))).toBe(1);
    });

    test('tells a variable that is made from one that gets another value', async () => {
      const made = await play(beside('changes=create'));
      expect(times(made.set({ x: 0 }).set({ x: 5 }))).toBe(0);
      expect(times(made.set({ y: 0 }))).toBe(1);
      const changed = await play(beside('changes=update'));
      expect(times(changed.set({ x: 5 }))).toBe(0);
      expect(times(changed.set({ x: 5 }))).toBe(0);
      expect(times(changed.set({ x: 6 }))).toBe(1);
    });

    test('happens at once when its condition holds already', async () => {
      expect(times(await play(beside('names=z changes=update'), { variables: { x: 2 } }))).toBe(1);
    });

    test('takes no notice of a variable that it does not see', async () => {
      const one = await play(
        'start s\nand f\nsub p {\nstart i\nuser t\ni -> t\n}\nuser u\nboundary b of=u condition="y > 1" beside names=x\nend e\ns -> f\nf -> p\nf -> u\nb -> e',
      );
      const element = liveElements(one.case.state).find(({ node }) => node === 'p')!.id;
      one.set({ y: 5 });
      expect(times(one.act({ type: 'set-variables', element, variables: { x: 9 } }))).toBe(0);
      expect(times(one.set({ x: 9 }))).toBe(1);
    });

    test('keeps in mind what changed while the case was suspended', async () => {
      const one = await play(beside('names=x'));
      one.act({ type: 'suspend' });
      one.set({ x: 5 });
      expect(times(one)).toBe(0);
      one.act({ type: 'resume' });
      expect(times(one)).toBe(1);
    });

    test('of other changes than create and update is refused', async () => {
      expect(await problemsOf(beside('changes=delete'))).toEqual(['error:variable-events@b']);
      expect(await problemsOf('start s condition="x > 1" changes=create\nend e\ns -> e')).toEqual([
        'warning:filter-at-start@s',
      ]);
    });
  });

  test('is refused when its condition is not FEEL', async () => {
    expect(await problemsOf(text.replace('x > 1', 'x >'))).toEqual(['error:bad-feel@c']);
  });
});
