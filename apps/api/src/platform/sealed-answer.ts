import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** What is kept of an Idempotency-Key: enough to know it again, too little to open what was sealed with it. */
export const fingerprintOf = (key: string): string =>
  createHash('sha256').update(`opora:${key}`).digest('hex');

const secretOf = (key: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, 'opora stored answer', 32));

/** An answer that only the holder of its Idempotency-Key can open (AES-256-GCM): it may hold a new token or personal data. */
export function seal(key: string, answer: unknown): { sealed: string } {
  const salt = randomBytes(16);
  const cipher = createCipheriv('aes-256-gcm', secretOf(key, salt), salt.subarray(0, 12));
  const data = Buffer.concat([cipher.update(JSON.stringify(answer ?? null)), cipher.final()]);
  return { sealed: Buffer.concat([salt, cipher.getAuthTag(), data]).toString('base64') };
}

/** Opens what `seal` made with the same key. */
export function unseal(key: string, { sealed }: { sealed: string }): unknown {
  const bytes = Buffer.from(sealed, 'base64');
  const salt = bytes.subarray(0, 16);
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key, salt), salt.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(16, 32));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(32)), decipher.final()]).toString());
}
