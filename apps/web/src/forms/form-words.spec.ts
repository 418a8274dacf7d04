import { russianFormText } from './form-words.ts';

describe('russianFormText', () => {
  it('says fixed texts in Russian', () => {
    expect(russianFormText('Field is required.')).toBe('Заполните это поле.');
    expect(russianFormText(' Add new')).toBe(' Добавить');
  });
  it('keeps figures of validation messages', () => {
    expect(russianFormText('Field must have minimum value of 5.')).toBe('Не меньше 5.');
    expect(russianFormText('Remove list item 12')).toBe('Удалить строку 12');
  });
  it('leaves the texts of forms alone', () => {
    expect(russianFormText('Номер приказа')).toBe('Номер приказа');
  });
});
