import { toCsv } from './csv.ts';

describe('toCsv', () => {
  it('writes what a Russian spreadsheet opens: mark, semicolons, decimal commas', () => {
    expect(
      toCsv(
        ['Школа', 'Балл'],
        [
          ['СОШ № 3', 3.5],
          [null, undefined],
        ],
      ),
    ).toBe('\uFEFFШкола;Балл\r\nСОШ № 3;3,5\r\n;\r\n');
  });
  it('quotes separators, quotes and line breaks', () => {
    expect(toCsv(['a'], [['x;"y"\nz']])).toContain('"x;""y""\nz"');
  });
  it('keeps a spreadsheet from running a text as a formula', () => {
    expect(toCsv(['a'], [['=1+1']])).toContain("'=1+1");
  });
});
