import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readTextIfThere, writeFileAtomically } from '../storage/atomic-file.ts';

/** The key that signs the loopback door's cookies, made on first use, readable by its owner only (mode 0600). */
export function readDoorKey(dataDirectory: string): Uint8Array {
  const file = join(dataDirectory, 'door.key');
  const kept = Buffer.from(readTextIfThere(file)?.trim() ?? '', 'hex');
  if (kept.length === 32) return kept;
  const key = randomBytes(32);
  writeFileAtomically(file, `${key.toString('hex')}\n`);
  return key;
}
