import { Injectable } from '@nestjs/common';
import type { Statistics, statisticsQuerySchema } from '@opora/contracts';
import type { Model } from '@opora/engine';
import type { z } from 'zod';
import { sightOf } from '../access/predicates.ts';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { DEAR_FROM, KeptSums } from '../platform/kept-sums.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { ProcessesRepository } from '../processes/processes.repository.ts';
import { StatisticsRepository } from './statistics.repository.ts';

type Counted = Pick<Statistics, 'cases' | 'elements'>;
type Found = Awaited<ReturnType<StatisticsRepository['elements']>>[number];

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
    const { cases, elements } = await this.sums.read(
      [sightOf(user), id, query, version.version],
      async () => {
        const [cases, elements] = await Promise.all([
          this.statistics.cases(user, id, query),
          this.statistics.elements(user, id, query),
        ]);
        return { cases, elements: await this.named(id, version.model.nodes, elements) };
      },
    );
    return { process: id, name: version.name, version: version.version, cases, elements };
  }

  /** Names steps by the version that is shown, else by the last one that has them: cases may stand at steps that only theirs has. */
  private named(id: string, nodes: Model['nodes'], elements: Found[]): Promise<Statistics['elements']> {
    return Promise.all(
      elements.map(async (element) => {
        const node =
          nodes[element.elementId] ?? (await this.processes.nodes(id, element.version))[element.elementId];
        return { ...element, name: node?.name ?? null, type: node?.type ?? null };
      }),
    );
  }
}
