import { describe, expect, it } from '@jest/globals';
import { resultsColumns } from '../identification/results-columns.ts';
import { columnsOf } from '../registers/columns.ts';
import { registers } from '../registers/index.ts';
import { mapColumns } from './index.ts';

const tables = [
  ['results', resultsColumns] as const,
  ...Object.values(registers).map((definition) => [definition.id, columnsOf(definition)] as const),
];

describe('an empty table to fill in', () => {
  it.each(tables)('has names of columns that its own import knows: %s', (_, columns) => {
    const found = mapColumns(
      columns.map(({ title }) => title),
      columns,
    );
    expect(found.problems).toEqual([]);
    expect(found.columns).toEqual(Object.fromEntries(columns.map(({ key }, position) => [key, position])));
  });
});
