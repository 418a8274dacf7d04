import { Injectable } from '@nestjs/common';
import type { Board, BoardCell, BoardRow, Stage } from '@opora/contracts';
import { sightOf } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { DEAR_FROM, KeptSums } from '../platform/kept-sums.ts';
import { packCursor } from '../platform/page.ts';
import { iso } from '../platform/times.ts';
import { StagesRepository } from '../stages/stages.repository.ts';
import { type BoardFilter, BoardRepository, type SchoolRow, type StageRow } from './board.repository.ts';

/** The board: schools × stages. */
@Injectable()
export class BoardService {
  private readonly found = new KeptSums<number>((schools) => schools > DEAR_FROM);
  private readonly totals = new KeptSums<Board['totals']>(({ schools }) => schools > DEAR_FROM);

  constructor(
    private readonly board: BoardRepository,
    private readonly stages: StagesRepository,
  ) {}

  async read(user: CurrentUser, query: BoardFilter): Promise<Board> {
    const isNarrowed = Boolean(query.q) || query.stage !== undefined || query.overdue === true;
    const [stages, totals, found, { schools, cells, next }] = await Promise.all([
      this.stages.all(),
      this.totals.read([sightOf(user), query.district, query.programme], () =>
        this.board.totals(user, query),
      ),
      isNarrowed
        ? this.found.read([sightOf(user), { ...query, cursor: null, limit: null }], () =>
            this.board.found(user, query),
          )
        : undefined,
      this.page(user, query),
    ]);
    const rows = schools.map((school) => toRow(school, stages, cells));
    return { stages, rows, found: found ?? totals.schools, totals, next };
  }

  private async page(
    user: CurrentUser,
    query: BoardFilter,
  ): Promise<{ schools: SchoolRow[]; cells: Map<string, StageRow>; next: string | null }> {
    const found = await this.board.schools(user, query);
    const schools = found.slice(0, query.limit);
    const rounds = await this.board.stages(schools.flatMap(({ case_id }) => case_id ?? []));
    const last = schools.at(-1);
    return {
      schools,
      cells: new Map(rounds.map((row) => [`${row.root_id} ${row.process_id}`, row])),
      next:
        found.length > query.limit && last
          ? packCursor([last.district_name, last.district_id, last.name, last.id])
          : null,
    };
  }
}

function toRow(school: SchoolRow, stages: Stage[], cells: ReadonlyMap<string, StageRow>): BoardRow {
  const own = stages.map(({ id }) => toCell(id, cells.get(`${school.case_id} ${id}`)));
  return {
    school: { id: school.id, name: school.name, shortName: school.short_name, status: school.status },
    district: { id: school.district_id, name: school.district_name },
    partner:
      school.partner_id && school.partner_name ? { id: school.partner_id, name: school.partner_name } : null,
    caseId: school.case_id,
    caseState: school.case_state,
    startedAt: iso(school.started_at),
    endedAt: iso(school.ended_at),
    outcome: school.outcome,
    currentStage:
      own.find(({ state }) => state === 'active' || state === 'incident' || state === 'suspended')?.stage ??
      null,
    overdue: own.reduce((sum, cell) => sum + cell.overdue, 0),
    incident: school.case_state === 'incident' || own.some((cell) => cell.incident),
    cells: own,
  };
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
