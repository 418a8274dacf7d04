import { Inject, Injectable } from '@nestjs/common';
import type { Incident, incidentQuerySchema, Page, Ref } from '@opora/contracts';
import type { Database, Row } from '@opora/store';
import type { z } from 'zod';
import { placeVisible } from '../access/predicates.ts';
import { can, roleFor } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { CaseRest } from '../cases/case-rest.ts';
import { CommandsService } from '../commands/commands.service.ts';
import { refusal } from '../commands/rejections.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

const select = `select i.*, i.created_at::text as sort_key, s.short_name as school_name, d.name as district_name, pv.model->'nodes'->i.node->>'name' as element_name
  from incidents i join cases c on c.id = i.case_id left join process_versions pv on pv.process_id = c.process_id and pv.version = c.version
  left join schools s on s.id = i.school_id left join districts d on d.id = i.district_id`;

/** Shows what went wrong and tries it once more. */
@Injectable()
export class IncidentsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly commands: CommandsService,
    private readonly rest: CaseRest,
  ) {}

  async find(user: CurrentUser, query: z.output<typeof incidentQuerySchema>): Promise<Page<Incident>> {
    const where = new Conditions();
    where.and(placeVisible(user, 'i', where));
    if (query.state !== 'all') where.and(`i.state = '${query.state}'`);
    where
      .when(query.case, (p) => `i.case_id = ${p}`)
      .when(query.rootCase, (p) => `i.root_id = ${p}`)
      .when(query.process, (p) => `i.process_id = ${p}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from incidents i where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor)
      where.and(`(i.created_at, i.id) < (${where.bind(cursor[0])}::timestamptz, ${where.bind(cursor[1])})`);
    const rows = await this.database.query(
      `${select} where ${where.text} order by i.created_at desc, i.id desc limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['sort_key'] as string, row['id'] as string],
      (row) => toIncident(row, user),
    );
  }

  async retry(user: CurrentUser, id: string, commandId: string): Promise<Incident> {
    const row = await this.visible(user, id);
    const role = roleFor(user, 'incident.retry', placeOf(row));
    if (!role) throw forbidden('Повторяет шаг координатор района.');
    if (row['state'] !== 'open' && !(await this.commands.isKnown(commandId)))
      throw new Problem('no-longer-open', 'Это затруднение уже снято.');
    const caseId = row['case_id'] as string;
    const outcome = await this.commands.act({
      id: commandId,
      caseId,
      kind: 'retry-incident',
      payload: { incident: row['number'] as number },
      actor: { user: user.login, role },
      record: {
        action: 'incident.retry',
        subject: id,
        processId: row['process_id'] as string,
        districtId: row['district_id'] as string | null,
        schoolId: row['school_id'] as string | null,
      },
    });
    if (outcome.rejected) throw refusal(outcome.rejected);
    await this.rest.wait(row['root_id'] as string);
    return toIncident(await this.visible(user, id), user);
  }

  private async visible(user: CurrentUser, id: string): Promise<Row> {
    const where = new Conditions();
    where.and(placeVisible(user, 'i', where)).and(`i.id = ${where.bind(id)}`);
    const [row] = await this.database.query(`${select} where ${where.text}`, where.params);
    if (!row) throw notFound('Затруднения', id);
    return row;
  }
}

const placeOf = (row: Row): { districtId: string | null; schoolId: string | null } => ({
  districtId: row['district_id'] as string | null,
  schoolId: row['school_id'] as string | null,
});
const refOf = (id: unknown, name: unknown): Ref | null =>
  typeof id === 'string' ? { id, name: typeof name === 'string' ? name : id } : null;

const toIncident = (row: Row, user: CurrentUser): Incident => ({
  id: row['id'] as string,
  caseId: row['case_id'] as string,
  rootCaseId: row['root_id'] as string,
  processId: row['process_id'] as string,
  elementId: row['node'] as string,
  elementName: row['element_name'] as string | null,
  type: row['type'] as string,
  message: row['message'] as string,
  state: row['state'] as Incident['state'],
  createdAt: isoOf(row['created_at']),
  resolvedAt: iso(row['resolved_at']),
  school: refOf(row['school_id'], row['school_name']),
  district: refOf(row['district_id'], row['district_name']),
  mayRetry: row['state'] === 'open' && can(user, 'incident.retry', placeOf(row)),
});
