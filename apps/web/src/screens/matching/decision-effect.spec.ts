import { describe, expect, it } from '@jest/globals';
import { effectOf } from './decision-effect.ts';

type Proposal = Parameters<typeof effectOf>[0];
const proposal = (total: number, pairs: [string, string][], without: string[] = []): Proposal =>
  ({
    total,
    pairs: pairs.map(([school, partner]) => ({
      school: { id: school, name: `школа ${school}` },
      partner: { id: partner, name: `партнёр ${partner}` },
    })),
    without: without.map((id) => ({ id, name: `школа ${id}` })),
  }) as unknown as Proposal;

describe('what a decision on a pair would bring', () => {
  it('is the difference for all schools together and everyone whose partner changes', () => {
    const now = proposal(1.7, [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'z'],
    ]);
    const then = proposal(
      1.2,
      [
        ['a', 'y'],
        ['c', 'z'],
      ],
      ['b'],
    );
    const { total, changes } = effectOf(now, then);
    expect(total).toBeCloseTo(-0.5, 9);
    expect(changes).toEqual([
      { school: 'школа a', before: 'партнёр x', after: 'партнёр y' },
      { school: 'школа b', before: 'партнёр y', after: null },
    ]);
  });

  it('is nothing where everybody keeps the partner', () => {
    const now = proposal(1, [['a', 'x']]);
    expect(effectOf(now, now)).toEqual({ total: 0, changes: [] });
  });
});
