import { z } from 'zod';

/** State of a case as lists show it: `incident` is a running case at which something stopped. */
export const caseStateSchema = z.enum(['active', 'completed', 'cancelled', 'suspended', 'incident']);
export type CaseState = z.infer<typeof caseStateSchema>;
