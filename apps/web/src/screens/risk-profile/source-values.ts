import { typedNumber } from '../../lib/typed-number.ts';

/** What stands in the fields of one source: `factor/parameter` and the text. */
export type TypedValues = { readonly [key: string]: string | undefined };
/** Why a field cannot be kept. */
export type ValueFault = 'number' | 'score' | 'share';

export interface SourceChanges {
  values: { factor: string; parameter: string; value: number | null }[];
  faults: { [key: string]: ValueFault };
}

/** What a source says anew, an empty field taking a value away; what is no number is a fault and takes nothing away. */
export function changesOf(typed: TypedValues, known: ReadonlyMap<string, string>): SourceChanges {
  const found: SourceChanges = { values: [], faults: {} };
  for (const [key, text = ''] of Object.entries(typed)) {
    const [factor, parameter] = key.split('/') as [string, string];
    const value = typedNumber(text, '%');
    const before = typedNumber(known.get(key));
    if (value === before) continue;
    if (value === undefined) found.faults[key] = 'number';
    else if (value !== null && parameter === 'score' && ![0, 1, 2, 3].includes(value))
      found.faults[key] = 'score';
    else if (value !== null && (value < 0 || value > 100)) found.faults[key] = 'share';
    else found.values.push({ factor, parameter, value });
  }
  return found;
}
