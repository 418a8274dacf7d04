import { programmeTables } from './programme-tables.ts';

const nothing = { groups: [], calendar: [], blocks: [], variants: {}, tables: [] };

describe('programmeTables', () => {
  it('shows nothing of a programme that has nothing beside its roadmap', () => {
    expect(programmeTables(nothing, String)).toEqual([]);
  });

  it('names the schools of groups, and which of them the consilium supports without a partner', () => {
    const groups = [
      { id: 'low', title: 'Низкие результаты', schools: ['a', 'b'] },
      { id: 'new', title: 'Новые школы', schools: ['c'] },
    ];
    const variants = { consilium: { groups: ['low', 'new'], withoutPartner: ['new'] } };
    const [table] = programmeTables({ ...nothing, groups, variants }, (id) => `Школа ${id}`);
    expect(table!.rows).toEqual([
      ['Низкие результаты', '2', 'Школа a, Школа b', 'консилиум и школа-партнёр'],
      ['Новые школы', '1', 'Школа c', 'консилиум, без школы-партнёра'],
    ]);
  });

  it('says in words how often something is monitored', () => {
    const frequencies = [1, 2, 5, 12, 22].map((perYear) => ({ title: `${perYear}`, perYear }));
    const [table] = programmeTables({ ...nothing, variants: { frequencies } }, String);
    expect(table!.rows.map(([, often]) => often)).toEqual([
      '1 раз в год',
      '2 раза в год',
      '5 раз в год',
      '12 раз в год',
      '22 раза в год',
    ]);
  });

  it('lists the criteria of an audit, unless a table of the document has them with their marks', () => {
    const variants = { reviewGrid: { marks: ['+', '−'], criteria: [{ number: '1.1', name: 'Курсы' }] } };
    const [table] = programmeTables({ ...nothing, variants }, String);
    expect(table).toMatchObject({
      title: 'Критерии внешнего аудита (отметки «+», «−»)',
      rows: [['1.1', 'Курсы']],
    });
    const filled = { title: 'Самооценка', columns: ['Критерий', 'Отметка'], rows: [['Курсы', '+']] };
    expect(programmeTables({ ...nothing, variants, tables: [filled] }, String)).toEqual([filled]);
  });

  it('leaves out variants of a shape that it does not know', () => {
    expect(programmeTables({ ...nothing, variants: { frequencies: 'often' } }, String)).toEqual([]);
  });
});
