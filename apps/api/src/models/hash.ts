import { createHash } from 'node:crypto';

/** Hash of a text as revisions, bases and stored texts name it (SHA-256, hex). */
export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex');
