import { frequencies, indicatorShape, monitoringRulesSchema } from '@opora/domain';
import { z } from 'zod';
import { idSchema, pageOf, refSchema, timeSchema } from './common.ts';

const id = z.string().min(1).max(200);
const frequencySchema = z.enum(frequencies);
export const markSchema = z.enum(['green', 'amber', 'red', 'none']);
export type MarkName = z.infer<typeof markSchema>;

/** `POST /api/indicators`. */
export const createIndicatorSchema = indicatorShape.extend({ districtId: id });
const { shape } = indicatorShape;
/** `PATCH /api/indicators/:id`: what is left out stays, so nothing has a default here; the version guards against two at once. */
export const changeIndicatorSchema = indicatorShape
  .extend({
    unit: shape.unit.unwrap(),
    asks: shape.asks.unwrap(),
    partTitle: shape.partTitle.unwrap(),
    wholeTitle: shape.wholeTitle.unwrap(),
    formula: shape.formula.unwrap(),
    tolerance: shape.tolerance.unwrap(),
  })
  .partial()
  .extend({ version: z.number().int(), archived: z.boolean().optional() });

export const targetSchema = z.object({
  text: z.string(),
  /** What was read, in words. */
  means: z.string(),
  certainty: z.enum(['read', 'doubtful', 'unreadable']),
  problems: z.array(z.string()),
  /** Which way is better; null: within a range. */
  way: z.enum(['up', 'down']).nullable(),
});
export type TargetInfo = z.infer<typeof targetSchema>;
/** `POST /api/indicators/read-target`. */
export const readTargetSchema = z.strictObject({ text: z.string().max(500) });

export const indicatorSchema = indicatorShape.extend({
  id: z.string(),
  districtId: z.string(),
  version: z.number().int(),
  plan: targetSchema,
  frequencyName: z.string(),
  may: z.object({ edit: z.boolean() }),
});
export type Indicator = z.infer<typeof indicatorSchema>;
export const indicatorPageSchema = pageOf(indicatorSchema);
export const indicatorQuerySchema = z.strictObject({
  district: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(1000).optional(),
});

/** `PUT /api/indicators/values`: a value given outside a round. */
export const putValueSchema = z.strictObject({
  indicatorId: z.uuid(),
  schoolId: id,
  period: z.string().max(40),
  value: z.number().nullable().default(null),
  part: z.number().min(0).nullable().default(null),
  whole: z.number().min(0).nullable().default(null),
  note: z.string().trim().max(4000).default(''),
});
/** `POST /api/indicators/values/check`. */
export const checkValuesSchema = z
  .strictObject({
    values: z
      .array(z.strictObject({ indicatorId: z.uuid(), schoolId: id, period: z.string().max(40) }))
      .min(1)
      .max(500),
    decision: z.enum(['checked', 'returned']),
    remark: z.string().trim().max(4000).default(''),
  })
  .refine(({ decision, remark }) => decision === 'checked' || remark !== '', {
    message: 'Чтобы вернуть значение, напишите, что исправить',
    path: ['remark'],
  });
export const changedValuesSchema = z.object({ changed: z.number().int() });

export const movementSchema = z.enum(['better', 'worse', 'same', 'none']);
export type Movement = z.infer<typeof movementSchema>;

/** One value with its mark. */
export const indicatorValueSchema = z.object({
  period: z.string(),
  periodTitle: z.string(),
  value: z.number().nullable(),
  mark: markSchema,
  reason: z.string(),
  state: z.enum(['submitted', 'checked', 'returned']),
});
export type IndicatorValue = z.infer<typeof indicatorValueSchema>;

export const standingSchema = z.object({
  advice: z.enum(['exit', 'stay', 'return', 'out', 'unknown']),
  reason: z.string(),
});
export type StandingInfo = z.infer<typeof standingSchema>;

const shortIndicatorSchema = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  plan: z.string(),
  unit: z.string(),
  frequency: z.string(),
  frequencyName: z.string(),
});
const cellSchema = indicatorValueSchema.extend({
  indicatorId: z.string(),
  movement: movementSchema,
  /** Stands far apart from the other schools of the district. */
  outlier: z.enum(['high', 'low']).nullable(),
});
export type HeatCell = z.infer<typeof cellSchema>;

/** `GET /api/indicators/heat`: a page of schools with their newest values. */
export const heatSchema = z.object({
  district: refSchema,
  indicators: z.array(
    shortIndicatorSchema.extend({
      /** Middle value of the district's schools; null: too many schools to count at once, or no values. */
      median: z.number().nullable(),
    }),
  ),
  schools: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      cells: z.array(cellSchema),
      standing: standingSchema,
    }),
  ),
  total: z.number().int(),
  next: z.string().nullable(),
});
export type Heat = z.infer<typeof heatSchema>;
export const heatQuerySchema = z.strictObject({
  district: id,
  /** Values of periods that end by this day; the newest unless given, of a period that still runs too. */
  at: z.iso.date().optional(),
  q: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
});

/** `GET /api/indicators/schools/:id`: a school on one page. */
export const schoolSheetSchema = z.object({
  school: refSchema.extend({
    district: refSchema,
    kind: z.string().nullable(),
    pupils: z.number().nullable(),
  }),
  caseId: z.string().nullable(),
  partner: refSchema.nullable(),
  standing: standingSchema,
  rule: z.object({ exitRounds: z.number(), exitGreen: z.number(), returnRed: z.number() }),
  /** How schools alike were chosen; null: there are too few. */
  alikeBy: z.enum(['size', 'kind']).nullable(),
  alike: z.number().int(),
  indicators: z.array(
    shortIndicatorSchema.extend({
      /** Newest first. */
      values: z.array(
        indicatorValueSchema.extend({
          note: z.string(),
          remark: z.string().nullable(),
          by: z.string().nullable(),
          at: timeSchema,
          checkedBy: z.string().nullable(),
          evidence: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
        }),
      ),
      movement: movementSchema,
      /** Stands far apart from the other schools of the district. */
      outlier: z.enum(['high', 'low']).nullable(),
      district: z.number().nullable(),
      alike: z.number().nullable(),
    }),
  ),
  may: z.object({ submit: z.boolean(), check: z.boolean() }),
});
export type SchoolSheet = z.infer<typeof schoolSheetSchema>;

/** `GET /api/indicators/region`: districts of the region side by side. */
export const regionLineSchema = z.object({
  district: refSchema,
  schools: z.number().int(),
  indicators: z.number().int(),
  values: z.number().int(),
  green: z.number().int(),
  amber: z.number().int(),
  red: z.number().int(),
  checked: z.number().int(),
});
export type RegionLine = z.infer<typeof regionLineSchema>;
export const regionComparisonSchema = pageOf(regionLineSchema);

export const monitoringRoundSchema = z.object({
  id: z.string(),
  districtId: z.string(),
  frequency: frequencySchema,
  frequencyName: z.string(),
  period: z.string(),
  title: z.string(),
  due: z.string(),
  openedAt: timeSchema,
  /** Null: the calendar opened it. */
  openedBy: z.string().nullable(),
  schools: z.number().int(),
  answered: z.number().int(),
  checked: z.number().int(),
});
export type MonitoringRound = z.infer<typeof monitoringRoundSchema>;
export const monitoringRoundPageSchema = pageOf(monitoringRoundSchema);
/** `POST /api/indicators/rounds`: opens the round of the last period that is over, or of one that is named. */
export const openRoundSchema = z.strictObject({
  districtId: id,
  frequency: frequencySchema,
  period: z.string().max(40).optional(),
  due: z.iso.date().optional(),
});
/** `GET /api/indicators/rules`: working days for answers, and when schools leave the programme and come back. */
export const districtMonitoringSchema = z.object({
  districtId: z.string(),
  /** The programme that keeps the rules; null: the district has none, the usual rules hold. */
  programmeId: z.string().nullable(),
  rules: z.object({
    answerDays: z.number(),
    exitRounds: z.number(),
    exitGreen: z.number(),
    returnRed: z.number(),
  }),
  may: z.object({ edit: z.boolean() }),
});
export type DistrictMonitoring = z.infer<typeof districtMonitoringSchema>;
export const monitoringQuerySchema = z.object({ district: id });
/** `PUT /api/indicators/rules`. */
export const putMonitoringSchema = z.strictObject({ districtId: id, rules: monitoringRulesSchema });
export const evidenceOfValueSchema = z.strictObject({
  indicatorId: z.uuid(),
  schoolId: idSchema,
  period: z.string().max(40),
});
