import { readFileSync } from 'node:fs';
import { lossesOf, readText } from './diagram-losses.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

/** Imports a diagram, exports it, and says what is missing or different afterwards. */
export async function runDiagram(path: string, name: string): Promise<Outcome> {
  const about = { name, feature: 'import and export without loss' };
  try {
    return outcomeOf(about, await lossesOf(readText(readFileSync(path))));
  } catch (error) {
    return outcomeOf(about, [(error as Error).message]);
  }
}
