import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  describeTerm,
  occurrences,
  parseTerm,
  schoolYearsOf,
  type Term,
  type TermContext,
} from '../index.ts';

const period = { from: '2024-08-01', to: '2025-08-31' };
const schoolCalendar = schoolYearsOf([
  {
    years: [
      {
        schoolYear: 2024,
        quarters: [
          { from: '2024-09-02', to: '2024-11-17' },
          { from: '2024-11-25', to: '2025-02-23' },
          { from: '2025-03-03', to: '2025-05-26' },
        ],
        holidays: [{ name: 'осенние каникулы', from: '2024-11-18', to: '2024-11-24' }],
      },
    ],
  },
]);
const contexts: TermContext[] = [{}, { period }, { period, schoolCalendar }];

const datesOf = (term: Term, context: TermContext): string[] => [
  ...new Set(
    occurrences(
      term,
      '2023-01-01',
      '2027-12-31',
      context.schoolCalendar ? { schoolCalendar: context.schoolCalendar } : {},
    ).map(({ from, to, times }) => `${from}…${to} ×${times}`),
  ),
];

const month = fc.constantFrom(
  ...[
    'январь',
    'февраль',
    'март',
    'апрель',
    'май',
    'июнь',
    'июль',
    'август',
    'сентябрь',
    'октябрь',
    'ноябрь',
  ],
);
const day = fc.integer({ min: 1, max: 28 });
const date = fc
  .tuple(day, fc.integer({ min: 1, max: 12 }), fc.constantFrom('', '.2024', '.2025', '.24'))
  .map(([d, m, y]) => `${String(d).padStart(2, '0')}.${String(m).padStart(2, '0')}${y}`);
const year = fc.constantFrom('', ' 2024', ' 2025 года', ' 2024-2025 учебного года');
const ordinal = fc.constantFrom('I', 'II', 'III', '1', '2', '3', 'первая', '1-2');
const plain = fc.oneof(
  fc.tuple(month, year).map((words) => words.join('')),
  fc.tuple(month, month, year).map(([from, to, at]) => `${from}-${to}${at}`),
  date,
  date.map((at) => `до ${at}`),
  date.map((at) => `с ${at}`),
  fc.tuple(date, date).map(([from, to]) => `с ${from} по ${to}`),
  fc.tuple(ordinal, fc.constantFrom('четверть', 'триместр', 'квартал', 'полугодие'), year).map((all) => {
    const [which, unit, at] = all;
    return `${which} ${unit}${at}`;
  }),
  fc
    .tuple(fc.constantFrom('осенние', 'зимние', 'весенние', 'летние'), year)
    .map(([name, at]) => `${name} каникулы${at}`),
  fc
    .tuple(
      fc.constantFrom('1 раз в', '2 раза в', 'не реже 1 раза в'),
      fc.constantFrom('четверть', 'месяц', 'год', 'триместр', 'полугодие', 'два месяца'),
    )
    .map((all) => all.join(' ')),
  fc.constantFrom('ежемесячно', 'постоянно', 'в течение учебного года', 'весь период', 'август ежегодно'),
  fc.constantFrom('каждый вторник', 'последний четверг месяца', 'ежемесячно до 5 числа', 'начало сентября'),
  fc.constantFrom(
    'по графику',
    'по мере необходимости',
    'после проведения ВПР',
    '2024-2025 учебный год',
    '2025 год',
  ),
);
const term = fc.array(plain, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(', '));

describe('what was understood of a term', () => {
  it('is said in words that are understood as the same dates', () => {
    fc.assert(
      fc.property(term, fc.constantFrom(...contexts), (text, context) => {
        const read = parseTerm(text, context);
        if (read.parts.length === 0) return;
        const said = describeTerm(read);
        const again = parseTerm(said, context);
        expect([said, datesOf(again, context)]).toEqual([said, datesOf(read, context)]);
        expect(again.unread).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

/** Words that mean nothing, of letters that no word of time begins with. */
const nonsense = fc
  .array(fc.constantFrom(...'бвгжзкмрхцшщэюы'), { minLength: 4, maxLength: 9 })
  .map((letters) => `ъ${letters.join('')}`);

describe('garbage', () => {
  it('never yields dates without a mark of a problem, alone or beside a term', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 2, arbitrary: nonsense }, plain), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' ', ', ', '; ', '\n', ' - '),
        fc.constantFrom(...contexts),
        (words, joint, context) => {
          const garbage = words.filter((word) => word.startsWith('ъ'));
          const read = parseTerm(words.join(joint), context);
          const kept = [
            ...read.unread,
            ...read.parts.flatMap((part) => ('text' in part ? [part.text] : [])),
          ].join(' ');
          for (const word of garbage) expect(kept).toContain(word);
          if (garbage.length === words.length) expect(datesOf(read, context)).toEqual([]);
          if (read.unread.length > 0) expect(read.certainty).not.toBe('read');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of any letters gives no dates where nothing of it names a time', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...' абвгдежзийклмнопрстуфхцчшщъыьэюя,.-()№«»'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(letters, (text) => {
        const read = parseTerm(text, { period });
        const dated = datesOf(read, { period }).length > 0;
        const named =
          /мар|ма[йяею]|ию[нл]|янв|фев|апр|авг|сен|окт|ноя|дек|зим|лет|весн|осен|год|перио|срок|всегда/.test(
            text,
          );
        expect(dated && !named && read.certainty === 'read').toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
