import type { Table } from './types.ts';

const BITS = 5;
const MASK = (1 << BITS) - 1;

/** Remembers which objects of a state were made by the current step and may be changed in place. */
export type Owned = Set<object>;

/** Entry by number, if it is there. */
export const tableGet = <T>(table: Table<T>, id: number): T | undefined => table[id >> BITS]?.[id & MASK];

/** Puts an entry; `table` itself must belong to the step, its page is copied when it does not. */
export function tableSet<T>(table: Table<T>, id: number, value: T, owned: Owned): void {
  const key = id >> BITS;
  let page = table[key];
  if (page === undefined || !owned.has(page)) {
    page = { ...page };
    owned.add(page);
    table[key] = page;
  }
  page[id & MASK] = value;
}

/** Takes an entry out, and its page when that is empty then. */
export function tableDelete<T>(table: Table<T>, id: number, owned: Owned): void {
  const key = id >> BITS;
  let page = table[key];
  if (page === undefined) return;
  if (!owned.has(page)) {
    page = { ...page };
    owned.add(page);
    table[key] = page;
  }
  delete page[id & MASK];
  for (const _ in page) return;
  delete table[key];
}

/** All entries in the order of their numbers. */
export function tableValues<T>(table: Table<T>): T[] {
  const values: T[] = [];
  for (const key in table) {
    const page = table[key]!;
    for (const slot in page) values.push(page[slot]!);
  }
  return values;
}
