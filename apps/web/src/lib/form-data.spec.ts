import { decisionField, isReturn, labelsOf, remarkField, toVariables, type FormSchema } from './form-data.ts';

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
