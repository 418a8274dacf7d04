import { play } from '../testing/index.ts';
import { rebuild } from './step.ts';

describe('journal', () => {
  test('is numbered without gaps and rebuilds the state at its last number', async () => {
    const one = await play(
      'start s\nuser t times=40\nboundary b of=t timer=P1D beside\nend e\ns -> t\nb -> e',
    );
    one.complete('t').pass('P1D').complete('t');
    expect(one.case.journal.map(({ n }) => n)).toEqual(one.case.journal.map((_, i) => i + 1));
    expect(rebuild(one.case.journal)).toEqual(one.case.state);
  });

  test('rebuilds a state at each of its numbers', async () => {
    const one = await play('start s\nand f\nuser a\nuser b\nand j\ns -> f -> a -> j\nf -> b -> j');
    one.complete('a').complete('b');
    const { journal } = one.case;
    journal.forEach((_, i) => expect(rebuild(journal.slice(0, i + 1)).number).toBe(i + 1));
  });

  test('with a gap is refused with the number that is missing', async () => {
    const one = await play('start s\nuser t\ns -> t');
    const { journal } = one.case;
    expect(() => rebuild([...journal.slice(0, 2), ...journal.slice(3)])).toThrow(
      'expected number 3, found 4',
    );
  });

  test('keeps the ids of the last 256 stimuli', async () => {
    const one = await play('start s\nuser t\ns -> t');
    for (let i = 0; i < 300; i++) one.act({ type: 'set-variables', variables: { i }, id: `id-${i}` });
    expect(one.case.state.recent).toHaveLength(256);
    expect(one.case.state.recent.at(-1)).toBe('id-299');
  });
});
