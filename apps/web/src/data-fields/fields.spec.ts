import { emptied, kindOf, numberOf, readAnswer, readVariables, rowOf, variablesOf } from './fields.ts';

it('asks for each value by what it is, and by its type while it is not there', () => {
  expect(kindOf([{ grade: 5 }])).toBe('rows');
  expect(kindOf(['equipment'])).toBe('words');
  expect(kindOf({ reviewDue: 'P3D' })).toBe('record');
  expect(kindOf([[1], [2]])).toBe('structure');
  expect(kindOf({})).toBe('structure');
  expect(kindOf('2026-09-01')).toBe('date');
  expect(kindOf(undefined, 'number')).toBe('number');
  expect(kindOf(null, 'boolean')).toBe('truth');
  expect(kindOf('1', 'number')).toBe('text');
  expect(kindOf(undefined, 'an own type')).toBe('text');
});

it('makes a new row of the fields that the others have, with nothing in them', () => {
  expect(
    rowOf([
      { subject: 'математика', mean: 3 },
      { subject: 'физика', passed: true, parts: ['a'] },
    ]),
  ).toEqual({
    subject: '',
    mean: null,
    passed: null,
    parts: [],
  });
  expect(emptied([{ a: 1 }, { a: 2 }])).toEqual([{ a: null }]);
});

it('reads numbers as people write them', () => {
  expect(['2,5', '1 000', '−3', '.5', '', 'пять', '1.2.3'].map(numberOf)).toEqual([
    2.5,
    1000,
    -3,
    0.5,
    null,
    undefined,
    undefined,
  ]);
});

it('reads an answer of which nobody said what it is', () => {
  expect(['да', 'нет', '33,5', ' ', 'высокий'].map(readAnswer)).toEqual([true, false, 33.5, null, 'высокий']);
});

it('puts answers by path into each other', () => {
  expect(variablesOf({ 'a.b': 2.5, 'a.c': true, d: [1], 'a.g.h': false })).toEqual({
    a: { b: 2.5, c: true, g: { h: false } },
    d: [1],
  });
});

it('takes JSON of names and values and nothing else', () => {
  expect(readVariables(' ')).toEqual({});
  expect(readVariables('{"a":[1]}')).toEqual({ a: [1] });
  expect(() => readVariables('[1]')).toThrow('{ … }');
  expect(() => readVariables('{a')).toThrow();
});
