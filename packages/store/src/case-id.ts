import { randomBytes } from 'node:crypto';

/** Whether an id was made by {@link newCaseId} just now or before, not derived from a key: nothing can have it yet but what it was made for. */
export const isNewId = (id: string): boolean => id.charAt(14) === '7';

/** A new id for a root case: UUID version 7, so that ids sort by time of creation. */
export function newCaseId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
