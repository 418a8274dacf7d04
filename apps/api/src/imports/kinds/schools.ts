import { registerImport } from '../../registers/register-import.ts';

/** Rows of the register of schools. */
export const schoolsImport = registerImport('schools');
