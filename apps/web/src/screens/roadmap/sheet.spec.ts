import { describe, expect, it } from '@jest/globals';
import type { RoadmapMeasure } from '@opora/contracts';
import fc from 'fast-check';
import {
  applied,
  differing,
  fromClipboard,
  nextNumber,
  noEdit,
  pasted,
  placeOf,
  reversed,
  toClipboard,
  undoOf,
  vacant,
} from './sheet.ts';

const measure = (id: string, number: string, title: string): RoadmapMeasure => ({
  ...{ id, number, title, section: '1. Организация', term: '', termMeans: '', termCertainty: 'read' },
  ...{ from: null, due: null, workingDaysLeft: null, responsible: ['УО'], indicator: '', result: '' },
  ...{
    status: 'planned' as const,
    checkedBy: null,
    checkedByName: null,
    version: 1,
    evidence: 0,
    comments: 0,
  },
});
const rows = [measure('a', '1.1', 'Семинар'), measure('b', '1.2', 'Аудит')];
const cell = (row: number, column: number) => ({ row, column, toRow: row, toColumn: column });

describe('the clipboard', () => {
  it('gives back the cells that were put on it, with lines, tabs and quotes inside', () => {
    const text = fc
      .string({ unit: fc.constantFrom('а', ' ', '"', '\t', '\n', 'б') })
      .map((one) => one.trim());
    const cells = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1 }))
      // An empty last row cannot be told from the line that ends a clipboard.
      .filter((block) => block.at(-1)!.join('') !== '');
    fc.assert(fc.property(cells, (block) => expect(fromClipboard(toClipboard(block))).toEqual(block)));
  });

  it('of Excel ends with a line and may begin a cell with a quote of the text', () => {
    expect(fromClipboard('1.1\tСеминар\r\n1.2\t"Учитель года" в районе\r\n')).toEqual([
      ['1.1', 'Семинар'],
      ['1.2', '"Учитель года" в районе'],
    ]);
  });
});

it('what is copied from a table whose words may be divided is pasted whole', () => {
  expect(fromClipboard('про\u00adкон\u00adсультированы\tмай')).toEqual([['проконсультированы', 'май']]);
});

describe('pasting', () => {
  it('into rows that are narrowed writes only those in sight, and new ones stand behind the last of them', () => {
    const all = [...rows, measure('c', '1.3', 'Справка')];
    const edit = pasted(rows, cell(1, 1), [['Аудит уроков'], ['Сводка']], all);
    expect(edit.change).toEqual([{ id: 'b', version: 1, title: 'Аудит уроков' }]);
    expect(edit.add).toMatchObject([{ after: 'b', number: '1.4', title: 'Сводка' }]);
  });

  it('writes what differs from the chosen cell on, and makes measures of the rows beyond the table', () => {
    const edit = pasted(rows, cell(1, 1), [
      ['Аудит уроков', 'май 2031'],
      ['Справка', 'июнь 2031'],
      ['', ''],
    ]);
    expect(edit).toEqual({
      change: [{ id: 'b', version: 1, title: 'Аудит уроков', term: 'май 2031' }],
      add: [{ after: 'b', section: '1. Организация', number: '1.3', title: 'Справка', term: 'июнь 2031' }],
      remove: [],
      restore: [],
    });
  });

  it('fills every chosen cell with one text, and parts people by lines', () => {
    const edit = pasted(rows, { row: 1, column: 3, toRow: 0, toColumn: 3 }, [['РМК; УО']]);
    expect(edit.change.map(({ id, responsible }) => [id, responsible])).toEqual([
      ['a', ['РМК', 'УО']],
      ['b', ['РМК', 'УО']],
    ]);
  });

  it('never leaves a measure without its name', () => {
    expect(differing(rows[0]!, { title: '', term: '' })).toEqual([]);
  });
});

it('tells the columns without a word, which are left out on paper', () => {
  expect([...vacant(rows)]).toEqual(['term', 'indicator', 'result']);
  expect([...vacant([...rows, { ...rows[0]!, result: 'Справка' }])]).toEqual(['term', 'indicator']);
});

it('numbers a new row by the first number behind that its section does not have', () => {
  expect(nextNumber(rows, 0)).toBe('1.3');
  expect(nextNumber([], -1)).toBe('1');
});

it('shows written cells and takes removed rows off before the server has answered', () => {
  const edit = {
    ...noEdit(),
    change: [{ id: 'a', version: 1, title: 'Иное' }],
    remove: [{ id: 'b', version: 1 }],
  };
  expect(applied(edit, rows)).toEqual([{ ...rows[0], title: 'Иное' }]);
});

describe('taking back', () => {
  const edit = pasted(rows, cell(1, 1), [['Аудит уроков'], ['Справка']]);
  const after = [
    rows[0]!,
    { ...rows[1]!, title: 'Аудит уроков', version: 2 },
    measure('c', '1.3', 'Справка'),
  ];

  it('writes the cells as they were and deletes what was added', () => {
    expect(reversed(undoOf(edit, rows, after), after)).toEqual({
      change: [{ id: 'b', version: 2, title: 'Аудит' }],
      add: [],
      remove: [{ id: 'c', version: 1 }],
      restore: [],
    });
  });

  it('brings a deleted row back where it stood as the same one, and takes it off again on redo', () => {
    const removal = { ...noEdit(), remove: [{ id: 'b', version: 1 }] };
    const undo = reversed(undoOf(removal, rows, [rows[0]!]), [rows[0]!])!;
    expect(undo).toEqual({ ...noEdit(), restore: [{ id: 'b', after: 'a' }] });
    const back = [rows[0]!, { ...rows[1]!, version: 2 }];
    expect(reversed(undoOf(undo, [rows[0]!], back), back)).toEqual({
      ...noEdit(),
      remove: [{ id: 'b', version: 2 }],
    });
  });

  it('puts rows that were deleted together back where they stood, in their order', () => {
    const more = [...rows, measure('c', '1.3', 'Справка')];
    const removal = {
      ...noEdit(),
      remove: [
        { id: 'c', version: 1 },
        { id: 'b', version: 1 },
      ],
    };
    const undo = reversed(undoOf(removal, more, [rows[0]!]), [rows[0]!]);
    expect(undo?.restore).toEqual([
      { id: 'b', after: 'a' },
      { id: 'c', after: 'a' },
    ]);
  });

  it('does not write over what somebody else has changed since', () => {
    const others = after.map((row) => (row.id === 'b' ? { ...row, title: 'Иное', version: 3 } : row));
    expect(reversed(undoOf(edit, rows, after), others)).toBeUndefined();
  });
});

describe('a removed row', () => {
  const other = { ...measure('c', '2.1', 'Выезд'), section: '2. Методическая работа' };
  it('comes back where its number stands in its section, at its beginning, or at the end of the table', () => {
    const place = (number: string, section: string) => placeOf([...rows, other], { number, section });
    expect(place('1.1', '1. Организация')).toBe('a');
    expect(place('1.10', '1. Организация')).toBe('b');
    expect(place('1.0', '1. Организация')).toBeNull();
    expect(place('2.0', '2. Методическая работа')).toBe('b');
    expect(place('3.1', '3. Итоги')).toBe('c');
    expect(placeOf([], { number: '1', section: '' })).toBeNull();
  });
});
