import { choiceSources, withChoices, type Choice } from './form-choices.ts';

const field = (properties: { [name: string]: string }, key = 'login') => ({
  type: 'select',
  key,
  properties,
});
const form = (path: string, ...components: object[]) =>
  ({ components: [{ type: 'dynamiclist', path, components }] }) as never;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const valuesOf = (schema: any): Choice[] => schema.components[0].components[0].values;
const people: Choice[] = [
  { value: 'expert1', label: 'Ручьёва · СОШ № 1', fields: { name: 'Ручьёва', schoolId: 'bodaibo-1' } },
  { value: 'expert2', label: 'Кедров · Мамаканская СОШ', fields: { name: 'Кедров', schoolId: 'mamakan' } },
];
const known = new Map([['people:expert', people]]);

describe('choices of a form', () => {
  it('are asked for by each source once, and by no other property', () => {
    const schema = form(
      'reviewers',
      field({ choices: 'people:expert' }),
      field({ choices: 'people:expert' }),
      field({ choices: 'something else' }),
      field({ hint: 'people:method' }),
    );
    expect(choiceSources(schema)).toEqual(['people:expert']);
  });

  it('carry the values of the fields beside the chosen one', () => {
    const schema = form('reviewers', field({ choices: 'people:expert' }));
    expect(valuesOf(withChoices(schema, {}, known))).toEqual(people);
  });

  it('leave out who is in the list of refusals', () => {
    const schema = form('reviewers', field({ choices: 'people:expert', except: 'refused' }));
    const filled = withChoices(schema, { refused: [{ login: 'expert1' }] }, known);
    expect(valuesOf(filled).map(({ value }) => value)).toEqual(['expert2']);
  });

  it('are only those of the case where it brings a list, the unknown ones by their own name', () => {
    const schema = form('partner', field({ choices: 'partner-schools', within: 'candidates' }, 'id'));
    const variables = { candidates: [{ id: 'usolye', name: 'Усольская СОШ', curator: 'k' }] };
    expect(valuesOf(withChoices(schema, variables, new Map()))).toEqual([
      { value: 'usolye', label: 'Усольская СОШ', fields: { name: 'Усольская СОШ', curator: 'k' } },
    ]);
    expect(valuesOf(withChoices(schema, { candidates: null }, new Map()))).toEqual([]);
  });

  it('keep what was chosen before, so that a filled form can be read', () => {
    const schema = form('reviewers', field({ choices: 'people:expert', except: 'refused' }));
    const variables = {
      refused: [{ login: 'expert2' }],
      reviewers: [
        { login: 'gone', name: 'Бывший эксперт' },
        { login: 'expert1', name: null },
        { login: 'expert2', name: 'Кедров' },
      ],
    };
    expect(valuesOf(withChoices(schema, variables, known)).map(({ label }) => label)).toEqual([
      'Ручьёва · СОШ № 1',
      'Бывший эксперт',
    ]);
  });
});
