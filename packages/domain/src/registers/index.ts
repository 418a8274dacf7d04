import { districts } from './districts.ts';
import { partnerships, subjects } from './partnerships.ts';
import { associations, people, posts } from './people.ts';
import type { RegisterDefinition, RegisterId } from './register.ts';
import { schools } from './schools.ts';

export * from './check-record.ts';
export * from './columns.ts';
export * from './register.ts';
export { postRoles } from './people.ts';
export * from './school-name.ts';

/** Every register, in the order in which people look for them. */
export const registers: Readonly<Record<RegisterId, RegisterDefinition>> = {
  schools,
  partnerships,
  people,
  posts,
  associations,
  subjects,
  districts,
};
