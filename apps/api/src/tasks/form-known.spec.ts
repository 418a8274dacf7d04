import { describe, expect, it } from '@jest/globals';
import { knownPlaces, valueAt, withValueAt } from './form-known.ts';

const group = (path: string, source: string | undefined, ...components: object[]) => ({
  ...{ type: 'group', path, components },
  ...(source && { properties: { known: source } }),
});

describe('what a form lets the system fill in', () => {
  it('is named by groups, lists and fields, with the path of the groups around', () => {
    const field = { type: 'number', key: 'share', properties: { known: 'share' } };
    const list = {
      type: 'dynamiclist',
      path: 'values',
      properties: { known: 'values' },
      components: [field],
    };
    const form = { components: [group('round', undefined, field, list), group('partner', 'proposal')] };
    expect(knownPlaces(form as never)).toEqual([
      { source: 'share', path: ['round', 'share'] },
      { source: 'values', path: ['round', 'values'] },
      { source: 'proposal', path: ['partner'] },
    ]);
  });

  it('is put at its path and leaves everything else as it is', () => {
    const variables = { round: { number: 2, note: 'а' }, schoolId: 's' };
    expect(withValueAt(variables, ['round', 'note'], 'б')).toEqual({
      round: { number: 2, note: 'б' },
      schoolId: 's',
    });
    expect(withValueAt({ round: null }, ['round', 'note'], 'б')).toEqual({ round: { note: 'б' } });
    expect(variables.round.note).toBe('а');
    expect(valueAt(variables, ['round', 'number'])).toBe(2);
    expect(valueAt(variables, ['schoolId', 'number'])).toBeUndefined();
  });
});
