import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Makes the argon2id hash that is stored for a password. */
export const hashPassword = (password: string): Promise<string> => hash(password);

let decoy: Promise<string> | undefined;

/** Checks a password; an unknown user costs the same time, so that logins cannot be guessed by the clock. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await verify(stored ?? (await decoy), password).catch(() => false);
  return stored !== undefined && matches;
}

/**
 * A new secret of a session or token: 256 random bits. The word before them tells people and scanners of leaked secrets whose it
 * is, and keeps a command line from taking a secret that begins with a dash for an option.
 */
export const newSecret = (): string => `opora_${randomBytes(32).toString('base64url')}`;

/** What is stored of a secret. It is random, so a fast hash is enough. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
