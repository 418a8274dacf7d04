import type { BoardRow } from '@opora/contracts';

/** What the board is narrowed by. */
export interface BoardFilter {
  q: string;
  stage: string;
  overdue: boolean;
}

/** Rows that fit every condition; words of the search may stand in any order. */
export function filterRows(rows: BoardRow[], filter: BoardFilter): BoardRow[] {
  const needles = filter.q.toLocaleLowerCase('ru').split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = [row.school.name, row.school.shortName, row.district.name, row.partner?.name ?? '']
      .join(' ')
      .toLocaleLowerCase('ru');
    return (
      needles.every((needle) => text.includes(needle)) &&
      (!filter.stage || row.currentStage === filter.stage) &&
      (!filter.overdue || row.overdue > 0)
    );
  });
}
