import { describe, expect, it } from '@jest/globals';
import { columnsOf, registers } from './index.ts';

const from = columnsOf(registers.posts).find(({ key }) => key === 'validFrom')!;

describe('a date in a table', () => {
  it.each([
    [new Date('2025-09-01T00:00:00Z')],
    ['45901'],
    ['2025-09-01'],
    ['01.09.2025'],
    ['1.9.25'],
    ['01.09.2025 г.'],
    ['1 сентября 2025 г.'],
    ['«01» Сентября 2025 года'],
  ])('is read as people write it: %s', (cell) => {
    expect(from.read(cell)).toEqual({ value: '2025-09-01' });
  });

  it.each([['скоро'], ['31.02.2026'], ['31 сентября 2025 г.'], ['1 сентебря 2025']])(
    'is told with the form that was expected where it is none: %s',
    (cell) => {
      expect(from.read(cell)).toEqual({ problem: `ожидалась дата вида 01.09.2023, найдено «${cell}»` });
    },
  );
});
