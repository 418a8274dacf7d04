import type { MovedDeadline } from '@opora/contracts';
import {
  calendarOf,
  movedDeadlines,
  type WorkingCalendar,
  type WorkingTime,
  workingTimeOf,
} from '@opora/domain';
import type { Json } from '@opora/engine';
import {
  type CalendarLayer,
  type CalendarLayers,
  type CalendarPlace,
  type OpenDeadline,
  placeKey,
} from './calendars.repository.ts';

/** The working time that holds at a place: the country's, its district's and its own calendar over each other. */
export const timeAt = (
  layers: CalendarLayers,
  { districtId, schoolId }: CalendarPlace,
): WorkingTime | undefined => workingTimeOf(layersAt(layers, { districtId, schoolId }));

/** The calendars that hold at a place, from the country inwards. */
export const layersAt = (layers: CalendarLayers, { districtId, schoolId }: CalendarPlace): CalendarLayer[] =>
  [
    ...new Set([
      placeKey(country),
      placeKey({ districtId, schoolId: null }),
      placeKey({ districtId, schoolId }),
    ]),
  ].flatMap((key) => layers.get(key) ?? []);

const country: CalendarPlace = { districtId: null, schoolId: null };

/** Which deadlines a change of calendars moves: each keeps the number of working days it was given. */
export function movedBy(
  deadlines: readonly OpenDeadline[],
  before: CalendarLayers,
  after: CalendarLayers,
): (OpenDeadline & { after: string })[] {
  return deadlines.flatMap((deadline) => {
    const [was, now] = [calendarOf(timeAt(before, deadline)), calendarOf(timeAt(after, deadline))];
    if (was === now) return [];
    const moved = recounted(deadline, was, now);
    return moved === undefined || moved === deadline.due ? [] : [{ ...deadline, after: moved }];
  });
}

/** The day as many working days after its beginning as before; a deadline that has passed its day stays. */
const recounted = (
  { id, from, due }: OpenDeadline,
  was: WorkingCalendar,
  now: WorkingCalendar,
): string | undefined =>
  movedDeadlines([{ id, from, workingDays: Math.max(0, was.workingDaysBetween(from, due)) }], was, now)[0]
    ?.after;

/** The act that moves a deadline to the same time of another day. */
export function moveOf({
  kind,
  wait,
  due,
  dueAt,
  after,
}: Pick<OpenDeadline, 'kind' | 'wait' | 'due' | 'dueAt'> & { after: string }): {
  kind: string;
  payload: Json;
} {
  const days = Date.parse(`${after}T00:00:00Z`) - Date.parse(`${due}T00:00:00Z`);
  const moment = new Date(Date.parse(dueAt) + days);
  return kind === 'timer'
    ? { kind: 'update-timer', payload: { wait, due: moment.getTime() } }
    : { kind: 'update-task', payload: { wait, changes: { dueDate: moment.toISOString() } } };
}

/** As the API answers it. */
export const toMoved = (deadline: OpenDeadline & { after: string }): MovedDeadline => ({
  id: deadline.id,
  kind: deadline.kind,
  caseId: deadline.caseId,
  title: deadline.title,
  school: deadline.school,
  before: deadline.due,
  after: deadline.after,
});
