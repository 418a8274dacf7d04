import { functionOf, type FunctionTable } from './overloads.ts';
import type { FeelFunction } from '../values.ts';
import { booleanFunctions } from './boolean.ts';
import { contextFunctions } from './context.ts';
import { conversionFunctions } from './conversion.ts';
import { extraFunctions } from './extra.ts';
import { listFunctions } from './list.ts';
import { numberFunctions } from './number.ts';
import { rangeFunctions } from './range.ts';
import { statisticFunctions } from './statistic.ts';
import { stringFunctions } from './string.ts';
import { temporalFunctions } from './temporal.ts';

const tables: FunctionTable[] = [
  conversionFunctions,
  booleanFunctions,
  stringFunctions,
  listFunctions,
  statisticFunctions,
  numberFunctions,
  temporalFunctions,
  rangeFunctions,
  contextFunctions,
  extraFunctions,
];

let withKeywords: { [name: string]: null } | undefined;

const functions = new Map<string, FeelFunction>();
for (const table of tables)
  for (const [name, overloads] of Object.entries(table)) functions.set(name, functionOf(name, overloads));

/** The built-in function of a name, if there is one. */
export const builtinFunction = (name: string): FeelFunction | undefined => functions.get(name);

/** Makes a host's function one of the built-in ones; the names of DMN cannot be taken. */
export function addBuiltin(name: string, added: FeelFunction): void {
  if (tables.some((table) => name in table)) throw new Error(`FEEL has a function "${name}" already`);
  functions.set(name, added);
  withKeywords = undefined;
}

/** Names of all built-in functions. */
export const builtinNames = (): string[] => [...functions.keys()];

/** Functions whose names hold keywords (`get or else`): a parser has to know them beforehand. */
export function keywordNames(): { [name: string]: null } {
  withKeywords ??= Object.fromEntries(
    builtinNames()
      .filter(
        (name) =>
          /\b(or|and|in|if|then|else|for|return|between)\b/.test(name) &&
          !/^(date and time|years and months duration)$/.test(name),
      )
      .map((name) => [name, null]),
  );
  return withKeywords;
}
