import { z } from 'zod';
import { refSchema, reasonSchema, timeSchema } from './common.ts';

const dateSchema = z.iso.date();
const spanSchema = z.strictObject({ from: dateSchema, to: dateSchema });

/** What an order sets for the country, a district or a school. */
export const placeCalendarSchema = z.strictObject({
  /** Days of the week that are worked; null: as in the wider place. */
  week: z.union([z.literal(5), z.literal(6), z.null()]),
  /** Days worked otherwise than the production calendar says. */
  days: z
    .array(
      z.strictObject({
        date: dateSchema,
        kind: z.enum(['working', 'short', 'off']),
        source: z.string().trim().min(1, 'Назовите документ').max(300),
      }),
    )
    .max(1000),
  years: z
    .array(
      z.strictObject({
        schoolYear: z.number().int().min(2000).max(2100),
        quarters: z.array(spanSchema).min(2).max(6),
        holidays: z.array(spanSchema.extend({ name: z.string().trim().min(1).max(100) })).max(20),
      }),
    )
    .max(30),
});
export type PlaceCalendarBody = z.output<typeof placeCalendarSchema>;

/** Which place: the country (neither), a district, or a school. */
export const placeQuerySchema = z.strictObject({
  district: z.string().max(200).optional(),
  school: z.string().max(200).optional(),
});

/** A version of a place's calendar, with the order that set it. */
export const calendarVersionSchema = placeCalendarSchema.extend({
  version: z.number().int(),
  approval: z.string(),
  createdBy: z.string(),
  /** Name of that person; the login where the person is no longer known. */
  createdByName: z.string(),
  createdAt: timeSchema,
});
export type CalendarVersion = z.infer<typeof calendarVersionSchema>;

/** `GET /api/calendars`: what holds at a place and where it comes from. */
export const calendarsSchema = z.object({
  place: z.object({ district: refSchema.nullable(), school: refSchema.nullable() }),
  /** Every version of the place itself, the newest first. */
  versions: z.array(calendarVersionSchema),
  /** Newest versions of the wider places, from the country inwards. */
  wider: z.array(calendarVersionSchema.extend({ name: z.string() })),
  /** Whether the caller may set it. */
  mayChange: z.boolean(),
});
export type Calendars = z.infer<typeof calendarsSchema>;

const changeSchema = z.strictObject({
  districtId: z.string().max(200).nullable(),
  schoolId: z.string().max(200).nullable(),
  calendar: placeCalendarSchema,
});
/** `POST /api/calendars/preview`. */
export const previewCalendarSchema = changeSchema;
/** `POST /api/calendars`; `version` is the newest one that was seen, 0 where there was none. */
export const saveCalendarSchema = changeSchema.extend({
  version: z.number().int().min(0),
  approval: reasonSchema,
});

/** The deadline of a task, or a timer of a case, that a new calendar moves. */
export const movedDeadlineSchema = z.object({
  id: z.string(),
  kind: z.enum(['task', 'timer']),
  caseId: z.string(),
  title: z.string(),
  school: z.string().nullable(),
  /** Dates, YYYY-MM-DD. */
  before: z.string(),
  after: z.string(),
});
export type MovedDeadline = z.infer<typeof movedDeadlineSchema>;
const measureDaysSchema = z.object({ from: z.string().nullable(), due: z.string().nullable() });
/** A measure whose term names quarters, trimesters or holidays that a new calendar sets on other days. */
export const movedMeasureSchema = z.object({
  id: z.string(),
  roadmapId: z.string(),
  number: z.string(),
  title: z.string(),
  term: z.string(),
  /** Null: a measure of the district's roadmap. */
  school: z.string().nullable(),
  before: measureDaysSchema,
  after: measureDaysSchema,
});
export type MovedMeasure = z.infer<typeof movedMeasureSchema>;
/** Everything that would move, at most a thousand of each with their totals; `cases` is how many running cases get the new calendar. */
export const calendarPreviewSchema = z.object({
  moved: z.array(movedDeadlineSchema),
  movedTotal: z.number().int(),
  measures: z.array(movedMeasureSchema),
  measuresTotal: z.number().int(),
  cases: z.number().int(),
});
export type CalendarPreview = z.infer<typeof calendarPreviewSchema>;
