import type { ImportKind } from '../import-kind.ts';
import { associationsImport } from './associations.ts';
import { districtsImport } from './districts.ts';
import { partnershipsImport } from './partnerships.ts';
import { peopleImport } from './people.ts';
import { postsImport } from './posts.ts';
import { resultsImport } from './results.ts';
import { schoolsImport } from './schools.ts';
import { subjectsImport } from './subjects.ts';

/** Every kind of table that can be imported. A new one is a file beside this and one line here. */
export const importKinds: readonly ImportKind[] = [
  resultsImport,
  schoolsImport,
  peopleImport,
  postsImport,
  associationsImport,
  partnershipsImport,
  subjectsImport,
  districtsImport,
];
