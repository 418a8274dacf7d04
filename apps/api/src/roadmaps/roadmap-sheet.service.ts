import { Injectable } from '@nestjs/common';
import type {
  editRoadmapSchema,
  Page,
  RemovedMeasure,
  removedMeasureQuerySchema,
  RoadmapDetails,
} from '@opora/contracts';
import { datesOfTerm } from '@opora/domain';
import type { Queryable } from '@opora/store';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { renewDays } from '../calendars/moved-measures.ts';
import { removedMeasures, removeMeasure, restoreMeasure } from './removed-measures.ts';
import { RoadmapsRepository } from './roadmaps.repository.ts';
import { RoadmapsService, yearsOf } from './roadmaps.service.ts';

type Edit = z.output<typeof editRoadmapSchema>;

/** Edits a roadmap as a table: many cells, new rows and removed ones at once, all or nothing. */
@Injectable()
export class RoadmapSheetService {
  constructor(
    private readonly roadmaps: RoadmapsRepository,
    private readonly service: RoadmapsService,
    private readonly audit: AuditRepository,
  ) {}

  /** Rows that were taken out of the table; to those who could bring them back. */
  async removed(
    user: CurrentUser,
    id: string,
    query: z.output<typeof removedMeasureQuerySchema>,
  ): Promise<Page<RemovedMeasure>> {
    const [roadmap] = isUuid(id) ? await this.roadmaps.find(user, id) : [];
    if (!roadmap) throw notFound('Дорожной карты', id);
    if (!roadmap.may.edit) throw forbidden('Удалённые строки видят координатор и методическая служба.');
    return removedMeasures(this.roadmaps.database, id, query);
  }

  async edit(user: CurrentUser, id: string, edit: Edit, actId: string): Promise<RoadmapDetails> {
    const roadmap = await this.service.read(user, id);
    if (!roadmap.may.edit) throw forbidden('Таблицу правят координатор и методическая служба.');
    await this.roadmaps.database.transaction(async (q) => {
      const ids = await this.roadmaps.lockRoadmap(q, id);
      const act = {
        ...{ actId, user, action: 'roadmap.edit', subject: id },
        ...{ districtId: roadmap.district.id, schoolId: roadmap.school?.id ?? null },
        details: {
          ...{ change: edit.change.length, add: edit.add.length, remove: edit.remove.length },
          ...{ restore: edit.restore.length },
          removed: removedRows(roadmap, edit),
        },
      };
      if (!(await this.audit.record(act, q))) return;
      checkIds(edit, ids);
      for (const { id: measure, version, ...changes } of edit.change)
        await this.service.write(q, { user, roadmap, id: measure, version }, changes);
      const order = await this.add(q, roadmap, edit, ids);
      await this.remove(q, edit, user.login);
      const removed = new Set(edit.remove.map((one) => one.id));
      await this.roadmaps.order(
        q,
        order.filter((one) => !removed.has(one)),
      );
    });
    return this.service.read(user, id);
  }

  /** Writes the new rows and those that come back; answers the order of all. */
  private async add(
    q: Queryable,
    roadmap: RoadmapDetails,
    { add, restore }: Edit,
    ids: string[],
  ): Promise<string[]> {
    const behind = new Map<string | null, string[]>();
    const years = await yearsOf(q, roadmap);
    for (const { after, term = '', ...row } of add) {
      const made = await this.roadmaps.insert(q, roadmap.id, ids.length, {
        ...{ number: row.number, title: row.title, section: row.section ?? '', term },
        ...datesOfTerm(term, roadmap, years),
        ...{ responsible: row.responsible ?? [], indicator: row.indicator ?? '', result: row.result ?? '' },
      });
      behind.set(after, [...(behind.get(after) ?? []), made]);
    }
    for (const { id, after } of restore) {
      const removedAt = await restoreMeasure(q, roadmap.id, id);
      if (!removedAt)
        throw new Problem(
          'conflict',
          'Строки, которую нужно вернуть, среди удалённых нет: обновите страницу.',
        );
      await renewDays(q, id, roadmap, removedAt);
      behind.set(after, [...(behind.get(after) ?? []), id]);
    }
    return [null, ...ids].flatMap((one) => [...(one === null ? [] : [one]), ...(behind.get(one) ?? [])]);
  }

  private async remove(q: Queryable, { remove }: Edit, login: string): Promise<void> {
    for (const { id, version } of remove) {
      const row = await this.roadmaps.lockMeasure(q, id);
      if (!row) throw notFound('Мероприятия', id);
      const number = String(row['number']);
      if (row['version'] !== version)
        throw new Problem('conflict', `Мероприятие ${number} за это время изменил кто-то другой.`);
      if (!(await removeMeasure(q, id, login)))
        throw new Problem(
          'conflict',
          `Мероприятие ${number} уже в работе: по нему есть отметки, документы, программа или карты школ. Отметьте его снятым.`,
        );
    }
  }
}

/** What the audit says of rows that were taken out. */
const removedRows = ({ rows }: RoadmapDetails, { remove }: Edit) => {
  const ids = new Set(remove.map(({ id }) => id));
  return rows
    .filter(({ id }) => ids.has(id))
    .map(({ number, section, title, term, responsible, indicator, result }) => ({
      number,
      section,
      title,
      term,
      responsible,
      indicator,
      result,
    }));
};

function checkIds({ change, add, remove, restore }: Edit, ids: readonly string[]): void {
  const known = new Set(ids);
  const foreign = [
    ...change.map(({ id }, index) => ({ id, path: `change.${index}.id` })),
    ...add.map(({ after }, index) => ({ id: after, path: `add.${index}.after` })),
    ...remove.map(({ id }, index) => ({ id, path: `remove.${index}.id` })),
    ...restore.map(({ after }, index) => ({ id: after, path: `restore.${index}.after` })),
  ].filter(({ id }) => id !== null && !known.has(id));
  if (foreign.length > 0)
    throw new Problem('refused', 'Таких мероприятий в этой карте нет: обновите страницу.', {
      errors: foreign.map(({ id, path }) => ({ path, message: `Мероприятия «${id}» в карте нет` })),
    });
}
