import { Injectable } from '@nestjs/common';
import type {
  cascadeAnswerSchema,
  cascadeSchema,
  changeMeasureSchema,
  MeasureStory,
  Page,
  RoadmapDetails,
  RoadmapInfo,
  RoadmapMeasure,
} from '@opora/contracts';
import { datesOfTerm, type SchoolDaysOf } from '@opora/domain';
import type { Queryable } from '@opora/store';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { type Act, AuditRepository } from '../audit/audit.repository.ts';
import { readEvidence } from '../platform/evidence.ts';
import { isUuid, newId } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { dateOf } from '../platform/times.ts';
import type { Upload } from '../platform/upload.ts';
import { schoolYearsAt } from '../calendars/calendars.repository.ts';
import { exporters, type ExportKind } from './export/index.ts';
import { handing, handOutAgain } from './hand-out.ts';
import { RoadmapsRepository } from './roadmaps.repository.ts';

/** Roadmaps of districts and schools, and the work on their measures. */
@Injectable()
export class RoadmapsService {
  constructor(
    private readonly roadmaps: RoadmapsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async find(user: CurrentUser): Promise<Page<RoadmapInfo>> {
    const items = await this.roadmaps.find(user);
    return { items, total: items.length, next: null };
  }

  async read(user: CurrentUser, id: string): Promise<RoadmapDetails> {
    const found = isUuid(id) ? await this.roadmaps.details(user, id) : undefined;
    if (!found) throw notFound('Дорожной карты', id);
    return found;
  }

  async story(user: CurrentUser, id: string): Promise<MeasureStory> {
    await this.roadmapOf(user, id);
    return this.roadmaps.story(user, id);
  }

  /** The authority changes everything; a school reports the state of its own measures and no more. */
  async change(
    user: CurrentUser,
    id: string,
    { version, ...changes }: z.output<typeof changeMeasureSchema>,
    actId: string,
  ): Promise<RoadmapMeasure> {
    const roadmap = await this.roadmapOf(user, id);
    const onlyStatus = Object.keys(changes).every((field) => field === 'status');
    if (!roadmap.may.edit && !(roadmap.may.report && onlyStatus))
      throw forbidden('Мероприятие меняют координатор и методическая служба; школа отмечает его состояние.');
    if (!roadmap.may.edit && (changes.status === 'checked' || changes.status === 'cancelled'))
      throw forbidden('Проверенным или снятым мероприятие отмечает орган управления образованием.');
    return this.roadmaps.database.transaction(async (q) => {
      // The same act twice at once: the second waits for the first here.
      await this.roadmaps.lockMeasure(q, id);
      if ((await this.audit.detailsOf(actId, q)) !== undefined) return this.roadmaps.measure(id, q);
      await this.write(q, { user, roadmap, id, version }, changes);
      await this.audit.record(
        {
          actId,
          user,
          action: 'roadmap.change',
          subject: id,
          districtId: roadmap.district.id,
          schoolId: roadmap.school?.id ?? null,
          details: { fields: Object.keys(changes) },
        },
        q,
      );
      return this.roadmaps.measure(id, q);
    });
  }

  /** Writes changes of one measure, when it still is what was seen. */
  async write(
    q: Queryable,
    { user, roadmap, id, version }: { user: CurrentUser; roadmap: RoadmapInfo; id: string; version: number },
    changes: Omit<z.output<typeof changeMeasureSchema>, 'version'>,
  ): Promise<void> {
    const before = await this.roadmaps.lockMeasure(q, id);
    // Somebody may have deleted it since it was looked up.
    if (!before) throw notFound('Мероприятия', id);
    if (before['version'] !== version)
      throw new Problem(
        'conflict',
        `Мероприятие ${String(before['number'])} за это время изменил кто-то другой. Обновите страницу.`,
        { errors: [{ path: 'version', message: `Сейчас ${String(before['version'])}` }] },
      );
    if (before['status'] === 'checked' && !roadmap.may.edit)
      throw new Problem('conflict', 'Мероприятие уже проверено; вернуть его в работу может координатор.');
    const period = { from: roadmap.from, to: roadmap.to };
    const dates =
      changes.term === undefined
        ? { from: dateOf(before['from_date']), due: dateOf(before['due_date']) }
        : datesOfTerm(changes.term, period, await yearsOf(q, roadmap));
    const status = changes.status ?? (before['status'] as string);
    const checkedBy =
      status !== 'checked'
        ? null
        : changes.status === 'checked'
          ? user.login
          : (before['checked_by'] as string | null);
    await this.roadmaps.change(q, [{ before, after: { ...changes, ...dates, checkedBy } }], user.login);
  }

  async comment(user: CurrentUser, id: string, text: string, actId: string): Promise<MeasureStory> {
    const roadmap = await this.roadmapOf(user, id);
    if (!roadmap.may.edit && !roadmap.may.report)
      throw forbidden('Замечания пишут те, кто ведёт дорожную карту.');
    await this.once({ actId, user, action: 'roadmap.comment', remark: text }, id, roadmap, (q) =>
      this.roadmaps.comment(q, id, user.login, text),
    );
    return this.roadmaps.story(user, id);
  }

  /** Makes a change of a measure together with its audit entry; a repetition of the act changes nothing. */
  private async once(
    act: Act,
    measureId: string,
    roadmap: RoadmapInfo,
    change: (q: Queryable) => Promise<void>,
  ): Promise<void> {
    const place = { districtId: roadmap.district.id, schoolId: roadmap.school?.id ?? null };
    await this.roadmaps.database.transaction(async (q) => {
      if (await this.audit.record({ ...act, ...place, subject: measureId }, q)) await change(q);
    });
  }

  /** Takes a document for a measure: what it is, its content says; the same content is stored once. */
  async attach(
    user: CurrentUser,
    id: string,
    file: Upload | undefined,
    actId: string,
  ): Promise<MeasureStory> {
    const roadmap = await this.roadmapOf(user, id);
    if (!roadmap.may.edit && !roadmap.may.report)
      throw forbidden('Документы прикладывают те, кто ведёт дорожную карту.');
    const evidence = await readEvidence(file);
    const { name } = evidence;
    await this.once({ actId, user, action: 'roadmap.evidence', details: { name } }, id, roadmap, (q) =>
      this.roadmaps.attach(q, id, { ...evidence, login: user.login }),
    );
    return this.roadmaps.story(user, id);
  }

  async evidence(user: CurrentUser, id: string): Promise<{ name: string; kind: string; content: Buffer }> {
    const found = isUuid(id) ? await this.roadmaps.evidence(id) : undefined;
    if (!found) throw notFound('Документа', id);
    await this.roadmapOf(user, found.measureId);
    return found;
  }

  /** Gives each school a roadmap of its own from the municipal one; a school that has one keeps it and gets what is new and what has changed. */
  async cascade(
    user: CurrentUser,
    id: string,
    { schools }: z.output<typeof cascadeSchema>,
    actId: string,
  ): Promise<z.infer<typeof cascadeAnswerSchema>> {
    const [info] = isUuid(id) ? await this.roadmaps.find(user, id) : [];
    if (!info) throw notFound('Дорожной карты', id);
    if (!info.may.edit) throw forbidden('Карты школам раздают координатор и методическая служба.');
    if (info.school)
      throw new Problem('refused', 'Это карта школы. Школам раздаётся муниципальная дорожная карта.');
    return this.roadmaps.database.transaction(async (q) => {
      const known = await q.query<{ id: string; short_name: string }>(
        'select id, short_name from schools where district_id = $1 and id = any($2::text[]) order by short_name, id',
        [info.district.id, schools],
      );
      const foreign = schools.filter((school) => !known.some((one) => one.id === school));
      if (foreign.length > 0)
        throw new Problem('refused', `Школ ${foreign.join(', ')} в районе нет.`, {
          errors: foreign.map((school) => ({ path: 'schools', message: `Нет школы «${school}» в районе` })),
        });
      // Two who do it at once wait for each other, and for who edits the table: what goes out is read after that.
      await q.query('select 1 from roadmaps where id = $1 for update', [id]);
      const roadmap = await this.roadmaps.details(user, id, q);
      if (!roadmap) throw notFound('Дорожной карты', id);
      const told = await this.audit.detailsOf(actId, q);
      if (told !== undefined)
        return (told as unknown as { answer: z.infer<typeof cascadeAnswerSchema> }).answer;
      const having = await q.query<{ id: string; school_id: string }>(
        'select id::text as id, school_id from roadmaps where parent_id = $1 order by id for update',
        [id],
      );
      const rows = roadmap.rows.filter(({ status }) => status !== 'cancelled');
      const missing = known.filter((school) => !having.some((one) => one.school_id === school.id));
      const hand = handing(q, roadmap);
      for (const school of missing)
        await this.roadmaps.create(
          q,
          {
            id: newId(),
            districtId: roadmap.district.id,
            schoolId: school.id,
            parentId: id,
            title: `${roadmap.title}: ${school.short_name}`,
            from: roadmap.from,
            to: roadmap.to,
            login: user.login,
          },
          await hand(school.id, rows),
        );
      const old = having.filter((one) => known.some((school) => school.id === one.school_id));
      const answer = {
        ...{ created: missing.length, existed: known.length - missing.length },
        ...(await handOutAgain(q, this.roadmaps, roadmap, {
          roadmaps: old.map((one) => ({ id: one.id, schoolId: one.school_id })),
          ...{ login: user.login, hand },
        })),
      };
      await this.audit.record(
        {
          actId,
          user,
          action: 'roadmap.cascade',
          subject: id,
          districtId: roadmap.district.id,
          details: { schools, answer },
        },
        q,
      );
      return answer;
    });
  }

  async export(
    user: CurrentUser,
    id: string,
    kind: ExportKind,
  ): Promise<{ content: Buffer; type: string; name: string }> {
    const roadmap = await this.read(user, id);
    const { type, make } = exporters[kind];
    return { content: await make(roadmap), type, name: `Дорожная карта.${kind}` };
  }

  /** The roadmap of a measure that the user may see. */
  async roadmapOf(user: CurrentUser, measureId: string): Promise<RoadmapInfo> {
    const id = isUuid(measureId) ? await this.roadmaps.roadmapOf(measureId) : undefined;
    const [found] = id ? await this.roadmaps.find(user, id) : [];
    if (!found) throw notFound('Мероприятия', measureId);
    return found;
  }
}

/** Quarters and holidays of the place that a roadmap belongs to. */
export const yearsOf = (q: Queryable, { district, school }: RoadmapInfo): Promise<SchoolDaysOf> =>
  schoolYearsAt(q, district.id, school?.id ?? null);
