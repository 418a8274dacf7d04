import type { ModelFile } from '@opora/contracts';
import { fingerprint } from '../../lib/fingerprint.ts';

/** What this browser kept of a file that the server has not confirmed. */
export interface Unsent {
  text: string;
  /** Revision that it was written on; null: there was no file. */
  revision: string | null;
  /** The text of that revision, to put two people's changes together. */
  base?: string | undefined;
  /** Fingerprints of earlier texts of the same person that were sent without an answer: the server may have one of them. */
  sent?: readonly string[] | undefined;
}

/** Texts without an answer after one more was sent: the first and the last say enough, and storage is small. */
export const withSent = (sent: readonly string[] | undefined, text: string): string[] => [
  ...new Set([...(sent?.slice(0, 1) ?? []), fingerprint(text)]),
];

/** What to do with unsent text when the file is read again. */
export type Reconciled =
  | { kind: 'nothing' }
  /** It goes on the file as it is now. */
  | { kind: 'send'; text: string }
  /** Somebody else changed the file meanwhile: a person has to choose. */
  | { kind: 'conflict'; text: string };

/** Compares unsent text with the file as the server has it. */
export function reconcile(unsent: Unsent | undefined, file: ModelFile | undefined): Reconciled {
  if (!unsent) return { kind: 'nothing' };
  const there = file && file.state !== 'deleted' ? file : undefined;
  if (there?.text === unsent.text) return { kind: 'nothing' };
  if (there && unsent.sent?.includes(fingerprint(there.text))) return { kind: 'send', text: unsent.text };
  return { kind: (there?.revision ?? null) === unsent.revision ? 'send' : 'conflict', text: unsent.text };
}
