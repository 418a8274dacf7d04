import fc from 'fast-check';
import { describeTerm, occurrences, parseTerm, type TermContext } from './index.ts';

const schoolYear: TermContext = { period: { from: '2023-09-01', to: '2024-08-31' } };
const datesOf = (text: string, context: TermContext = {}): string[] =>
  parseTerm(text, context).parts.flatMap((part) =>
    part.kind === 'range'
      ? [`${part.from}…${part.to}`]
      : part.kind === 'until'
        ? [`…${part.to}`]
        : part.kind === 'since'
          ? [`${part.from}…`]
          : [part.kind],
  );

describe('a term with dates', () => {
  it.each([
    ['апрель 2023', '2023-04-01…2023-04-30'],
    ['до 07.09.2019', '…2019-09-07'],
    ['17.10.2019', '2019-10-17…2019-10-17'],
    ['2023-09-05', '2023-09-05…2023-09-05'],
    ['05.09.23', '2023-09-05…2023-09-05'],
    ['09.2023', '2023-09-01…2023-09-30'],
    [
      '25 26 ноября 2019 г., 5 декабря 2019 г.',
      '2019-11-25…2019-11-25 2019-11-26…2019-11-26 2019-12-05…2019-12-05',
    ],
    ['Сентябрь-октябрь 2019 г.', '2019-09-01…2019-10-31'],
    ['июль – сентябрь 2024 года', '2024-07-01…2024-09-30'],
    ['сентябрь 2023 г. — январь 2024 г.', '2023-09-01…2024-01-31'],
    ['октябрь – май 2024', '2023-10-01…2024-05-31'],
    ['16.09.2019 – 26.09.2019', '2019-09-16…2019-09-26'],
    ['01.09-05.09.2023', '2023-09-01…2023-09-05'],
    ['с 01.09.2023 по 31.05.2024', '2023-09-01…2024-05-31'],
    ['01.09.-05.09.23 г.', '2023-09-01…2023-09-05'],
    ['27-28.08.2024', '2024-08-27…2024-08-28'],
    ['26, 27 и 29.08.2024', '2024-08-26…2024-08-26 2024-08-27…2024-08-27 2024-08-29…2024-08-29'],
    ['1го октября 2023', '2023-10-01…2023-10-01'],
    ['октябрь 2023 (входной), май 2024 (итоговый)', '2023-10-01…2023-10-31 2024-05-01…2024-05-31'],
    ['10-15 сентября 2023', '2023-09-10…2023-09-15'],
    ['до 1 сентября 2023 года', '…2023-09-01'],
    ['до конца 2023 года', '…2023-12-31'],
    ['с 1 сентября 2023', '2023-09-01…'],
    ['2023-2024 учебный год', '2023-09-01…2024-05-31'],
    ['2019/2020', '2019-09-01…2020-05-31'],
    ['2023/24 уч. г.', '2023-09-01…2024-05-31'],
    ['2022–2025 годы', '2022-01-01…2025-12-31'],
    ['2018-2020 г.г.', '2018-01-01…2020-12-31'],
    ['2023 год', '2023-01-01…2023-12-31'],
    ['4 квартал 2022 года', '2022-10-01…2022-12-31'],
    ['I-II кварталы 2024 г.', '2024-01-01…2024-03-31 2024-04-01…2024-06-30'],
    ['1 полугодие 2023-2024 учебного года', '2023-09-01…2023-12-31'],
    ['сентябрь, декабрь 2023', '2023-09-01…2023-09-30 2023-12-01…2023-12-31'],
    ['Апрель/май 2020г', '2020-04-01…2020-04-30 2020-05-01…2020-05-31'],
    [
      '28.08.2019\n\nНоябрь 2019\n\n   Январь 2020',
      '2019-08-28…2019-08-28 2019-11-01…2019-11-30 2020-01-01…2020-01-31',
    ],
    ['В течение года 2023-2024', '2023-01-01…2024-12-31'],
    ['сентябрь 2023-2024 учебного года', '2023-09-01…2023-09-30'],
  ])('«%s» is read', (text, dates) => {
    expect(datesOf(text).join(' ')).toBe(dates);
    expect(parseTerm(text)).toMatchObject({ certainty: 'read', unread: [] });
  });

  it('takes a missing year from the programme and marks it', () => {
    const term = parseTerm('октябрь-май', schoolYear);
    expect(term.parts).toEqual([
      { kind: 'range', from: '2023-10-01', to: '2024-05-31', unit: 'month', assumed: true },
    ]);
    expect(term.problems.map(({ code }) => code)).toEqual(['year-assumed']);
    expect(describeTerm(term)).toBe('октябрь 2023 – май 2024 (год предположен)');
  });

  it('names the other years where the period allows several', () => {
    const term = parseTerm('сентябрь', { period: { from: '2022-01-01', to: '2025-12-31' } });
    expect(term.certainty).toBe('doubtful');
    expect(term.problems.find(({ code }) => code === 'year-ambiguous')?.suggestion).toBe('2023, 2024, 2025');
  });

  it('doubts a year that stands at another month past New Year', () => {
    expect(datesOf('ноябрь, январь 2024')).toEqual(['2023-11-01…2023-11-30', '2024-01-01…2024-01-31']);
    expect(parseTerm('ноябрь, январь 2024').problems).toMatchObject([
      { code: 'year-ambiguous', suggestion: '2024' },
    ]);
  });

  it('gives no dates without a year and a period', () => {
    expect(parseTerm('май')).toMatchObject({ certainty: 'doubtful', parts: [{ kind: 'window' }] });
    expect(parseTerm('май', { today: '2026-11-24' }).parts).toMatchObject([
      { from: '2027-05-01', assumed: true },
    ]);
  });
});

describe('a term that is wrong', () => {
  it('says that the end lies before the start, and keeps it out of the calendar', () => {
    const term = parseTerm('декабрь 2023-февраль 2023');
    expect(term).toMatchObject({ certainty: 'doubtful', parts: [{ kind: 'broken' }] });
    expect(term.problems[0]?.code).toBe('end-before-start');
    expect(occurrences(term, '2020-01-01', '2030-01-01')).toEqual([]);
  });

  it('says that there is no year 20120 and what may be meant', () => {
    const term = parseTerm('Март 20120');
    expect(term).toMatchObject({ certainty: 'doubtful', parts: [{ kind: 'window' }] });
    expect(term.problems).toEqual([
      expect.objectContaining({
        code: 'impossible-year',
        text: '20120',
        suggestion: expect.stringContaining('2020'),
      }),
    ]);
  });

  it('says that there is no such date', () => {
    expect(parseTerm('31.02.2023')).toMatchObject({
      certainty: 'unreadable',
      parts: [],
      problems: [{ code: 'impossible-date' }],
    });
  });

  it('shows what it could not read', () => {
    expect(parseTerm('Постоянно на сайте школы')).toMatchObject({
      certainty: 'doubtful',
      unread: ['сайте школы'],
    });
    expect(parseTerm('уточняется позже')).toMatchObject({
      certainty: 'unreadable',
      unread: ['уточняется позже'],
    });
  });

  it('doubts a term far outside of the programme', () => {
    expect(parseTerm('март 2013', schoolYear).problems[0]?.code).toBe('outside-period');
  });
});

describe('a term that recurs', () => {
  it.each([
    ['ежегодно', { per: 'year', times: 1 }],
    ['1 раз в четверть', { per: 'school-quarter', times: 1 }],
    ['Раз в полугодие', { per: 'half-year', times: 1 }],
    ['Не реже 1 раза в квартал', { per: 'quarter', times: 1, bound: 'at-least' }],
    ['не реже двух раз в год', { per: 'year', times: 2, bound: 'at-least' }],
    ['дважды в год', { per: 'year', times: 2 }],
    ['ежемесячно', { per: 'month' }],
    ['1 раз в два месяца', { per: 'month', every: 2 }],
    ['август ежегодно', { per: 'year', windows: [{ from: { month: 8, day: 1 }, to: { month: 8, day: 0 } }] }],
    ['ежегодно, до 1 сентября', { per: 'year', windows: [expect.objectContaining({ bound: 'until' })] }],
    ['1 раз в четверть, 2023-2024 учебный год', { within: { from: '2023-09-01', to: '2024-05-31' } }],
  ])('«%s» is read', (text, expected) => {
    const term = parseTerm(text);
    expect(term).toMatchObject({ certainty: 'read', unread: [] });
    expect(term.parts).toEqual([expect.objectContaining(expected)]);
  });

  it('comes in every month named', () => {
    const term = parseTerm('декабрь, апрель ежегодно');
    expect(occurrences(term, '2023-01-01', '2024-12-31').map(({ from }) => from)).toEqual([
      '2023-04-01',
      '2023-12-01',
      '2024-04-01',
      '2024-12-01',
    ]);
  });

  it('reads several periods at once', () => {
    const term = parseTerm('по четвертям, полугодиям, году');
    expect(term.parts.map((part) => part.kind === 'recurrence' && part.per)).toEqual([
      'school-quarter',
      'half-year',
      'year',
    ]);
    expect(occurrences(parseTerm('1 раз в четверть'), '2023-09-01', '2024-05-31')).toHaveLength(4);
  });
});

describe('a term of single days', () => {
  it.each([
    ['каждый понедельник', ['2023-10-02', '2023-10-09', '2023-10-16', '2023-10-23', '2023-10-30']],
    ['еженедельно по средам', ['2023-10-04', '2023-10-11', '2023-10-18', '2023-10-25']],
    ['последний четверг месяца', ['2023-10-26']],
    ['первый вторник каждого месяца', ['2023-10-03']],
    ['ежемесячно до 5 числа', ['2023-10-05']],
    ['до 20 числа каждого месяца', ['2023-10-20']],
    ['10 числа каждого месяца', ['2023-10-10']],
  ])('«%s» falls on its days', (text, days) => {
    const term = parseTerm(text);
    expect(term).toMatchObject({ certainty: 'read', unread: [], problems: [] });
    expect(occurrences(term, '2023-10-01', '2023-10-31').map(({ to }) => to)).toEqual(days);
    expect(parseTerm(describeTerm(term)).parts).toEqual(term.parts);
  });

  it('ends with February where the month has no such day', () => {
    const term = parseTerm('ежемесячно до 30 числа');
    expect(occurrences(term, '2023-02-01', '2023-02-28').map(({ to }) => to)).toEqual(['2023-02-28']);
  });
});

describe('a term in the words of a school', () => {
  it.each([
    ['с 10 по 15 ноября 2023 г.', '2023-11-10…2023-11-15', 'read'],
    ['1-я неделя октября 2023', '2023-10-01…2023-10-07', 'read'],
    ['II декада мая 2024', '2024-05-11…2024-05-20', 'read'],
    ['до конца учебного года', '…2024-05-31', 'read'],
    ['к началу учебного года', '…2023-09-01', 'read'],
    ['зимние, весенние каникулы', '2023-12-30…2024-01-08 2024-03-24…2024-03-31', 'read'],
    ['II полугодие 2023 – 2024', '2024-01-01…2024-05-31', 'read'],
    ['начало учебного года', '2023-09-01…2023-09-30', 'doubtful'],
    ['I полугодие', '2023-09-01…2023-12-31', 'doubtful'],
    ['зима 2024', '2023-12-01…2024-02-29', 'doubtful'],
    ['О1.09.2023', '2023-09-01…2023-09-01', 'doubtful'],
    ['сентябрь 2О23', '2023-09-01…2023-09-30', 'doubtful'],
    ['сентя6рь 2023', '2023-09-01…2023-09-30', 'doubtful'],
  ])('«%s» is read', (text, dates, certainty) => {
    const term = parseTerm(text, { period: { from: '2023-08-01', to: '2024-07-31' } });
    expect(term).toMatchObject({ certainty, unread: [] });
    expect(datesOf(text, { period: { from: '2023-08-01', to: '2024-07-31' } }).join(' ')).toBe(dates);
    if (certainty === 'doubtful') expect(term.problems.length).toBeGreaterThan(0);
  });

  it('names several times in a year', () => {
    expect(parseTerm('3 раза в год: октябрь, январь, май').parts).toMatchObject([
      { kind: 'recurrence', per: 'year', times: 1, windows: [{}, {}, {}] },
    ]);
  });

  it.each(['до начала ГИА', 'за месяц до экзамена', 'каникулы', 'накануне ГИА'])(
    '«%s» waits for what happens',
    (text) => {
      expect(parseTerm(text)).toMatchObject({ certainty: 'read', parts: [{ kind: 'event' }] });
    },
  );
});

describe('a term set elsewhere or open', () => {
  it.each([
    ['по графику', 'schedule'],
    ['по плану УО', 'plan'],
    ['по плану УО, МКУ ДППО «РМК»', 'plan'],
    ['В соответствии с ежегодным планом работы', 'plan'],
    ['согласно приказу', 'order'],
    ['По мере необходимости', 'need'],
  ])('«%s» points to another document', (text, to) => {
    expect(parseTerm(text)).toMatchObject({ certainty: 'read', parts: [{ kind: 'reference', to, text }] });
  });

  it('may be open', () => {
    expect(parseTerm('постоянно').parts).toEqual([{ kind: 'span', span: 'always' }]);
    expect(parseTerm('в течение учебного года').parts).toEqual([{ kind: 'span', span: 'school-year' }]);
    expect(parseTerm('в течение учебного года', schoolYear).parts).toMatchObject([{ from: '2023-09-01' }]);
  });

  it('may hang on something that happens', () => {
    expect(parseTerm('в течение 5 рабочих дней после приказа').parts).toEqual([
      { kind: 'event', text: 'в течение 5 рабочих дней после приказа', days: 5, working: true },
    ]);
    expect(parseTerm('по мере формирования отчёта').parts).toMatchObject([{ kind: 'event' }]);
  });

  it('may be absent or mixed', () => {
    expect(parseTerm(' ')).toEqual({ text: '', certainty: 'read', parts: [], problems: [], unread: [] });
    expect(parseTerm('по отдельному плану МКУ «РМК» 2023-2025').parts.map(({ kind }) => kind)).toEqual([
      'reference',
      'range',
    ]);
    expect(parseTerm('сентябрь 2023 года, в течение учебного года').parts.map(({ kind }) => kind)).toEqual([
      'range',
      'span',
    ]);
  });
});

describe('any term', () => {
  const words = fc.constantFrom(
    ...'до с по сентябрь мая 31 2 20120 2023 - , . / ( ) ежегодно раз в не реже квартал четверть учебный год I полугодие плану № « весь течение дней'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
  );
  const date = fc
    .integer({ min: 0, max: 3600 })
    .map((days) => new Date(Date.UTC(2018, 0, 1 + days)).toISOString().slice(0, 10));

  it('is parsed without an error, and nothing that is not read is called read', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (source, known) => {
        const term = parseTerm(source, known ? schoolYear : {});
        expect(term.certainty === 'read' && term.unread.length > 0).toBe(false);
        expect(typeof describeTerm(term)).toBe('string');
      }),
      { numRuns: 1500 },
    );
  });

  it('occurs in order and within the range asked for', () => {
    fc.assert(
      fc.property(text, date, date, (source, from, to) => {
        const found = occurrences(parseTerm(source, schoolYear), from, to);
        found.forEach((one, index) => {
          expect(one.from >= from && one.to <= to && one.from <= one.to).toBe(true);
          expect(index === 0 || found[index - 1]!.to <= one.to).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is understood again as it is described', () => {
    const month = fc.record({
      year: fc.integer({ min: 2019, max: 2030 }),
      month: fc.integer({ min: 1, max: 12 }),
    });
    const numeral = (value: number): string => String(value).padStart(2, '0');
    const written = fc.oneof(
      date.map((day) => `до ${day}`),
      fc.tuple(date, date).map((pair) => `с ${pair.toSorted().join(' по ')}`),
      month.map(({ year, month: number }) => `${numeral(number)}.${year}`),
      fc.integer({ min: 2019, max: 2030 }).map((year) => `${year}-${year + 1} учебный год`),
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), month)
        .map(([quarter, { year }]) => `${quarter} квартал ${year} года`),
      fc
        .tuple(
          fc.integer({ min: 1, max: 12 }),
          fc.constantFrom('месяц', 'квартал', 'четверть', 'полугодие', 'год', 'неделю'),
          fc.constantFrom('', 'не реже ', 'не чаще '),
        )
        .map(([times, per, bound]) => `${bound}${times} раз в ${per}`),
      fc.constantFrom('август ежегодно', 'до 5 мая ежегодно', '1 раз в 5 лет', 'ежегодно', 'постоянно'),
    );
    fc.assert(
      fc.property(written, (source) => {
        const term = parseTerm(source);
        expect(term.certainty).toBe('read');
        expect(parseTerm(describeTerm(term)).parts).toEqual(term.parts);
      }),
      { numRuns: 500 },
    );
  });
});

describe('terms of offices that write as they speak', () => {
  it.each([
    ['ежеквартально, до 10 числа', ['recurrence', 'event']],
    ['ежеквартально до 10 числа месяца, следующего за отчётным', ['recurrence', 'event']],
    ['не позднее 25 числа', ['event']],
    ['каждая последняя пятница месяца', ['recurrence']],
    ['в теч. уч. года', ['span']],
    ['учебный год', ['span']],
    ['текущий год', ['span']],
    ['в течение срока реализации дорожной карты', ['span']],
    ['каникулярное время', ['event']],
    ['в 10-дневный срок после приказа', ['event']],
    ['не позднее, чем за 2 недели до экзамена', ['event']],
    ['незамедлительно', ['event']],
    ['Сроки определяются школой', ['reference']],
  ])('«%s» is read whole', (text, kinds) => {
    const term = parseTerm(text);
    expect(term.parts.map(({ kind }) => kind)).toEqual(kinds);
    expect(term.certainty).toBe('read');
  });

  it('the end of «the year» is read as that of the calendar, and said', () => {
    const term = parseTerm('до конца года', schoolYear);
    expect(term.parts).toMatchObject([{ kind: 'until', to: '2023-12-31' }]);
    expect(term.problems.map(({ code }) => code)).toContain('vague');
  });
});
