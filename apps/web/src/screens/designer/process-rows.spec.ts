import { processRows } from './process-rows.ts';

const rows = [
  { id: 'expertise', name: 'Экспертиза' },
  { id: 'audit', name: 'Ярмарка' },
  { id: 'z', name: 'аудит № 10' },
  { id: 'y', name: 'Аудит № 2' },
  { id: 'unnamed', name: null },
];
const names = (sought: string): string[] => processRows(rows, sought).map(({ id, name }) => name ?? id);

describe('processRows', () => {
  it('stand by what people call them, not by their ids', () => {
    expect(names('')).toEqual(['Аудит № 2', 'аудит № 10', 'Экспертиза', 'Ярмарка', 'unnamed']);
  });

  it('are found by a part of the name in any case, or of the id', () => {
    expect(names(' АУДИТ')).toEqual(['Аудит № 2', 'аудит № 10']);
    expect(names('audit')).toEqual(['Ярмарка']);
    expect(names('nothing')).toEqual([]);
  });
});
