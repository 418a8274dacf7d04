import { pageOfWhole } from './whole-list.ts';

const list = ['a', 'b', 'c', 'd', 'e'];

it('cuts a list into pages that follow each other to its end', () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, total, next } = pageOfWhole(list, 2, cursor);
    expect(total).toBe(5);
    seen.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(list);
});

it('answers the whole list at once where it fits, and nothing past its end', () => {
  expect(pageOfWhole(list, 5, undefined)).toEqual({ items: list, total: 5, next: null });
  const { next } = pageOfWhole(list, 4, undefined);
  expect(pageOfWhole(['a'], 4, next!)).toEqual({ items: [], total: 1, next: null });
});

it('refuses a cursor of another list in words', () => {
  expect(() => pageOfWhole(list, 2, 'xyz')).toThrow('Курсор страницы испорчен');
});
