import type { ImportKind } from '../import-kind.ts';
import { resultsImport } from './results.ts';

/** Every kind of table that can be imported. A new one is a file beside this and one line here. */
export const importKinds: readonly ImportKind[] = [resultsImport];
