import type { MovedDeadline } from '@opora/contracts';
import {
  calendarOf,
  movedDeadlines,
  type WorkingCalendar,
  type WorkingTime,
  workingTimeOf,
} from '@opora/domain';
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

/** The moment of a moved task: the same time of day, on the other day. */
export function movedMoment(deadline: OpenDeadline, after: string): string {
  const days = (Date.parse(`${after}T00:00:00Z`) - Date.parse(`${deadline.due}T00:00:00Z`)) / 86_400_000;
  return new Date(Date.parse(deadline.dueAt) + days * 86_400_000).toISOString();
}

/** As the API answers it. */
export const toMoved = (deadline: OpenDeadline & { after: string }): MovedDeadline => ({
  id: deadline.id,
  caseId: deadline.caseId,
  title: deadline.title,
  school: deadline.school,
  before: deadline.due,
  after: deadline.after,
});
