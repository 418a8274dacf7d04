import { calendarOf, dayIn, type WorkingCalendar } from '@opora/domain';
import type { Json } from '@opora/engine';
import { measureCaseKey, openCommand, type Queryable, type Row } from '@opora/store';
import { type CalendarPlace, moving, workingTimeAt } from '../calendars/calendars.repository.ts';
import { newId } from '../platform/ids.ts';
import { isoOf } from '../platform/times.ts';

/** What a case knows of the measure that it carries out, as its variable `measure`. */
export const measureVariable = (row: Row, due: string | null): { [field: string]: Json } => ({
  ...{ number: row['number'] as string, title: row['title'] as string, term: row['term'] as string, due },
  responsible: row['responsible'] as string[],
  ...{ indicator: row['indicator'] as string, result: row['result'] as string },
});

/** A measure that has changed, with its last days before and now. */
export interface ToldMeasure {
  id: string;
  before: string | null;
  after: string | null;
}

/** Calendars of a place by which days stood and by which they stand now. */
export type CalendarsOf = (place: CalendarPlace) => { was: WorkingCalendar; now: WorkingCalendar };

/** A deadline of a task or a timer, as one key. */
export const waitOf = (caseId: string, kind: 'task' | 'timer', wait: number): string =>
  `${caseId} ${kind} ${wait}`;

/**
 * Tells cases that carry measures out what these say now: each gets its variable `measure` anew, and its open deadlines and timers
 * that its diagram counts from `measure.due` follow the day; answers which have moved (`waitOf`). `calendarsOf` is given by who
 * changes calendars at once. Needs the transaction that writes the measures, so that all of it happens, or none.
 */
export async function tellCases(
  q: Queryable,
  told: readonly ToldMeasure[],
  { login, remark, calendarsOf }: { login: string; remark?: string; calendarsOf?: CalendarsOf },
): Promise<ReadonlySet<string>> {
  const followed = new Set<string>();
  if (told.length === 0) return followed;
  const measures = new Map(told.map((one) => [one.id, one]));
  const cases = await q.query(
    `with carried as (select m.*, r.district_id, r.school_id from roadmap_measures m join roadmaps r on r.id = m.roadmap_id where m.id = any($1::uuid[]))
     select m.*, c.id as case_id from carried m join cases c on c.business_key = '${measureCaseKey('')}' || m.id
       and c.district_id = m.district_id where c.status in ('active', 'suspended')
     union all
     select m.*, s.case_id from commands s join carried m on s.payload->>'businessKey' = '${measureCaseKey('')}' || m.id
       and s.payload->'subject'->>'districtId' = m.district_id where s.state = 'pending' and s.kind = 'start-case'`,
    [[...measures.keys()]],
  );
  const send = (caseId: string, kind: string, payload: Json): Promise<boolean> =>
    openCommand(q, {
      ...{ id: newId(), caseId, kind, payload, actor: { user: login } },
      ...(remark === undefined ? {} : { remark }),
    });
  for (const row of cases) {
    const caseId = row['case_id'] as string;
    const { before, after } = measures.get(row['id'] as string)!;
    await send(caseId, 'set-variables', { variables: { measure: measureVariable(row, after) } });
    if (before === null || after === null || before === after) continue;
    const place = {
      districtId: row['district_id'] as string,
      schoolId: row['school_id'] as string | null,
    };
    const calendars = calendarsOf?.(place) ?? (await calendarsNow(q, place));
    for (const { kind, wait, due, dueAt, working } of await deadlinesOf(q, caseId)) {
      const days = working
        ? daysBetween(due, dayBeside({ due, before, after }, calendars))
        : daysBetween(before, after);
      followed.add(waitOf(caseId, kind, wait));
      const moment = new Date(Date.parse(dueAt) + days * 86_400_000);
      if (days !== 0)
        await (kind === 'timer'
          ? send(caseId, 'update-timer', { wait, due: moment.getTime() })
          : send(caseId, 'update-task', { wait, changes: { dueDate: moment.toISOString() } }));
    }
  }
  return followed;
}

async function calendarsNow(q: Queryable, at: CalendarPlace): Promise<ReturnType<CalendarsOf>> {
  const calendar = calendarOf(await workingTimeAt(q, at.districtId, at.schoolId));
  return { was: calendar, now: calendar };
}

/** The day that lies to the measure's new day, in working days, as a deadline lay to the one before. */
function dayBeside(
  { due, before, after }: { due: string; before: string; after: string },
  { was, now }: ReturnType<CalendarsOf>,
): string {
  if (due === was.dueDay(before)) return now.dueDay(after);
  const eve = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  const days =
    due < before ? -was.workingDaysBetween(eve(due), eve(before)) : was.workingDaysBetween(before, due);
  return now.addWorkingDays(after, days);
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Open deadlines and timers of a case that its diagram counts from the measure's day; `working`: in working days. */
async function deadlinesOf(
  q: Queryable,
  caseId: string,
): Promise<{ kind: 'task' | 'timer'; wait: number; due: string; dueAt: string; working: boolean }[]> {
  const rows = await q.query(
    `with moving as (${moving('case_id = $1')}),
       nodes as (select n.key, n.value->'task'->>'dueDate' as task, n.value->>'triggers' as timer
         from cases c join process_versions v on v.process_id = c.process_id and v.version = c.version, jsonb_each(v.model->'nodes') n where c.id = $1)
     select w.kind, w.wait, coalesce(m.due_at, w.due_at) as due_at, w.said, coalesce(d.time_zone, 'Europe/Moscow') as zone from (
       select 'task' as kind, t.wait, t.due_at, n.task as said from tasks t join nodes n on n.key = t.node
         where t.case_id = $1 and t.state = 'open' and t.due_at is not null
       union all
       select 'timer', t.wait, t.due_at, n.timer from timers t join nodes n on n.key = t.node where t.case_id = $1 and t.repeat is null) w
       left join moving m on m.wait = w.wait and m.kind = 'update-' || w.kind
       join cases c on c.id = $1 left join districts d on d.id = c.district_id
     where w.said like '%measure.due%' order by w.wait`,
    [caseId],
  );
  return rows.map((row) => ({
    kind: row['kind'] as 'task' | 'timer',
    wait: row['wait'] as number,
    due: dayIn(row['zone'] as string, row['due_at'] as Date),
    dueAt: isoOf(row['due_at']),
    working: (row['said'] as string).includes('working day'),
  }));
}
