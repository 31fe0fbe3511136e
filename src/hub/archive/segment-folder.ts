import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { segmentFileName } from '../../shared/node/segment-format.ts';
import { createNodeSegmentFs, errnoOf } from '../../shared/node/segment-fs.ts';

/** Syncs a file and reads it again from its first byte: what counts is what is on the disk, not what was received. */
export async function syncAndHash(path: string): Promise<{ byteLength: number; sha256: string }> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  const hash = createHash('sha256');
  let byteLength = 0;
  for await (const bytes of createReadStream(path)) {
    hash.update(bytes);
    byteLength += bytes.length;
  }
  return { byteLength, sha256: hash.digest('hex') };
}

/** Where a segment lies below the archive folder: a folder per day (UTC) of the upload's begin, ids as name. */
export function archivePath(recordingId: string, segment: number, at: number): string {
  const day = new Date(at).toISOString().slice(0, 10);
  return join(day, segmentFileName(recordingId, segment));
}

/**
 * Gives the uploaded file its second name in the archive, durably. The first name stays until the database knows the
 * segment; a name left there by a crash in between is replaced. Only to be called for a segment that is not stored yet.
 */
export async function linkIntoArchive(
  from: string,
  archive: string,
  relative: string,
): Promise<void> {
  const path = join(archive, relative);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await link(from, path);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    await unlink(path);
    await link(from, path);
  }
  const { syncFolder } = createNodeSegmentFs();
  await syncFolder(dirname(path));
  await syncFolder(archive);
}
