/** A batch of another district. */
export const batchId = '00000000-0000-4000-8000-000000000001';
