import { registerImport } from '../../registers/register-import.ts';

/** Rows of the register of associations. */
export const associationsImport = registerImport('associations');
