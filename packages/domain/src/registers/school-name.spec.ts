import { describe, expect, it } from '@jest/globals';
import { calledSchool, shortSchoolName } from './school-name.ts';

describe('the name of a school', () => {
  it.each([
    'МКОУ «СОШ № 3 г. Бодайбо»',
    'СОШ №3 г.Бодайбо',
    'МОУ СОШ N 3 г. Бодайбо',
    'Муниципальное казённое общеобразовательное учреждение «Средняя общеобразовательная школа № 3 г. Бодайбо»',
    'Средняя школа №3, г. Бодайбо',
  ])('is the same in whatever way it is written: %s', (name) => {
    expect(calledSchool(name)).toBe('сош №3 г бодайбо');
  });

  it.each([
    ['СОШ № 3', 'СОШ № 13'],
    ['СОШ № 3', 'ООШ № 3'],
    ['Гимназия № 7', 'Лицей № 7'],
    ['ЧОУ «Лицей № 1»', 'МБОУ «Лицей № 1»'],
    ['Частное общеобразовательное учреждение «Лицей № 1»', 'Лицей № 1'],
    ['Мамская ООШ', 'Мамаканская ООШ'],
  ])('tells %s from %s', (left, right) => {
    expect(calledSchool(left)).not.toBe(calledSchool(right));
  });

  it.each([
    ['МКОУ «Балахнинская СОШ»', 'Балахнинская СОШ'],
    ['МБОУ "Гимназия № 7"', 'Гимназия № 7'],
    ['МОУ Володарская СОШ', 'Володарская СОШ'],
    ['СОШ № 5 «Родник»', 'СОШ № 5 «Родник»'],
    ['Муниципальная школа', 'Муниципальная школа'],
    ['МОУ', 'МОУ'],
  ])('is short without the legal form: %s', (name, short) => {
    expect(shortSchoolName(name)).toBe(short);
  });
});
