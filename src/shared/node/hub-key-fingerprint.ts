import { createHash, createPublicKey } from 'node:crypto';

/**
 * The fingerprint of a hub's two public keys, as IT reads it at the hub and writes it into `hub.keyFingerprint` of
 * `desk.json`: 128 bits of SHA-256 over both keys (SPKI DER, RFC 5280), as eight groups of four. Throws for what is no key.
 */
export function hubKeyFingerprint(keys: {
  readonly wrapPublicKeyPem: string;
  readonly receiptPublicKeyPem: string;
}): string {
  const hash = createHash('sha256');
  for (const pem of [keys.wrapPublicKeyPem, keys.receiptPublicKeyPem])
    hash.update(createPublicKey(pem).export({ type: 'spki', format: 'der' }));
  const hex = hash.digest('hex').slice(0, 32);
  return hex.match(/.{4}/g)?.join(' ') ?? hex;
}

/** The same fingerprint, however it was typed: blanks, dashes, colons and case do not matter. */
export function isSameFingerprint(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^0-9a-f]/g, '');
  return plain(one) === plain(other);
}
