import { Inject, Injectable } from '@nestjs/common';
import type { MeasureStory, RoadmapDetails, RoadmapInfo, RoadmapMeasure } from '@opora/contracts';
import { calendarOf, type WorkingCalendar } from '@opora/domain';
import type { Database, Queryable, Row } from '@opora/store';
import { jsonText, measureCaseKey, todayIn } from '@opora/store';
import { caseVisible, sightOf } from '../access/predicates.ts';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { schoolYearsAt, workingTimeAt } from '../calendars/calendars.repository.ts';
import { Conditions } from '../platform/conditions.ts';
import { type Evidence, keepEvidence } from '../platform/evidence.ts';
import { newId } from '../platform/ids.ts';
import { dateOf, isoOf } from '../platform/times.ts';
import { todayOf } from '../platform/today.ts';
import { DATABASE } from '../platform/tokens.ts';
import { tellCases } from './measure-cases.ts';
import { toMeasure } from './to-measure.ts';

/** A measure as it is written for the first time. */
export interface NewMeasure {
  parentId?: string;
  number: string;
  section: string;
  title: string;
  term: string;
  from: string | null;
  due: string | null;
  responsible: string[];
  indicator: string;
  result: string;
}

/** A measure as it lies in the database, and what of it is to be written. */
export interface MeasureChange {
  before: Row;
  after: {
    [field in (typeof fields)[number]]?: unknown;
  } & {
    from: string | null;
    due: string | null;
    checkedBy: string | null;
    /** The municipal measure that it follows takes it off. */
    offWithParent?: boolean;
  };
}

const columns = `r.*, d.name as district_name, s.short_name as school_name,
  (select count(*)::int from roadmap_measures m where m.roadmap_id = r.id) as measures,
  (select count(*)::int from roadmap_measures m where m.roadmap_id = r.id and m.status in ('done', 'checked')) as done,
  (select count(*)::int from roadmap_measures m where m.roadmap_id = r.id and m.status in ('planned', 'in-progress') and m.due_date < ${todayIn('d.time_zone')}) as overdue,
  (select i.id from roadmap_imports i where i.roadmap_id = r.id and i.state = 'confirmed') as import_id`;

const fields = [
  'number',
  'section',
  'title',
  'term',
  'responsible',
  'indicator',
  'result',
  'status',
] as const;

/** Queries about roadmaps, their measures and what belongs to them. */
@Injectable()
export class RoadmapsRepository {
  constructor(@Inject(DATABASE) readonly database: Database) {}

  /** Roadmaps of the user's sight: districts, schools, and the municipal one of a school's district. */
  async find(user: CurrentUser, id?: string, q: Queryable = this.database): Promise<RoadmapInfo[]> {
    const where = new Conditions();
    const { all, districts, schools } = sightOf(user);
    if (!all)
      where.and(`r.district_id = any(${where.bind(districts)}::text[]) or r.school_id = any(${where.bind(schools)}::text[])
        or (r.school_id is null and r.district_id in (select o.district_id from schools o where o.id = any(${where.bind(schools)}::text[])))`);
    where.when(id, (placeholder) => `r.id = ${placeholder}`);
    const rows = await q.query(
      `select ${columns} from roadmaps r join districts d on d.id = r.district_id left join schools s on s.id = r.school_id
       where ${where.text} order by r.school_id is not null, s.short_name, r.valid_from desc, r.title, r.id limit 2000`,
      where.params,
    );
    return rows.map((row) => toInfo(row, user));
  }

  async details(
    user: CurrentUser,
    id: string,
    q: Queryable = this.database,
  ): Promise<RoadmapDetails | undefined> {
    const [info] = await this.find(user, id, q);
    if (!info) return undefined;
    const rows = await q.query(`${measures} where m.roadmap_id = $1 order by m.position, m.id`, [id]);
    const children = (await this.find(user, undefined, q)).filter(({ parent }) => parent === id);
    const calendar = await calendarAt(q, info.district.id, info.school?.id ?? null);
    const today = await todayOf(q, info.district.id);
    const years = await schoolYearsAt(q, info.district.id, info.school?.id ?? null);
    return {
      ...info,
      rows: rows.map((row) => toMeasure(row, { calendar, today, years })),
      schools: children.map((child) => ({
        id: child.id,
        school: child.school!,
        done: child.done,
        measures: child.measures,
        overdue: child.overdue,
      })),
    };
  }

  async create(
    q: Queryable,
    roadmap: {
      id: string;
      districtId: string;
      schoolId?: string;
      parentId?: string;
      programmeId?: string;
      title: string;
      from: string;
      to: string;
      login: string;
    },
    rows: readonly NewMeasure[],
  ): Promise<void> {
    await q.query(
      'insert into roadmaps (id, district_id, school_id, parent_id, programme_id, title, valid_from, valid_to, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [
        roadmap.id,
        roadmap.districtId,
        roadmap.schoolId ?? null,
        roadmap.parentId ?? null,
        roadmap.programmeId ?? null,
        roadmap.title,
        roadmap.from,
        roadmap.to,
        roadmap.login,
      ],
    );
    await this.insertAll(
      q,
      rows.map((row, position) => ({ ...row, id: newId(), roadmapId: roadmap.id, position })),
    );
  }

  /** Writes a measure at a position; answers its id. */
  async insert(q: Queryable, roadmapId: string, position: number, row: NewMeasure): Promise<string> {
    const id = newId();
    await this.insertAll(q, [{ ...row, id, roadmapId, position }]);
    return id;
  }

  /** Writes measures, each at its place, in one statement. */
  async insertAll(
    q: Queryable,
    rows: readonly (NewMeasure & { id: string; roadmapId: string; position: number })[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await q.query(
      `insert into roadmap_measures (id, roadmap_id, parent_id, position, number, section, title, term, from_date, due_date, responsible, indicator, result)
       select id, "roadmapId", "parentId", "position", number, section, title, term, "from", due, responsible, indicator, result
       from jsonb_to_recordset($1::jsonb) as x(id uuid, "roadmapId" uuid, "parentId" uuid, "position" integer, number text, section text,
         title text, term text, "from" date, due date, responsible text[], indicator text, result text)`,
      [jsonText(rows)],
    );
  }

  /** Ids of the measures of a roadmap in their order, all of them locked. */
  async lockRoadmap(q: Queryable, roadmapId: string): Promise<string[]> {
    await q.query('select 1 from roadmaps where id = $1 for update', [roadmapId]);
    const rows = await q.query<{ id: string }>(
      'select id::text as id from roadmap_measures where roadmap_id = $1 order by position, id for update',
      [roadmapId],
    );
    return rows.map(({ id }) => id);
  }

  /** Puts the measures of each roadmap into its order. */
  async order(q: Queryable, ...roadmaps: readonly (readonly string[])[]): Promise<void> {
    await q.query(
      `update roadmap_measures m set position = o.at from unnest($1::uuid[], $2::int[]) as o (id, at)
       where m.id = o.id and m.position <> o.at`,
      [roadmaps.flat(), roadmaps.flatMap((ids) => ids.map((_, at) => at))],
    );
  }

  /** The roadmap of a measure with its row locked, for a change. */
  async lockMeasure(q: Queryable, id: string): Promise<Row | undefined> {
    const [row] = await q.query('select * from roadmap_measures where id = $1 for update', [id]);
    return row;
  }

  async roadmapOf(measureId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ roadmap_id: string }>(
      'select roadmap_id from roadmap_measures where id = $1',
      [measureId],
    );
    return row?.roadmap_id;
  }

  async measure(id: string, q: Queryable = this.database): Promise<RoadmapMeasure> {
    const [row] = await q.query(`${measures} where m.id = $1`, [id]);
    const { district_id: district, school_id: school } = row as {
      district_id: string;
      school_id: string | null;
    };
    return toMeasure(row!, {
      calendar: await calendarAt(q, district, school),
      today: await todayOf(q, district),
      years: await schoolYearsAt(q, district, school),
    });
  }

  /** Writes what differs in measures that the caller has locked, and remembers each change. */
  async change(q: Queryable, changes: readonly MeasureChange[], login: string): Promise<void> {
    if (changes.length === 0) return;
    const told = changes.flatMap(({ before, after }) =>
      fields
        .filter((field) => after[field] !== undefined && jsonText(after[field]) !== jsonText(before[field]))
        .map((field) => ({ id: before['id'], field, before: before[field], after: after[field] })),
    );
    const rows = changes.map(({ before, after }) => ({
      ...Object.fromEntries(fields.map((field) => [field, after[field] ?? before[field]])),
      ...{ id: before['id'], from: after.from, due: after.due, checkedBy: after.checkedBy },
      // Who says the state themselves takes it out of the municipal measure's hands.
      off: after.status === undefined ? before['off_with_parent'] : (after.offWithParent ?? false),
    }));
    await q.query(
      `with written as (update roadmap_measures m set number = x.number, section = x.section, title = x.title, term = x.term,
         responsible = x.responsible, indicator = x.indicator, result = x.result, status = x.status, from_date = x."from", due_date = x.due,
         checked_by = x."checkedBy", checked_at = case when x."checkedBy" is not null then now() end, off_with_parent = x.off,
         version = m.version + 1, updated_at = now()
         from jsonb_to_recordset($1::jsonb) as x(id uuid, number text, section text, title text, term text, responsible text[], indicator text,
           result text, status text, "from" date, due date, "checkedBy" text, off boolean) where m.id = x.id)
       insert into roadmap_changes (measure_id, login, field, before, after)
       select (c.it->>'id')::uuid, $3, c.it->>'field', c.it->'before', c.it->'after'
       from jsonb_array_elements($2::jsonb) with ordinality as c(it, at) order by c.at`,
      [jsonText(rows), jsonText(told), login],
    );
    const said = new Set(told.flatMap(({ id, field }) => (field === 'status' ? [] : [id])));
    const days = changes.map(({ before, after }) => ({
      ...{ id: before['id'] as string, before: dateOf(before['due_date']), after: after.due },
    }));
    await tellCases(
      q,
      days.filter(({ id, before, after }) => said.has(id) || before !== after),
      { login },
    );
  }

  /** What happened to a measure; of the cases that carry it out, those that the user may see. */
  async story(user: CurrentUser, id: string): Promise<MeasureStory> {
    const where = new Conditions();
    where.and(`c.business_key = ${where.bind(measureCaseKey(id))}`).and(caseVisible(user, 'c', where));
    const told = (table: string, order: string): Promise<Row[]> =>
      this.database.query(
        `select x.*, coalesce(u.name, x.login) as name from ${table} x left join users u on u.login = x.login
         where x.measure_id = $1 order by ${order} limit 500`,
        [id],
      );
    const [measure, changes, comments, evidence, cases, indicators] = await Promise.all([
      this.measure(id),
      told('roadmap_changes', 'x.id desc'),
      told('roadmap_comments', 'x.id'),
      this.database.query(
        `select e.*, f.kind, f.size, coalesce(u.name, e.login) as by from roadmap_evidence e join evidence_files f on f.hash = e.hash
         left join users u on u.login = e.login where e.measure_id = $1 order by e.at, e.id`,
        [id],
      ),
      this.database.query(
        `select c.id, coalesce(c.title, c.process_id) as title, c.state, c.started_at, c.ended_at from cases c
         where ${where.text} order by c.started_at desc, c.id desc limit 50`,
        where.params,
      ),
      this.database.query<{ id: string; name: string }>(
        `select i.id::text as id, i.code || '. ' || i.title as name from indicators i where i.id::text in (
           select v #>> '{}' from roadmap_changes x, unnest(array[x.before, x.after]) v where x.measure_id = $1 and x.field = 'indicatorId')`,
        [id],
      ),
    ]);
    // What tied a measure to an indicator keeps its id; people read its name.
    const indicatorNames = new Map(indicators.map(({ id: own, name }) => [own, name]));
    const named = (field: unknown, value: unknown): unknown =>
      field === 'indicatorId' && typeof value === 'string' ? (indicatorNames.get(value) ?? value) : value;
    return {
      measure,
      changes: changes.map((row) => ({
        ...teller(row),
        field: row['field'] as string,
        before: named(row['field'], row['before']),
        after: named(row['field'], row['after']),
      })),
      comments: comments.map((row) => ({ ...teller(row), text: row['text'] as string })),
      evidence: evidence.map((row) => ({
        id: row['id'] as string,
        name: row['name'] as string,
        kind: row['kind'] as string,
        size: row['size'] as number,
        login: row['login'] as string,
        by: row['by'] as string,
        at: isoOf(row['at']),
      })),
      cases: cases.map((row) => ({
        id: row['id'] as string,
        title: row['title'] as string,
        state: row['state'] as string,
        startedAt: isoOf(row['started_at']),
        endedAt: row['ended_at'] === null ? null : isoOf(row['ended_at']),
      })),
    };
  }

  async comment(q: Queryable, id: string, login: string, text: string): Promise<void> {
    await q.query('insert into roadmap_comments (measure_id, login, text) values ($1, $2, $3)', [
      id,
      login,
      text,
    ]);
  }

  /** Keeps a file once, whoever brings it, and ties it to the measure. */
  async attach(q: Queryable, measureId: string, file: Evidence & { login: string }): Promise<void> {
    await keepEvidence(q, file);
    await q.query(
      `insert into roadmap_evidence (measure_id, hash, name, login) select $1, $2, $3, $4
       where not exists (select 1 from roadmap_evidence where measure_id = $1 and hash = $2)`,
      [measureId, file.hash, file.name, file.login],
    );
  }

  async evidence(
    id: string,
  ): Promise<{ measureId: string; name: string; kind: string; content: Buffer } | undefined> {
    const [row] = await this.database.query(
      'select e.measure_id, e.name, f.kind, f.content from roadmap_evidence e join evidence_files f on f.hash = e.hash where e.id = $1',
      [id],
    );
    return (
      row && {
        measureId: row['measure_id'] as string,
        name: row['name'] as string,
        kind: row['kind'] as string,
        content: row['content'] as Buffer,
      }
    );
  }
}

/** The calendar by which the terms of a roadmap are counted: its school's over its district's over the country's. */
const calendarAt = async (q: Queryable, district: string, school: string | null): Promise<WorkingCalendar> =>
  calendarOf(await workingTimeAt(q, district, school));

const teller = (row: Row): { at: string; login: string; name: string } => ({
  at: isoOf(row['at']),
  login: row['login'] as string,
  name: row['name'] as string,
});

const measures = `select m.*, (select u.name from users u where u.login = m.checked_by) as checked_by_name, r.valid_from, r.valid_to, r.district_id, r.school_id,
  (select count(*)::int from roadmap_evidence e where e.measure_id = m.id) as evidence,
  (select count(*)::int from roadmap_comments c where c.measure_id = m.id) as comments
  from roadmap_measures m join roadmaps r on r.id = m.roadmap_id`;

function toInfo(row: Row, user: CurrentUser): RoadmapInfo {
  const place = { districtId: row['district_id'] as string, schoolId: row['school_id'] as string | null };
  return {
    id: row['id'] as string,
    title: row['title'] as string,
    district: { id: place.districtId, name: row['district_name'] as string },
    school: place.schoolId === null ? null : { id: place.schoolId, name: row['school_name'] as string },
    parent: row['parent_id'] as string | null,
    from: dateOf(row['valid_from'])!,
    to: dateOf(row['valid_to'])!,
    measures: row['measures'] as number,
    done: row['done'] as number,
    overdue: row['overdue'] as number,
    importId: can(user, 'roadmap.write', place) ? (row['import_id'] as string | null) : null,
    may: {
      edit: can(user, 'roadmap.write', place),
      report: can(user, 'roadmap.report', place),
      start: can(user, 'case.start', place),
    },
  };
}
