import { importPlanText } from './index.ts';

const names = [
  '№ п/п Мероприятия',
  'Сроки',
  'исполнения',
  'Ответственный',
  'исполнитель',
  'Ожидаемый',
  'результат',
];
const rows = [
  ['1. Поддержка школ с низкими образовательными', 'результатами'],
  [
    '1.1 Установочный семинар для',
    'команд школ-участниц',
    'в течение',
    'учебного года',
    'Методический',
    'центр',
  ],
  ['Программа семинара'],
  ['1.2', 'Подбор пар школ и', 'заключение договоров', 'до 15.10.2024 Управление образования'],
  ['Договоры о сетевом', 'взаимодействии'],
  ['2. Кадры'],
  ['2.1 Курсы для учителей', 'математики', 'март 2025 Методический центр', 'Обучено 12 учителей'],
];
const section = '1. Поддержка школ с низкими образовательными результатами';
const meant = [
  `1.1 | ${section} | Установочный семинар для команд школ-участниц | в течение учебного года | Методический центр | Программа семинара`,
  `1.2 | ${section} | Подбор пар школ и заключение договоров | до 15.10.2024 | Управление образования | Договоры о сетевом взаимодействии`,
  '2.1 | 2. Кадры | Курсы для учителей математики | март 2025 | Методический центр | Обучено 12 учителей',
];

const read = (lines: readonly string[]): ReturnType<typeof importPlanText> & { rows: string[] } => {
  const plan = importPlanText(['План на 2024-2025 учебный год', ...lines].join('\n'));
  const told = plan.measures.map(({ number, section: under, title, term, responsible, result }) =>
    [number, under, title, term.text, responsible.join(' + '), result].join(' | ').replace(/\s+/g, ' '),
  );
  return { ...plan, rows: told };
};

describe('pages whose lines stand one after the other as columns wrapped them', () => {
  it('are read, every row is marked, and the document is said to need a look', () => {
    const plan = read([...names, ...rows.flat()]);
    expect(plan.rows).toEqual(meant);
    expect(plan.measures.every(({ certainty }) => certainty === 'doubtful')).toBe(true);
    expect(plan.problems.map(({ code }) => code)).toContain('lines-wrapped');
  });

  it('may have empty lines, numbers of pages and a header that comes again', () => {
    const [first, second] = [rows.slice(0, 3).flat(), rows.slice(3).flat()];
    const plan = read([...names, '', ...first, '', '4', `\f${names[0]!}`, ...names.slice(1), ...second]);
    expect(plan.rows).toEqual(meant);
  });

  it('may have a second table below its own title', () => {
    const other = [
      '1. Отчёт школ',
      'май 2025 Управление образования',
      'Справка',
      '2. Итоги',
      'июнь 2025',
      'ИМЦ',
    ];
    const plan = read([...names, ...rows.flat(), 'Дорожная карта на 2025 год', ...names, ...other]);
    expect(plan.rows).toEqual([
      ...meant,
      '1 | | Отчёт школ | май 2025 | Управление образования | Справка',
      '2 | | Итоги | июнь 2025 | ИМЦ | ',
    ]);
  });
});
