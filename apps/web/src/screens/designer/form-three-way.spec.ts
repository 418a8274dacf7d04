import { describe, expect, it } from '@jest/globals';
import { formThreeWay } from './form-three-way.ts';

const field = (key: string, more: object = {}) => ({
  type: 'textfield',
  key,
  label: key,
  id: `Field_${key}`,
  ...more,
});
const form = (...components: object[]): string =>
  JSON.stringify({ id: 'plan', type: 'default', components }, null, 2);
const keysOf = (text: string): string[] =>
  (JSON.parse(text) as { components: { key: string }[] }).components.map(({ key }) => key);
const base = form(field('a'), field('b'), field('c'));

describe('what two people made of one form', () => {
  it('is put together field by field, whatever the editor wrote anew', () => {
    const mine = form(
      field('a', { label: 'Цель', layout: { row: 'Row_1', columns: null } }),
      field('b', { layout: { row: 'Row_2', columns: null } }),
      field('c', { layout: { row: 'Row_3', columns: null } }),
    );
    const merged = formThreeWay(base, mine, form(field('a'), field('b'), field('c'), field('d')))!;
    expect(merged.clashes).toEqual([]);
    expect(merged.changed).toEqual({ mine: 1, theirs: 1 });
    expect(keysOf(merged.text([]))).toEqual(['a', 'b', 'c', 'd']);
    expect(merged.text([])).toContain('"label": "Цель"');
  });

  it('asks where both changed the same field, and takes what is chosen', () => {
    const mine = form(field('a'), field('b', { label: 'Срок' }), field('c'));
    const theirs = form(field('a'), field('c'));
    const merged = formThreeWay(base, mine, theirs)!;
    expect(merged.clashes.map(({ about }) => about)).toEqual(['«Срок»']);
    expect(keysOf(merged.clashes[0]!.texts!.theirs)).toEqual([]);
    expect(keysOf(merged.text(['mine']))).toEqual(['a', 'b', 'c']);
    expect(keysOf(merged.text(['theirs']))).toEqual(['a', 'c']);
  });

  it('keeps fields that stand in one row', () => {
    const row = { layout: { row: 'Row_1', columns: 8 } };
    const mine = form(field('a', row), field('b', row), field('c'));
    const merged = formThreeWay(base, mine, base)!;
    expect(JSON.parse(merged.text([]))).toEqual(JSON.parse(mine));
  });

  it('is no form where a text cannot be read as one', () => {
    expect(formThreeWay(base, '{', base)).toBeUndefined();
    expect(formThreeWay(base, '{"components":1}', base)).toBeUndefined();
  });
});
