import { z } from 'zod';
import { audiences, profileSources, riskFactors, significances, threadHoles } from '@opora/domain';
import { pageOf, refSchema, timeSchema } from './common.ts';

const kindSchema = z.enum(['entry', 'interim', 'final']);
/** Which of a school's diagnoses. */
export type DiagnosisKind = z.infer<typeof kindSchema>;
const sourceSchema = z.enum(profileSources);
const significanceSchema = z.enum(significances);
const factorSchema = z.enum(riskFactors.map(({ id }) => id) as [string, ...string[]]);
const yearSchema = z.int().min(2000).max(2100);
const swotSchema = z.strictObject({
  strengths: z.string().max(4000).default(''),
  weaknesses: z.string().max(4000).default(''),
  opportunities: z.string().max(4000).default(''),
  threats: z.string().max(4000).default(''),
});
export type Swot = z.infer<typeof swotSchema>;

const parameterSchema = z.object({
  id: z.string(),
  factor: z.string(),
  title: z.string(),
  worse: z.enum(['more', 'less']),
  sources: z.array(sourceSchema),
});

/** A factor judged by one source (null: by all together): what was asked of the decision and what it answered. */
export const judgedFactorSchema = z.object({
  factor: z.string(),
  source: sourceSchema.nullable(),
  input: z.object({ id: z.string(), score: z.number().nullable(), share: z.number().nullable() }),
  verdict: z.object({ significance: significanceSchema, label: z.string(), basis: z.string() }).nullable(),
});

/** One diagnosis of a school. */
export const riskProfileSchema = z.object({
  id: z.string(),
  year: z.number().int(),
  kind: kindSchema,
  state: z.enum(['open', 'verified', 'returned']),
  remark: z.string().nullable(),
  decidedBy: z.string().nullable(),
  /** Name of that person; the login where the person is no longer known. */
  decidedByName: z.string().nullable(),
  decidedAt: timeSchema.nullable(),
  caseId: z.string().nullable(),
  swot: swotSchema,
  values: z.array(
    z.object({
      factor: z.string(),
      parameter: z.string(),
      source: sourceSchema,
      value: z.number(),
      login: z.string(),
      at: timeSchema,
    }),
  ),
  judged: z.array(judgedFactorSchema),
});
export type RiskProfile = z.infer<typeof riskProfileSchema>;

/** `GET /api/risk-profiles/:schoolId`: newest diagnosis first. */
export const schoolProfilesSchema = z.object({
  school: refSchema,
  /** The version of the decision that judges. */
  decision: z.object({ id: z.string(), version: z.number().int() }),
  factors: z.array(z.object({ id: z.string(), number: z.number().int(), name: z.string() })),
  parameters: z.array(parameterSchema),
  profiles: z.array(riskProfileSchema),
  /** The first and the last diagnosis, where there are two. */
  comparison: z
    .object({
      from: z.string(),
      to: z.string(),
      changes: z.array(
        z.object({
          factor: z.string(),
          from: significanceSchema.nullable(),
          to: significanceSchema.nullable(),
          change: z.enum(['better', 'same', 'worse', 'unknown']),
        }),
      ),
    })
    .nullable(),
  may: z.object({
    sources: z.array(sourceSchema),
    decide: z.boolean(),
    mark: z.boolean(),
    swot: z.boolean(),
  }),
});
export type SchoolProfiles = z.infer<typeof schoolProfilesSchema>;

const diagnosis = { year: yearSchema, kind: kindSchema };

/** `PUT /api/risk-profiles/:schoolId/values`: what one source says; null takes a value away. */
export const writeProfileSchema = z.strictObject({
  ...diagnosis,
  source: sourceSchema,
  values: z
    .array(
      z.strictObject({
        factor: factorSchema,
        parameter: z.string().min(1).max(100),
        value: z.number().min(0).max(100).nullable(),
      }),
    )
    .min(1)
    .max(100),
});
export const writeSwotSchema = z.strictObject({ ...diagnosis, swot: swotSchema });
export const decideProfileSchema = z
  .strictObject({
    ...diagnosis,
    decision: z.enum(['verified', 'returned']),
    remark: z.string().trim().max(4000).default(''),
  })
  .refine(({ decision, remark }) => decision === 'verified' || remark !== '', {
    path: ['remark'],
    message: 'Напишите, что исправить',
  });

const measureSchema = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  indicator: z.string(),
  status: z.string(),
  evidence: z.number().int(),
  due: z.string().nullable(),
  /** The indicator of the monitoring that the measure serves, with the school's last value; null: nobody has said it. */
  linked: z
    .object({
      id: z.string(),
      code: z.string(),
      title: z.string(),
      unit: z.string(),
      value: z.number().nullable(),
      mark: z.string(),
      reason: z.string(),
      evidence: z.number().int(),
    })
    .nullable(),
  /** One that is named alike. */
  proposed: z.object({ id: z.string(), code: z.string(), title: z.string() }).nullable(),
});

/** `GET /api/risk-profiles/:schoolId/thread`. */
export const goldenThreadSchema = z.object({
  school: refSchema,
  roadmap: z.string().nullable(),
  factors: z.array(
    z.object({
      factor: z.string(),
      number: z.number().int(),
      name: z.string(),
      significance: significanceSchema.nullable(),
      programmes: z.array(
        z.object({
          id: z.string(),
          factor: z.string(),
          title: z.string(),
          version: z.number().int(),
          mark: z.object({ value: z.number(), remark: z.string().nullable() }).nullable(),
          measures: z.array(measureSchema),
        }),
      ),
    }),
  ),
  loose: z.array(measureSchema),
  /** Indicators of the district, to choose from. */
  indicators: z.array(z.object({ id: z.string(), code: z.string(), title: z.string() })),
  holes: z.array(
    z.object({
      hole: z.enum(threadHoles),
      of: z.enum(['factor', 'programme', 'measure']),
      id: z.string(),
      title: z.string(),
    }),
  ),
  may: z.object({ edit: z.boolean(), mark: z.boolean() }),
});
export type GoldenThreadView = z.infer<typeof goldenThreadSchema>;

export const createAntiRiskSchema = z.strictObject({
  factor: factorSchema,
  title: z.string().trim().min(1, 'Назовите программу').max(500),
  goal: z.string().trim().max(2000).default(''),
});
export const linkMeasuresSchema = z.strictObject({ measures: z.array(z.uuid()).max(500) });
export const linkIndicatorSchema = z.strictObject({ indicatorId: z.uuid().nullable() });
export const markProgrammeSchema = z.strictObject({
  mark: z.number().min(0).max(3),
  remark: z.string().trim().max(2000).optional(),
});

const audienceSchema = z.enum(audiences);
/** A survey as the school and the district see it; results only after it is closed. */
export const surveySchema = z.object({
  id: z.string(),
  audience: audienceSchema,
  ...{ year: z.number().int(), kind: kindSchema },
  link: z.string(),
  codes: z.number().int(),
  answers: z.number().int(),
  closesOn: z.string(),
  closed: z.boolean(),
  results: z
    .array(
      z.object({
        question: z.string(),
        text: z.string(),
        answered: z.number().int().nullable(),
        shares: z.array(z.object({ answer: z.string(), share: z.number() })),
        value: z.number().nullable(),
      }),
    )
    .nullable(),
});
export type Survey = z.infer<typeof surveySchema>;
export const surveyPageSchema = pageOf(surveySchema);
export const surveyQuerySchema = z.strictObject({ school: z.string().min(1).max(200) });

export const createSurveySchema = z.strictObject({
  schoolId: z.string().min(1).max(200),
  audience: audienceSchema,
  ...diagnosis,
  codes: z.int().min(5, 'Не меньше пяти: меньше ответов не показывается').max(3000),
  closesOn: z.iso.date(),
});
/** The codes are told once and never again. */
export const createdSurveySchema = surveySchema.extend({ newCodes: z.array(z.string()) });
export type CreatedSurvey = z.infer<typeof createdSurveySchema>;

/** What somebody who answers sees. */
export const surveyFormSchema = z.object({
  school: z.string(),
  audience: audienceSchema,
  open: z.boolean(),
  questions: z.array(z.object({ id: z.string(), text: z.string(), answers: z.array(z.string()) })),
});
export type SurveyForm = z.infer<typeof surveyFormSchema>;
export const surveyAnswersSchema = z.strictObject({
  code: z.string().trim().min(4).max(40),
  answers: z.record(z.string().max(100), z.int().min(0).max(20)),
});
