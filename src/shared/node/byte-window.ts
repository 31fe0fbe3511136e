import type { SegmentHandle } from './segment-fs.ts';

/** Forward reading of a file through one buffered block. */
export interface ByteWindow {
  /** Bytes from `offset`; fewer than asked at the end of the file. Valid until the next call. */
  at(offset: number, byteLength: number): Promise<Uint8Array>;
  /** First place of `pattern` at or after `from`, or `null`. */
  find(pattern: Uint8Array, from: number): Promise<number | null>;
}

const blockLength = 256 * 1024;

/** `byteLength` is the end of what may be read. */
export function createByteWindow(handle: SegmentHandle, byteLength: number): ByteWindow {
  let start = 0;
  let block: Buffer = Buffer.alloc(0);

  const at = async (offset: number, wanted: number): Promise<Buffer> => {
    const length = Math.max(0, Math.min(wanted, byteLength - offset));
    if (offset < start || offset + length > start + block.byteLength) {
      const size = Math.min(Math.max(length, blockLength), byteLength - offset);
      const read = await handle.read(offset, Math.max(0, size));
      block = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
      start = offset;
    }
    return block.subarray(offset - start, offset - start + length);
  };

  const find = async (pattern: Uint8Array, from: number): Promise<number | null> => {
    for (let offset = from; offset + pattern.byteLength <= byteLength;) {
      const bytes = await at(offset, Math.min(blockLength, byteLength - offset));
      if (bytes.byteLength < pattern.byteLength) return null;
      const found = bytes.indexOf(pattern);
      if (found >= 0) return offset + found;
      offset += bytes.byteLength - pattern.byteLength + 1;
    }
    return null;
  };

  return { at, find };
}
