import { expect, it } from '@jest/globals';
import { viewedFields, withoutFields } from './field-view.ts';

const schema = {
  components: [
    { type: 'text' },
    { type: 'dynamiclist', path: 'answers', properties: { view: 'round-table' } },
    { type: 'dynamiclist', path: 'others', properties: { view: 'unknown' } },
    { type: 'textfield', key: 'note', properties: { view: 'round-table' } },
  ],
};

it('takes out of a form only lists and groups whose view is known; the rest stays with the form', () => {
  const fields = viewedFields(schema, new Set(['round-table']));
  expect(fields.map(({ path }) => path)).toEqual(['answers']);
  expect(withoutFields(schema, fields).components.map(({ type }) => type)).toEqual([
    'text',
    'dynamiclist',
    'textfield',
  ]);
});
