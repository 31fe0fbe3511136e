import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** The pair of tokens that a refresh token was exchanged for. */
const successorSchema = z.strictObject({ accessToken: z.string(), refreshToken: z.string() });
export type Successor = z.infer<typeof successorSchema>;

/**
 * What a refresh token was exchanged for, readable only by who brings that token again: the hub itself keeps tokens as
 * hashes only. AES-256-GCM under a key from the token (HKDF, RFC 5869); tokens are random, so no salt is needed.
 */
export function sealSuccessor(refreshToken: string, successor: Successor): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(refreshToken), nonce);
  const body = Buffer.concat([cipher.update(JSON.stringify(successor), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** `null` when it was not sealed by this token. */
export function openSuccessor(refreshToken: string, sealed: string): Successor | null {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(refreshToken), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    const body = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return successorSchema.parse(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

function keyOf(refreshToken: string): Buffer {
  return Buffer.from(hkdfSync('sha256', refreshToken, '', 'hotline-desk successor', 32));
}
