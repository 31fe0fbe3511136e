import { createHash } from 'node:crypto';
import {
  encodeClose,
  frameHeaderLength,
  frameTagLength,
  maxChunkLength,
  sealFrame,
} from './segment-format.ts';
import type { SegmentHandle } from './segment-fs.ts';
import { readSegment, type SegmentFile } from './segment-reader.ts';

/** How a segment file stands after repair. */
export interface RepairedSegment {
  readonly nextSeq: number;
  readonly byteLength: number;
  /** Some frame inside is not what was written, or there is a tail that no crash explains. Nothing was cut then. */
  readonly damaged: boolean;
  /** The close frame was missing and has been added. */
  readonly recovered: boolean;
}

/**
 * Closes a segment that a crash left open: cuts the unfinished frame at its end, appends the close frame, syncs.
 * A file that is already closed is only read. Bytes that a crash does not explain are never touched.
 * Fails with errors of the file system only.
 */
export async function repairSegment(file: SegmentFile, key: Uint8Array): Promise<RepairedSegment> {
  let nextSeq = file.header.firstSeq;
  let goodEnd = file.headerLength;
  let damaged = false;
  let closed = false;
  for await (const item of readSegment(file, key)) {
    const end = item.offset + item.byteLength;
    if (closed || item.kind === 'damaged') damaged = true;
    else if (item.kind === 'cut') damaged ||= !(await isCrashTail(file, item.offset));
    if (item.kind === 'chunk' || item.kind === 'close') goodEnd = end;
    if (item.kind === 'chunk') nextSeq = item.seq + 1;
    if (item.kind === 'close') closed = true;
  }
  if (closed || damaged) return { nextSeq, byteLength: file.byteLength, damaged, recovered: false };
  const plain = encodeClose({ nextSeq, reason: 'recovered' });
  const frame = sealFrame(key, file.digest, { kind: 'close', seq: nextSeq, plain });
  await file.handle.truncate(goodEnd);
  await file.handle.write(frame, goodEnd);
  await file.handle.sync();
  return { nextSeq, byteLength: goodEnd + frame.byteLength, damaged: false, recovered: true };
}

/** Lower-case hex SHA-256 of a whole file and its length, read back from disk. */
export async function hashSegment(
  handle: SegmentHandle,
): Promise<{ readonly sha256: string; readonly byteLength: number }> {
  const hash = createHash('sha256');
  const step = 256 * 1024;
  let byteLength = 0;
  for (;;) {
    const bytes = await handle.read(byteLength, step);
    if (bytes.byteLength === 0) return { sha256: hash.digest('hex'), byteLength };
    hash.update(bytes);
    byteLength += bytes.byteLength;
  }
}

/** A crash or power cut leaves part of one frame, or zeros (blocks that were allotted but never written). */
async function isCrashTail(file: SegmentFile, offset: number): Promise<boolean> {
  const longestFrame = frameHeaderLength + maxChunkLength + frameTagLength;
  if (file.byteLength - offset <= longestFrame) return true;
  const step = 256 * 1024;
  for (let at = offset; at < file.byteLength; at += step) {
    const bytes = await file.handle.read(at, step);
    if (bytes.some((byte) => byte !== 0)) return false;
  }
  return true;
}
