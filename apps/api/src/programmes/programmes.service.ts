import { Inject, Injectable } from '@nestjs/common';
import type { Page, Programme, ProgrammeDetails } from '@opora/contracts';
import type { Json } from '@opora/engine';
import type { Database, Row } from '@opora/store';
import { sightOf } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { notFound } from '../platform/problem.ts';
import { dateOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { SchoolsRepository } from '../schools/schools.repository.ts';

/** Shows the programmes of districts that the user has to do with. */
@Injectable()
export class ProgrammesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly schools: SchoolsRepository,
  ) {}

  async find(user: CurrentUser): Promise<Page<Programme>> {
    const items = (await this.rows(user)).map(toProgramme);
    return { items, total: items.length, next: null };
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
    const { goal, tasks, indicators, riskFactors, ...more } = row['passport'] as { [key: string]: Json };
    return {
      ...toProgramme(row),
      passport: {
        goal: typeof goal === 'string' ? goal : null,
        tasks: (tasks ?? []) as string[],
        indicators: (indicators ?? []) as ProgrammeDetails['passport']['indicators'],
        riskFactors: (riskFactors ?? []) as ProgrammeDetails['passport']['riskFactors'],
        more,
      },
      roadmap: measures.map(toMeasure),
      pairs,
      participants,
    };
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
      `select p.*, d.name as district_name, (select count(*)::int from programme_schools m where m.programme_id = p.id) as schools, (select count(*)::int from measures m where m.programme_id = p.id) as measures
       from programmes p join districts d on d.id = p.district_id where ${where.text} order by p.valid_from desc, p.id`,
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
