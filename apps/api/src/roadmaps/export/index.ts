import type { RoadmapDetails } from '@opora/contracts';
import { toCalendar } from './calendar.ts';
import { toSheet } from './sheet.ts';

/** Ways in which a roadmap leaves the program: the annex to an order, a table, a calendar. */
export type ExportKind = 'docx' | 'xlsx' | 'ics';

/** How each is made, and its kind on the wire. */
export const exporters: {
  readonly [kind in ExportKind]: { type: string; make: (roadmap: RoadmapDetails) => Promise<Buffer> };
} = {
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    // The library that writes Word documents is loaded with the first one.
    make: async (roadmap) => (await import('./document.ts')).toDocument(roadmap),
  },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: toSheet },
  ics: { type: 'text/calendar; charset=utf-8', make: toCalendar },
};
