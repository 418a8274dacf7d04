import fc from 'fast-check';
import { tellingNames } from './telling-names.ts';

describe('tellingNames', () => {
  it('leaves names that fit, and cuts the end of one that differs early', () => {
    expect(tellingNames(['СОШ № 1', 'Гимназия имени космонавта и учёного'], 20)).toEqual([
      'СОШ № 1',
      'Гимназия имени косм…',
    ]);
  });

  it('keeps what tells names apart that are cut alike', () => {
    const long = 'Муниципальное общеобразовательное учреждение';
    expect(tellingNames([`${long} СОШ № 1`, `${long} СОШ № 12`, `${long} лицей`], 24)).toEqual([
      'Муници…СОШ № 1',
      'Муници…СОШ № 12',
      'Муници…лицей',
    ]);
  });

  it('never exceeds the room, and tells names apart that differ in one word', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Школа 1, группа «', 'Средняя общеобразовательная школа с углублённым изучением '),
        fc.uniqueArray(fc.constantFrom('низкие', 'новые', 'прочие', 'сельские', 'малые'), { minLength: 2 }),
        fc.integer({ min: 16, max: 60 }),
        (prefix, words, most) => {
          const names = words.map((word) => `${prefix}${word} результаты и многое другое`);
          const shown = tellingNames(names, most);
          expect(new Set(shown).size).toBe(names.length);
          expect(shown.every((name) => name.length <= most)).toBe(true);
        },
      ),
    );
  });
});
