import { Inject, Injectable } from '@nestjs/common';
import type { ElementStatistics, Statistics, statisticsQuerySchema } from '@opora/contracts';
import type { Database } from '@opora/store';
import type { z } from 'zod';
import { placeVisible } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { filterCases } from '../cases/case-filter.ts';
import { Conditions } from '../platform/conditions.ts';
import { DATABASE } from '../platform/tokens.ts';

type Filter = z.output<typeof statisticsQuerySchema>;

/** Length of a span in seconds; percentiles of nothing are null. */
const percentiles = (span: string, counted: string): string =>
  [
    [0.5, 'median'],
    [0.9, 'p90'],
  ]
    .map(
      ([share, name]) =>
        `percentile_cont(${share}) within group (order by extract(epoch from ${span})) filter (where ${counted}) as ${name}`,
    )
    .join(', ');

/** Sums over the cases of a process. */
@Injectable()
export class StatisticsRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** How many cases there are, in which state, and how long the ended ones took. */
  async cases(user: CurrentUser, processId: string, filter: Filter): Promise<Statistics['cases']> {
    const where = this.counted(user, processId, filter);
    const [row] = await this.database.query<Statistics['cases']>(
      `select count(*)::int as total, ${['active', 'incident', 'suspended']
        .map((state) => `(count(*) filter (where c.state = '${state}'))::int as ${state}`)
        .join(', ')}, (count(*) filter (where c.ended_at is not null))::int as ended,
         ${percentiles('c.ended_at - c.started_at', "c.status = 'completed'")}
       from cases c where ${where.text}`,
      where.params,
    );
    return row!;
  }

  /** What stands at each element, and how long its finished runs took. */
  async elements(
    user: CurrentUser,
    processId: string,
    filter: Filter,
  ): Promise<Omit<ElementStatistics, 'name' | 'type'>[]> {
    const where = this.counted(user, processId, filter);
    return this.database.query(
      `with counted as (select c.id, c.version from cases c where ${where.text}),
       runs as (
         select e.node, max(counted.version) as version, (count(*) filter (where e.state = 'active'))::int as standing,
           extract(epoch from now() - min(e.started_at) filter (where e.state = 'active'))::float8 as longest,
           (count(*) filter (where e.state = 'completed'))::int as completed, (count(*) filter (where e.state = 'terminated'))::int as terminated,
           ${percentiles('e.ended_at - e.started_at', "e.state = 'completed'")}
         from element_instances e join counted on counted.id = e.case_id where e.id <> 1 group by e.node),
       stopped as (select i.node, count(*)::int as incidents from incidents i join counted on counted.id = i.case_id where i.state = 'open' group by i.node),
       late as (select t.node, count(*)::int as overdue from tasks t join counted on counted.id = t.case_id where t.state = 'open' and t.due_at < now() group by t.node)
       select runs.node as "elementId", version, standing, longest as "standingLongest", coalesce(incidents, 0) as incidents, coalesce(overdue, 0) as overdue,
         completed, terminated, median, p90
       from runs left join stopped on stopped.node = runs.node left join late on late.node = runs.node order by runs.node`,
      where.params,
    );
  }

  /** The cases that are counted: visible to the user and within the filter. */
  private counted(user: CurrentUser, processId: string, filter: Filter): Conditions {
    const where = new Conditions();
    where.and(placeVisible(user, 'c', where));
    const { status, ...same } = filter;
    filterCases({ ...same, process: processId, schoolStatus: status }, where);
    return where;
  }
}
