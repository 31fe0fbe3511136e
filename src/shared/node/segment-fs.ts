import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';

/** One open file, read and written at explicit positions. */
export interface SegmentHandle {
  read(position: number, byteLength: number): Promise<Uint8Array>;
  /** Writes all bytes or throws. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(byteLength: number): Promise<void>;
  /** `fdatasync`: the bytes are on stable storage when it resolves. */
  sync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** The file system as recordings need it; a port, so that tests can make each single operation fail. */
export interface SegmentFs {
  /** Fails with EEXIST when the file is there. */
  create(path: string): Promise<SegmentHandle>;
  openForReading(path: string): Promise<SegmentHandle>;
  openForWriting(path: string): Promise<SegmentHandle>;
  /** Makes the names in a folder durable; does nothing where folders cannot be synced (Windows). */
  syncFolder(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** The real file system. */
export function createNodeSegmentFs(): SegmentFs {
  return {
    create: async (path) =>
      wrap(await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600)),
    openForReading: async (path) => wrap(await open(path, 'r')),
    openForWriting: async (path) => wrap(await open(path, 'r+')),
    syncFolder,
    makeFolder: async (path) => {
      await mkdir(path, { recursive: true, mode: 0o700 });
    },
    list: readdir,
    exists: async (path) => {
      try {
        await stat(path);
        return true;
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return false;
        throw error;
      }
    },
    move: rename,
    remove: unlink,
  };
}

/** `ENOSPC` and the like of a caught error, or `null`. */
export function errnoOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** True when a file could not be written because there is no room for it. */
export function isDiskFull(error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === 'ENOSPC' || errno === 'EDQUOT';
}

function wrap(file: FileHandle): SegmentHandle {
  return {
    read: async (position, byteLength) => {
      // What is not filled is cut off below.
      const buffer = Buffer.allocUnsafeSlow(byteLength);
      let filled = 0;
      while (filled < byteLength) {
        const { bytesRead } = await file.read(
          buffer,
          filled,
          byteLength - filled,
          position + filled,
        );
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
    write: async (bytes, position) => {
      let written = 0;
      while (written < bytes.byteLength) {
        const left = bytes.byteLength - written;
        written += (await file.write(bytes, written, left, position + written)).bytesWritten;
      }
    },
    truncate: (byteLength) => file.truncate(byteLength),
    sync: () => file.datasync(),
    size: async () => (await file.stat()).size,
    close: () => file.close(),
  };
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
