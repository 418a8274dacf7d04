import { access } from './access.ts';
import { execution } from './execution.ts';
import { registers } from './registers.ts';
import { support } from './support.ts';

export { batchId } from './batch-id.ts';

/** Who is refused what: route, path, login (null: nobody), status, body. */
export type Refusal = [route: string, path: string, who: string | null, status: number, body?: unknown];

/** Every route of the API has a row. */
export const refusals: readonly Refusal[] = [...access, ...execution, ...registers, ...support];
