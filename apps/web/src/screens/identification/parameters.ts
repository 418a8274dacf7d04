import type { Method } from '@opora/contracts';
import { typedNumber } from '../../lib/typed-number.ts';

/** Thresholds as they stand in the fields, by name. */
export type TypedParameters = { readonly [name: string]: string | number | null | undefined };

/** Thresholds to judge with, and those of them in whose field no number stands: with these nothing can be judged. */
export function readParameters(
  parameters: Method['parameters'],
  typed: TypedParameters,
): { given: { [name: string]: number | string | null }; wrong: string[] } {
  const given: { [name: string]: number | string | null } = {};
  const wrong: string[] = [];
  for (const { id, type, unit } of parameters) {
    const text = typed[id];
    const value = type === 'number' ? typedNumber(text, unit) : text || null;
    if (value === undefined) wrong.push(id);
    given[id] = value ?? null;
  }
  return { given, wrong };
}
