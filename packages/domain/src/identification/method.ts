import { z } from 'zod';
import { dateSchema, idSchema } from '../id.ts';

const parameterSchema = z
  .strictObject({
    /** Name under which decisions read it: `parameters.lowShare`. */
    id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
    title: z.string().min(1),
    type: z.enum(['number', 'choice']),
    /** `%`, `работ`, `балл`; empty for choices. */
    unit: z.string().optional(),
    choices: z.array(z.strictObject({ value: z.string().min(1), title: z.string().min(1) })).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    /** What the source itself says; absent where no document gives the number. */
    default: z.union([z.number(), z.string()]).optional(),
    /** A run without it is refused. */
    required: z.boolean().default(false),
    /** True where no document confirms a number, so that screens say so. */
    unconfirmed: z.boolean().default(false),
    note: z.string().optional(),
  })
  .refine((parameter) => parameter.type !== 'choice' || (parameter.choices?.length ?? 0) > 1, {
    message: 'a choice needs at least two choices',
    path: ['choices'],
  })
  .refine((parameter) => !(parameter.unconfirmed && parameter.default !== undefined), {
    message: 'a number that no document confirms must not have a default',
    path: ['default'],
  });

/** A threshold or switch of a method that a district sets. */
export type MethodParameter = z.output<typeof parameterSchema>;

/** A way of finding schools: a decision (DMN) with parameters, its source and the order that introduced it. */
export const identificationMethodSchema = z.strictObject({
  id: idSchema,
  /** Key in documents: `FED-30x2`. */
  key: z.string().min(1),
  /** Id of the decision that takes `school` and `parameters` and answers a {@link Verdict}. */
  decision: idSchema,
  title: z.string().min(1),
  summary: z.string().min(1),
  source: z.string().min(1),
  /** The act that introduced it; absent: none is known. */
  order: z.strictObject({ number: z.string(), date: dateSchema, title: z.string() }).optional(),
  /** How sure its rule is: `rule` whole in the source, `draft` of an act, `measure` without a threshold. */
  standing: z.enum(['rule', 'draft', 'measure']),
  /** How many years before the judged one it looks back. */
  yearsBack: z.int().min(0).max(5).default(0),
  /** False where only the school's own results count, so that nothing of other schools has to be read. */
  compares: z.boolean().default(true),
  procedures: z.array(z.enum(['ВПР', 'ОГЭ', 'ЕГЭ'])).min(1),
  parameters: z.array(parameterSchema),
});
/** A way of finding schools with low results. */
export type IdentificationMethod = z.output<typeof identificationMethodSchema>;

/** Values of a method's parameters by name; null where a district has set none. */
export type ParameterValues = Record<string, number | string | null>;

/** One thing wrong with a parameter: its name and a sentence for people. */
export interface ParameterProblem {
  parameter: string;
  message: string;
}

/**
 * Fills in what the source gives and checks the rest: a number that no document confirms has to be set by whoever runs
 * the method, and is never invented.
 */
export function methodParameters(
  method: IdentificationMethod,
  given: Readonly<Record<string, unknown>>,
): { values: ParameterValues; problems: ParameterProblem[] } {
  const values: ParameterValues = {};
  const problems: ParameterProblem[] = [];
  const report = (parameter: string, message: string): void => void problems.push({ parameter, message });
  for (const name of Object.keys(given))
    if (!method.parameters.some((parameter) => parameter.id === name))
      report(name, `У методики ${method.key} нет параметра «${name}».`);
  for (const parameter of method.parameters) {
    const value = given[parameter.id] ?? parameter.default ?? null;
    values[parameter.id] = null;
    if (value === null || value === '') {
      if (parameter.required)
        report(
          parameter.id,
          parameter.unconfirmed
            ? `«${parameter.title}»: порог не подтверждён документом, задайте его сами.`
            : `«${parameter.title}»: задайте значение.`,
        );
      continue;
    }
    const problem = wrong(parameter, value);
    if (problem) report(parameter.id, `«${parameter.title}»: ${problem}.`);
    else values[parameter.id] = value as number | string;
  }
  return { values, problems };
}

function wrong(parameter: MethodParameter, value: unknown): string | undefined {
  if (parameter.type === 'choice') {
    const choices = parameter.choices ?? [];
    if (choices.some((choice) => choice.value === value)) return undefined;
    return `ожидалось одно из: ${choices.map((choice) => choice.value).join(', ')}`;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'ожидалось число';
  if (parameter.min !== undefined && value < parameter.min) return `не меньше ${parameter.min}`;
  if (parameter.max !== undefined && value > parameter.max) return `не больше ${parameter.max}`;
  return undefined;
}
