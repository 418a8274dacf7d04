import { Injectable } from '@nestjs/common';
import type { Statistics, statisticsQuerySchema } from '@opora/contracts';
import type { z } from 'zod';
import { sightOf } from '../access/predicates.ts';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { DEAR_FROM, KeptSums } from '../platform/kept-sums.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { ProcessesRepository } from '../processes/processes.repository.ts';
import { StatisticsRepository } from './statistics.repository.ts';

type Counted = {
  cases: Statistics['cases'];
  elements: Awaited<ReturnType<StatisticsRepository['elements']>>;
};

/** Tells those who see more than one school where cases stand and how long steps take. */
@Injectable()
export class StatisticsService {
  private readonly sums = new KeptSums<Counted>(({ cases }) => cases.total > DEAR_FROM);

  constructor(
    private readonly statistics: StatisticsRepository,
    private readonly processes: ProcessesRepository,
  ) {}

  async read(
    user: CurrentUser,
    id: string,
    query: z.output<typeof statisticsQuerySchema>,
  ): Promise<Statistics> {
    if (!roleAnywhere(user, 'statistics.read'))
      throw forbidden('Сводку по делам видят управление, методическая служба и регион.');
    const { all, districts } = sightOf(user);
    if (query.district && !all && !districts.includes(query.district))
      throw forbidden('Этот район вам не виден.');
    if (query.from && query.to && query.to < query.from)
      throw new Problem('bad-request', 'Конец периода раньше начала.', {
        errors: [{ path: 'to', message: `Раньше ${query.from}` }],
      });
    const version = await this.processes.version(id, query.version);
    if (!version)
      throw notFound('Процесса', query.version === undefined ? id : `${id} версии ${query.version}`);
    const { cases, elements } = await this.sums.read([sightOf(user), id, query], async () => {
      const [cases, elements] = await Promise.all([
        this.statistics.cases(user, id, query),
        this.statistics.elements(user, id, query),
      ]);
      return { cases, elements };
    });
    const { nodes } = version.model;
    // Cases may stand at steps that only their own version has.
    const gone = elements.filter(({ elementId }) => !nodes[elementId]).map((element) => element.version);
    const earlier = new Map<number, typeof nodes>();
    for (const one of new Set(gone))
      earlier.set(one, (await this.processes.version(id, one))?.model.nodes ?? {});
    const nodeOf = ({ elementId, version: last }: { elementId: string; version: number }) =>
      nodes[elementId] ?? earlier.get(last)?.[elementId];
    return {
      process: id,
      name: version.name,
      version: version.version,
      cases,
      elements: elements.map((element) => ({
        ...element,
        name: nodeOf(element)?.name ?? null,
        type: nodeOf(element)?.type ?? null,
      })),
    };
  }
}
