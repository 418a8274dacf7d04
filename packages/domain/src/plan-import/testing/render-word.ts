import { type PlannedDocument, type PlannedMeasure } from './random-plan.ts';
import {
  control,
  box,
  p,
  tbl,
  tc,
  tr,
  wordFile,
  type ListDefinition,
  type ParagraphOptions,
} from './word-xml.ts';

/** Ways in which Word stores the same plan. */
export interface WordStyle {
  name: string;
  render(plan: PlannedDocument): Uint8Array;
  /** The style can hold only plans like these. */
  fits?(plan: PlannedDocument): boolean;
}

const heading = ({ number, title }: { number: string; title: string }): string =>
  number ? `${number} ${title}` : title;
const lines = (text: string, options: ParagraphOptions = {}): string =>
  text
    .split('\n')
    .map((line) => p(line, options))
    .join('');
const text = (measure: PlannedMeasure, kind: keyof PlannedMeasure): string =>
  kind === 'responsible' ? measure.responsible.join('\n') : measure[kind];

const order = (): string =>
  [
    'УПРАВЛЕНИЕ ОБРАЗОВАНИЯ',
    'ПРИКАЗ',
    '25.08.2020 № 711',
    'ПРИКАЗЫВАЮ:',
    '1. Утвердить план.',
    '2. Контроль оставляю за собой.',
  ]
    .map((line) => p(line))
    .join('');
const passport = (): string =>
  p('Паспорт программы') +
  table([
    ['Наименование программы', 'Поддержка школ'],
    ['Сроки реализации', '2020-2021 учебный год'],
    ['Исполнители', 'Управление образования'],
    ['Ожидаемые результаты', 'Рост качества'],
  ]);
const indicators = (): string =>
  p('Целевые показатели') +
  table([
    ['№', 'Наименование показателя', 'Единица', '2020', '2021'],
    ['1', 'Доля школ', '%', '10', '20'],
    ['2', 'Число семинаров', 'шт.', '3', '4'],
  ]);
const table = (rows: string[][]): string =>
  tbl(
    rows.map((cells) => tr(cells.map((cell) => tc(p(cell))))),
    rows[0]!.map(() => 2000),
  );

const around = (plan: PlannedDocument, body: string, lists: readonly ListDefinition[] = []): Uint8Array =>
  wordFile(
    order() + p(plan.title, { bold: true }) + body + p('') + p('Начальник управления    И.И. Иванова'),
    lists,
  );

const head = (plan: PlannedDocument): string =>
  tr(
    plan.columns.map(({ name }) => tc(p(name, { bold: true }))),
    '<w:tblHeader/>',
  );
const grid = (plan: PlannedDocument): number[] =>
  plan.columns.map(({ kind }) => (kind === 'number' ? 600 : 2400));
const wide = (plan: PlannedDocument, title: string, options: ParagraphOptions = { bold: true }): string =>
  tr([tc(p(title, options), { span: plan.columns.length })]);
const row = (plan: PlannedDocument, measure: PlannedMeasure, options: ParagraphOptions = {}): string =>
  tr(plan.columns.map(({ kind }) => tc(lines(text(measure, kind), options))));
const body = (plan: PlannedDocument, options: ParagraphOptions = {}): string[] =>
  plan.sections.flatMap((section) => [
    wide(plan, heading(section)),
    ...section.measures.map((measure) => row(plan, measure, options)),
  ]);
const chunks = <Item>(list: readonly Item[], size: number): Item[][] =>
  list.length === 0 ? [] : [list.slice(0, size), ...chunks(list.slice(size), size)];

/** A grid finer than the columns: every row cuts it a little elsewhere. */
function uneven(plan: PlannedDocument): Uint8Array {
  const columns = plan.columns.length;
  // Between two columns lie two narrow strips that a row gives to the left cell or to the right one.
  const widths = plan.columns.flatMap((_, index) => (index < columns - 1 ? [2000, 90, 90] : [2000]));
  const spans = (turn: number): number[] => {
    const edges = plan.columns.slice(0, -1).map((_, index) => index * 3 + 1 + ((index + turn) % 3));
    return [...edges, widths.length].map((edge, index) => edge - (edges[index - 1] ?? 0));
  };
  const cells = (contents: readonly string[], turn: number): string =>
    tr(contents.map((content, index) => tc(lines(content), { span: spans(turn)[index]! })));
  let turn = 0;
  const rows = plan.sections.flatMap((section) => [
    tr([tc(p(heading(section), { bold: true }), { span: widths.length })]),
    ...section.measures.map((measure) =>
      cells(
        plan.columns.map(({ kind }) => text(measure, kind)),
        (turn += 1),
      ),
    ),
  ]);
  return around(
    plan,
    tbl(
      [
        cells(
          plan.columns.map(({ name }) => name),
          0,
        ),
        ...rows,
      ],
      widths,
    ),
  );
}

/** Numbers of the rows are Word's own; the texts hold none. */
function automatic(plan: PlannedDocument): Uint8Array {
  const levels = plan.sections[0]!.measures[0]!.number.split('.').length;
  const sections = plan.sections[0]!.number !== '';
  const roman = plan.sections[0]!.number.startsWith('I');
  const restart = !roman && levels === 1 && plan.sections[1]?.measures[0]!.number === '1';
  const definition: ListDefinition[] = [
    {
      id: 1,
      abstract: 1,
      levels: [
        { text: '%1.', format: roman ? 'upperRoman' : 'decimal' },
        { text: roman ? '%2.' : '%1.%2.' },
        { text: '%1.%2.%3.' },
      ],
    },
    ...plan.sections.map((_, index): ListDefinition => ({
      id: index + 2,
      abstract: 1,
      ...(restart ? { restart: 1 } : {}),
    })),
  ];
  const level = roman ? 1 : levels - 1;
  const rows = plan.sections.flatMap((section, index) => [
    wide(plan, section.title, { bold: true, ...(sections ? { list: [1, 0] as const } : {}) }),
    ...section.measures.map((measure) =>
      tr(
        plan.columns.map(({ kind }) =>
          kind === 'number'
            ? tc(p('', { list: [restart ? index + 2 : 1, level] }))
            : tc(lines(text(measure, kind))),
        ),
      ),
    ),
  ]);
  return around(plan, tbl([head(plan), ...rows], grid(plan)), definition);
}

/** Whether Word could have numbered the plan by itself: nothing left out, three levels only under a second. */
function counted(plan: PlannedDocument): boolean {
  return plan.sections.every(({ measures }, index) =>
    measures.every(({ number }, at) => {
      const parts = number.split('.').map(Number);
      const running = plan.sections.slice(0, index).reduce((sum, one) => sum + one.measures.length, 0);
      return (
        (parts.at(-1) === at + 1 || (parts.length === 1 && parts[0] === running + at + 1)) && parts.length < 3
      );
    }),
  );
}

/** Every way of Word, from a plain table to frames and insertions. */
export const wordStyles: readonly WordStyle[] = [
  {
    name: 'one table with merged headings',
    render: (plan) => around(plan, tbl([head(plan), ...body(plan)], grid(plan))),
  },
  {
    name: 'runs torn inside words',
    render: (plan) => around(plan, tbl([head(plan), ...body(plan, { torn: true })], grid(plan))),
  },
  {
    name: 'insertions and deletions of a reviewer',
    render: (plan) =>
      around(
        plan,
        tbl(
          [
            head(plan),
            ...body(plan, { tracked: true }),
            tr(
              plan.columns.map(() => tc(p('удалённая строка'))),
              '<w:del w:id="3"/>',
            ),
          ],
          grid(plan),
        ),
      ),
  },
  {
    name: 'a passport before and indicators after',
    render: (plan) =>
      wordFile(passport() + p(plan.title) + tbl([head(plan), ...body(plan)], grid(plan)) + indicators()),
  },
  {
    name: 'a table over pages with its header repeated',
    render: (plan) =>
      around(
        plan,
        chunks(body(plan), 4)
          .map((page) => tbl([head(plan), ...page], grid(plan)))
          .join(p('')),
      ),
  },
  {
    name: 'a table over pages without its header',
    render: (plan) => {
      const [first, ...rest] = chunks(body(plan), 5);
      return around(
        plan,
        [[head(plan), ...first!], ...rest].map((page) => tbl(page, grid(plan))).join(p('')),
      );
    },
  },
  {
    name: 'a header repeated inside the table with numbers of columns',
    render: (plan) => {
      const numbers = tr(plan.columns.map((_, index) => tc(p(String(index + 1)))));
      return around(
        plan,
        tbl(
          chunks(body(plan), 5).flatMap((page) => [head(plan), numbers, ...page]),
          grid(plan),
        ),
      );
    },
  },
  { name: 'a grid of uneven rows', render: uneven },
  { name: 'automatic numbers', render: automatic, fits: counted },
  {
    name: 'headings between tables',
    // A line without a number above a lone table may be its title as well.
    fits: (plan) => plan.sections.length > 1,
    render: (plan) =>
      around(
        plan,
        plan.sections
          .map(
            (section) =>
              p(heading(section), { bold: true }) +
              tbl([head(plan), ...section.measures.map((measure) => row(plan, measure))], grid(plan)),
          )
          .join(''),
      ),
  },
  {
    name: 'headings in a column merged over their rows',
    render: (plan) => {
      const rows = plan.sections.flatMap((section) =>
        section.measures.map((measure, index) =>
          tr([
            tc(index ? '' : p(heading(section)), { merge: index ? 'continue' : 'restart' }),
            ...plan.columns.map(({ kind }) => tc(lines(text(measure, kind)))),
          ]),
        ),
      );
      const first = tr([tc(p('Направление деятельности')), ...plan.columns.map(({ name }) => tc(p(name)))]);
      return around(plan, tbl([first, ...rows], [2000, ...grid(plan)]));
    },
  },
  {
    name: 'cells in content controls and the table in a text box',
    render: (plan) => around(plan, box(tbl([head(plan), ...body(plan).map(control)], grid(plan)))),
  },
  {
    name: 'a frame of one cell around everything',
    render: (plan) =>
      around(
        plan,
        tbl(
          [tr([tc(p('Утверждён приказом') + tbl([head(plan), ...body(plan)], grid(plan)) + p(''))])],
          [9000],
        ),
      ),
  },
  {
    name: 'a name merged over two header rows and a remark at the end',
    render: (plan) => {
      const upper = tr([
        ...plan.columns.map(({ name }) => tc(p(name), { merge: 'restart' })),
        tc(p('Отметка о выполнении'), { span: 2 }),
      ]);
      const lower = tr([
        ...plan.columns.map(() => tc('', { merge: 'continue' })),
        tc(p('дата')),
        tc(p('подпись')),
      ]);
      const rows = plan.sections.flatMap((section) => [
        tr([tc(p(heading(section), { bold: true }), { span: plan.columns.length + 2 })]),
        ...section.measures.map((measure) =>
          tr([...plan.columns.map(({ kind }) => tc(lines(text(measure, kind)))), tc(''), tc('')]),
        ),
      ]);
      return around(plan, tbl([upper, lower, ...rows], [...grid(plan), 800, 800]));
    },
  },
  {
    name: 'terms merged over rows that share them',
    render: (plan) => {
      let before = '';
      const rows = plan.sections.flatMap((section) => {
        before = '';
        return [
          wide(plan, heading(section)),
          ...section.measures.map((measure) => {
            const same = measure.term !== '' && measure.term === before;
            before = measure.term;
            return tr(
              plan.columns.map(({ kind }) =>
                kind !== 'term'
                  ? tc(lines(text(measure, kind)))
                  : tc(same ? '' : lines(measure.term), { merge: same ? 'continue' : 'restart' }),
              ),
            );
          }),
        ];
      });
      return around(plan, tbl([head(plan), ...rows], grid(plan)));
    },
  },
];
