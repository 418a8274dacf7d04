import { describe, expect, it } from '@jest/globals';
import type { FormSchema } from '../lib/form-data.ts';
import { pickable } from './pickable.ts';

const select = (...values: unknown[]) => ({
  type: 'select',
  key: 'score',
  values: values.map((value) => ({ value, label: String(value) })),
});
const form = (...components: unknown[]) => ({ type: 'default', components }) as unknown as FormSchema;

describe('a form with options', () => {
  it('shows a select with the option 0 as radio buttons, inside groups too', () => {
    const { components } = pickable(form({ type: 'group', components: [select(0, 1, 2)] }));
    expect(components[0]?.components?.[0]).toMatchObject({ type: 'radio', key: 'score' });
  });

  it('lets a field be typed where nobody says what may be chosen', () => {
    const picker = { type: 'select', key: 'login', properties: { choices: 'people:expert' } };
    const known = { ...picker, values: [{ value: 'expert1', label: 'Ручьёва' }] };
    const nobody = { ...picker, values: [] };
    expect(pickable(form(picker, known, nobody)).components.map(({ type }) => type)).toEqual([
      'textfield',
      'select',
      'select',
    ]);
  });

  it('leaves other selects and the given form as they are', () => {
    const given = form(select('a', 'b'), select(1, 2), select(0));
    expect(pickable(given).components.map(({ type }) => type)).toEqual(['select', 'select', 'radio']);
    expect(given.components.map(({ type }) => type)).toEqual(['select', 'select', 'select']);
  });
});
