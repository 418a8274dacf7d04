import { spend } from '../meter.ts';
import { compareValues, equalValues, type FeelFunction, type Call, type Value } from '../values.ts';
import { overload, type FunctionTable } from './overloads.ts';

/** Whether a list has an item equal to a value. */
const has = (list: Value[], value: Value): boolean => list.some((item) => same(item, value));
const same = (left: Value, right: Value): boolean =>
  equalValues(left, right) === true && Array.isArray(left) === Array.isArray(right);

/** Items without repetitions, in the order of their first. */
export function distinct(list: Value[]): Value[] {
  const scalars = new Set<Value>();
  const others: Value[] = [];
  return list.filter((item) => {
    if (item === null || typeof item !== 'object')
      return scalars.has(item) ? false : (scalars.add(item), true);
    return has(others, item) ? false : (others.push(item), true);
  });
}

function flatten(list: Value[]): Value[] {
  spend(4);
  return list.flatMap((item) => (Array.isArray(item) ? flatten(item) : [item]));
}

/** Index from 0 of a position from 1, or from -1 at the end; null with a warning where the list has no such position. */
function indexOf(name: string, list: Value[], position: number, call: Call): number | null {
  if (!Number.isInteger(position) || position === 0 || Math.abs(position) > list.length)
    return call.warn(`${name}(): a list of ${list.length} has no position ${position}`);
  return position > 0 ? position - 1 : list.length + position;
}

function sublist(list: Value[], start: number, length: number | undefined, call: Call): Value[] | null {
  const from = indexOf('sublist', list, start, call);
  if (from === null) return null;
  if (length !== undefined && (length < 1 || from + length > list.length))
    return call.warn(`sublist(): a list of ${list.length} has no ${length} items from ${start}`);
  return list.slice(from, length === undefined ? undefined : from + length);
}

function sort(list: Value[], precedes: FeelFunction | undefined, call: Call): Value[] | null {
  if (precedes) {
    if (precedes.parameters.length !== 2) return call.warn('sort(): the function has to take two values');
    return list
      .slice()
      .sort((a, b) =>
        precedes.invoke([a, b], call) === true ? -1 : precedes.invoke([b, a], call) === true ? 1 : 0,
      );
  }
  let comparable = true;
  const sorted = list.slice().sort((a, b) => {
    const order = compareValues(a, b);
    if (order === null) comparable = false;
    return order ?? 0;
  });
  return comparable ? sorted : call.warn('sort(): the items have no common order');
}

/** List functions (DMN 1.4 table 76) and sort (table 81). */
export const listFunctions: FunctionTable = {
  'list contains': [
    overload<[Value[], Value]>('list: list, element: any', ([list, element]) => has(list, element)),
  ],
  count: [overload<[Value[]]>('list: list', ([list]) => list.length)],
  sublist: [
    overload<[Value[], number, number?]>(
      'list: list, start position: number, length?: number',
      ([list, start, length], call) => sublist(list, start, length, call),
    ),
  ],
  append: [overload<[Value[], Value[]]>('list: list, ...item: any', ([list, items]) => [...list, ...items])],
  concatenate: [overload<[Value[][]]>('...list: list', ([lists]) => lists.flat(1))],
  'insert before': [
    overload<[Value[], number, Value]>(
      'list: list, position: number, newItem: any',
      ([list, position, item], call) => {
        const at = indexOf('insert before', list, position, call);
        return at === null ? null : [...list.slice(0, at), item, ...list.slice(at)];
      },
    ),
  ],
  remove: [
    overload<[Value[], number]>('list: list, position: number', ([list, position], call) => {
      const at = indexOf('remove', list, position, call);
      return at === null ? null : [...list.slice(0, at), ...list.slice(at + 1)];
    }),
  ],
  'list replace': [
    overload<[Value[], number, Value]>(
      'list: list, position: number, newItem: any',
      ([list, position, item], call) => {
        const at = indexOf('list replace', list, Math.trunc(position), call);
        return at === null ? null : [...list.slice(0, at), item, ...list.slice(at + 1)];
      },
    ),
    overload<[Value[], FeelFunction, Value]>(
      'list: list, match: function, newItem: any',
      ([list, match, item], call) => {
        const results = list.map((old) => match.invoke([old, item], call));
        return results.every((result) => typeof result === 'boolean')
          ? list.map((old, index) => (results[index] === true ? item : old))
          : call.warn('list replace(): the function has to answer true or false for each item');
      },
    ),
  ],
  reverse: [overload<[Value[]]>('list: list', ([list]) => list.slice().reverse())],
  'index of': [
    overload<[Value[], Value]>('list: list, match: any', ([list, match]) =>
      list.flatMap((item, index) => (same(item, match) ? [index + 1] : [])),
    ),
  ],
  union: [overload<[Value[][]]>('...list: list', ([lists]) => distinct(lists.flat(1)))],
  'distinct values': [overload<[Value[]]>('list: list', ([list]) => distinct(list))],
  flatten: [overload<[Value[]]>('list: list', ([list]) => flatten(list))],
  sort: [
    overload<[Value[], FeelFunction?]>('list: list, precedes?: function', ([list, precedes], call) =>
      sort(list, precedes, call),
    ),
  ],
};
