import { Injectable } from '@nestjs/common';
import type {
  confirmPlanSchema,
  correctPlanSchema,
  PlanImport,
  PlanRow,
  RoadmapDetails,
  uploadPlanSchema,
} from '@opora/contracts';
import { datesOfTerm, describeTerm, parseTerm, type SchoolDaysOf } from '@opora/domain';
import { calendarYearsAt, jsonText, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { schoolYearsAt } from '../calendars/calendars.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import type { Upload } from '../platform/upload.ts';
import { certaintyOf, type KeptPlan, problemsOfTerm } from './kept-plan.ts';
import { readPlanAside } from './read-plan-aside.ts';
import { RoadmapsRepository } from './roadmaps.repository.ts';

/** Reads plans into a preview that people correct; only a confirmed one becomes a roadmap, and it can be undone. */
@Injectable()
export class PlanImportsService {
  constructor(
    private readonly roadmaps: RoadmapsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async create(
    user: CurrentUser,
    body: z.output<typeof uploadPlanSchema>,
    file: Upload | undefined,
    id: string,
  ): Promise<PlanImport> {
    if (!writes(user, body.districtId))
      throw forbidden('Планы загружают координатор и методическая служба своего района.');
    if (!file) throw wrongFile('Файла нет: приложите план docx, xlsx, csv или текст.');
    const period = body.period ? periodOf(body.period) : undefined;
    const calendars = await calendarYearsAt(this.roadmaps.database, body.districtId, null);
    const found = await readPlanAside({ file, period, calendars });
    if ('refused' in found) throw wrongFile(found.refused);
    await this.roadmaps.database.query(
      'insert into roadmap_imports (id, district_id, file_name, plan, created_by) values ($1, $2, $3, $4, $5) on conflict (id) do nothing',
      [id, body.districtId, file.name, jsonText(found.kept as never), user.login],
    );
    return this.read(user, id);
  }

  async read(user: CurrentUser, id: string): Promise<PlanImport> {
    const [row] = isUuid(id)
      ? await this.roadmaps.database.query('select * from roadmap_imports where id = $1', [id])
      : [];
    if (!row || !writes(user, row['district_id'] as string)) throw notFound('Загрузки плана', id);
    return toImport(row);
  }

  async correct(
    user: CurrentUser,
    id: string,
    body: z.output<typeof correctPlanSchema>,
  ): Promise<PlanImport> {
    return this.within({ user, id, state: 'preview' }, async (q, kept, districtId) => {
      const years = await schoolYearsAt(q, districtId, null);
      for (const { index, checked, ...changes } of body.rows) {
        const row = kept.rows[index];
        if (!row)
          throw new Problem('bad-request', `Строки ${index} в плане нет.`, {
            errors: [{ path: 'rows', message: `Ожидается от 0 до ${kept.rows.length - 1}` }],
          });
        const defined = Object.fromEntries(
          Object.entries(changes).filter(([, value]) => value !== undefined),
        );
        Object.assign(row, defined);
        // A cell that a person has written is no longer in doubt; a new term is read anew.
        row.problems = row.problems.filter(({ column }) => column === null || !(column in defined));
        if ('term' in defined) readTerm(row, kept.period, years);
        if (checked) row.problems = row.problems.filter(({ severity }) => severity === 'info');
        row.certainty = certaintyOf(row.problems);
      }
      await q.query('update roadmap_imports set plan = $2 where id = $1', [id, jsonText(kept as never)]);
    });
  }

  async confirm(
    user: CurrentUser,
    id: string,
    body: z.output<typeof confirmPlanSchema>,
    actId: string,
  ): Promise<RoadmapDetails> {
    // The act makes one roadmap, so they share the id.
    const roadmapId = actId;
    await this.within({ user, id, state: 'preview', actId }, async (q, kept, districtId) => {
      const rows = kept.rows.filter(({ leftOut }) => !leftOut);
      const years = await schoolYearsAt(q, districtId, null);
      const nameless = rows.findIndex(({ title }) => !title.trim());
      if (rows.length === 0) throw new Problem('refused', 'Все строки отмечены как лишние.');
      if (nameless >= 0)
        throw new Problem('refused', `У строки ${rows[nameless]!.number} нет названия.`, {
          errors: [{ path: `rows.${nameless}.title`, message: 'Нужно название мероприятия' }],
        });
      await this.roadmaps.create(
        q,
        { id: roadmapId, districtId, title: body.title, from: body.from, to: body.to, login: user.login },
        rows.map((row) => ({
          ...row,
          ...datesOfTerm(row.term, body, years),
        })),
      );
      await q.query("update roadmap_imports set state = 'confirmed', roadmap_id = $2 where id = $1", [
        id,
        roadmapId,
      ]);
      const details = { rows: rows.length };
      await this.audit.record(
        { user, actId, action: 'roadmap.import', subject: roadmapId, districtId, details },
        q,
      );
    });
    const made = await this.roadmaps.details(user, roadmapId);
    if (!made) throw new Problem('conflict', `С этой загрузкой так нельзя: она ${states.undone}.`);
    return made;
  }

  /** Takes a confirmed plan back with the roadmaps that came from it, unless work on it has begun. */
  async undo(user: CurrentUser, id: string, actId: string): Promise<PlanImport> {
    return this.within({ user, id, state: 'confirmed', actId }, async (q, _kept, districtId, roadmapId) => {
      const [touched] = await q.query(
        `select 1 from roadmap_measures m join roadmaps r on r.id = m.roadmap_id
         where (r.id = $1 or r.parent_id = $1) and (m.version > 1 or exists (select 1 from roadmap_evidence e where e.measure_id = m.id)) limit 1`,
        [roadmapId],
      );
      if (touched)
        throw new Problem(
          'conflict',
          'По этой дорожной карте уже работают: мероприятия изменены или к ним приложены документы. Отменить загрузку нельзя.',
        );
      await q.query('delete from roadmaps where id = $1', [roadmapId]);
      await q.query("update roadmap_imports set state = 'undone', roadmap_id = null where id = $1", [id]);
      const subject = roadmapId ?? id;
      await this.audit.record({ user, actId, action: 'roadmap.undo', subject, districtId }, q);
    });
  }

  async drop(user: CurrentUser, id: string, actId: string): Promise<PlanImport> {
    return this.within({ user, id, state: 'preview', actId }, async (q, _kept, districtId) => {
      await q.query("update roadmap_imports set state = 'dropped' where id = $1", [id]);
      await this.audit.record({ user, actId, action: 'roadmap.drop', subject: id, districtId }, q);
    });
  }

  private async within(
    { user, id, state, actId }: { user: CurrentUser; id: string; state: PlanImport['state']; actId?: string },
    work: (q: Queryable, kept: KeptPlan, districtId: string, roadmapId: string | null) => Promise<void>,
  ): Promise<PlanImport> {
    await this.read(user, id);
    return this.roadmaps.database.transaction(async (q) => {
      const [row] = (await q.query('select * from roadmap_imports where id = $1 for update', [id])) as [Row];
      if (actId !== undefined && (await this.audit.detailsOf(actId, q)) !== undefined) return toImport(row);
      if (row['state'] !== state)
        throw new Problem(
          'conflict',
          `С этой загрузкой так нельзя: она ${states[row['state'] as 'preview']}.`,
        );
      await work(
        q,
        row['plan'] as unknown as KeptPlan,
        row['district_id'] as string,
        row['roadmap_id'] as string | null,
      );
      const [after] = (await q.query('select * from roadmap_imports where id = $1', [id])) as [Row];
      return toImport(after);
    });
  }
}

const states = {
  preview: 'ещё не подтверждена',
  confirmed: 'уже подтверждена',
  undone: 'уже отменена',
  dropped: 'отброшена',
};

const writes = (user: CurrentUser, districtId: string): boolean =>
  can(user, 'roadmap.write', { districtId, schoolId: null });

const wrongFile = (message: string): Problem =>
  new Problem('refused', message, { errors: [{ path: 'file', message }] });

function periodOf(text: string): { from: string; to: string } {
  const part = parseTerm(text).parts[0];
  if (part?.kind === 'range') return { from: part.from, to: part.to };
  throw new Problem('bad-request', `Период «${text}» не читается.`, {
    errors: [{ path: 'period', message: 'Ожидается, например, «2023-2024 учебный год» или «2024 год»' }],
  });
}

function readTerm(
  row: PlanRow,
  period: { from: string; to: string } | null,
  schoolCalendar: SchoolDaysOf,
): void {
  const term = parseTerm(row.term, { schoolCalendar, ...(period ? { period } : {}) });
  row.termMeans = describeTerm(term);
  row.problems.push(...problemsOfTerm(term));
}

function toImport(row: Row): PlanImport {
  const kept = row['plan'] as unknown as KeptPlan;
  return {
    id: row['id'] as string,
    districtId: row['district_id'] as string,
    fileName: row['file_name'] as string,
    state: row['state'] as PlanImport['state'],
    title: kept.title,
    from: kept.period?.from ?? null,
    to: kept.period?.to ?? null,
    rows: kept.rows,
    problems: kept.problems,
    roadmapId: row['roadmap_id'] as string | null,
  };
}
