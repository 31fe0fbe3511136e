import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { KeyVault } from '../host/host-core.ts';
import { readTextIfThere, writeFileDurably } from '../../shared/node/durable-file.ts';

/** The desk key in a file that only its owner may read (mode 0600). What that protects: `docs/adr/0031`. */
export function createFileKeyVault(dataDirectory: string): KeyVault {
  const file = join(dataDirectory, 'desk.key');
  return {
    async deskKey() {
      try {
        const kept = readTextIfThere(file);
        if (kept !== null) return parseKey(kept);
        const key = randomBytes(32);
        writeFileDurably(file, `${key.toString('hex')}\n`);
        return key;
      } catch (cause) {
        throw cause instanceof AppError
          ? cause
          : new AppError('recording.keyUnavailable', { cause });
      }
    },
  };
}

function parseKey(text: string): Uint8Array {
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== 32)
    throw new AppError('recording.keyUnavailable', { detail: 'desk.key is not 32 bytes' });
  return key;
}
