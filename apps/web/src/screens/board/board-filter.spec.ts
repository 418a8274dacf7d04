import type { BoardRow } from '@opora/contracts';
import { filterRows } from './board-filter.ts';

const row = (name: string, currentStage: string | null, overdue: number): BoardRow => ({
  school: { id: name, name, shortName: name, status: 'low-results' },
  district: { id: 'bodaibo', name: 'Бодайбинский район' },
  partner: { id: 'p', name: 'Мамаканская СОШ' },
  caseId: null,
  caseState: null,
  startedAt: null,
  endedAt: null,
  outcome: null,
  currentStage,
  overdue,
  incident: false,
  cells: [],
});
const rows = [row('СОШ № 3', 'diagnosis', 0), row('Артёмовская СОШ', 'expertise', 2)];
const all = { q: '', stage: '', overdue: false };

describe('filterRows', () => {
  it('keeps every row without conditions', () => {
    expect(filterRows(rows, all)).toHaveLength(2);
  });
  it('finds words in any order, whatever their case, in school, district and partner', () => {
    expect(filterRows(rows, { ...all, q: 'мамакан  артём' }).map((r) => r.school.id)).toEqual([
      'Артёмовская СОШ',
    ]);
  });
  it('narrows by the current stage and by overdue work', () => {
    expect(filterRows(rows, { ...all, stage: 'diagnosis' }).map((r) => r.school.id)).toEqual(['СОШ № 3']);
    expect(filterRows(rows, { ...all, stage: 'diagnosis', overdue: true })).toEqual([]);
  });
});
