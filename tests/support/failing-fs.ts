import type { SegmentFs, SegmentHandle } from '../../src/shared/node/segment-fs.ts';

export interface FailingFs {
  readonly fs: SegmentFs;
  /** From now on the operation with this number fails (0 = the next), and `count - 1` after it. */
  failAt(operation: number, errno: string, count?: number): void;
  /** Operations that change the disk, since `failAt`. */
  operations(): number;
}

/** A file system whose n-th changing operation fails. A failing write leaves half its bytes, as a full disk does. */
export function createFailingFs(real: SegmentFs): FailingFs {
  let first = Infinity;
  let count = 1;
  let errno = 'EIO';
  let operations = 0;

  const step = async <T>(
    work: () => Promise<T>,
    half: () => Promise<unknown> = async () => null,
  ) => {
    const isFailing = operations >= first && operations < first + count;
    operations += 1;
    if (!isFailing) return work();
    await half();
    throw Object.assign(new Error(errno), { code: errno });
  };
  const wrap = (handle: SegmentHandle): SegmentHandle => ({
    ...handle,
    write: (bytes, position) =>
      step(
        () => handle.write(bytes, position),
        () => handle.write(bytes.subarray(0, bytes.byteLength / 2), position),
      ),
    truncate: (byteLength) => step(() => handle.truncate(byteLength)),
    sync: () => step(() => handle.sync()),
  });
  return {
    fs: {
      ...real,
      create: (path) => step(async () => wrap(await real.create(path))),
      openForWriting: async (path) => wrap(await real.openForWriting(path)),
      syncFolder: (path) => step(() => real.syncFolder(path)),
    },
    failAt: (operation, code, times = 1) => {
      first = operation;
      count = times;
      errno = code;
      operations = 0;
    },
    operations: () => operations,
  };
}
