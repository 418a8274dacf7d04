import { registerImport } from '../../registers/register-import.ts';

/** Rows of the register of people. */
export const peopleImport = registerImport('people');
