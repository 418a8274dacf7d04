import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  betterWay,
  judge,
  median,
  movement,
  outliers,
  parseTarget,
  schoolsAlike,
  standing,
} from './index.ts';

const mark = (value: number | null, plan: string, previous: number | null = null): string =>
  judge(value, parseTarget(plan), { previous }).mark;

describe('judge', () => {
  it.each<[number | null, string, number | null, string]>([
    [90, 'не менее 90 %', null, 'green'],
    [85, 'не менее 90 %', null, 'amber'],
    [60, 'не менее 90 %', null, 'red'],
    [10, 'не более 10 %', null, 'green'],
    [10.5, 'не более 10 %', null, 'amber'],
    [14, 'не более 10 %', null, 'red'],
    [1, '0', null, 'red'],
    [60, 'от 50 до 70 %', null, 'green'],
    [72, 'от 50 до 70 %', null, 'amber'],
    [80, 'более 80 %', null, 'amber'],
    [12, 'снижение', 15, 'green'],
    [15, 'снижение', 15, 'amber'],
    [17, 'снижение', 15, 'red'],
    [17, 'рост на 5', 15, 'amber'],
    [17, 'рост', null, 'none'],
    [0, 'наличие плана', null, 'red'],
    [null, 'не менее 90 %', null, 'none'],
    [50, 'по плану', null, 'none'],
  ])('marks %p against «%s» after %p as %s', (value, plan, previous, expected) => {
    expect(mark(value, plan, previous)).toBe(expected);
  });

  it('gives the reason in words', () => {
    expect(judge(82, parseTarget('не менее 90 %')).reason).toBe(
      '82 %: план не менее 90 %, не хватает 8 п. п.',
    );
    expect(judge(95, parseTarget('не менее 90 %')).reason).toBe('95 %: план не менее 90 % выполнен.');
  });

  it('shows as many digits as tell a value from its plan and from the one before', () => {
    expect(judge(200 / 3, parseTarget('не менее 66,67 %')).reason).toBe(
      '66,667 %: план не менее 66,67 %, не хватает 0,003 п. п.',
    );
    expect(judge(3.8612, parseTarget('рост'), { previous: 3.8634 }).reason).toBe(
      'было 3,863, стало 3,861: движется в другую сторону.',
    );
  });

  it('counts in tenths as people do', () => {
    expect(judge(4.1, parseTarget('рост на 0,3 балла'), { previous: 3.8 }).mark).toBe('green');
    expect(judge(0.99, parseTarget('не менее 1,1'), { tolerance: 10 }).mark).toBe('amber');
  });

  it('never marks a better value worse', () => {
    const order = ['red', 'amber', 'green'];
    const value = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 1, max: 150 }), (one, two, plan) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)];
        const up = `не менее ${plan} %`;
        expect(order.indexOf(mark(high, up))).toBeGreaterThanOrEqual(order.indexOf(mark(low, up)));
        const down = `не более ${plan} %`;
        expect(order.indexOf(mark(low, down))).toBeGreaterThanOrEqual(order.indexOf(mark(high, down)));
      }),
    );
  });
});

describe('comparison', () => {
  const values = (...list: number[]) => list.map((value, index) => ({ schoolId: `s${index}`, value }));

  it('finds the value that stands apart, and none among few', () => {
    expect(outliers(values(50, 51, 49, 52, 48, 95))).toEqual([
      { schoolId: 's5', side: 'high', middle: 50.5 },
    ]);
    expect(outliers(values(50, 51, 95))).toEqual([]);
    expect(median([3, 1, 2])).toBe(2);
  });

  it('tells an outlier among schools of which most are equal, and none in a small difference', () => {
    expect(outliers(values(100, 100, 100, 100, 98, 100, 20))).toEqual([
      { schoolId: 's6', side: 'low', middle: 100 },
    ]);
    expect(outliers(values(50, 50, 50, 50, 50, 95))).toHaveLength(1);
    expect(outliers(values(100, 100, 100, 100, 100, 99))).toEqual([]);
    expect(outliers(values(7, 7, 7, 7, 7))).toEqual([]);
  });

  it('tells whether a step was for the better', () => {
    expect(movement(10, 8, betterWay(parseTarget('не более 10 %')))).toBe('better');
    expect(movement(10, 8, betterWay(parseTarget('не менее 10 %')))).toBe('worse');
    expect(movement(10, 8, betterWay(parseTarget('от 5 до 20 %')))).toBe('none');
    expect(movement(null, 8, 'up')).toBe('none');
    expect(movement(8, 8, null)).toBe('same');
  });

  it('compares with schools of the same kind and size, with the kind alone where these are few', () => {
    const school = (id: string, kind: string, pupils: number | null) => ({ id, kind, pupils });
    const own = school('own', 'СОШ', 300);
    const near = [200, 450, 300].map((pupils, index) => school(`n${index}`, 'СОШ', pupils));
    const far = school('far', 'СОШ', 900);
    expect(schoolsAlike(own, [own, ...near, far, school('o', 'ООШ', 300)])).toEqual({
      ids: ['n0', 'n1', 'n2'],
      by: 'size',
    });
    expect(schoolsAlike(own, [own, near[0]!, near[1]!, far])).toEqual({
      ids: ['n0', 'n1', 'far'],
      by: 'kind',
    });
    expect(schoolsAlike(own, [own, far])).toEqual({ ids: [], by: null });
  });
});

describe('standing', () => {
  const good = ['green', 'green', 'green', 'green', 'amber', 'none'] as const;
  const bad = ['green', 'red', 'red'] as const;

  it('advises to leave after two good rounds in a row', () => {
    expect(standing([good, good, bad], { left: false }).advice).toBe('exit');
    expect(standing([good, bad, good], { left: false })).toMatchObject({
      advice: 'stay',
      reason: expect.stringContaining('подряд: 1'),
    });
    expect(standing([bad, good, good], { left: false }).advice).toBe('stay');
  });

  it('advises to take a school back when a third is red, and says nothing without marks', () => {
    expect(standing([bad], { left: true }).advice).toBe('return');
    expect(standing([good], { left: true }).advice).toBe('out');
    expect(standing([['none']], { left: false }).advice).toBe('unknown');
  });

  it('holds shares against their bounds unrounded, and shows the digits that decide', () => {
    const marks = (green: number, amber: number, red = 0) => [
      ...Array.from({ length: green }, () => 'green' as const),
      ...Array.from({ length: amber }, () => 'amber' as const),
      ...Array.from({ length: red }, () => 'red' as const),
    ];
    const almost = marks(35, 9);
    expect(standing([almost, almost], { left: false })).toMatchObject({
      advice: 'stay',
      reason: expect.stringContaining('зелёных 79,5 %'),
    });
    expect(standing([marks(4, 1), marks(4, 1)], { left: false }).advice).toBe('exit');
    expect(standing([marks(31, 0, 13)], { left: true })).toMatchObject({
      advice: 'out',
      reason: expect.stringContaining('Красных показателей 29,5 %'),
    });
  });
});
