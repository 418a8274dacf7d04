import { Injectable } from '@nestjs/common';
import type { checkValuesSchema, evidenceOfValueSchema, putValueSchema, SchoolSheet } from '@opora/contracts';
import { type Frequency, formulaOf, markValue, periodById } from '@opora/domain';
import {
  checkValues,
  knownFacts,
  type Queryable,
  saveValues,
  type StoredIndicator,
  valueByFormula,
} from '@opora/store';
import type { z } from 'zod';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { keepEvidence, readEvidence } from '../platform/evidence.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { timeZoneOf, todayOf } from '../platform/today.ts';
import type { Upload } from '../platform/upload.ts';
import { IndicatorsRepository } from './indicators.repository.ts';
import { IndicatorsService } from './indicators.service.ts';

type ValueKey = z.output<typeof evidenceOfValueSchema>;

/** Takes values outside rounds, checks them and keeps what proves them. */
@Injectable()
export class IndicatorValuesService {
  constructor(
    private readonly indicators: IndicatorsService,
    private readonly repository: IndicatorsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async put(user: CurrentUser, body: z.output<typeof putValueSchema>, actId: string): Promise<SchoolSheet> {
    const { indicator, districtId } = await this.place(user, body);
    if (!can(user, 'indicator.report', { districtId, schoolId: body.schoolId }))
      throw forbidden('Значения вносят школа, методическая служба и координатор.');
    const period = periodById(indicator.frequency as Frequency, body.period);
    const today = await todayOf(this.repository.database, districtId);
    if (!period || period.from > today)
      throw new Problem('refused', 'Такого периода у показателя нет, или он ещё не начался.', {
        errors: [{ path: 'period', message: `«${body.period}» не подходит к частоте показателя` }],
      });
    await this.repository.database.transaction(async (q) => {
      const formula = formulaOf(indicator);
      const { value, problem } =
        formula === null
          ? { value: body.value, problem: undefined }
          : valueByFormula(
              formula,
              { ...(await knownFacts(q, body.schoolId)), ...{ part: body.part, whole: body.whole } },
              { timeZone: await timeZoneOf(q, districtId) },
            );
      if (problem)
        throw new Problem('refused', `Значение не считается. ${problem}`, {
          errors: [{ path: 'value', message: problem }],
        });
      const act = {
        ...{
          actId,
          user,
          action: 'indicator.value',
          subject: body.indicatorId,
          districtId,
          schoolId: body.schoolId,
        },
        details: { period: body.period, value },
      };
      if (!(await this.audit.record(act, q))) return;
      const given = { ...body, value, periodEnd: period.to, login: user.login };
      await saveValues(q, [given], markValue);
    });
    return this.indicators.sheet(user, body.schoolId);
  }

  /** Accepts or returns values; all of them or none. */
  async check(
    user: CurrentUser,
    { values, decision, remark }: z.output<typeof checkValuesSchema>,
    actId: string,
  ): Promise<{ changed: number }> {
    for (const value of values) {
      const { districtId } = await this.place(user, value);
      if (!can(user, 'indicator.write', { districtId, schoolId: value.schoolId }))
        throw forbidden('Значения проверяют методическая служба и координатор.');
    }
    return this.repository.database.transaction(async (q) => {
      const act = { actId, user, action: 'indicator.check', subject: decision, remark, details: { values } };
      if (!(await this.audit.record(act, q))) return { changed: 0 };
      const by = { login: user.login, remark: decision === 'returned' ? remark : null };
      return { changed: await checkValues(q, values, decision, by) };
    });
  }

  async attach(user: CurrentUser, key: ValueKey, file: Upload | undefined, id: string): Promise<SchoolSheet> {
    const { indicator, districtId } = await this.place(user, key);
    if (!can(user, 'indicator.report', { districtId, schoolId: key.schoolId }))
      throw forbidden('Документы прикладывают школа, методическая служба и координатор.');
    const evidence = await readEvidence(file);
    await this.repository.database.transaction(async (q) => {
      const [value] = await q.query(
        'select 1 from indicator_values where indicator_id = $1 and school_id = $2 and period = $3',
        [key.indicatorId, key.schoolId, key.period],
      );
      // In the task of a round the documents may come before the number.
      if (!value) await this.openValue(q, key, indicator);
      await keepEvidence(q, evidence);
      await q.query(
        `insert into indicator_evidence (id, indicator_id, school_id, period, hash, name, login) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing`,
        [id, key.indicatorId, key.schoolId, key.period, evidence.hash, evidence.name, user.login],
      );
    });
    return this.indicators.sheet(user, key.schoolId);
  }

  /** A line for a document that comes before its value. */
  private async openValue(q: Queryable, key: ValueKey, indicator: StoredIndicator): Promise<void> {
    const period = periodById(indicator.frequency as Frequency, key.period);
    if (!period || period.from > (await todayOf(q, indicator.district_id)))
      throw new Problem('refused', 'Такого периода у показателя нет, или он ещё не начался.', {
        errors: [{ path: 'period', message: `«${key.period}» не подходит к частоте показателя` }],
      });
    await q.query(
      `insert into indicator_values (indicator_id, school_id, period, period_end, reason) values ($1, $2, $3, $4, 'Документ приложен, значения ещё нет')
       on conflict do nothing`,
      [key.indicatorId, key.schoolId, key.period, period.to],
    );
  }

  async evidence(user: CurrentUser, id: string): Promise<{ name: string; kind: string; content: Buffer }> {
    const found = isUuid(id) ? await this.repository.evidence(id) : undefined;
    const school = found && (await this.repository.school(found.schoolId));
    if (
      !found ||
      !school ||
      !can(user, 'indicator.read', { districtId: school.district_id, schoolId: found.schoolId })
    )
      throw notFound('Документа', id);
    return found;
  }

  /** The indicator and district of a value; a school of another district has no values of it. */
  private async place(
    user: CurrentUser,
    { indicatorId, schoolId }: Pick<ValueKey, 'indicatorId' | 'schoolId'>,
  ) {
    const indicator = await this.indicators.indicator(user, indicatorId);
    const school = await this.repository.school(schoolId);
    const districtId = indicator.district_id;
    if (
      !school ||
      school.district_id !== districtId ||
      !can(user, 'indicator.read', { districtId, schoolId })
    )
      throw notFound('Школы', schoolId);
    return { indicator, districtId };
  }
}
