import { markValue } from '@opora/domain';
import { type Queryable, type StoredIndicator, valueBefore } from '@opora/store';
import { dateOf } from '../platform/times.ts';

/** Marks all values of an indicator again after its plan has changed. */
export async function remark(q: Queryable, indicatorId: string): Promise<void> {
  const [indicator] = await q.query<StoredIndicator>('select * from indicators where id = $1', [indicatorId]);
  const rows = await q.query<{ school_id: string; period: string; period_end: Date; value: number | null }>(
    'select school_id, period, period_end, value from indicator_values where indicator_id = $1',
    [indicatorId],
  );
  for (const row of rows) {
    const periodEnd = dateOf(row.period_end)!;
    const before = await valueBefore(q, { indicatorId, schoolId: row.school_id, periodEnd });
    const { mark, reason } = markValue(row.value, indicator!, before);
    await q.query(
      'update indicator_values set mark = $4, reason = $5 where indicator_id = $1 and school_id = $2 and period = $3',
      [indicatorId, row.school_id, row.period, mark, reason],
    );
  }
}
