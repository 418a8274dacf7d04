import { Inject, Injectable } from '@nestjs/common';
import type {
  CalendarPreview,
  Calendars,
  placeQuerySchema,
  previewCalendarSchema,
  saveCalendarSchema,
} from '@opora/contracts';
import { calendarFaults, calendarOf, type WorkingTime } from '@opora/domain';
import type { Json } from '@opora/engine';
import { type Database, openCommand, type Queryable } from '@opora/store';
import type { z } from 'zod';
import { can, roleAnywhere, roleFor } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { idFrom } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { type CalendarsOf, waitOf } from '../roadmaps/measure-cases.ts';
import {
  type CalendarPlace,
  CalendarsRepository,
  type OpenDeadline,
  placeKey,
} from './calendars.repository.ts';
import { moveMeasures, movedMeasures, schoolDaysMeasures, toMovedMeasure } from './moved-measures.ts';
import { movedBy, moveOf, timeAt, toMoved } from './moved.ts';

/** Deadlines that one answer lists. */
const MOST_LISTED = 1000;

/** Keeps the calendars of the country, of districts and schools, and shows what a change moves before it is made. */
@Injectable()
export class CalendarsService {
  constructor(
    private readonly calendars: CalendarsRepository,
    private readonly audit: AuditRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  async read(user: CurrentUser, query: z.output<typeof placeQuerySchema>): Promise<Calendars> {
    const place = await this.place(query.district ?? null, query.school ?? null);
    if (!sees(user, place)) throw notFound('Календаря', place.schoolId ?? place.districtId ?? 'страны');
    const [versions, wider] = await Promise.all([
      this.calendars.versions(place),
      this.calendars.wider(place),
    ]);
    return {
      place: {
        district: place.districtId === null ? null : { id: place.districtId, name: place.districtName! },
        school: place.schoolId === null ? null : { id: place.schoolId, name: place.schoolName! },
      },
      versions,
      wider,
      mayChange: keeps(user, place),
    };
  }

  /** What a calendar would move, without keeping it. */
  async preview(user: CurrentUser, body: z.output<typeof previewCalendarSchema>): Promise<CalendarPreview> {
    const place = await this.kept(user, body);
    const { moved, measures, cases } = await this.consequences(this.database, place, body.calendar);
    return {
      moved: moved.slice(0, MOST_LISTED).map(toMoved),
      movedTotal: moved.length,
      measures: measures.slice(0, MOST_LISTED).map(toMovedMeasure),
      measuresTotal: measures.length,
      cases: cases.length,
    };
  }

  /**
   * Keeps a new version with the order that set it. In the same transaction every deadline that it moves and every running
   * case of the place gets its act into the outbox, and the days of measures that name the school year are derived anew, so that
   * all of it happens, or none.
   */
  async save(
    user: CurrentUser,
    body: z.output<typeof saveCalendarSchema>,
    actId: string,
  ): Promise<Calendars> {
    const place = await this.kept(user, body);
    await this.database.transaction(async (q) => {
      const act = {
        ...{ actId, user, action: 'calendar.save', subject: place.schoolId ?? place.districtId ?? 'country' },
        ...{ districtId: place.districtId, schoolId: place.schoolId, remark: body.approval },
        details: { version: body.version + 1 },
      };
      if (!(await this.audit.record(act, q))) return;
      await this.calendars.lock(q);
      const [newest] = await this.calendars.versions(place, q);
      const { moved, measures, cases, timeOf, calendarsOf } = await this.consequences(
        q,
        place,
        body.calendar,
      );
      const fresh = {
        version: body.version + 1,
        calendar: body.calendar,
        approval: body.approval,
        login: user.login,
      };
      if ((newest?.version ?? 0) !== body.version || !(await this.calendars.add(q, place, fresh)))
        throw new Problem(
          'conflict',
          `Календарь уже изменили: теперь это версия ${newest?.version ?? 0}. Обновите и повторите.`,
        );
      const role = roleFor(user, 'case.manage', place) ?? 'admin';
      const send = (caseId: string, kind: string, payload: Json, about: string): Promise<boolean> =>
        openCommand(q, {
          ...{ id: idFrom(actId, about), caseId, kind, payload, remark: body.approval },
          actor: { user: user.login, role },
        });
      for (const one of cases)
        await send(
          one.id,
          'set-variables',
          { variables: { workingTime: timeOf(one) as unknown as Json } },
          one.id,
        );
      const mover = { login: user.login, calendarsOf };
      const followed = await moveMeasures(q, measures, mover, {
        of: place.schoolId !== null ? 'school' : place.districtId !== null ? 'district' : 'country',
        ...{ version: fresh.version, approval: fresh.approval },
      });
      // What a case counts from its measure goes with the measure.
      const left = moved.filter(({ caseId, kind, wait }) => !followed.has(waitOf(caseId, kind, wait)));
      for (const { caseId, id, ...deadline } of left) {
        const { kind, payload } = moveOf(deadline);
        await send(caseId, kind, payload, id);
      }
    });
    return this.read(user, {
      ...(place.districtId === null ? {} : { district: place.districtId }),
      ...(place.schoolId === null ? {} : { school: place.schoolId }),
    });
  }

  private async consequences(
    q: Queryable,
    place: CalendarPlace,
    calendar: z.output<typeof previewCalendarSchema>['calendar'],
  ): Promise<{
    moved: (OpenDeadline & { after: string })[];
    measures: ReturnType<typeof movedMeasures>;
    cases: (CalendarPlace & { id: string })[];
    timeOf: (at: CalendarPlace) => WorkingTime | undefined;
    calendarsOf: CalendarsOf;
  }> {
    const before = await this.calendars.layers(q);
    const version = (before.get(placeKey(place))?.version ?? 0) + 1;
    const after = new Map(before).set(placeKey(place), { ...calendar, version });
    return {
      moved: movedBy(await this.calendars.deadlines(place, q), before, after),
      measures: movedMeasures(await schoolDaysMeasures(q, place), before, after),
      cases: await this.calendars.runningCases(place, q),
      timeOf: (at) => timeAt(after, at),
      calendarsOf: (at) => ({ was: calendarOf(timeAt(before, at)), now: calendarOf(timeAt(after, at)) }),
    };
  }

  /** The place with its names; a school brings its district. */
  private async place(districtId: string | null, schoolId: string | null): Promise<NamedPlace> {
    if (schoolId !== null) {
      const [row] = await this.database.query<{ district: string; district_name: string; name: string }>(
        'select d.id as district, d.name as district_name, s.name from schools s join districts d on d.id = s.district_id where s.id = $1',
        [schoolId],
      );
      if (!row) throw notFound('Школы', schoolId);
      return { districtId: row.district, districtName: row.district_name, schoolId, schoolName: row.name };
    }
    if (districtId === null) return { districtId, schoolId };
    const [row] = await this.database.query<{ name: string }>('select name from districts where id = $1', [
      districtId,
    ]);
    if (!row) throw notFound('Района', districtId);
    return { districtId, districtName: row.name, schoolId };
  }

  /** The place of a change that the user may make, and whose calendar is in order. */
  private async kept(
    user: CurrentUser,
    { districtId, schoolId, calendar }: z.output<typeof previewCalendarSchema>,
  ): Promise<NamedPlace> {
    const place = await this.place(districtId, schoolId);
    if (!sees(user, place)) throw notFound('Календаря', schoolId ?? districtId ?? 'страны');
    if (!keeps(user, place))
      throw forbidden(
        districtId === null
          ? 'Производственный календарь ведёт администратор.'
          : 'Календарь ведут координатор района и директор своей школы.',
      );
    const faults = calendarFaults(calendar);
    if (faults.length > 0)
      throw new Problem(
        'refused',
        `В календаре ошибки: ${faults.map(({ message }) => message).join('. ')}.`,
        {
          errors: faults.map(({ path, message }) => ({ path: `calendar.${path}`, message })),
        },
      );
    return place;
  }
}

interface NamedPlace extends CalendarPlace {
  districtName?: string;
  schoolName?: string;
}

/** The country's calendar is for everybody; a place's for those who see it, and for those who work there. */
const sees = (user: CurrentUser, place: CalendarPlace): boolean =>
  place.districtId === null ||
  can(user, 'school.read', place) ||
  user.grants.some(
    ({ districtId, schoolId }) =>
      (schoolId !== null && schoolId === place.schoolId) ||
      (districtId !== null && districtId === place.districtId),
  );

const keeps = (user: CurrentUser, place: CalendarPlace): boolean =>
  roleAnywhere(user, 'users.manage') !== undefined ||
  (place.districtId !== null && can(user, 'calendar.write', place));
