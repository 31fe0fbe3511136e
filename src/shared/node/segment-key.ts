import {
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { AppError } from '../app-error.ts';

const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;

/** A fresh 256-bit key. Each segment file has its own. */
export function newSegmentKey(): Uint8Array {
  return randomBytes(keyLength);
}

/**
 * Wraps a segment key with the desk's key (32 bytes) by AES-256-GCM: base64 of nonce · ciphertext · tag.
 * `context` is bound as associated data, so that a wrapped key fits its own segment only.
 */
export function wrapKeyForDesk(key: Uint8Array, deskKey: Uint8Array, context: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', deskKey, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** Throws `recording.keyUnavailable` when the desk key or the context is another one. */
export function unwrapKeyForDesk(
  wrapped: string,
  deskKey: Uint8Array,
  context: string,
): Uint8Array {
  const bytes = Buffer.from(wrapped, 'base64');
  if (bytes.byteLength !== nonceLength + keyLength + tagLength) throw unavailable();
  try {
    const cipher = createDecipheriv('aes-256-gcm', deskKey, bytes.subarray(0, nonceLength));
    cipher.setAAD(Buffer.from(context));
    cipher.setAuthTag(bytes.subarray(-tagLength));
    const body = bytes.subarray(nonceLength, nonceLength + keyLength);
    return Buffer.concat([cipher.update(body), cipher.final()]);
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** Wraps a segment key for the hub by RSA-OAEP with SHA-256 (RFC 8017 §7.1), as base64. `publicKeyPem` is SPKI. */
export function wrapKeyForHub(key: Uint8Array, publicKeyPem: string): string {
  return publicEncrypt(oaep(publicKeyPem), key).toString('base64');
}

/** The hub's side of `wrapKeyForHub`. Throws `recording.keyUnavailable`. */
export function unwrapKeyForHub(wrapped: string, privateKeyPem: string): Uint8Array {
  try {
    const key = privateDecrypt(oaep(privateKeyPem), Buffer.from(wrapped, 'base64'));
    if (key.byteLength !== keyLength) throw unavailable();
    return key;
  } catch (cause) {
    throw unavailable(cause);
  }
}

const oaep = (key: string) => ({
  key,
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: 'sha256',
});

function unavailable(cause?: unknown): AppError {
  return new AppError('recording.keyUnavailable', { cause });
}
