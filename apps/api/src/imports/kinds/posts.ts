import { registerImport } from '../../registers/register-import.ts';

/** Rows of the register of posts. */
export const postsImport = registerImport('posts');
