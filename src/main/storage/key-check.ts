import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Value beside the database that tells the right key from a wrong one without the key being derivable from it. */
function keyMark(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('hotline-desk-database-key').digest();
}

/** Remembers which key a new database file was made with. */
export function writeKeyCheck(file: string, key: Uint8Array): void {
  writeFileSync(`${file}.keycheck`, keyMark(key).toString('hex'), { mode: 0o600 });
}

/**
 * Was the database made with this key? `unknown` when nobody wrote it down. An encrypted page says "not a database" for a
 * wrong key and for damage alike; this is what tells them apart.
 */
export function checkKey(file: string, key: Uint8Array): 'right' | 'wrong' | 'unknown' {
  if (!existsSync(`${file}.keycheck`)) return 'unknown';
  const kept = Buffer.from(readFileSync(`${file}.keycheck`, 'utf8').trim(), 'hex');
  const own = keyMark(key);
  if (kept.length !== own.length) return 'unknown';
  return timingSafeEqual(kept, own) ? 'right' : 'wrong';
}
