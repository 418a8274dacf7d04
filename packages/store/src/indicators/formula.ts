import { compileExpression, FeelError, FeelSyntaxError, type Json } from '@opora/engine';
import { jsonText } from '../json.ts';

/** What formulas may name, with numbers to try them by; the same names as those of `knownFacts`. */
const sample: { readonly [name: string]: Json } = {
  ...{ part: 1, whole: 2 },
  results: { year: 2024, participants: 20, belowMinimum: 5, share: 25, previousShare: 30, lowWorks: 1 },
  roadmap: { measures: 10, done: 5, overdue: 1 },
  school: { pupils: 100, staff: 10, kind: 'СОШ' },
};
const known = Object.entries(sample)
  .flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? Object.keys(value).map((key) => `${name}.${key}`) : [name],
  )
  .join(', ');

/** What the engine says of a formula, and how people are told. */
const words: readonly [RegExp, (...found: string[]) => string][] = [
  [/^There is no variable "(.*)"$/, (name) => `величины «${name}» нет. Есть: ${known}`],
  [/^There is no function "(.*)"$/, (name) => `функции «${name}» в FEEL нет`],
  [/^A \w+ has no "(.*)"$/, (name) => `величины «${name}» нет. Есть: ${known}`],
  [/^"(.*)" was asked of null$/, (name) => `данных, в которых стоит «${name}», ещё нет`],
  [/^(.*) is no number$/, (division) => `${division} — не число (деление на ноль?)`],
  [/too many turns|takes too long/, () => 'она считается слишком долго: упростите её'],
  [/^FEEL: "([\s\S]*)" at character (\d+) of /, (found, at) => `не понято «${found}» (знак ${at})`],
  [/^FEEL: "[\s\S]*" ends at character \d+ where /, () => 'она обрывается, не закончена'],
  [/cannot be put together/, () => 'складывать можно числа с числами'],
];

/** A finding of the engine about a formula as a part of a Russian sentence. */
function said(message: string): string {
  for (const [pattern, tell] of words) {
    const found = pattern.exec(message);
    if (found) return `Формула: ${tell(...found.slice(1))}.`;
  }
  return `Формула: ${message}`;
}

const noNumber = (result: Json): string =>
  `Формула дала ${result === null ? 'пустое значение' : jsonText(result).slice(0, 60)}, а нужно число.`;

/** What is wrong with a formula as it is written, tried on made-up numbers; null: it can be counted. */
export function formulaProblem(formula: string): string | null {
  const { result, warnings, failure } = evaluated(formula, sample, { now: 0, timeZone: 'UTC' });
  if (failure !== undefined) return said(failure);
  const unknown = warnings.find((warning) => /^There is no |^A \w+ has no "/.test(warning));
  if (unknown !== undefined) return said(unknown);
  return result === null || typeof result === 'number' ? null : noNumber(result as Json);
}

/**
 * A value by a FEEL formula over `part`, `whole` and the known facts; null where it cannot be counted, with the reason. Its
 * `today()` and `now()` are those of the district's time zone.
 */
export function valueByFormula(
  formula: string,
  variables: { [name: string]: Json },
  { now = Date.now(), timeZone }: { now?: number; timeZone: string },
): { value: number | null; problem?: string } {
  const { result, warnings, failure } = evaluated(formula, variables, { now, timeZone });
  if (failure !== undefined) return { value: null, problem: said(failure) };
  if (typeof result === 'number' && Number.isFinite(result)) return { value: result };
  return { value: null, problem: warnings[0] === undefined ? noNumber(result as Json) : said(warnings[0]) };
}

function evaluated(
  formula: string,
  variables: { readonly [name: string]: Json },
  at: { now: number; timeZone: string },
): { result: unknown; warnings: string[]; failure?: string } {
  const warnings: string[] = [];
  try {
    const scope = { get: (name: string) => variables[name], names: () => Object.keys(variables) };
    return { result: compileExpression(formula).evaluate(scope, at, warnings), warnings };
  } catch (error) {
    if (error instanceof FeelError || error instanceof FeelSyntaxError)
      return { result: null, warnings, failure: error.message };
    throw error;
  }
}
