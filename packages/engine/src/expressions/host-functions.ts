import { defineFunction } from './builtins/overloads.ts';
import { addBuiltin } from './builtins/registry.ts';
import type { Value } from './values.ts';

/** A pure function that a host adds to FEEL: the same arguments give the same result on every host and in every replay. */
export interface HostFunction {
  name: string;
  /** Names and types, as `defineFunction` takes them: `date: date | string, days: number`. */
  params: string;
  run: (args: readonly unknown[]) => string | number | boolean | null;
}

/**
 * Adds functions of the domain to FEEL in this program, before anything is compiled. Every host of the engine (worker, API,
 * browser, tests) has to add the same ones; adding again changes nothing.
 */
export function addHostFunctions(functions: readonly HostFunction[]): void {
  for (const { name, params, run } of functions)
    addBuiltin(
      name,
      defineFunction<readonly Value[]>(name, params, (args) => run(args)),
    );
}
