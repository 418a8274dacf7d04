import { z } from 'zod';
import { idSchema } from '../id.ts';
import { riskFactors } from '../risk-factor.ts';

/** Where a value of the profile comes from. */
export const profileSources = ['school', 'survey', 'audit', 'verified'] as const;
/** Where a value of the profile comes from. */
export type ProfileSource = (typeof profileSources)[number];

/** Who is asked. */
export const audiences = ['pupils', 'parents', 'teachers'] as const;
/** Who is asked. */
export type Audience = (typeof audiences)[number];

const factorSchema = z.enum(riskFactors.map(({ id }) => id) as [string, ...string[]]);

/** A measured parameter of a factor, in percent. */
export const profileParameterSchema = z.strictObject({
  id: idSchema,
  factor: factorSchema,
  title: z.string().min(1),
  /** Whether more of it is worse, or less. */
  worse: z.enum(['more', 'less']),
  sources: z.array(z.enum(profileSources)).min(1),
  /** Path of the variable of the diagnosis that holds it. */
  variable: z.string().optional(),
});
/** A measured parameter of a factor, in percent. */
export type ProfileParameter = z.infer<typeof profileParameterSchema>;

/** A question of a survey; the share of those whose answer `counts` is the value of its parameter. */
export const surveyQuestionSchema = z.strictObject({
  id: idSchema,
  text: z.string().min(1),
  parameter: idSchema,
  answers: z.array(z.string().min(1)).min(2).max(10),
  counts: z.array(z.int().nonnegative()).min(1),
});
/** A question of a survey. */
export type SurveyQuestion = z.infer<typeof surveyQuestionSchema>;

/** What is measured, asked and how it is judged: `workflows/risk-profile/profile.json`. */
export const profileConfigSchema = z
  .strictObject({
    /** Id of the decision that gives the significance. */
    decision: z.string().min(1),
    /** Fewest answers that are shown. */
    fewest: z.int().min(5),
    parameters: z.array(profileParameterSchema).min(1),
    surveys: z.record(z.enum(audiences), z.array(surveyQuestionSchema).min(1)),
    /** Paths of the variables that hold the school's own score (0 to 3) of each factor. */
    scores: z.record(z.string(), z.string()),
  })
  .superRefine(({ parameters, surveys, scores }, context) => {
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const ids = parameters.map(({ id }) => id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index) issue(['parameters', index, 'id'], `«${id}» stands twice`);
    });
    for (const [audience, questions] of Object.entries(surveys))
      questions.forEach((question, index) => {
        if (!ids.includes(question.parameter))
          issue(['surveys', audience, index, 'parameter'], `no parameter «${question.parameter}»`);
        if (question.counts.some((place) => place >= question.answers.length))
          issue(['surveys', audience, index, 'counts'], `there are ${question.answers.length} answers`);
      });
    for (const { id } of riskFactors)
      if (!(id in scores)) issue(['scores', id], 'expected the variable of its score');
  });
/** What is measured, asked and how it is judged. */
export type ProfileConfig = z.infer<typeof profileConfigSchema>;
