import { link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { segmentFileName } from '../../shared/node/segment-format.ts';
import { createNodeSegmentFs, errnoOf } from '../../shared/node/segment-fs.ts';

/** Makes what was received safe from a power cut. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
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
  await Promise.all([syncFolder(dirname(path)), syncFolder(archive)]);
}
