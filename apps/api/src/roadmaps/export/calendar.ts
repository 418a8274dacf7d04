import type { RoadmapDetails } from '@opora/contracts';
import ical, { ICalEventStatus } from 'ical-generator';

/** The days of the roadmap for calendars of phones and offices; measures without a day are left out. */
export function toCalendar(roadmap: RoadmapDetails): Promise<Buffer> {
  const calendar = ical({
    name: roadmap.title,
    prodId: { company: 'Opora', product: 'Roadmap', language: 'RU' },
  });
  for (const measure of roadmap.rows) {
    if (!measure.due || measure.status === 'cancelled') continue;
    const long = measure.from !== null && measure.from !== measure.due;
    const end = new Date(`${measure.due}T00:00:00Z`);
    end.setUTCDate(end.getUTCDate() + 1);
    calendar.createEvent({
      id: measure.id,
      allDay: true,
      // A stretch of months would cover the whole calendar: the day it is due is what counts.
      start: new Date(`${measure.due}T00:00:00Z`),
      end,
      timezone: 'UTC',
      summary: `${measure.number}. ${measure.title}`,
      description: [
        `Срок: ${measure.term}${long ? ` (с ${measure.from!.split('-').reverse().join('.')})` : ''}`,
        `Ответственные: ${measure.responsible.join(', ') || '—'}`,
        measure.result && `Результат: ${measure.result}`,
      ]
        .filter(Boolean)
        .join('\n'),
      status: ICalEventStatus.CONFIRMED,
    });
  }
  return Promise.resolve(Buffer.from(calendar.toString()));
}
