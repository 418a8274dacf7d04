import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTarget, parseTerm, programmeSchema, programmeTables } from '@opora/domain';

const folder = new URL('.', import.meta.url).pathname;
const read = (id: string): unknown => JSON.parse(readFileSync(join(folder, id, 'programme.json'), 'utf8'));

describe('what people see of each programme beside its roadmap', () => {
  const shown = (id: string) => {
    const programme = programmeSchema.parse(read(id));
    const passport = programme.passport!;
    const names = new Map(programme.schools.map((school) => [school.id, school.shortName]));
    const tables = programmeTables({ ...programme, tables: passport.tables }, (school) => names.get(school)!);
    const rows = (title: string) => tables.find((table) => table.title.startsWith(title))?.rows ?? [];
    const fact = (title: string) => passport.facts.find((one) => one.title.startsWith(title))?.value;
    return { programme, passport, tables, rows, fact };
  };

  it('bodaibo: four pairs, ten factors, eleven associations, and the four dates of the order', () => {
    const { fact, rows, programme } = shown('bodaibo');
    expect(fact('Школы-партнёры')).toContain('4 пары');
    expect(programme.riskFactors).toHaveLength(10);
    expect(rows('Чем школа отчитывается').map(([, term]) => term)).toEqual([
      'апрель 2023 года',
      'июнь 2023 года',
      'октябрь 2023 года',
      'декабрь 2023 года',
    ]);
  });

  it('boksitogorsk: twelve schools, three clusters, measures for three groups at once, three schools under control', () => {
    const { fact, rows, programme } = shown('boksitogorsk');
    expect(fact('Школ в районе')).toContain('12');
    expect(fact('Объективность медалей')).toContain('70 баллов');
    expect(rows('Кластеры диагностики')).toHaveLength(3);
    expect(rows('Группы школ').map(([, size]) => size)).toEqual(['3', '7', '10']);
    expect(rows('Контроль качества').map(([measure]) => measure)).toEqual(['2.1.12', '2.1.13', '2.1.14']);
    const levels = new Set(programme.measures.map(({ number }) => number.split('.').length));
    expect([...levels].sort()).toEqual([2, 3]);
    expect(programme.blocks.filter(({ number }) => !number.includes('.'))).toHaveLength(8);
  });

  it('starominsky: eight tasks, thirteen targets, seven frequencies, three directions with curators, phases, risks, SWOT', () => {
    const { passport, rows, fact } = shown('starominsky');
    expect([passport.tasks.length, passport.indicators.length]).toEqual([8, 13]);
    const targets = passport.indicators.map(({ target }) => target);
    expect(targets).toEqual(
      expect.arrayContaining(['не менее 90 %', 'не более 10 %', 'не менее 20 семинаров']),
    );
    // What has no plan that can be held against a value would not be monitored.
    for (const { target } of passport.indicators)
      expect([target, parseTarget(target).certainty]).toEqual([target, 'read']);
    expect(rows('Мониторинг').map(([, often]) => often)).toEqual([
      '1 раз в год',
      '2 раза в год',
      '2 раза в год',
      '1 раз в год',
      '2 раза в год',
      '4 раза в год',
      '4 раза в год',
    ]);
    expect(rows('Направления и кураторы')).toHaveLength(3);
    expect(rows('Календарь')).toHaveLength(3);
    expect(rows('Группы школ').map(([group, size]) => [/Группа (\d+)/.exec(group!)![1], size])).toEqual([
      ['1', '2'],
      ['2', '1'],
      ['3', '1'],
      ['4', '1'],
      ['5', '1'],
      ['6', '2'],
      ['10', '1'],
    ]);
    expect(passport.risks).toHaveLength(3);
    expect(Object.values(passport.swot!).map((side) => side.length)).toEqual([5, 5, 4, 3]);
    expect(fact('Учеников')).toContain('4314');
  });

  it('luga: priorities by six half-years and two levels, a grid of 7 groups and 24 criteria, a calendar plan of 21, 8 and 3', () => {
    const { rows, tables, programme } = shown('luga');
    const matrix = tables.find(({ title }) => title === 'Приоритеты по полугодиям')!;
    expect([matrix.columns.length - 2, matrix.rows.length]).toEqual([6, 8]);
    expect(new Set(matrix.rows.map(([, level]) => level))).toEqual(new Set(['школа', 'муниципалитет']));
    const grid = rows('Самооценка района');
    expect([grid.length, new Set(grid.map(([group]) => group)).size]).toEqual([24, 7]);
    expect(new Set(grid.map((row) => row[3]))).toEqual(new Set(['+', 'недост', 'недост+']));
    const sections = rows('Календарный план').map(([section]) => section);
    expect([...new Set(sections)].map((name) => sections.filter((one) => one === name).length)).toEqual([
      21, 8, 3,
    ]);
    expect(rows('Календарь').filter(([what]) => what!.startsWith('Внешний аудит'))).toHaveLength(6);
    expect(rows('Объекты мониторинга')).toHaveLength(4);
    const name = (id: string) => programme.schools.find((school) => school.id === id)!.name;
    expect(
      programme.pairs.map(({ school, partner }) => [name(school), /№ ?(\d)/.exec(name(partner))?.[1]]),
    ).toEqual([
      [expect.stringContaining('Володарская'), '6'],
      [expect.stringContaining('Волошовская'), '5'],
      [expect.stringContaining('Осьминская'), '3'],
      [expect.stringContaining('Толмачевская'), '4'],
      [expect.stringContaining('Торошковская'), '2'],
    ]);
  });

  it('vsevolozhsk: 37 schools, three groups of the consilium, seven sections, exams as dated measures', () => {
    const { fact, rows, programme } = shown('vsevolozhsk');
    expect([fact('Школ в районе'), fact('Учеников')]).toEqual(['37', '43 274']);
    expect(rows('Группы школ').map(([, size, , support]) => [size, support])).toEqual([
      ['4', 'консилиум и школа-партнёр'],
      ['6', 'консилиум, без школы-партнёра'],
      ['2', 'консилиум, без школы-партнёра'],
    ]);
    expect(programme.blocks).toHaveLength(7);
    const dated = programme.measures.filter(
      ({ title, term }) =>
        /репетицион|контрольн|предэкзаменацион/i.test(title) &&
        parseTerm(term.text, { period: programme.period }).certainty === 'read',
    );
    expect(dated.length).toBeGreaterThanOrEqual(3);
  });
});
