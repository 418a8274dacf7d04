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
import { DistrictEntity, PartnershipEntity } from '@opora/store';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { newId } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { SOURCE } from '../platform/tokens.ts';
import { SchoolsRepository } from './schools.repository.ts';

/** Shows organizations and lets the administrator keep them. */
@Injectable()
export class SchoolsService {
  constructor(
    private readonly schools: SchoolsRepository,
    private readonly audit: AuditRepository,
    @Inject(SOURCE) private readonly source: DataSource,
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

  async create(user: CurrentUser, body: z.output<typeof createSchoolSchema>): Promise<SchoolDetails> {
    administrator(user);
    const id = body.id ?? `school-${newId().slice(-12)}`;
    if (await this.schoolExists(id)) throw new Problem('conflict', `Школа «${id}» уже есть.`);
    if (!(await this.source.getRepository(DistrictEntity).existsBy({ id: body.districtId })))
      throw unknown('districtId', 'Такого района нет');
    await this.source.query(
      'insert into schools (id, district_id, name, short_name, status, address) values ($1, $2, $3, $4, $5, $6)',
      [id, body.districtId, body.name, body.shortName, body.status, body.address],
    );
    await this.audit.record({
      user,
      role: 'admin',
      action: 'school.create',
      subject: id,
      districtId: body.districtId,
      schoolId: id,
    });
    return this.read(user, id);
  }

  async update(
    user: CurrentUser,
    id: string,
    body: z.output<typeof updateSchoolSchema>,
  ): Promise<SchoolDetails> {
    administrator(user);
    const before = await this.read(user, id);
    await this.source.query(
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
    await this.audit.record({
      user,
      role: 'admin',
      action: 'school.update',
      subject: id,
      districtId: before.district.id,
      schoolId: id,
      details: { ...body },
    });
    return this.read(user, id);
  }

  async createDistrict(user: CurrentUser, body: z.output<typeof createDistrictSchema>): Promise<District> {
    administrator(user);
    const repository = this.source.getRepository(DistrictEntity);
    if (await repository.existsBy({ id: body.id }))
      throw new Problem('conflict', `Район «${body.id}» уже есть.`);
    await repository.insert(body);
    await this.audit.record({
      user,
      role: 'admin',
      action: 'district.create',
      subject: body.id,
      districtId: body.id,
    });
    return { ...body, schools: 0 };
  }

  /** A pair gives the partner's curators sight of the school's cases, so only the administrator makes it by hand. */
  async createPartnership(
    user: CurrentUser,
    body: z.output<typeof createPartnershipSchema>,
  ): Promise<Partnership> {
    administrator(user);
    if (body.schoolId === body.partnerId)
      throw unknown('partnerId', 'Школа не может быть партнёром сама себе');
    if (body.to !== null && body.to < body.from) throw unknown('to', 'Конец раньше начала');
    for (const field of ['schoolId', 'partnerId'] as const)
      if (!(await this.schoolExists(body[field]))) throw unknown(field, 'Такой школы нет');
    const repository = this.source.getRepository(PartnershipEntity);
    if (
      await repository.existsBy({ schoolId: body.schoolId, partnerId: body.partnerId, validFrom: body.from })
    )
      throw new Problem('conflict', 'Такая пара с этой даты уже есть.');
    const { identifiers } = await repository.insert({
      schoolId: body.schoolId,
      partnerId: body.partnerId,
      validFrom: body.from,
      validTo: body.to,
      agreement: body.agreement,
    });
    const id = (identifiers[0] as { id: string }).id;
    await this.audit.record({
      user,
      role: 'admin',
      action: 'partnership.create',
      subject: id,
      schoolId: body.schoolId,
      details: { ...body },
    });
    return (await this.schools.partnerships({ schoolId: body.schoolId })).find((each) => each.id === id)!;
  }

  private async schoolExists(id: string): Promise<boolean> {
    return ((await this.source.query('select 1 from schools where id = $1', [id])) as unknown[]).length > 0;
  }
}

function administrator(user: CurrentUser): void {
  if (!roleAnywhere(user, 'users.manage')) throw forbidden('Организации ведёт администратор.');
}

const unknown = (path: string, message: string): Problem =>
  new Problem('refused', `${message}.`, { errors: [{ path, message }] });
