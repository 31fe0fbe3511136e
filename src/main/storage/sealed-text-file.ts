import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readTextIfThere, writeFileDurably } from '../../shared/node/durable-file.ts';

/**
 * A small secret in a file of its own, AES-256-GCM under a key derived from the desk's key (RFC 5869). It survives a
 * damaged database, which is why the SIP secret is here.
 */
export function createSealedTextFile(file: string, deskKey: Uint8Array) {
  const key = Buffer.from(
    hkdfSync('sha256', deskKey, new Uint8Array(), 'hotline-desk sealed text', 32),
  );
  return {
    /** `null` when nothing was sealed. Throws when the content was not sealed by this desk's key. */
    read(): string | null {
      const kept = readTextIfThere(file);
      if (kept === null) return null;
      const bytes = Buffer.from(kept, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
        'utf8',
      );
    },
    write(text: string): void {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      writeFileDurably(file, Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64'));
    },
  };
}
