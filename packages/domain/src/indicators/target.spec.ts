import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeTarget, parseTarget, type Target } from './index.ts';

describe('parseTarget', () => {
  it.each<[string, string, number | null, string | null]>([
    ['не менее 90 %', 'at-least', 90, '%'],
    ['(не менее 90%)', 'at-least', 90, '%'],
    ['не более 10 %', 'at-most', 10, '%'],
    ['не менее 20 семинаров', 'at-least', 20, 'семинаров'],
    ['не менее двух семинаров', 'at-least', 2, 'семинаров'],
    ['Не ниже 3,5', 'at-least', 3.5, null],
    ['более 80 процентов', 'more-than', 80, '%'],
    ['менее 5%', 'less-than', 5, '%'],
    ['≥ 75 %', 'at-least', 75, '%'],
    ['100 %', 'at-least', 100, '%'],
    ['0', 'at-most', 0, null],
    ['1 раз в полугодие', 'at-least', 1, 'раз в полугодие'],
    ['не реже 2 раз в год', 'at-least', 2, 'раз в год'],
    ['снижение на 5 %', 'fall', 5, '%'],
    ['Увеличение доли таких учеников на 10 %', 'rise', 10, '%'],
    ['положительная динамика', 'rise', null, null],
    ['наличие плана', 'present', 1, null],
    ['Доля выпускников ниже минимума – не более 10 % к 2025 году', 'at-most', 10, '%'],
    ['100% школ охвачены тьюторской поддержкой', 'at-least', 100, '%'],
    ['не менее 43 274 учеников', 'at-least', 43274, 'учеников'],
  ])('reads «%s»', (text, comparison, value, unit) => {
    expect(parseTarget(text)).toMatchObject({ comparison, value, unit, certainty: 'read', problems: [] });
  });

  it('reads a range and refuses one that stands the wrong way round', () => {
    expect(parseTarget('от 50 до 70 %')).toMatchObject({
      comparison: 'between',
      value: 50,
      to: 70,
      unit: '%',
    });
    expect(parseTarget('50–70 %')).toMatchObject({ comparison: 'between', value: 50, to: 70 });
    expect(parseTarget('от 70 до 50 %')).toMatchObject({ certainty: 'unreadable', comparison: null });
  });

  it('says what it had to assume', () => {
    expect(parseTarget('80 %')).toMatchObject({ comparison: 'at-least', value: 80, certainty: 'doubtful' });
    expect(parseTarget('80 %').problems[0]).toContain('не менее');
    expect(parseTarget('до 10 %')).toMatchObject({ comparison: 'at-most', certainty: 'doubtful' });
    expect(parseTarget('не менее 5 семинаров и не более 8 семинаров').problems).toEqual([
      'Плановых значений несколько, взято первое (5).',
    ]);
  });

  it.each(['', '   ', 'по плану', 'высокий уровень', '2022-2025 годы'])(
    'says that it cannot read «%s»',
    (text) => {
      const target = parseTarget(text);
      expect(target).toMatchObject({ certainty: 'unreadable', comparison: null, value: null });
      expect(target.problems).toHaveLength(1);
    },
  );

  it('reads what it describes, whatever the bound, the number and the unit', () => {
    const number = fc.oneof(
      fc.integer({ min: 1, max: 99_999 }),
      fc.integer({ min: 1, max: 999 }).map((n) => n / 10),
    );
    const unit = fc.constantFrom('%', null, 'семинаров', 'школ', 'раз в год');
    const comparison = fc.constantFrom<Target['comparison']>(
      'at-least',
      'at-most',
      'more-than',
      'less-than',
      'rise',
      'fall',
    );
    fc.assert(
      fc.property(comparison, number, unit, (kind, value, of) => {
        const written = describeTarget({ ...parseTarget(''), comparison: kind, value, unit: of });
        expect(parseTarget(written)).toMatchObject({ comparison: kind, value, unit: of, certainty: 'read' });
      }),
    );
  });

  it('never throws and always says something where it is not sure', () => {
    const piece = fc.constantFrom(
      'не менее',
      'до',
      '90',
      '%',
      '1 000',
      '–',
      'раз в',
      'год',
      'рост',
      '3,5',
      '(',
      'ё',
      '2025',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const target = parseTarget(text);
        expect(target.text).toBe(text);
        expect(target.problems.length > 0).toBe(target.certainty !== 'read');
        expect(target.comparison === null).toBe(target.certainty === 'unreadable');
        if (target.value !== null) expect(Number.isFinite(target.value)).toBe(true);
      }),
    );
  });
});
