import { compileExpression, compileUnaryTests, defineFunction, FeelError, FeelSyntaxError } from './index.ts';
import type { Json } from '../core/types.ts';

const environment = { now: Date.UTC(2024, 0, 15, 22, 30), timeZone: 'Asia/Irkutsk' };
const scopeOf = (variables: { [name: string]: Json }) => ({
  get: (name: string) => variables[name],
  names: () => Object.keys(variables),
});
const evaluate = (text: string, variables: { [name: string]: Json } = {}, warnings?: string[]): Json =>
  compileExpression(text).evaluate(scopeOf(variables), environment, warnings);

describe('compileExpression', () => {
  test('gives the same compiled expression for the same text', () => {
    expect(compileExpression('a + 1')).toBe(compileExpression('a + 1'));
  });

  test('says where a text stops being FEEL', () => {
    expect(() => compileExpression('count(items) >')).toThrow(FeelSyntaxError);
    expect(() => compileExpression('a + * b')).toThrow(
      expect.objectContaining({ position: { from: 4, to: 5 } }),
    );
    expect(() => compileExpression('')).toThrow(FeelSyntaxError);
  });

  test('takes a missing variable for null and warns', () => {
    const warnings: string[] = [];
    expect(evaluate('risk = "high"', {}, warnings)).toBe(false);
    expect(warnings).toEqual(['There is no variable "risk"']);
  });

  test('knows a variable that is null from one that is missing', () => {
    const warnings: string[] = [];
    expect(evaluate('risk', { risk: null }, warnings)).toBeNull();
    expect(warnings).toEqual([]);
  });

  test('writes values of time as ISO texts, wherever they lie', () => {
    expect(evaluate('{until: date("2024-01-31"), days: [duration("P3D")]}')).toEqual({
      until: '2024-01-31',
      days: ['P3D'],
    });
  });

  test('refuses a range or a function as a result', () => {
    expect(() => evaluate('[1..3]')).toThrow(FeelError);
    expect(() => evaluate('{f: function(x) x}')).toThrow(FeelError);
    expect(() => evaluate('count')).toThrow(FeelError);
  });

  test('hands a JSON variable on without copying it', () => {
    const experts = ['a', 'b'];
    expect(evaluate('experts', { experts })).toBe(experts);
    expect(evaluate('team.experts', { team: { experts } })).toBe(experts);
  });

  test('takes the clock and the zone from the host', () => {
    expect(evaluate('today()')).toBe('2024-01-16');
    expect(evaluate('now()')).toBe('2024-01-16T06:30:00+08:00');
  });

  test('finds names with spaces, and names with operators in back-ticks', () => {
    expect(evaluate('mean mark + 1', { 'mean mark': 4 })).toBe(5);
    expect(evaluate('`mark-1` + 1', { 'mark-1': 4 })).toBe(5);
  });

  test('calls a built-in function also where a variable has its name', () => {
    expect(evaluate('count(items)', { items: [1, 2], count: 7 })).toBe(2);
    expect(evaluate('count', { count: 7 })).toBe(7);
  });

  test('calls functions that the host adds', () => {
    const twice = defineFunction<[number]>('twice', 'number: number', ([number]) => number * 2);
    const host = { ...environment, functions: new Map([['twice', twice]]) };
    expect(compileExpression('twice(4) + twice(number: 1)').evaluate(scopeOf({}), host)).toBe(10);
  });

  test('refuses a loop without end', () => {
    expect(() => evaluate('for i in 1..100000000000 return i')).toThrow(FeelError);
    expect(() => evaluate('{f: function(n) f(n + 1), r: f(1)}.r')).toThrow(FeelError);
    expect(evaluate('{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(250)}.r')).toBe(250);
  });

  test('does not reach into JavaScript by a name', () => {
    expect(evaluate('a.constructor', { a: {} })).toBeNull();
    expect(evaluate('a.__proto__', { a: {} })).toBeNull();
    expect(evaluate('{"__proto__": 1}.x')).toBeNull();
    expect(evaluate('"text".length')).toBeNull();
  });

  test('keeps decimals where binary fractions would show', () => {
    expect(evaluate('0.1 + 0.2 = 0.3')).toBe(true);
    expect(evaluate('100.1 - 100')).toBe(0.1);
    expect(evaluate('1.1 * 3')).toBe(3.3);
    expect(evaluate('1 / 3 * 3')).toBe(1);
  });
});

describe('compileUnaryTests', () => {
  test('tests a value against variables', () => {
    const tests = compileUnaryTests('> limit, 0');
    expect(tests.test(4, scopeOf({ limit: 3 }), environment)).toBe(true);
    expect(tests.test(0, scopeOf({ limit: 3 }), environment)).toBe(true);
    expect(tests.test(2, scopeOf({ limit: 3 }), environment)).toBe(false);
  });
});
