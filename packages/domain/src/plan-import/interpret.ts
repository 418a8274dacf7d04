import { parseTerm, type Term, type TermContext } from '../terms/index.ts';
import { columnName, columnOf } from './column-names.ts';
import { type RowNumber } from './numbers.ts';
import { cutCell } from './cut-cells.ts';
import { doubtHours } from './hours.ts';
import { planTables, type PlanTable } from './plan-tables.ts';
import { splitLabels, termInTitle } from './labels.ts';
import { listedPlan } from './listed-plan.ts';
import { isTerm } from './when-who.ts';
import { periodOf } from './period.ts';
import {
  type ImportedItem,
  type ImportedMeasure,
  type ImportedPlan,
  type ImportedTable,
  type ImportReport,
} from './plan.ts';
import { PlanImportError, type PlanProblem, type RawDocument, type RawTable } from './raw-table.ts';
import { splitResponsible } from './responsible.ts';
import { type Fields, type PlanRow } from './reading.ts';
import { readRows } from './rows.ts';
import { Sections } from './sections.ts';

/** Makes measures of what a reader found. Throws `PlanImportError` where no table is a plan. */
export function interpret(document: RawDocument, context: TermContext = {}): ImportedPlan {
  const found = planTables(document.tables);
  const listed = found.length > 0 ? undefined : listedPlan(document.paragraphs);
  const plans = listed ? planTables([listed]) : found;
  if (plans.length === 0) throw noPlan(document);
  const named = context.period
    ? undefined
    : periodOf(
        plans.map(({ table }) => table),
        [...document.paragraphs, ...plans.flatMap(linesAbove)],
      );
  const period: ImportedPlan['period'] = context.period
    ? { ...context.period, source: 'given', text: '' }
    : named && { ...named, source: 'document' };
  const terms: TermContext = {
    ...context,
    ...(period ? { period: { from: period.from, to: period.to } } : {}),
  };

  const measures: ImportedMeasure[] = [];
  const tables: ImportedTable[] = [];
  const problems = [...document.problems];
  for (const plan of plans) {
    const found = measuresOf(plan, tables.length, terms);
    if (found.length === 0) continue;
    measures.push(...found);
    tables.push(describe(plan, found.length));
    if (plan.inferred)
      problems.push({
        code: 'header-inferred',
        severity: 'warning',
        message: 'Заголовка таблицы нет: столбцы определены по содержанию, проверьте их',
        place: plan.table.rows[0]?.place,
      });
  }
  if (measures.length === 0) throw noPlan(document);
  if (!period)
    problems.push({
      code: 'no-period',
      severity: 'info',
      message: 'Период программы в документе не назван; укажите его, чтобы читать сроки без года',
    });
  return { measures, problems, tables, ...(period ? { period } : {}), report: reportOf(measures) };
}

/** Lines in the table above its header, where a sheet or csv names itself and its years. */
function linesAbove({ table, start }: PlanTable): string[] {
  return table.rows.slice(0, start).flatMap(({ cells }) => {
    const filled = cells.filter(({ text }) => text);
    return filled.length === 1 ? [filled[0]!.text] : [];
  });
}

function noPlan(document: RawDocument): PlanImportError {
  const found = document.tables.length > 0 ? `таблиц найдено: ${document.tables.length}` : 'таблиц в нём нет';
  return new PlanImportError(
    'no-plan',
    `План мероприятий в файле не найден (${found}). Нужна таблица со столбцами «Мероприятие», «Срок», «Ответственный».`,
  );
}

function describe(plan: PlanTable, measures: number): ImportedTable {
  return {
    title: titleOf(plan.table),
    place: plan.table.rows[Math.max(0, plan.start - 1)]!.place,
    columns: plan.header.map((kind, index) => ({
      kind,
      name: plan.names[index] ?? '',
    })),
    measures,
  };
}

/** The lines above a table that name it. */
function titleOf(table: RawTable): string {
  const lines = table.before.filter(
    (line) => line.length < 200 && !/^(ответственн|исполнител)|:$/iu.test(line),
  );
  const from = lines.findLastIndex((line) => /план|карта|комплекс мер|мероприяти|направлени/iu.test(line));
  return lines
    .slice(from < 0 ? -1 : from)
    .join(' ')
    .trim();
}

function measuresOf(plan: PlanTable, table: number, context: TermContext): ImportedMeasure[] {
  const sections = new Sections();
  const measures: ImportedMeasure[] = [];
  const counters: number[] = [];
  const seen = new Map<string, Set<string>>();
  const siblings = new Map<string, RowNumber>();
  const rows = readRows(plan);
  const timed = plan.header.some((kind) => kind.startsWith('term'));
  const both = /срок|дат[аы]|время/iu.test(plan.names[plan.header.indexOf('title')] ?? '');
  const unnumbered = rows.every((row) => row.kind !== 'measure' || (!row.number && !row.auto));
  for (const row of rows) {
    if (row.kind === 'section') {
      sections.enter(row.title, row.number);
      continue;
    }
    if (row.kind === 'item') {
      const owner = measures.at(-1);
      if (owner) addItem(owner, row, sections.groupOfParts(), context);
      continue;
    }
    if (row.fields.section && !row.inherited.includes('section'))
      sections.enter(row.fields.section.replace(/\s+/g, ' '));
    const section = sections.path(row.number);
    const source = timed ? undefined : termFromElsewhere(row.fields, sections.title(), both);
    const measure = measureOf(row, section, table, context);
    if (source)
      measure.problems.push({
        code: source === 'title' ? 'term-from-title' : 'term-from-heading',
        severity: 'info',
        message: `Столбца со сроком нет; взят из ${source === 'title' ? 'названия' : 'заголовка'} «${measure.term.text}»`,
        place: row.place,
        column: 'term',
      });
    number(measure, row, counters, unnumbered);
    checkNumber(measure, row, seen, siblings);
    measures.push(measure);
  }
  doubtHours(measures);
  for (const measure of measures) {
    suggestMerged(measure, measures);
    measure.certainty = measure.problems.some(({ severity }) => severity === 'warning') ? 'doubtful' : 'read';
  }
  return measures;
}

/** Without a column of terms a measure's is in its name, or in the heading above; says which. */
function termFromElsewhere(
  fields: Fields,
  heading: string | undefined,
  both: boolean,
): 'title' | 'heading' | undefined {
  const labelled = splitLabels(fields.title ?? '');
  if (labelled?.term) {
    fields.responsible ||= labelled.responsible;
    fields.result ||= labelled.result;
  }
  const own = labelled?.term ? labelled : termInTitle(fields.title ?? '', both);
  if (own) {
    [fields.title, fields.term] = [own.title, own.term];
    return 'title';
  }
  if (!heading || !isTerm(heading)) return undefined;
  fields.term = heading;
  return 'heading';
}

type MeasureRow = Extract<PlanRow, { kind: 'measure' }>;

function measureOf(row: MeasureRow, section: string, table: number, context: TermContext): ImportedMeasure {
  const { fields, place } = row;
  const problems: PlanProblem[] = [];
  const warn = (code: string, column: PlanProblem['column'], message: string): void => {
    problems.push({ code, severity: 'warning', message, place, column });
  };
  const note = (code: string, message: string, column?: PlanProblem['column']): void => {
    problems.push({ code, severity: 'info', message, place, ...(column ? { column } : {}) });
  };
  const title = oneLine(fields.title);
  const term = parseTerm(termText(fields), context);
  const responsible = splitResponsible(fields.responsible ?? '');
  if (!title) warn('no-title', 'title', 'Нет названия мероприятия');
  if (!term.text) warn('no-term', 'term', 'Срок не указан');
  if (responsible.length === 0) warn('no-responsible', 'responsible', 'Ответственный не указан');
  problems.push(...termProblems(term, place));
  if (row.stacked) {
    const said = row.stacked
      .slice(0, 5)
      .map(({ term: when, responsible: who }) => `«${oneLine(when)}»${who ? ` — ${oneLine(who)}` : ''}`);
    if (row.stacked.length > 5) said.push(`и ещё ${row.stacked.length - 5}`);
    warn(
      'several-terms',
      'term',
      `У мероприятия несколько строк со своими сроками: ${said.join('; ')}. Они соединены, проверьте их`,
    );
  }
  if (row.doubtful)
    warn(
      'cells-doubtful',
      undefined,
      'Где кончаются ячейки этой строки, текст не говорит; они разложены по смыслу, сверьте их с документом',
    );
  const marked = row.doubtful || problems.some(({ severity }) => severity === 'warning');
  const cut = marked ? undefined : cutCell(fields);
  if (cut)
    warn(
      'cell-cut',
      cut.column,
      `«${cut.name}» начинается или кончается на полуслове: часть ячейки могла попасть в соседнюю, сверьте строку с документом`,
    );
  if (row.shifted) note('cells-shifted', 'Ячейки строки сдвинуты; разложены по столбцам по содержанию');
  if (row.torn) note('row-joined', 'Строка разорвана между страницами и соединена');
  for (const kind of row.inherited)
    note('merged-cell', `«${columnName(kind)}»: ячейка общая с предыдущими строками`, columnOf(kind));
  return {
    number: row.number?.text ?? '',
    section,
    title,
    term,
    responsible,
    indicator: tidy(fields.indicator),
    result: tidy(fields.result),
    items: [],
    problems,
    certainty: 'read',
    table,
    place,
  };
}

function addItem(
  owner: ImportedMeasure,
  row: Extract<PlanRow, { kind: 'item' }>,
  group: string | undefined,
  context: TermContext,
): void {
  const term = parseTerm(termText(row.fields), context);
  const item: ImportedItem = {
    title: oneLine(row.fields.title),
    ...(group ? { group } : {}),
    term,
    responsible: splitResponsible(row.fields.responsible ?? ''),
    indicator: tidy(row.fields.indicator),
    result: tidy(row.fields.result),
    place: row.place,
  };
  if (owner.items.length === 0)
    owner.problems.push({
      code: 'parts',
      severity: 'info',
      message: 'Строки без номера под мероприятием прочитаны как его части',
      place: row.place,
      column: 'title',
    });
  owner.items.push(item);
  owner.problems.push(...termProblems(term, row.place));
}

function termProblems(term: Term, place: string): PlanProblem[] {
  // «года» has nothing but words that add nothing to a time: not to be taken for read.
  const silent = term.certainty === 'unreadable' && term.problems.length === 0;
  const unread: Term['problems'] = [
    { code: 'unread', message: `Не разобрано: «${term.text}»`, text: term.text },
  ];
  return (silent ? unread : term.problems).map(({ code, message, suggestion }) => ({
    code: `term-${code}`,
    severity: code.endsWith('-assumed') ? 'info' : 'warning',
    message,
    place,
    column: 'term',
    ...(suggestion ? { suggestion } : {}),
  }));
}

function number(measure: ImportedMeasure, row: MeasureRow, counters: number[], unnumbered: boolean): void {
  if (row.number) {
    if (row.number.restored) {
      const message = `Номер ${row.number.text} восстановлен: ${row.number.restored}`;
      measure.problems.push({
        code: 'number-restored',
        severity: 'warning',
        message,
        place: row.place,
        column: 'number',
      });
    }
    if (row.auto)
      measure.problems.push({
        code: 'number-assumed',
        severity: 'info',
        message: 'Номер проставлен автоматической нумерацией Word',
        place: row.place,
        column: 'number',
      });
    return;
  }
  if (!row.auto && !unnumbered) return;
  counters[0] = (counters[0] ?? 0) + 1;
  measure.number = String(counters[0]);
  const message = row.auto
    ? 'Номер проставлен автоматической нумерацией; сосчитан по порядку'
    : 'Номера в документе нет; сосчитан по порядку';
  measure.problems.push({
    code: 'number-assumed',
    severity: 'info',
    message,
    place: row.place,
    column: 'number',
  });
}

function checkNumber(
  measure: ImportedMeasure,
  row: MeasureRow,
  seen: Map<string, Set<string>>,
  siblings: Map<string, RowNumber>,
): void {
  if (!row.number || row.inherited.includes('number')) return;
  const there = seen.get(measure.section) ?? new Set<string>();
  seen.set(measure.section, there);
  if (there.has(measure.number))
    measure.problems.push({
      code: 'duplicate-number',
      severity: 'warning',
      message: `Номер ${measure.number} в этом разделе уже был`,
      place: row.place,
      column: 'number',
    });
  there.add(measure.number);
  const parent = `${measure.section}|${row.number.parts.slice(0, -1).join('.')}`;
  const before = siblings.get(parent)?.parts.at(-1) ?? 0;
  const own = row.number.parts.at(-1)!;
  if (own > before + 1 && before > 0)
    measure.problems.push({
      code: 'number-gap',
      severity: 'info',
      message: `Пропуск в нумерации перед ${measure.number}`,
      place: row.place,
      column: 'number',
    });
  siblings.set(parent, row.number);
}

/** An empty cell of converted text may have been one with that above it: the value is offered, never taken. */
function suggestMerged(measure: ImportedMeasure, measures: readonly ImportedMeasure[]): void {
  const before = measures[measures.indexOf(measure) - 1];
  if (!before || before.section !== measure.section) return;
  for (const problem of measure.problems) {
    const value =
      problem.code === 'no-term'
        ? before.term.text
        : problem.code === 'no-responsible'
          ? before.responsible.join(', ')
          : '';
    if (value) problem.suggestion = value;
  }
}

function termText(fields: Fields): string {
  const [start, end] = [fields['term-start'], fields['term-end']];
  const range = start && end && start !== end ? `${start} – ${end}` : (start ?? end ?? '');
  return [fields.term, range].filter(Boolean).join(', ');
}

const oneLine = (text = ''): string => text.replace(/\s+/g, ' ').trim();

function tidy(text: string | undefined): string {
  // A line that begins in lower case goes on with the sentence.
  const cleaned = (text ?? '').replace(/\n(?=[\p{Ll}(])/gu, ' ').trim();
  return /^[-–—_]+$/.test(cleaned) ? '' : cleaned;
}

function reportOf(measures: readonly ImportedMeasure[]): ImportReport {
  const count = (test: (measure: ImportedMeasure) => boolean): number => measures.filter(test).length;
  const certainty = (wanted: Term['certainty']): number =>
    count(({ term }) => term.text !== '' && term.certainty === wanted);
  return {
    measures: measures.length,
    items: measures.reduce((sum, { items }) => sum + items.length, 0),
    doubtful: count((measure) => measure.certainty === 'doubtful'),
    terms: {
      read: certainty('read'),
      doubtful: certainty('doubtful'),
      unreadable: certainty('unreadable'),
      empty: count(({ term }) => term.text === ''),
    },
    responsible: {
      found: count(({ responsible }) => responsible.length > 0),
      empty: count(({ responsible }) => responsible.length === 0),
    },
  };
}
