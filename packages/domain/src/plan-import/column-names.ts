import { type ColumnKind } from './columns.ts';
import { type PlanProblem } from './raw-table.ts';

/** The field of a measure that a column fills. */
export function columnOf(kind: ColumnKind): PlanProblem['column'] {
  if (kind === 'term-start' || kind === 'term-end' || kind === 'term-mark' || kind === 'term-responsible')
    return 'term';
  return kind === 'other' ? undefined : kind;
}

const columnNames: { [kind in ColumnKind]?: string } = {
  number: 'Номер',
  term: 'Срок',
  'term-start': 'Начало',
  'term-end': 'Окончание',
  'term-responsible': 'Срок и ответственный',
  responsible: 'Ответственный',
  indicator: 'Показатель',
  result: 'Результат',
  section: 'Раздел',
};

/** What people call a kind of column. */
export function columnName(kind: ColumnKind): string {
  return columnNames[kind] ?? kind;
}
