import { Injectable } from '@nestjs/common';
import type {
  createAntiRiskSchema,
  decideProfileSchema,
  GoldenThreadView,
  markProgrammeSchema,
  RiskProfile,
  SchoolProfiles,
  writeProfileSchema,
  writeSwotSchema,
} from '@opora/contracts';
import {
  compareProfiles,
  type FactorInput,
  type FactorVerdict,
  type GoldenThread,
  goldenThread,
  judgeProfile,
  type ProfileConfig,
  profileConfigSchema,
  type ProfileSource,
  riskFactors,
  scoreParameter,
  significances,
} from '@opora/domain';
import { type DecisionModel, evaluateDecision } from '@opora/engine';
import {
  openRiskProfile,
  type Queryable,
  resolveDecision,
  riskProfileConfig,
  writeRiskValues,
} from '@opora/store';
import type { z } from 'zod';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { todayOf } from '../platform/today.ts';
import { SurveysService } from '../surveys/surveys.service.ts';
import { RiskProfilesRepository } from './risk-profiles.repository.ts';

/** Which role says what: a source is open to those who stand for it. */
const sourcesOf: { [role: string]: ProfileSource[] } = {
  director: ['school'],
  method: ['audit', 'survey', 'verified'],
  coordinator: ['audit', 'survey', 'verified'],
};

type Place = { id: string; name: string; districtId: string };

/** Risk profiles of schools: values by source, significance by the deployed decision, SWOT, comparison, golden thread. */
@Injectable()
export class RiskProfilesService {
  constructor(
    private readonly repository: RiskProfilesRepository,
    private readonly surveys: SurveysService,
    private readonly audit: AuditRepository,
  ) {}

  async read(user: CurrentUser, schoolId: string): Promise<SchoolProfiles> {
    const school = await this.seen(user, schoolId);
    await this.surveys.settle(schoolId);
    const config = await this.config();
    const { version, decide } = await this.decision(config);
    const profiles: RiskProfile[] = (await this.repository.profiles(schoolId)).map((profile) => ({
      ...profile,
      judged: judgeProfile(config, profile.values, decide),
    }));
    const [last, first] = [profiles[0], profiles.at(-1)];
    const place = placeOf(school);
    return {
      school: { id: school.id, name: school.name },
      decision: { id: config.decision, version },
      factors: riskFactors.map(({ id, number, name }) => ({ id, number, name })),
      parameters: config.parameters.map(({ id, factor, title, worse, sources }) => ({
        id,
        factor,
        title,
        worse,
        sources,
      })),
      profiles,
      comparison:
        last && first && last !== first
          ? { from: first.id, to: last.id, changes: compareProfiles(first.judged, last.judged) }
          : null,
      may: {
        sources: this.sources(user, school),
        decide: can(user, 'profile.decide', place),
        mark: can(user, 'profile.mark', place),
        swot: can(user, 'profile.write', place),
      },
    };
  }

  /** The newest diagnosis as documents have it: factors with significance and reason, SWOT; empty before the first. */
  async summary(schoolId: string): Promise<{ [variable: string]: unknown }> {
    const [last] = await this.repository.profiles(schoolId);
    if (!last || last.values.length === 0) return {};
    const config = await this.config();
    const { decide } = await this.decision(config);
    const judged = judgeProfile(config, last.values, decide).filter(({ source }) => source === null);
    return {
      riskProfile: riskFactors.map(({ id, number, name }) => {
        const verdict = judged.find(({ factor }) => factor === id)?.verdict;
        return {
          number,
          name,
          significance: verdict?.significance ?? null,
          label: verdict?.label ?? 'нет данных',
          basis: verdict?.basis ?? '',
        };
      }),
      ...(Object.values(last.swot).some((text) => text !== '') ? { swot: last.swot } : {}),
    };
  }

  /** Writes what one source says of a school. */
  async write(
    user: CurrentUser,
    schoolId: string,
    body: z.output<typeof writeProfileSchema>,
  ): Promise<SchoolProfiles> {
    const school = await this.seen(user, schoolId);
    if (!this.sources(user, school).includes(body.source))
      throw forbidden(
        'Самоанализ вносит школа; аудит, бумажные анкеты и проверенные значения — методическая служба и координатор.',
      );
    const config = await this.config();
    const errors = body.values.flatMap(({ factor, parameter, value }, index) => {
      if (parameter === scoreParameter)
        return value !== null && (!Number.isInteger(value) || value > 3)
          ? [{ path: `values.${index}.value`, message: 'Оценка фактора: 0, 1, 2 или 3' }]
          : [];
      const known = config.parameters.find((one) => one.id === parameter && one.factor === factor);
      return known && (body.source === 'verified' || known.sources.includes(body.source))
        ? []
        : [
            {
              path: `values.${index}.parameter`,
              message: `Показателя «${parameter}» у этого фактора и источника нет`,
            },
          ];
    });
    if (errors.length > 0) throw new Problem('refused', 'Значения профиля не подходят.', { errors });
    await this.repository.database.transaction(async (q) => {
      const id = await openRiskProfile(q, { schoolId, year: body.year, kind: body.kind }, user.login);
      if (body.source === 'school' && (await this.repository.stateOf(q, id)) === 'verified')
        throw new Problem('conflict', 'Профиль уже принят. Вернуть его на доработку может координатор.');
      const values = body.values.map((value) => ({ ...value, source: body.source }));
      await writeRiskValues(q, id, values, user.login);
      await this.repository.reopen(q, id);
      await this.record(q, user, 'values', school, id, { source: body.source, values: values.length });
    });
    return this.read(user, schoolId);
  }

  async swot(
    user: CurrentUser,
    schoolId: string,
    body: z.output<typeof writeSwotSchema>,
  ): Promise<SchoolProfiles> {
    const school = await this.seen(user, schoolId);
    if (!can(user, 'profile.write', placeOf(school)))
      throw forbidden('SWOT-анализ ведут школа, методическая служба и координатор.');
    await this.repository.database.transaction(async (q) => {
      const id = await openRiskProfile(q, { schoolId, year: body.year, kind: body.kind }, user.login);
      await this.repository.setSwot(q, id, body.swot);
      await this.record(q, user, 'swot', school, id);
    });
    return this.read(user, schoolId);
  }

  /** Accepts a profile or sends it back with a remark. */
  async decide(
    user: CurrentUser,
    schoolId: string,
    body: z.output<typeof decideProfileSchema>,
  ): Promise<SchoolProfiles> {
    const school = await this.seen(user, schoolId);
    if (!can(user, 'profile.decide', placeOf(school)))
      throw forbidden('Профиль принимают координатор и методическая служба.');
    const found = (await this.repository.profiles(schoolId)).find(
      ({ year, kind }) => year === body.year && kind === body.kind,
    );
    if (!found) throw new Problem('not-found', 'Такой диагностики у школы нет.');
    await this.repository.database.transaction(async (q) => {
      await this.repository.decide(q, found.id, body, user.login);
      await this.record(q, user, body.decision, school, found.id, {}, body.remark || null);
    });
    return this.read(user, schoolId);
  }

  /** The golden thread of a school, with its holes. */
  async thread(user: CurrentUser, schoolId: string): Promise<GoldenThreadView> {
    const school = await this.seen(user, schoolId);
    const config = await this.config();
    const { decide } = await this.decision(config);
    const [last] = await this.repository.profiles(schoolId);
    const judged = last ? judgeProfile(config, last.values, decide) : [];
    const { roadmap, indicators, ...parts } = await this.repository.thread(school);
    const today = await todayOf(this.repository.database, school.districtId);
    const factors = judged
      .filter(({ source }) => source === null)
      .map(({ factor, verdict }) => ({ factor, significance: verdict?.significance ?? null }));
    const place = placeOf(school);
    return {
      school: { id: school.id, name: school.name },
      roadmap,
      ...completed(goldenThread({ ...parts, factors, today, monitored: indicators.length > 0 })),
      indicators,
      may: { edit: can(user, 'profile.write', place), mark: can(user, 'profile.mark', place) },
    };
  }

  async addProgramme(
    user: CurrentUser,
    schoolId: string,
    body: z.output<typeof createAntiRiskSchema>,
    id: string,
  ): Promise<GoldenThreadView> {
    const school = await this.seen(user, schoolId);
    if (!can(user, 'profile.write', placeOf(school)))
      throw forbidden('Антирисковые программы ведут школа, методическая служба и координатор.');
    await this.repository.database.transaction(async (q) => {
      await this.repository.addProgramme(q, { id, schoolId, ...body, login: user.login });
      await this.record(q, user, 'programme', school, id, { factor: body.factor });
    });
    return this.thread(user, schoolId);
  }

  /** Says which measures of the school's roadmap carry a programme out. */
  async link(user: CurrentUser, id: string, measures: string[]): Promise<GoldenThreadView> {
    const school = await this.ofProgramme(user, id);
    if (!can(user, 'profile.write', placeOf(school)))
      throw forbidden('Мероприятия связывают школа, методическая служба и координатор.');
    await this.repository.database.transaction(async (q) => {
      const linked = await this.repository.link(q, id, school.id, measures);
      if (linked !== new Set(measures).size)
        throw new Problem('refused', 'Не все мероприятия — из дорожной карты этой школы.', {
          errors: [{ path: 'measures', message: `Подошло ${linked} из ${measures.length}` }],
        });
      await this.record(q, user, 'link', school, id, { measures: linked });
    });
    return this.thread(user, school.id);
  }

  /** Says which indicator of the monitoring a measure serves; null: none. */
  async linkIndicator(user: CurrentUser, id: string, indicatorId: string | null): Promise<GoldenThreadView> {
    const schoolId = isUuid(id) ? await this.repository.schoolOfMeasure(id) : undefined;
    if (schoolId === undefined) throw notFound('Мероприятия школы', id);
    const school = await this.seen(user, schoolId);
    if (!can(user, 'profile.write', placeOf(school)))
      throw forbidden('Показатели мероприятий связывают школа, методическая служба и координатор.');
    await this.repository.database.transaction(async (q) => {
      if (!(await this.repository.linkIndicator(q, id, school.districtId, indicatorId, user.login)))
        throw new Problem('refused', 'Такого показателя в районе нет.', {
          errors: [{ path: 'indicatorId', message: 'Выберите показатель из списка' }],
        });
      await this.record(q, user, 'indicator', school, id, { indicator: indicatorId ?? '' });
    });
    return this.thread(user, schoolId);
  }

  async mark(
    user: CurrentUser,
    id: string,
    body: z.output<typeof markProgrammeSchema>,
  ): Promise<GoldenThreadView> {
    const school = await this.ofProgramme(user, id);
    if (!can(user, 'profile.mark', placeOf(school)))
      throw forbidden('Оценку ставят управление образования и методическая служба, не сама школа.');
    await this.repository.database.transaction(async (q) => {
      await this.repository.mark(q, id, body.mark, body.remark ?? null, user.login);
      await this.record(q, user, 'mark', school, id, { mark: body.mark }, body.remark ?? null);
    });
    return this.thread(user, school.id);
  }

  private async seen(user: CurrentUser, schoolId: string): Promise<Place> {
    const school = await this.repository.school(schoolId);
    if (!school || !can(user, 'profile.read', placeOf(school))) throw notFound('Школы', schoolId);
    return school;
  }

  private async ofProgramme(user: CurrentUser, id: string): Promise<Place> {
    const schoolId = isUuid(id) ? await this.repository.schoolOfProgramme(id) : undefined;
    if (schoolId === undefined) throw notFound('Программы', id);
    return this.seen(user, schoolId);
  }

  private sources(user: CurrentUser, school: Place): ProfileSource[] {
    const roles = user.grants.filter((grant) =>
      can({ ...user, grants: [grant] }, 'profile.write', placeOf(school)),
    );
    return [...new Set(roles.flatMap(({ role }) => sourcesOf[role] ?? []))];
  }

  private async config(): Promise<ProfileConfig> {
    const body = await riskProfileConfig(this.repository.database);
    if (body === undefined) throw new Problem('refused', 'Показатели рискового профиля не развёрнуты.');
    return profileConfigSchema.parse(body);
  }

  /** The newest version of the decision on significance, which people change in the designer. */
  private async decision(
    config: ProfileConfig,
  ): Promise<{ version: number; decide: (input: FactorInput) => FactorVerdict }> {
    const found = await resolveDecision(this.repository.database, config.decision, {
      binding: 'latest',
    }).catch(() => {
      throw new Problem('refused', `Решение «${config.decision}» о значимости факторов не развёрнуто.`);
    });
    const model = found.model as unknown as DecisionModel;
    return {
      version: found.version,
      decide: (factor) => {
        const { result } = evaluateDecision(
          model,
          config.decision,
          { factor: { ...factor } },
          { now: 0, timeZone: 'UTC' },
        );
        const { significance, label, basis } = (result ?? {}) as { [name: string]: unknown };
        const known = significances.find((one) => one === significance);
        if (!known)
          throw new Problem(
            'refused',
            `Решение «${config.decision}» не назвало значимость фактора «${factor.id}»: ожидается high, medium или low.`,
          );
        return {
          significance: known,
          label: typeof label === 'string' ? label : known,
          basis: typeof basis === 'string' ? basis : '',
        };
      },
    };
  }

  private async record(
    q: Queryable,
    user: CurrentUser,
    action: string,
    school: Place,
    subject: string,
    details: { [name: string]: string | number } = {},
    remark: string | null = null,
  ): Promise<void> {
    await this.audit.record(
      {
        user,
        action: `profile.${action}`,
        subject,
        districtId: school.districtId,
        schoolId: school.id,
        details,
        remark,
      },
      q,
    );
  }
}

/** The thread with nothing left unsaid, as the contract has it. */
function completed({
  factors,
  loose,
  holes,
}: GoldenThread): Pick<GoldenThreadView, 'factors' | 'loose' | 'holes'> {
  const full = (measure: GoldenThread['loose'][number]): GoldenThreadView['loose'][number] => ({
    ...measure,
    linked: measure.linked ?? null,
    proposed: measure.proposed ?? null,
  });
  return {
    holes,
    loose: loose.map(full),
    factors: factors.map((row) => ({
      ...row,
      programmes: row.programmes.map((programme) => ({
        ...programme,
        version: programme.version ?? 1,
        measures: programme.measures.map(full),
      })),
    })),
  };
}

const placeOf = ({ id, districtId }: Place): { districtId: string; schoolId: string } => ({
  districtId,
  schoolId: id,
});
