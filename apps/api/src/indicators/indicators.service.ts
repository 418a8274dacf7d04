import { Injectable } from '@nestjs/common';
import type {
  changeIndicatorSchema,
  createIndicatorSchema,
  Heat,
  heatQuerySchema,
  Indicator,
  MonitoringRound,
  openRoundSchema,
  Page,
  RegionLine,
  SchoolSheet,
} from '@opora/contracts';
import { calendarOf, formulaOf, indicatorProblems, lastEnded, periodById, schoolsAlike } from '@opora/domain';
import { formulaProblem, indicatorsOf, openRound, type StoredIndicator } from '@opora/store';
import type { z } from 'zod';
import { sightOf } from '../access/predicates.ts';
import { can, type PlaceAction } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { workingTimeAt } from '../calendars/calendars.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { packCursor, unpackCursor } from '../platform/page.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { todayOf } from '../platform/today.ts';
import { DEPTH, heatOf, indexValues, sheetIndicators, standingOf } from './dashboards.ts';
import { definitionOf, IndicatorsRepository, toIndicator, type ValueRow } from './indicators.repository.ts';
import { remark } from './marks.ts';
import { rulesOf } from './rules.service.ts';

/** Bounds nothing: values of a period that still runs are given too (none of one that has not begun), as on a school's page. */
const NEWEST = '9999-12-31';
/** From how many schools on the middles and outliers of a district are not counted with every look. */
const MOST_COMPARED = 2000;

/** Defines indicators, opens rounds, and lays values out for districts, schools and regions. */
@Injectable()
export class IndicatorsService {
  constructor(
    private readonly repository: IndicatorsRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** Indicators of the districts that the user sees; a school's people see those of its district. */
  async find(user: CurrentUser, districtId?: string): Promise<Page<Indicator>> {
    const districts = (await this.districtsOf(user)).filter((id) => !districtId || id === districtId);
    const items: Indicator[] = [];
    for (const id of districts)
      for (const row of await indicatorsOf(this.repository.database, id))
        items.push(toIndicator(row, may(user, 'indicator.write', id)));
    return { items, total: items.length, next: null };
  }

  async create(
    user: CurrentUser,
    { districtId, ...definition }: z.output<typeof createIndicatorSchema>,
    id: string,
  ): Promise<Indicator> {
    writer(user, districtId);
    checkDefinition(definition);
    return this.repository.database.transaction(async (q) => {
      const act = {
        actId: id,
        user,
        action: 'indicator.create',
        subject: id,
        districtId,
        details: { ...definition },
      };
      if (await this.audit.record(act, q)) {
        if (!(await this.repository.create(q, id, districtId, definition, user.login)))
          throw new Problem('conflict', `Показатель «${definition.code}» в районе уже есть.`, {
            errors: [{ path: 'code', message: 'Уже есть' }],
          });
      }
      return toIndicator((await this.repository.indicator(id, q))!, true);
    });
  }

  async change(
    user: CurrentUser,
    id: string,
    { version, archived = false, ...changes }: z.output<typeof changeIndicatorSchema>,
  ): Promise<Indicator> {
    const before = await this.indicator(user, id);
    writer(user, before.district_id);
    const definition = { ...definitionOf(before), ...withoutUndefined(changes) };
    checkDefinition(definition);
    return this.repository.database.transaction(async (q) => {
      const [now] = await q.query<StoredIndicator>('select * from indicators where id = $1 for update', [id]);
      if (now!['version'] !== version)
        throw new Problem('conflict', 'Показатель за это время изменил кто-то другой. Обновите страницу.', {
          errors: [{ path: 'version', message: `Сейчас ${String(now!['version'])}` }],
        });
      await this.repository.change(q, id, definition, archived);
      if (definition.target !== before.target || definition.tolerance !== before.tolerance)
        await remark(q, id);
      await this.audit.record(
        {
          ...{ user, action: archived ? 'indicator.archive' : 'indicator.change', subject: id },
          ...{ districtId: before.district_id, details: { ...changes } },
        },
        q,
      );
      const [after] = await q.query<StoredIndicator>('select * from indicators where id = $1', [id]);
      return toIndicator(after!, true);
    });
  }

  /** A page of schools with their newest values, marks and what they advise. */
  async heat(user: CurrentUser, query: z.output<typeof heatQuerySchema>): Promise<Heat> {
    if (!may(user, 'indicator.read', query.district))
      throw forbidden(
        'Показатели района видят его координатор, комитет, методическая служба и региональный оператор.',
      );
    const at = query.at ?? NEWEST;
    const cursor = unpackCursor(query.cursor, 2) as [string, string] | undefined;
    const [indicators, { rows, total }, [district]] = await Promise.all([
      indicatorsOf(this.repository.database, query.district),
      this.repository.schools(query.district, { q: query.q, limit: query.limit + 1, after: cursor }),
      this.repository.database.query<{ name: string }>('select name from districts where id = $1', [
        query.district,
      ]),
    ]);
    const page = rows.slice(0, query.limit);
    const ids = indicators.map(({ id }) => id);
    const values = indexValues(
      await this.repository.values(
        page.map(({ id }) => id),
        ids,
        at,
        { depth: DEPTH, returned: true },
      ),
    );
    const whole = total <= query.limit && !query.cursor && !query.q;
    const all = whole ? values : await this.compared(query.district, ids, at);
    const last = page.at(-1);
    return {
      district: { id: query.district, name: district?.name ?? query.district },
      ...heatOf(indicators, page, values, all, await rulesOf(this.repository.database, query.district)),
      total,
      next: rows.length > query.limit && last ? packCursor([last.name, last.id]) : null,
    };
  }

  /** A school on one page. */
  async sheet(user: CurrentUser, id: string): Promise<SchoolSheet> {
    const school = await this.repository.school(id);
    const place = { districtId: school?.district_id ?? null, schoolId: id };
    if (!school || !can(user, 'indicator.read', place)) throw notFound('Школы', id);
    const indicators = await indicatorsOf(this.repository.database, school.district_id);
    const ids = indicators.map((indicator) => indicator.id);
    const [story, all, { rows: schools }] = await Promise.all([
      this.repository.story(id, ids),
      this.compared(school.district_id, ids, NEWEST),
      this.repository.schools(school.district_id, { limit: MOST_COMPARED }),
    ]);
    const alike = schoolsAlike(school, schools);
    const own = indexValues(story as ValueRow[]).get(id);
    const { exitRounds, exitGreen, returnRed } = await rulesOf(this.repository.database, school.district_id);
    const rule = { exitRounds, exitGreen, returnRed };
    return {
      school: {
        ...{ id, name: school.name, kind: school.kind, pupils: school.pupils },
        district: { id: school.district_id, name: school.district_name },
      },
      caseId: school.case_id,
      partner: school.partner_id ? { id: school.partner_id, name: school.partner_name! } : null,
      standing: standingOf(own, school.left, rule),
      rule,
      ...{ alikeBy: alike.by, alike: alike.ids.length },
      indicators: sheetIndicators(id, indicators, story, all ?? new Map(), alike.ids),
      may: { submit: can(user, 'indicator.report', place), check: can(user, 'indicator.write', place) },
    };
  }

  /** Districts side by side; regional operators read all of their region, others their own. */
  async region(user: CurrentUser): Promise<Page<RegionLine>> {
    const districts = [
      ...user.regionDistricts,
      ...user.grants.flatMap((grant) => grant.districtId ?? []),
    ].filter((id) => may(user, 'indicator.read', id));
    const items = await this.repository.region([...new Set(districts)]);
    return { items, total: items.length, next: null };
  }

  async rounds(user: CurrentUser): Promise<Page<MonitoringRound>> {
    const districts = (await this.districtsOf(user)).filter((id) => may(user, 'indicator.read', id));
    const items = await this.repository.rounds(districts);
    return { items, total: items.length, next: null };
  }

  /** Opens a round by hand: of the last period that is over, or of a named one that is. */
  async open(
    user: CurrentUser,
    { districtId, frequency, period: periodId, due }: z.output<typeof openRoundSchema>,
    actId: string,
  ): Promise<MonitoringRound> {
    writer(user, districtId);
    const today = await todayOf(this.repository.database, districtId);
    const period = periodId ? periodById(frequency, periodId) : lastEnded(frequency, today);
    if (!period || period.to >= today)
      throw new Problem('refused', 'Раунд открывают за период, который уже закончился.', {
        errors: [{ path: 'period', message: `Последний такой период: ${lastEnded(frequency, today).id}` }],
      });
    if (due && due < today)
      throw new Problem('refused', 'Срок ответа уже прошёл.', {
        errors: [{ path: 'due', message: `Не раньше ${today}` }],
      });
    const asked = (await indicatorsOf(this.repository.database, districtId)).filter(
      (indicator) => indicator.frequency === frequency,
    );
    if (asked.length === 0)
      throw new Problem('refused', 'Показателей с такой частотой в районе нет: раунд был бы пуст.', {
        errors: [{ path: 'frequency', message: 'Нет показателей' }],
      });
    const opened = await this.repository.database.transaction(async (q) => {
      const details = { frequency, period: period.id };
      const act = { actId, user, action: 'round.open', subject: districtId, districtId, details };
      const fresh = await this.audit.record(act, q);
      const { answerDays } = await rulesOf(q, districtId);
      const calendar = calendarOf(await workingTimeAt(q, districtId, null));
      const made = await openRound(q, {
        ...{
          districtId,
          frequency,
          period: period.id,
          title: period.title,
          from: period.from,
          to: period.to,
        },
        ...{ due: due ?? calendar.addWorkingDays(today, answerDays), login: user.login },
      });
      return made !== undefined || !fresh;
    });
    if (!opened) throw new Problem('conflict', `Раунд «${period.title}» уже открыт.`);
    return (await this.repository.rounds([districtId])).find(
      (round) => round.frequency === frequency && round.period === period.id,
    )!;
  }

  async indicator(user: CurrentUser, id: string): Promise<StoredIndicator> {
    const found = isUuid(id) ? await this.repository.indicator(id) : undefined;
    if (!found || !(await this.districtsOf(user)).includes(found.district_id))
      throw notFound('Показателя', id);
    return found;
  }

  /** Values of all the district's schools for middles and outliers; null where they are too many. */
  private async compared(districtId: string, indicators: string[], at: string) {
    const { rows } = await this.repository.schools(districtId, { limit: MOST_COMPARED + 1 });
    if (rows.length > MOST_COMPARED) return null;
    return indexValues(
      await this.repository.values(
        rows.map(({ id }) => id),
        indicators,
        at,
        { depth: 1, returned: false },
      ),
    );
  }

  /** Districts whose indicators the user may know: their own, their region's, those of schools they see. */
  private async districtsOf(user: CurrentUser): Promise<string[]> {
    const { districts, schools } = sightOf(user);
    const rows = await this.repository.database.query<{ id: string }>(
      'select distinct district_id as id from schools where id = any($1::text[])',
      [schools],
    );
    return [...new Set([...districts, ...rows.map(({ id }) => id)])].sort();
  }
}

const may = (user: CurrentUser, action: PlaceAction, districtId: string): boolean =>
  can(user, action, { districtId, schoolId: null });

function writer(user: CurrentUser, districtId: string): void {
  if (!may(user, 'indicator.write', districtId))
    throw forbidden('Показатели и раунды ведут координатор и методическая служба своего района.');
}

function checkDefinition(definition: Parameters<typeof indicatorProblems>[0]): void {
  const errors = indicatorProblems(definition);
  const problem = formulaOf(definition) === null ? null : formulaProblem(formulaOf(definition)!);
  if (problem !== null) errors.push({ path: 'formula', message: problem });
  if (errors.length > 0)
    throw new Problem('refused', 'Показатель задан не полностью: поправьте названные поля.', { errors });
}

const withoutUndefined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
