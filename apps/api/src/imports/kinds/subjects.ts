import { registerImport } from '../../registers/register-import.ts';

/** Rows of the register of subjects. */
export const subjectsImport = registerImport('subjects');
