import type { caseFilterSchema } from '@opora/contracts';
import type { z } from 'zod';
import type { Conditions } from '../platform/conditions.ts';

/** The day on which a case began, as the clocks of its district had it. */
const begunOn =
  "(c.started_at at time zone coalesce((select bd.time_zone from districts bd where bd.id = c.district_id), 'UTC'))::date";

/** Narrows a query over the cases `c` to those that a filter means; lists, sums and batches mean the same by it. */
export function filterCases(filter: z.output<typeof caseFilterSchema>, where: Conditions): void {
  where
    .when(filter.process, (p) => `c.process_id = ${p}`)
    .when(filter.version, (p) => `c.version = ${p}`)
    .when(filter.state, (p) => `c.state = ${p}`)
    .when(filter.school, (p) => `c.school_id = ${p}`)
    .when(filter.district, (p) => `c.district_id = ${p}`)
    .when(filter.stage, (p) => `c.process_id = ${p} or c.stage = ${p}`)
    .when(filter.businessKey, (p) => `c.business_key = ${p}`)
    .when(filter.parent, (p) => `c.parent_id = ${p}`)
    .when(
      filter.elementId,
      (p) =>
        `exists (select 1 from element_instances e where e.case_id = c.id and e.state = 'active' and e.node = ${p})`,
    )
    .when(filter.schoolStatus, (p) => `c.school_id in (select gs.id from schools gs where gs.status = ${p})`)
    .when(filter.from, (p) => `${begunOn} >= ${p}::date`)
    .when(filter.to, (p) => `${begunOn} <= ${p}::date`);
  if (filter.root !== undefined) where.and(filter.root ? 'c.parent_id is null' : 'c.parent_id is not null');
  if (filter.q) {
    const like = where.like(filter.q);
    where.and(
      `c.title ilike ${like} or c.business_key ilike ${like} or c.id = ${where.bind(filter.q)} or c.school_id in (select qs.id from schools qs where qs.name ilike ${like} or qs.short_name ilike ${like})`,
    );
  }
}
