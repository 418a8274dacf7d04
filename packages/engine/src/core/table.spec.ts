import { tableDelete, tableGet, tableSet, tableValues } from './table.ts';
import type { Table } from './types.ts';

describe('table', () => {
  test('keeps entries in the order of their numbers over several pages', () => {
    const table: Table<string> = {};
    const owned = new Set<object>();
    for (const id of [100, 1, 33, 31, 32]) tableSet(table, id, `v${id}`, owned);
    expect(tableValues(table)).toEqual(['v1', 'v31', 'v32', 'v33', 'v100']);
    expect(tableGet(table, 33)).toBe('v33');
    expect(tableGet(table, 34)).toBeUndefined();
  });

  test('copies a page that the step does not own, and only that one', () => {
    const before: Table<string> = {};
    for (let id = 1; id < 70; id++) tableSet(before, id, 'old', new Set());
    const kept = JSON.stringify(before);
    const after = { ...before };
    tableSet(after, 40, 'new', new Set());
    tableDelete(after, 41, new Set());
    expect(JSON.stringify(before)).toBe(kept);
    expect(after['0']).toBe(before['0']);
    expect(after['1']).not.toBe(before['1']);
  });

  test('drops a page with its last entry', () => {
    const table: Table<string> = {};
    const owned = new Set<object>();
    tableSet(table, 5, 'a', owned);
    tableDelete(table, 5, owned);
    tableDelete(table, 77, owned);
    expect(table).toEqual({});
  });
});
