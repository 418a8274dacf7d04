import {
  decisionField,
  isReturn,
  labelsOf,
  remarkField,
  sameAnswers,
  toVariables,
  withChosen,
  type FormSchema,
} from './form-data.ts';

const form: FormSchema = {
  components: [
    {
      type: 'group',
      path: 'memo',
      label: 'Записка',
      components: [{ type: 'textfield', key: 'number', label: 'Номер' }],
    },
    {
      type: 'radio',
      key: 'profileDecision',
      label: 'Решение',
      values: [
        { label: 'Подтвердить', value: 'approve' },
        { label: 'Вернуть', value: 'return' },
      ],
    },
    { type: 'textarea', key: 'remark', label: 'Замечания' },
  ],
};

describe('forms', () => {
  it('finds the decision and the remark', () => {
    expect(decisionField(form)?.key).toBe('profileDecision');
    expect(remarkField(form)?.key).toBe('remark');
    expect(
      decisionField({ components: [{ type: 'radio', key: 'decision', disabled: true }] }),
    ).toBeUndefined();
  });
  it('gathers names of fields and options, inside groups too', () => {
    const labels = labelsOf([form]);
    expect(labels.fields['number']).toBe('Номер');
    expect(labels.fields['memo.number']).toBe('Номер');
    expect(labels.options['profileDecision']).toEqual({ approve: 'Подтвердить', return: 'Вернуть' });
  });
  it('gives no name to a value that two forms call differently', () => {
    const other: FormSchema = {
      components: [
        { type: 'radio', key: 'profileDecision', values: [{ label: 'Согласен', value: 'approve' }] },
      ],
    };
    expect(labelsOf([form, other]).options['profileDecision']).toEqual({ return: 'Вернуть' });
  });
});

describe('withChosen', () => {
  const values = [{ value: 'expert1', label: 'Ручьёва', fields: { name: 'Ручьёва', schoolId: 'bodaibo-1' } }];
  const picker = { type: 'select', key: 'login', properties: { choices: 'people:expert' }, values };
  it('puts what belongs to the chosen one beside it, in every row of a list', () => {
    const schema = { components: [{ type: 'dynamiclist', path: 'reviewers', components: [picker] }] };
    expect(withChosen(schema, { reviewers: [{ login: 'expert1' }, { login: 'other' }], round: 1 })).toEqual({
      reviewers: [{ login: 'expert1', name: 'Ручьёва', schoolId: 'bodaibo-1' }, { login: 'other' }],
      round: 1,
    });
  });
  it('leaves what the form itself asks for', () => {
    const group = {
      type: 'group',
      path: 'reviewer',
      components: [picker, { type: 'textfield', key: 'name' }],
    };
    expect(withChosen({ components: [group] }, { reviewer: { login: 'expert1', name: 'Т. Я.' } })).toEqual({
      reviewer: { login: 'expert1', name: 'Т. Я.', schoolId: 'bodaibo-1' },
    });
  });
  it('names a picker by its path only: the id of a partner is no partner elsewhere', () => {
    const group = { type: 'group', path: 'thirdReviewer', components: [{ ...picker, label: 'Рецензент' }] };
    const { fields } = labelsOf([{ components: [group] }]);
    expect([fields['thirdReviewer.login'], fields['login']]).toEqual(['Рецензент', undefined]);
  });
});

describe('sameAnswers', () => {
  it('is true of a form that was only looked at', () => {
    expect(sameAnswers({ memo: { number: '', date: null }, rows: [{ title: '' }], sure: false }, {})).toBe(
      true,
    );
    expect(sameAnswers({ b: 1, a: { c: 2, d: 3 } }, { a: { d: 3, c: 2 }, b: 1 })).toBe(true);
  });
  it('is false as soon as a field says something else, be it 0', () => {
    expect(sameAnswers({ memo: { number: 0 } }, { memo: { number: null } })).toBe(false);
    expect(sameAnswers({ a: '' }, { a: 'before' })).toBe(false);
  });
});

describe('isReturn', () => {
  it.each([
    ['return', true],
    ['rejected', true],
    ['declined', true],
    ['rework', true],
    [false, true],
    ['no', true],
    ['approve', false],
    ['accepted-with-remarks', false],
    ['no-dynamics', false],
    [undefined, false],
  ])('of %s is %s', (value, expected) => {
    expect(isReturn(value)).toBe(expected);
  });
});

describe('toVariables', () => {
  it('leaves out what was never filled in and keeps what was emptied', () => {
    expect(toVariables({ a: '', b: '', c: 0, d: undefined, e: null }, { b: 'before' })).toEqual({
      b: '',
      c: 0,
    });
  });
});
