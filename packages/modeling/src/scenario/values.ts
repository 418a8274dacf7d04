import type { Json, Variables } from '@opora/engine';

const isObject = (value: Json): value is Variables =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The value at a path (`a.b`, `list.0`) or null. */
export function at(value: Json, path: string): Json {
  return path
    .split('.')
    .reduce<Json>(
      (inner, key) =>
        inner !== null && typeof inner === 'object' ? ((inner as Variables)[key] ?? null) : null,
      value,
    );
}

/** True where every part of the expected value is found; lists have to be of equal length. */
export function contains(found: Json, expected: Json): boolean {
  if (expected === null || typeof expected !== 'object') return found === expected;
  if (found === null || typeof found !== 'object') return false;
  if (Array.isArray(expected))
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((one, index) => contains(found[index]!, one))
    );
  return Object.entries(expected).every(([key, value]) => contains((found as Variables)[key] ?? null, value));
}

/** Lays values over others, key by key; lists are replaced as a whole. */
export function overlay(base: Json, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over;
  return {
    ...base,
    ...Object.fromEntries(
      Object.entries(over).map(([key, value]) => [key, key in base ? overlay(base[key]!, value) : value]),
    ),
  };
}

/** What has to be laid over `base` to get exactly `wanted`: only what differs, null for what `wanted` leaves out. */
export function difference(base: Variables, wanted: Variables): Variables {
  const names = new Set([...Object.keys(base), ...Object.keys(wanted)]);
  return Object.fromEntries(
    [...names].flatMap((name): [string, Json][] => {
      const [from, to] = [base[name], wanted[name] ?? null];
      if (from !== undefined && JSON.stringify(from) === JSON.stringify(to)) return [];
      if (from !== undefined && isObject(from) && isObject(to)) return [[name, difference(from, to)]];
      return from === undefined && to === null ? [] : [[name, to]];
    }),
  );
}
