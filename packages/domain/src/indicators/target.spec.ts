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
    ['прирост не менее 3 %', 'rise', 3, '%'],
    ['прирост 5 %', 'rise', 5, '%'],
    ['увеличение доли педагогов с 40 % до 80 %', 'at-least', 80, '%'],
    ['снижение доли неуспевающих до 5 %', 'at-most', 5, '%'],
    ['90 % и выше', 'at-least', 90, '%'],
    ['5 и менее', 'at-most', 5, null],
    ['3 и более мероприятий', 'at-least', 3, 'мероприятий'],
    ['не превысит 3', 'at-most', 3, null],
    ['хотя бы один педагог', 'at-least', 1, 'педагог'],
    ['не менее 3-х школ', 'at-least', 3, 'школ'],
    ['1 раз в 2 месяца', 'at-least', 1, 'раз в 2 месяца'],
    ['Не менее 15 обучающихся 7 – 8 классов', 'at-least', 15, 'обучающихся'],
    ['доля участников 5-11 классов не менее 40 %', 'at-least', 40, '%'],
    ['не менне 80 %', 'at-least', 80, '%'],
    ['неболее 10%', 'at-most', 10, '%'],
    ['не менее 1 раз', 'at-least', 1, 'раз'],
    ['не менее 2 (двух) раз', 'at-least', 2, 'раз'],
    ['не реже раза в квартал', 'at-least', 1, 'раз в квартал'],
    ['100 %-ный охват', 'at-least', 100, '%'],
    ['стопроцентный охват', 'at-least', 100, '%'],
    ['100 % (12 из 12)', 'at-least', 100, '%'],
    ['0 нарушений', 'at-most', 0, 'нарушений'],
    ['рост на 3 п.п.', 'rise', 3, '%'],
    ['рост на 3 процентных пункта', 'rise', 3, '%'],
    ['=> 90', 'at-least', 90, null],
    ['не < 85 %', 'at-least', 85, '%'],
    ['не > 12 %', 'at-most', 12, '%'],
    ['макс. 7 нарушений', 'at-most', 7, 'нарушений'],
    ['min 4', 'at-least', 4, null],
    ['доведение доли обученных до 100 %', 'at-least', 100, '%'],
    ['не менее чем у 80 % педагогов', 'at-least', 80, '%'],
    ['не более, чем в 5 % школ', 'at-most', 5, '%'],
    ['не менее чем в двух школах', 'at-least', 2, 'школах'],
    ['не менее 90 (девяноста) проц.', 'at-least', 90, '%'],
    ['наличие приказа', 'present', 1, null],
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
    expect(parseTarget('90-95 %')).toMatchObject({ comparison: 'between', value: 90, to: 95, unit: '%' });
    expect(parseTarget('80±5 %')).toMatchObject({ comparison: 'between', value: 75, to: 85, unit: '%' });
    expect(parseTarget('от 3-х до 5-ти семинаров')).toMatchObject({
      ...{ comparison: 'between', value: 3, to: 5, unit: 'семинаров', certainty: 'read' },
    });
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

  it.each<[string, string, number | null, string]>([
    ['увеличение на 5-10 %', 'rise', 5, 'взято меньшее'],
    ['не менее 2-3 мероприятий', 'at-least', 2, 'взято меньшее'],
    ['сокращение вдвое', 'fall', null, 'Во сколько раз'],
    ['рост в 1,5 раза', 'rise', null, 'Во сколько раз'],
    ['не менее половины педагогов', 'at-least', 50, '50 %'],
    ['не менее 1/3', 'at-least', 33.3, '33,3 %'],
    ['не менее 9О %', 'at-least', 90, 'ноль'],
    ['+5 %', 'rise', 5, '«+»'],
    ['– 2 %', 'fall', 2, '«–»'],
    ['все школы', 'at-least', 100, '100 %'],
    ['отсутствие нарушений', 'at-most', 0, '0'],
    ['2023 г. – 70 %, 2024 г. – 80 %', 'at-least', 70, 'несколько'],
    ['70 % (2023), 80 % (2024)', 'at-least', 70, 'несколько'],
    ['не менее 30 % учителей, 50 % руководителей', 'at-least', 30, 'несколько'],
    ['да/нет', 'present', 1, 'выполнено, если «да»'],
    ['нет нарушений', 'at-most', 0, '«нет» прочитано как 0'],
    ['ни одного обращения', 'at-most', 0, '«ни одного» прочитано как 0'],
    ['не менее 60 % и рост на 4 %', 'rise', 4, 'несколько'],
    ['рост на 4 %, не менее 60 %', 'rise', 4, 'несколько'],
    ['не допускается', 'at-most', 0, '«не допускается» прочитано как 0'],
    ['10 из 12 школ', 'at-least', 10, 'доля от 12 не считается'],
    ['ежеквартально', 'at-least', 1, '1 раза в квартал'],
  ])('reads «%s» as %s %s with a doubt', (text, comparison, value, doubt) => {
    const target = parseTarget(text);
    expect(target).toMatchObject({ comparison, value, certainty: 'doubtful' });
    expect(target.problems.join(' ')).toContain(doubt);
  });

  it.each([
    ['не ниже среднего по району', 'сравнение с другим показателем'],
    ['выше среднего по региону на 2 %', 'сравнение с другим показателем'],
    ['не более чем на 10 %', 'рост это или снижение'],
    ['рост не более чем на 10 %', 'сверху'],
    ['2025 год', 'только годы'],
    ['не ниже районного', 'сравнение с другим показателем'],
    ['на уровне региона', 'сравнение с другим показателем'],
    ['не хуже прошлого года', 'сравнение с другим показателем'],
    ['в 2 раза', 'рост это или снижение'],
    ['без изменений', 'нет числа'],
    ['нет данных', 'нет числа'],
    ['нет динамики', 'нет числа'],
  ])('says why it cannot read «%s», and what was expected', (text, reason) => {
    const target = parseTarget(text);
    expect(target).toMatchObject({ certainty: 'unreadable', comparison: null, value: null });
    expect(target.problems[0]).toContain(reason);
    expect(target.problems[0]).toContain('Ожидается, например, «не менее 90 %»');
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
    const unit = fc.constantFrom('%', null, 'семинаров', 'школ', 'раз', 'раз в год');
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

  it('says the change of a share in points, and times in the form that their number asks for', () => {
    const said = (text: string): string => describeTarget(parseTarget(text));
    expect(['снижение на 10 %', 'рост на 3 п.п.'].map(said)).toEqual([
      'снижение на 10 п. п.',
      'рост на 3 п. п.',
    ]);
    expect(['не менее 1 раз', 'не реже 2 раз в год', 'рост на 2 раза'].map(said)).toEqual([
      'не менее 1 раза',
      'не менее 2 раз в год',
      'рост на 2 раза',
    ]);
  });

  it('takes no number that is not in the text, whatever stands around it', () => {
    const amount = fc.integer({ min: 3, max: 89 });
    const opening = fc.constantFrom(
      ...[
        'не менее',
        'не менее чем у',
        'не более',
        '≥',
        'свыше',
        'от',
        'рост на',
        'снижение на',
        '+',
        '',
        '~',
      ],
      ...['охват', 'доля школ', 'не реже', 'в', 'на', 'каждый'],
    );
    const closing = fc.constantFrom(
      ...[
        '%',
        '%-ный охват',
        '-процентный',
        ' п.п.',
        ' раз',
        ' раза в год',
        ' школ',
        ' из 99',
        ' (99 %)',
        '',
      ],
      ...[' и более', ' нарушений', ' к 2025 году', ' раза', '–99 %', ' (двух) раз'],
    );
    fc.assert(
      fc.property(opening, amount, closing, (before, number, after) => {
        const text = `${before} ${number}${after}`;
        const { certainty, value, to, comparison } = parseTarget(text);
        if (certainty === 'unreadable') return;
        expect([number, 99, null]).toContain(value);
        expect([99, null]).toContain(to);
        const said = describeTarget(parseTarget(text));
        expect(parseTarget(said)).toMatchObject({ comparison, value, to, certainty: 'read' });
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

it('a number without end is looked at once', () => {
  expect(parseTarget('1'.repeat(200_000)).certainty).not.toBe('unreadable');
});
