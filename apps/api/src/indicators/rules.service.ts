import { Injectable } from '@nestjs/common';
import type { DistrictMonitoring, putMonitoringSchema } from '@opora/contracts';
import { type MonitoringRules, readMonitoringRules } from '@opora/domain';
import { jsonText, monitoringOf, type Queryable } from '@opora/store';
import type { z } from 'zod';
import { can, type PlaceAction } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { forbidden, Problem } from '../platform/problem.ts';
import { IndicatorsRepository } from './indicators.repository.ts';

/** The rules by which a district monitors: kept in its newest programme. */
@Injectable()
export class MonitoringRulesService {
  constructor(
    private readonly repository: IndicatorsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async read(user: CurrentUser, districtId: string): Promise<DistrictMonitoring> {
    if (!may(user, 'indicator.read', districtId))
      throw forbidden('Правила мониторинга района видят его координатор, комитет и методическая служба.');
    const found = await monitoringOf(this.repository.database, districtId);
    return {
      districtId,
      programmeId: found?.programmeId ?? null,
      rules: readMonitoringRules(found?.monitoring),
      may: { edit: found !== null && may(user, 'indicator.write', districtId) },
    };
  }

  async put(
    user: CurrentUser,
    { districtId, rules }: z.output<typeof putMonitoringSchema>,
    actId: string,
  ): Promise<DistrictMonitoring> {
    if (!may(user, 'indicator.write', districtId))
      throw forbidden('Правила мониторинга меняют координатор и методическая служба своего района.');
    await this.repository.database.transaction(async (q) => {
      const found = await monitoringOf(q, districtId);
      if (!found)
        throw new Problem(
          'conflict',
          'Программы у района ещё нет: загрузите её, и правила станут её частью.',
        );
      const act = { actId, user, action: 'monitoring.rules', subject: found.programmeId, districtId };
      if (
        !(await this.audit.record(
          { ...act, details: { before: readMonitoringRules(found.monitoring), after: rules } },
          q,
        ))
      )
        return;
      await q.query(
        "update programmes set passport = jsonb_set(passport, '{monitoring}', $2::jsonb) where id = $1",
        [found.programmeId, jsonText(rules)],
      );
    });
    return this.read(user, districtId);
  }
}

/** The rules that hold in a district now. */
export const rulesOf = async (q: Queryable, districtId: string): Promise<MonitoringRules> =>
  readMonitoringRules((await monitoringOf(q, districtId))?.monitoring);

const may = (user: CurrentUser, action: PlaceAction, districtId: string): boolean =>
  can(user, action, { districtId, schoolId: null });
