import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MatchingError,
  type MatchingTask,
  matchPartners,
  type PairIds,
  partnersFor,
  setImpossibleAside,
  straightKm,
  usualPairWeights,
  weighDecisions,
} from './index.ts';

const supported = (id: string, needs: string[] = [], districtId = 'd'): MatchingTask['schools'][number] => ({
  id,
  districtId,
  needs,
});
const partner = (
  id: string,
  strengths: string[] = [],
  capacity = 1,
  load = 0,
): MatchingTask['partners'][number] => ({ id, districtId: 'd', strengths, capacity, load });
const task = (more: Partial<MatchingTask>): MatchingTask => ({
  schools: [],
  partners: [],
  weights: usualPairWeights,
  farKm: 100,
  ...more,
});
const pairsOf = (of: MatchingTask): string[] =>
  matchPartners(of).pairs.map((pair) => `${pair.school}→${pair.partner}`);

describe('setImpossibleAside', () => {
  it('keeps the fixed pairs that can be and says of the others why they cannot', () => {
    const fixed = ['a', 'b', 'c', 'd'].map((school) => ({ school, partner: school === 'c' ? 'q' : 'p' }));
    const { task: left, impossible } = setImpossibleAside(
      task({
        schools: fixed.map(({ school }) => supported(school)),
        partners: [partner('p', [], 2), partner('q', [], 1, 1), partner('r', [], 4)],
        facts: [{ school: 'a', partner: 'p', conflict: 'супруги' }],
        forbidden: [{ school: 'd', partner: 'r', reason: 'далеко' }],
        fixed: [...fixed, { school: 'nobody', partner: 'p' }],
      }),
    );
    expect(left.fixed).toEqual([
      { school: 'b', partner: 'p' },
      { school: 'd', partner: 'p' },
    ]);
    expect(impossible).toEqual([
      { school: 'a', partner: 'p', obstacle: { kind: 'conflict', reason: 'супруги' } },
      { school: 'c', partner: 'q', obstacle: { kind: 'full', capacity: 1 } },
    ]);
    expect(matchPartners(left).pairs).toHaveLength(4);
  });
});

describe('matchPartners', () => {
  it('gives all schools together the best partners, not the first school its favourite', () => {
    const two = task({
      schools: [supported('a', ['физика']), supported('b', ['физика', 'химия'])],
      partners: [partner('p', ['физика', 'химия']), partner('q', ['физика'])],
    });
    expect(pairsOf(two)).toEqual(['a→q', 'b→p']);
  });

  it('lists pairs in the order in which the schools were given', () => {
    const schools = [supported('№ 2'), supported('№ 10'), supported('№ 1')];
    const of = task({ schools, partners: [partner('p'), partner('q'), partner('r')] });
    expect(matchPartners(of).pairs.map(({ school }) => school)).toEqual(['№ 2', '№ 10', '№ 1']);
  });

  it('never makes a school its own partner, nor pairs schools in conflict', () => {
    const of = task({
      schools: [supported('a', ['физика'])],
      partners: [partner('a', ['физика']), partner('p', ['физика']), partner('q')],
      facts: [{ school: 'a', partner: 'p', conflict: 'директора — супруги' }],
    });
    expect(pairsOf(of)).toEqual(['a→q']);
    expect(partnersFor(of, 'a').map((each) => [each.partner, each.obstacle?.kind])).toEqual([
      ['q', undefined],
      ['a', 'itself'],
      ['p', 'conflict'],
    ]);
  });

  it('names the schools for which no partner is left', () => {
    const of = task({
      schools: [supported('a'), supported('b')],
      partners: [partner('p', [], 2, 1)],
    });
    expect(matchPartners(of)).toMatchObject({ pairs: [{ partner: 'p' }], without: [expect.any(String)] });
  });

  it('takes a refused pair out and tells what that costs', () => {
    const of = task({
      schools: [supported('a', ['физика'])],
      partners: [partner('p', ['физика']), partner('q')],
      forbidden: [{ school: 'a', partner: 'p', reason: 'партнёр отказался' }],
    });
    expect(pairsOf(of)).toEqual(['a→q']);
    expect(weighDecisions(of).costs).toEqual([
      { school: 'a', partner: 'p', cost: expect.closeTo(5 / 13, 10) },
    ]);
  });

  it('weighs each decision by hand, and says where there are too many to weigh', () => {
    const of = task({
      schools: [supported('a', ['физика']), supported('b')],
      partners: [partner('p', ['физика']), partner('q')],
      fixed: [{ school: 'b', partner: 'p' }],
      forbidden: [{ school: 'b', partner: 'q', reason: 'далеко' }],
    });
    const { costs, total } = weighDecisions(of);
    expect(total).toBeCloseTo(matchPartners(of).total, 10);
    expect(costs).toEqual([
      { school: 'b', partner: 'p', cost: expect.any(Number) },
      { school: 'b', partner: 'q', cost: 0 },
    ]);
    expect(weighDecisions(of, 3).costs.map(({ cost }) => cost)).toEqual([null, null]);
  });

  it('counts for every decision what proposing anew without it gains', () => {
    const subjects = ['физика', 'химия', 'русский язык'];
    const some = fc.subarray(subjects);
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 1, maxLength: 7 }),
        fc.array(fc.tuple(some, fc.integer({ min: 0, max: 3 }), fc.nat(1), fc.nat(90)), {
          minLength: 1,
          maxLength: 7,
        }),
        fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.boolean()), { maxLength: 12 }),
        (needs, strengths, decided) => {
          const of = task({
            schools: needs.map((each, index) => supported(`s${index}`, each)),
            partners: strengths.map(([each, capacity, load], index) =>
              partner(`p${index}`, each, capacity, load),
            ),
            facts: needs.flatMap((_, school) =>
              strengths.map(([, , , km], index) => ({
                ...{ school: `s${school}`, partner: `p${index}` },
                roadKm: (km * (school + 3)) % 90,
              })),
            ),
            fixed: [],
            forbidden: [],
          });
          for (const [school, partnerAt, fix] of decided) {
            const pair = { school: `s${school}`, partner: `p${partnerAt}` };
            const more = fix
              ? { ...of, fixed: [...of.fixed!, pair] }
              : { ...of, forbidden: [...of.forbidden!, { ...pair, reason: 'нет' }] };
            // Decisions that contradict each other or what there is are refused as a whole.
            if (refuses(more)) continue;
            Object.assign(of, more);
          }
          const { costs, total } = weighDecisions(of);
          const other = (pair: PairIds) => (each: PairIds) =>
            each.school !== pair.school || each.partner !== pair.partner;
          expect(total).toBeCloseTo(matchPartners(of).total, 9);
          for (const { cost, ...pair } of costs) {
            const [fixed, forbidden] = [of.fixed!.filter(other(pair)), of.forbidden!.filter(other(pair))];
            const without = matchPartners({ ...of, fixed, forbidden }).total;
            expect(cost).toBeCloseTo(Math.max(0, without - total), 9);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps a pair that a person has fixed, and refuses to fix an impossible one', () => {
    const of = task({
      schools: [supported('a', ['физика']), supported('b')],
      partners: [partner('p', ['физика']), partner('q')],
      fixed: [{ school: 'b', partner: 'p' }],
    });
    expect(pairsOf(of)).toEqual(['a→q', 'b→p']);
    expect(() => matchPartners({ ...of, fixed: [...of.fixed!, { school: 'a', partner: 'p' }] })).toThrow(
      /больше школ, чем он может вести/,
    );
    expect(() => matchPartners({ ...of, fixed: [{ school: 'x', partner: 'p' }] })).toThrow(/школы «x» нет/);
  });

  it('prefers the nearer partner and says when the road is only estimated', () => {
    const place = { latitude: 57.85, longitude: 114.2 };
    const of = task({
      schools: [{ ...supported('a'), place }],
      partners: [
        { ...partner('far'), place: { latitude: 57.85, longitude: 115.2 } },
        { ...partner('near'), place: { latitude: 57.85, longitude: 114.3 } },
      ],
    });
    const [pair] = matchPartners(of).pairs;
    expect(pair?.partner).toBe('near');
    expect(pair?.aspects[1]?.fact).toMatchObject({ kind: 'distance', estimated: true });
    const closed = { ...of, facts: [{ school: 'a', partner: 'near', roadKm: 400 }] };
    expect(matchPartners(closed).pairs[0]?.partner).toBe('far');
  });

  it('finds the greatest sum that trying all assignments finds', () => {
    const subjects = ['физика', 'химия', 'русский язык'];
    const some = fc.subarray(subjects);
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(some, fc.nat(2)), { minLength: 1, maxLength: 4 }),
        (needs, strengths) => {
          const of = task({
            schools: needs.map((each, index) => supported(`s${index}`, each)),
            partners: strengths.map(([each, capacity], index) => partner(`p${index}`, each, capacity)),
          });
          expect(matchPartners(of).total).toBeCloseTo(best(of), 9);
        },
      ),
    );
  });
});

/** Whether a task is refused as wrong. */
function refuses(of: MatchingTask): boolean {
  try {
    matchPartners(of);
    return false;
  } catch (error) {
    if (error instanceof MatchingError) return true;
    throw error;
  }
}

/** The greatest sum of scores over all ways to pair, most pairs first. */
function best(of: MatchingTask): number {
  const { score } = walk(0, new Map());
  return score;
  function walk(index: number, used: Map<string, number>): { count: number; score: number } {
    const school = of.schools[index];
    if (!school) return { count: 0, score: 0 };
    let found = walk(index + 1, used);
    for (const candidate of of.partners) {
      const taken = used.get(candidate.id) ?? 0;
      if (candidate.load + taken >= candidate.capacity) continue;
      const own = partnersFor(
        { ...of, partners: [{ ...candidate, load: candidate.load + taken }] },
        school.id,
      )[0]!;
      const rest = walk(index + 1, new Map(used).set(candidate.id, taken + 1));
      const sum = { count: rest.count + 1, score: rest.score + own.score };
      if (sum.count > found.count || (sum.count === found.count && sum.score > found.score)) found = sum;
    }
    return found;
  }
}

describe('straightKm', () => {
  it('knows that a degree of latitude is about 111 km', () => {
    expect(straightKm({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBeCloseTo(111.19, 1);
  });
});
