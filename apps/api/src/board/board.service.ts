import { Inject, Injectable } from '@nestjs/common';
import type { Board, BoardCell, boardQuerySchema, BoardRow, CaseState } from '@opora/contracts';
import type { Database } from '@opora/store';
import type { z } from 'zod';
import { sightOf } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { iso } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { StagesRepository } from '../stages/stages.repository.ts';

interface SchoolRow {
  [column: string]: unknown;
  id: string;
  name: string;
  short_name: string;
  status: BoardRow['school']['status'];
  district_id: string;
  district_name: string;
  partner_id: string | null;
  partner_name: string | null;
  case_id: string | null;
  case_state: CaseState | null;
  started_at: Date | null;
  ended_at: Date | null;
  outcome: string | null;
}

interface StageRow {
  [column: string]: unknown;
  root_id: string;
  process_id: string;
  id: string;
  state: CaseState;
  outcome: string | null;
  started_at: Date;
  ended_at: Date | null;
  rounds: number;
  due: Date | null;
  open: number;
  overdue: number;
  completed: number;
  waiting: string[];
}

/** The board: schools × stages. */
@Injectable()
export class BoardService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly stages: StagesRepository,
  ) {}

  async read(user: CurrentUser, query: z.output<typeof boardQuerySchema>): Promise<Board> {
    const [stages, schools] = await Promise.all([this.stages.all(), this.schools(user, query)]);
    const cells = await this.cells(schools.flatMap(({ case_id }) => case_id ?? []));
    const rows = schools.map((school): BoardRow => {
      const own = stages.map(({ id }) => toCell(id, cells.get(`${school.case_id} ${id}`)));
      return {
        school: { id: school.id, name: school.name, shortName: school.short_name, status: school.status },
        district: { id: school.district_id, name: school.district_name },
        partner:
          school.partner_id && school.partner_name
            ? { id: school.partner_id, name: school.partner_name }
            : null,
        caseId: school.case_id,
        caseState: school.case_state,
        startedAt: iso(school.started_at),
        endedAt: iso(school.ended_at),
        outcome: school.outcome,
        currentStage:
          own.find(({ state }) => state === 'active' || state === 'incident' || state === 'suspended')
            ?.stage ?? null,
        overdue: own.reduce((sum, cell) => sum + cell.overdue, 0),
        incident: school.case_state === 'incident' || own.some((cell) => cell.incident),
        cells: own,
      };
    });
    const count = (holds: (row: BoardRow) => boolean): number => rows.filter(holds).length;
    return {
      stages,
      rows,
      totals: {
        schools: rows.length,
        active: count(({ caseId, endedAt }) => caseId !== null && endedAt === null),
        completed: count(({ caseState }) => caseState === 'completed'),
        overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
        incidents: count(({ incident }) => incident),
      },
    };
  }

  /** Supported schools that the user sees, with the running or newest root case of each. */
  private schools(user: CurrentUser, query: z.output<typeof boardQuerySchema>): Promise<SchoolRow[]> {
    const where = new Conditions();
    const { all, districts, schools } = sightOf(user);
    if (!all)
      where.and(
        `s.district_id = any(${where.bind(districts)}::text[]) or s.id = any(${where.bind(schools)}::text[])`,
      );
    where
      .and(
        "s.support_role in ('shnor', 'both') or exists (select 1 from cases k join stages g on g.process_id = k.process_id where k.school_id = s.id and k.parent_id is null)",
      )
      .when(query.district, (p) => `s.district_id = ${p}`)
      .when(
        query.programme,
        (p) =>
          `exists (select 1 from programme_schools m where m.programme_id = ${p} and m.school_id = s.id)`,
      );
    return this.database.query<SchoolRow>(
      // The rows are chosen first: partners and cases are looked up only for those that are shown.
      `select s.*, p.id as partner_id, p.short_name as partner_name, c.id as case_id, c.state as case_state, c.started_at, c.ended_at, c.outcome
       from (select s.id, s.name, s.short_name, s.status, s.district_id, d.name as district_name from schools s join districts d on d.id = s.district_id
         where ${where.text} order by d.name, s.name limit 1000) s
       left join lateral (select q.id, q.short_name from partnerships x join schools q on q.id = x.partner_id
         where x.school_id = s.id and current_date >= x.valid_from and (x.valid_to is null or current_date <= x.valid_to) order by x.valid_from desc limit 1) p on true
       left join lateral (select k.* from cases k join stages g on g.process_id = k.process_id where k.school_id = s.id and k.parent_id is null
         order by g."order", k.ended_at is null desc, k.started_at desc limit 1) c on true
       order by s.district_name, s.name`,
      where.params,
    );
  }

  /** The last round of every stage in the given trees. A root that is itself a stage counts as its own tree. */
  private async cells(roots: string[]): Promise<Map<string, StageRow>> {
    const rows = await this.database.query<StageRow>(
      `select distinct on (c.root_id, c.process_id) c.root_id, c.process_id, c.id, c.state, c.outcome, c.started_at, c.ended_at,
         count(*) over (partition by c.root_id, c.process_id)::int as rounds, t.due, coalesce(t.open, 0) as open, coalesce(t.overdue, 0) as overdue, coalesce(t.completed, 0) as completed, coalesce(t.waiting, '{}') as waiting
       from cases c join stages g on g.process_id = c.process_id and g."order" > 0
       left join lateral (select min(due_at) filter (where state = 'open') as due, count(*) filter (where state = 'open')::int as open,
         count(*) filter (where state = 'open' and due_at < now())::int as overdue, count(*) filter (where state = 'completed')::int as completed,
         (array_agg(name order by created_at) filter (where state = 'open'))[1:5] as waiting from tasks where case_id = c.id) t on true
       where c.root_id = any($1::text[]) order by c.root_id, c.process_id, c.started_at desc, c.id desc`,
      [roots],
    );
    return new Map(rows.map((row) => [`${row.root_id} ${row.process_id}`, row]));
  }
}

function toCell(stage: string, row: StageRow | undefined): BoardCell {
  if (!row) {
    return {
      stage,
      state: 'none',
      caseId: null,
      since: null,
      endedAt: null,
      due: null,
      overdue: 0,
      openTasks: 0,
      completedTasks: 0,
      waitingFor: [],
      rounds: 0,
      incident: false,
      outcome: null,
    };
  }
  return {
    stage,
    state: row.state,
    caseId: row.id,
    since: iso(row.started_at),
    endedAt: iso(row.ended_at),
    due: iso(row.due),
    overdue: row.overdue,
    openTasks: row.open,
    completedTasks: row.completed,
    waitingFor: row.waiting,
    rounds: row.rounds,
    incident: row.state === 'incident',
    outcome: row.outcome,
  };
}
