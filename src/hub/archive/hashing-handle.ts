import { createHash } from 'node:crypto';
import type { SegmentHandle } from '../../shared/node/segment-fs.ts';

/** A file that is hashed by the way. */
export interface HashingHandle {
  readonly handle: SegmentHandle;
  /** Lower-case hex SHA-256 of the whole file; reads what nobody has read in order. */
  finish(): Promise<string>;
}

const pieceLength = 256 * 1024;

/** Hashes what somebody else reads of a file, each byte once and in order: reading it a second time costs as much again. */
export function createHashingHandle(file: SegmentHandle): HashingHandle {
  const hash = createHash('sha256');
  let hashed = 0;
  const read = async (position: number, byteLength: number): Promise<Uint8Array> => {
    const bytes = await file.read(position, byteLength);
    const end = position + bytes.byteLength;
    if (position <= hashed && end > hashed) {
      hash.update(bytes.subarray(hashed - position));
      hashed = end;
    }
    return bytes;
  };
  return {
    handle: { ...file, read },
    async finish() {
      while ((await read(hashed, pieceLength)).byteLength > 0);
      return hash.digest('hex');
    },
  };
}
