import { registerImport } from '../../registers/register-import.ts';

/** Rows of the register of districts. */
export const districtsImport = registerImport('districts');
