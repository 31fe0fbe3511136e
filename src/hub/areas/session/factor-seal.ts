import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * A secret as it lies in the database: AES-256-GCM under the hub's key, which lies in another folder (`keys/`), bound to whose it is. Who
 * has the database alone has no secret.
 */
export function sealSecret(key: Buffer, userId: string, secret: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(userId));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** `null` when it was sealed by another key, or for somebody else. */
export function openSecret(key: Buffer, userId: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(userId)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    return null;
  }
}
