import { z } from 'zod';
import { dateSchema } from '../id.ts';
import { type DayOverride } from './working-calendar.ts';

const span = z
  .strictObject({ from: dateSchema, to: dateSchema })
  .refine(({ from, to }) => from <= to, 'expected an end not before the start');

/** Calendar of one school year for a district or a school: quarters, holidays, days of the week, and the order that set it. */
export const schoolCalendarSchema = z
  .strictObject({
    /** Whose calendar it is; a school without its own takes its district's. */
    owner: z.strictObject({ districtId: z.string().optional(), schoolId: z.string().optional() }),
    /** Versions of one owner and year are numbered; the greatest holds. */
    version: z.number().int().positive(),
    /** First year of the school year: 2023 stands for 2023/2024. */
    schoolYear: z.number().int(),
    /** The order that set it; absent in the default calendar. */
    order: z.string().min(1).optional(),
    week: z.union([z.literal(5), z.literal(6)]),
    quarters: z.array(span).length(4),
    holidays: z.array(z.strictObject({ name: z.string().min(1), from: dateSchema, to: dateSchema })),
    /** Days worked otherwise than the production calendar says. */
    days: z
      .array(
        z.strictObject({
          date: dateSchema,
          kind: z.enum(['working', 'short', 'off']),
          source: z.string().min(1),
        }),
      )
      .default([]),
  })
  .superRefine(({ quarters }, context) => {
    quarters.forEach((quarter, index) => {
      const previous = quarters[index - 1];
      if (previous && quarter.from <= previous.to)
        context.addIssue({
          code: 'custom',
          path: ['quarters', index, 'from'],
          message: `expected a start after ${previous.to}, the end of the quarter before`,
        });
    });
  });
/** Calendar of one school year for a district or a school. */
export type SchoolCalendar = z.infer<typeof schoolCalendarSchema>;

/** The usual calendar of a school year, until a district or school enters its own. */
export function defaultSchoolCalendar(schoolYear: number, week: 5 | 6 = 5): SchoolCalendar {
  const next = schoolYear + 1;
  return {
    owner: {},
    version: 1,
    schoolYear,
    week,
    quarters: [
      { from: `${schoolYear}-09-01`, to: `${schoolYear}-10-27` },
      { from: `${schoolYear}-11-06`, to: `${schoolYear}-12-29` },
      { from: `${next}-01-09`, to: `${next}-03-23` },
      { from: `${next}-04-01`, to: `${next}-05-26` },
    ],
    holidays: [
      { name: 'осенние каникулы', from: `${schoolYear}-10-28`, to: `${schoolYear}-11-05` },
      { name: 'зимние каникулы', from: `${schoolYear}-12-30`, to: `${next}-01-08` },
      { name: 'весенние каникулы', from: `${next}-03-24`, to: `${next}-03-31` },
      { name: 'летние каникулы', from: `${next}-05-27`, to: `${next}-08-31` },
    ],
    days: [],
  };
}

/**
 * Finds the calendar that holds for a school in a school year: its own, else its district's, else the usual one; of
 * several versions the greatest.
 */
export function schoolCalendarFor(
  calendars: readonly SchoolCalendar[],
  schoolYear: number,
  owner: { districtId?: string; schoolId?: string },
): SchoolCalendar {
  const ofYear = calendars.filter((calendar) => calendar.schoolYear === schoolYear);
  const newest = (chosen: SchoolCalendar[]): SchoolCalendar | undefined =>
    chosen.sort((left, right) => right.version - left.version)[0];
  return (
    newest(ofYear.filter(({ owner: { schoolId } }) => schoolId && schoolId === owner.schoolId)) ??
    newest(
      ofYear.filter(
        ({ owner: { schoolId, districtId } }) => !schoolId && districtId && districtId === owner.districtId,
      ),
    ) ??
    defaultSchoolCalendar(schoolYear)
  );
}

/** Days of a school calendar as overrides of a working calendar; holidays of pupils are working days of staff and are left out. */
export function schoolOverrides(calendar: SchoolCalendar): DayOverride[] {
  return calendar.days.map((day) => ({ ...day }));
}
