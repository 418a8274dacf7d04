import { registerImport } from '../../registers/register-import.ts';

/** Rows of the register of partnerships. */
export const partnershipsImport = registerImport('partnerships');
