import { equalValues, fromTyped, isContext, type Value } from '@opora/engine';

/** Whether a result is what a case expects: numbers within 1e-8, contexts and lists part by part, the rest by FEEL's `=`. */
export function isExpected(expected: unknown, actual: Value): boolean {
  return same(fromTyped(expected), actual);
}

function same(expected: Value, actual: Value): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') {
    return Math.abs(expected - actual) <= 1e-8 * Math.max(1, Math.abs(expected));
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return expected.length === actual.length && expected.every((item, index) => same(item, actual[index]!));
  }
  if (isContext(expected) && isContext(actual)) {
    const names = Object.keys(expected);
    return (
      names.length === Object.keys(actual).length &&
      names.every((name) => Object.hasOwn(actual, name) && same(expected[name]!, actual[name]!))
    );
  }
  if (expected === null || actual === null || Array.isArray(expected) !== Array.isArray(actual))
    return expected === actual;
  return equalValues(expected, actual) === true;
}
