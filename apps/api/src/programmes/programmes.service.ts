import { Inject, Injectable } from '@nestjs/common';
import type {
  loadProgrammeSchema,
  Page,
  Programme,
  ProgrammeDetails,
  ProgrammeLoaded,
} from '@opora/contracts';
import { parseTarget, programmeSchema, programmeTables, type TabledProgramme } from '@opora/domain';
import type { Json } from '@opora/engine';
import type { Database, Row } from '@opora/store';
import type { z } from 'zod';
import { sightOf } from '../access/predicates.ts';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { hashPassword } from '../auth/passwords.ts';
import { writeProgramme } from '../demo/load-programme.ts';
import { Conditions } from '../platform/conditions.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import type { Settings } from '../platform/settings.ts';
import { dateOf } from '../platform/times.ts';
import { DATABASE, SETTINGS } from '../platform/tokens.ts';
import { SchoolsRepository } from '../schools/schools.repository.ts';

/** An indicator of a passport as it was kept. */
type PassportIndicator = Omit<ProgrammeDetails['passport']['indicators'][number], 'problems'>;

/** Shows the programmes of districts that the user has to do with. */
@Injectable()
export class ProgrammesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly schools: SchoolsRepository,
    private readonly audit: AuditRepository,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async find(user: CurrentUser): Promise<Page<Programme>> {
    const items = (await this.rows(user)).map(toProgramme);
    return { items, total: items.length, next: null };
  }

  /** Adds a programme beside those that are there; its people get logins that end in the district. */
  async load(user: CurrentUser, body: z.output<typeof loadProgrammeSchema>): Promise<ProgrammeLoaded> {
    if (!roleAnywhere(user, 'users.manage')) throw forbidden('Программы загружает администратор.');
    const parsed = programmeSchema.safeParse(body.programme);
    if (!parsed.success)
      throw new Problem('refused', 'Описание программы с ошибками.', {
        errors: parsed.error.issues
          .slice(0, 100)
          .map(({ path, message }) => ({ path: `programme.${path.join('.')}`, message })),
      });
    const programme = parsed.data;
    const districtId = programme.districts[0]!.id;
    const suffix = `-${districtId}`;
    // People with one known password are for showing the program only.
    const withPeople = !this.settings.production && body.password !== undefined;
    const hash = withPeople ? await hashPassword(body.password!) : undefined;
    const remarks = await this.database.transaction(async (q) => {
      await q.query("select pg_advisory_xact_lock(hashtext('opora.demo'))");
      const [known] = await q.query('select 1 from programmes where id = $1', [programme.id]);
      if (known) throw new Problem('conflict', `Программа «${programme.title}» уже загружена.`);
      const said = await writeProgramme(q, programme, hash, suffix);
      await this.audit.record({ user, action: 'programme.load', subject: programme.id, districtId }, q);
      return said;
    });
    return {
      id: programme.id,
      title: programme.title,
      schools: programme.schools.length,
      measures: programme.measures.length,
      suffix: withPeople ? suffix : null,
      remarks,
    };
  }

  async read(user: CurrentUser, id: string): Promise<ProgrammeDetails> {
    const [row] = await this.rows(user, id);
    if (!row) throw notFound('Программы', id);
    const [measures, pairs, participants] = await Promise.all([
      this.database.query('select * from measures where programme_id = $1 order by position', [id]),
      this.schools.partnerships({ programmeId: id }),
      this.database.query<{ id: string; name: string }>(
        'select s.id, s.short_name as name from programme_schools m join schools s on s.id = m.school_id where m.programme_id = $1 order by s.name',
        [id],
      ),
    ]);
    const passport = row['passport'] as { [key: string]: Json };
    const { goal, tasks, indicators, riskFactors, facts, risks, swot, tables: _, ...more } = passport;
    return {
      ...toProgramme(row),
      passport: {
        goal: typeof goal === 'string' ? goal : null,
        tasks: (tasks ?? []) as string[],
        indicators: ((indicators ?? []) as PassportIndicator[]).map((each) => ({
          ...each,
          problems: each.target === null ? [] : parseTarget(each.target).problems,
        })),
        riskFactors: (riskFactors ?? []) as ProgrammeDetails['passport']['riskFactors'],
        facts: (facts ?? []) as ProgrammeDetails['passport']['facts'],
        risks: (risks ?? []) as string[],
        swot: (swot ?? null) as ProgrammeDetails['passport']['swot'],
        tables: await this.tables(passport),
        more,
      },
      roadmap: measures.map(toMeasure),
      pairs,
      participants,
    };
  }

  /** The tables of a passport; programmes that were loaded before they were kept have fewer. */
  private async tables(passport: { [key: string]: Json }): Promise<ProgrammeDetails['passport']['tables']> {
    const { groups = [], calendar = [], blocks = [], variants = {}, tables = [] } = passport;
    const programme = { groups, calendar, blocks, variants, tables } as unknown as TabledProgramme;
    const names = await this.database.query<{ id: string; name: string }>(
      'select id, short_name as name from schools where id = any($1::text[])',
      [programme.groups.flatMap(({ schools }) => schools)],
    );
    const byId = new Map(names.map(({ id, name }) => [id, name]));
    return programmeTables(programme, (id) => byId.get(id) ?? id);
  }

  private rows(user: CurrentUser, id?: string): Promise<Row[]> {
    const where = new Conditions();
    const { all, districts, schools, expertDistricts } = sightOf(user);
    if (!all) {
      where.and(`p.district_id = any(${where.bind([...districts, ...expertDistricts])}::text[])
        or exists (select 1 from programme_schools m where m.programme_id = p.id and m.school_id = any(${where.bind(schools)}::text[]))`);
    }
    where.when(id, (placeholder) => `p.id = ${placeholder}`);
    return this.database.query(
      `select p.*, d.name as district_name, (select count(*)::int from programme_schools m where m.programme_id = p.id) as schools, (select count(*)::int from measures m where m.programme_id = p.id) as measures,
         r.id::text as roadmap_id
       from programmes p join districts d on d.id = p.district_id left join roadmaps r on r.programme_id = p.id where ${where.text} order by p.valid_from desc, p.id`,
      where.params,
    );
  }
}

const toProgramme = (row: Row): Programme => {
  const approval = row['approval'] as { number: string; date: string; title?: string } | null;
  return {
    id: row['id'] as string,
    title: row['title'] as string,
    district: { id: row['district_id'] as string, name: row['district_name'] as string },
    from: dateOf(row['valid_from'])!,
    to: dateOf(row['valid_to'])!,
    order: approval && { number: approval.number, date: approval.date, title: approval.title ?? null },
    schools: row['schools'] as number,
    measures: row['measures'] as number,
    roadmapId: row['roadmap_id'] as string | null,
  };
};

const toMeasure = (row: Row): ProgrammeDetails['roadmap'][number] => ({
  id: `${row['programme_id'] as string}:${row['number'] as string}`,
  number: row['number'] as string,
  block:
    row['block_number'] === null
      ? null
      : { number: row['block_number'] as string, title: (row['block_title'] as string | null) ?? '' },
  title: row['title'] as string,
  term: row['term'] as string,
  from: dateOf(row['from_date']),
  to: dateOf(row['to_date']),
  responsible: row['responsible'] as string[],
  indicator: row['indicator'] as string | null,
  plan: row['plan'] as string | null,
  result: row['result'] as string | null,
  items: row['items'] as ProgrammeDetails['roadmap'][number]['items'],
});
