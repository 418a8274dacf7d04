import { Inject, Injectable } from '@nestjs/common';
import type {
  createDistrictSchema,
  createPartnershipSchema,
  createSchoolSchema,
  District,
  Page,
  Partnership,
  School,
  SchoolDetails,
  schoolQuerySchema,
  updateSchoolSchema,
} from '@opora/contracts';
import type { Database, Queryable } from '@opora/store';
import type { z } from 'zod';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { type Act, AuditRepository } from '../audit/audit.repository.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { SchoolsRepository } from './schools.repository.ts';

/** Shows organizations and lets the administrator keep them. */
@Injectable()
export class SchoolsService {
  constructor(
    private readonly schools: SchoolsRepository,
    private readonly audit: AuditRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  find(user: CurrentUser, query: z.output<typeof schoolQuerySchema>): Promise<Page<School>> {
    return this.schools.find(user, query);
  }

  async read(user: CurrentUser, id: string): Promise<SchoolDetails> {
    const school = await this.schools.read(user, id);
    if (!school) throw notFound('Школы', id);
    return school;
  }

  async districts(user: CurrentUser): Promise<Page<District>> {
    const items = await this.schools.districts(user);
    return { items, total: items.length, next: null };
  }

  async create(
    user: CurrentUser,
    body: z.output<typeof createSchoolSchema>,
    actId: string,
  ): Promise<SchoolDetails> {
    administrator(user);
    const id = body.id ?? `school-${actId.slice(-12)}`;
    const { districtId } = body;
    await this.once(
      { actId, user, action: 'school.create', subject: id, districtId, schoolId: id },
      async (q) => {
        if (!(await exists(q, 'districts', districtId))) throw unknown('districtId', 'Такого района нет');
        const made = await q.query(
          'insert into schools (id, district_id, name, short_name, status, address) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing returning id',
          [id, districtId, body.name, body.shortName, body.status, body.address],
        );
        if (made.length === 0) throw taken('id', `Школа «${id}» уже есть.`);
      },
    );
    return this.read(user, id);
  }

  async update(
    user: CurrentUser,
    id: string,
    body: z.output<typeof updateSchoolSchema>,
    actId: string,
  ): Promise<SchoolDetails> {
    administrator(user);
    const before = await this.read(user, id);
    const act = {
      ...{ actId, user, action: 'school.update', subject: id },
      ...{ districtId: before.district.id, schoolId: id, details: { ...body } },
    };
    await this.once(act, async (q) => {
      await q.query(
        'update schools set name = coalesce($2, name), short_name = coalesce($3, short_name), status = coalesce($4, status), address = case when $5 then $6 else address end where id = $1',
        [
          id,
          body.name ?? null,
          body.shortName ?? null,
          body.status ?? null,
          body.address !== undefined,
          body.address ?? null,
        ],
      );
    });
    return this.read(user, id);
  }

  async createDistrict(
    user: CurrentUser,
    body: z.output<typeof createDistrictSchema>,
    actId: string,
  ): Promise<District> {
    administrator(user);
    const { id, name, region, timeZone } = body;
    await this.once({ actId, user, action: 'district.create', subject: id, districtId: id }, async (q) => {
      const made = await q.query(
        'insert into districts (id, name, region, time_zone) values ($1, $2, $3, $4) on conflict (id) do nothing returning id',
        [id, name, region, timeZone],
      );
      if (made.length === 0) throw taken('id', `Район «${id}» уже есть.`);
    });
    return { ...body, schools: 0 };
  }

  /** A pair gives the partner's curators sight of the school's cases, so only the administrator makes it by hand. */
  async createPartnership(
    user: CurrentUser,
    body: z.output<typeof createPartnershipSchema>,
    actId: string,
  ): Promise<Partnership> {
    administrator(user);
    const { schoolId, partnerId, from, to, agreement } = body;
    if (schoolId === partnerId) throw unknown('partnerId', 'Школа не может быть партнёром сама себе');
    if (to !== null && to < from) throw unknown('to', 'Конец раньше начала');
    const act = { actId, user, action: 'partnership.create', subject: actId, schoolId, details: { ...body } };
    await this.once(act, async (q) => {
      for (const field of ['schoolId', 'partnerId'] as const)
        if (!(await exists(q, 'schools', body[field]))) throw unknown(field, 'Такой школы нет');
      const made = await q.query(
        'insert into partnerships (id, school_id, partner_id, valid_from, valid_to, agreement) values ($1, $2, $3, $4, $5, $6) on conflict (school_id, partner_id, valid_from) do nothing returning id',
        [actId, schoolId, partnerId, from, to, agreement],
      );
      if (made.length === 0) throw taken('from', 'Такая пара с этой даты уже есть.');
    });
    return (await this.schools.partnerships({ schoolId })).find(({ id }) => id === actId)!;
  }

  /** Makes a change together with its audit entry, both or neither; a repetition of the act changes nothing. */
  private async once(act: Act, change: (q: Queryable) => Promise<void>): Promise<void> {
    await this.database.transaction(async (q) => {
      if (await this.audit.record({ ...act, role: 'admin' }, q)) await change(q);
    });
  }
}

const exists = async (q: Queryable, table: 'schools' | 'districts', id: string): Promise<boolean> =>
  (await q.query(`select 1 from ${table} where id = $1`, [id])).length > 0;

function administrator(user: CurrentUser): void {
  if (!roleAnywhere(user, 'users.manage')) throw forbidden('Организации ведёт администратор.');
}

const unknown = (path: string, message: string): Problem =>
  new Problem('refused', `${message}.`, { errors: [{ path, message }] });
const taken = (path: string, detail: string): Problem =>
  new Problem('conflict', detail, { errors: [{ path, message: 'Уже есть' }] });
