import fc from 'fast-check';
import { splitResponsible } from './index.ts';

describe('responsible', () => {
  it.each([
    ['Управление образования, Ресурсный центр', 2],
    ['Управление образования, Ресурсный центр руководители ОУ', 3],
    ['Ресурсный центр Руководители РМО', 2],
    ['КО АЛМР\nМКУ «Лужский ИМЦ»', 2],
    ['Администрация \nшколы', 1],
    ['Руководители\nМО школы, РМО', 2],
    ['методическая служба, педагоги, ответственные за работу с одарёнными детьми в ОО', 2],
    ['Иванова И.И., заместитель начальника', 1],
    ['Директор школы, Петров П.П.', 1],
    ['УО и РМК', 2],
    ['руководители и педагоги ОО', 1],
    ['заместители директоров по УВР', 1],
    ['МБОУ «СОШ № 1, п. Ефимовский», МБОУ «БСОШ № 2»', 2],
    ['МКУ ДППО «РМК», ', 1],
    ['Комитет образования (отдел общего образования, ИМЦ)', 1],
    ['УО; ОО; РМО.', 3],
    ['', 0],
    ['—', 0],
  ])('«%s» names %i', (text, count) => {
    expect(splitResponsible(text)).toHaveLength(count);
  });

  it('are never empty, twice the same, or lost', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = splitResponsible(text);
        expect(found.every((name) => name.trim() === name && name !== '')).toBe(true);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});
