import { Injectable } from '@nestjs/common';
import type { RoadmapDetails } from '@opora/contracts';
import { datesOfTerm, type SchoolDaysOf } from '@opora/domain';
import type { Row } from '@opora/store';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { schoolYearsAt } from '../calendars/calendars.repository.ts';
import { newId } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { dateOf } from '../platform/times.ts';
import { type NewMeasure, RoadmapsRepository } from './roadmaps.repository.ts';
import { RoadmapsService } from './roadmaps.service.ts';

/** Makes the working roadmap of a district from the measures of its programme. */
@Injectable()
export class ProgrammeRoadmapsService {
  constructor(
    private readonly roadmaps: RoadmapsRepository,
    private readonly service: RoadmapsService,
    private readonly audit: AuditRepository,
  ) {}

  /** One roadmap per programme; who asks for it again gets a conflict. */
  async make(user: CurrentUser, programmeId: string, actId: string): Promise<RoadmapDetails> {
    const [programme] = await this.roadmaps.database.query(
      'select id, district_id, title, valid_from, valid_to from programmes where id = $1',
      [programmeId],
    );
    const place = { districtId: (programme?.['district_id'] as string | undefined) ?? '', schoolId: null };
    if (!programme || !can(user, 'school.read', place)) throw notFound('Программы', programmeId);
    if (!can(user, 'roadmap.write', place))
      throw forbidden('Дорожную карту района заводят координатор и методическая служба.');
    const period = { from: dateOf(programme['valid_from'])!, to: dateOf(programme['valid_to'])! };
    const id = await this.roadmaps.database.transaction(async (q) => {
      await q.query('select 1 from programmes where id = $1 for update', [programmeId]);
      const [made] = await q.query<{ id: string }>('select id from roadmaps where programme_id = $1', [
        programmeId,
      ]);
      if (made && (await this.audit.detailsOf(actId, q)) !== undefined) return made.id;
      if (made)
        throw new Problem('conflict', 'Дорожная карта из этой программы уже есть: откройте её в списке.');
      const rows = await q.query('select * from measures where programme_id = $1 order by position', [
        programmeId,
      ]);
      if (rows.length === 0) throw new Problem('refused', 'В программе нет мероприятий. Загрузите план.');
      const title = programme['title'] as string;
      const id = newId();
      const years = await schoolYearsAt(q, place.districtId, null);
      await this.roadmaps.create(
        q,
        { id, programmeId, districtId: place.districtId, title, ...period, login: user.login },
        rows.flatMap((row) => toNew(row, period, years)),
      );
      const details = { programmeId, measures: rows.length };
      await this.audit.record(
        { actId, user, action: 'roadmap.create', subject: id, districtId: place.districtId, details },
        q,
      );
      return id;
    });
    return this.service.read(user, id);
  }
}

/** A measure of a programme, and behind it its parts, each a row without a number. */
function toNew(row: Row, period: { from: string; to: string }, years: SchoolDaysOf): NewMeasure[] {
  const text = (name: string): string => (row[name] as string | null) ?? '';
  const items = (row['items'] as { title: string; plan: string[] }[] | null) ?? [];
  const measure: NewMeasure = {
    number: text('number'),
    section: [text('block_number'), text('block_title')].filter((part) => part !== '').join('. '),
    title: text('title'),
    term: text('term'),
    ...datesOfTerm(text('term'), period, years),
    responsible: row['responsible'] as string[],
    indicator: [text('indicator'), text('plan')].filter((part) => part !== '').join(': '),
    result: text('result'),
  };
  const parts = items.flatMap(({ title, plan }) => plan.map((part) => `${title}: ${part}`));
  return [measure, ...parts.map((title) => ({ ...measure, number: '', title, indicator: '', result: '' }))];
}
