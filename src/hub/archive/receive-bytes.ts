import { type Readable, Writable } from 'node:stream';
import type { SegmentFs, SegmentHandle } from '../../shared/node/segment-fs.ts';

export interface ReceiveInto {
  readonly path: string;
  /** Where the first byte goes: the end of what the file has. */
  readonly offset: number;
  /** Bytes that may come. */
  readonly maxLength: number;
}

export interface ReceiveWatch {
  /** Aborted: what has come is kept, the rest is left unread. */
  readonly signal: AbortSignal;
  /** The file has so many bytes now, in memory or on the disk. */
  readonly onWritten: (byteLength: number) => void;
}

export interface Received {
  /** How many bytes the file has now. */
  readonly byteLength: number;
  /** `cut`: the other side is gone, or the signal was aborted. `failed`: a write has, with `error`. */
  readonly end: 'whole' | 'cut' | 'tooLong' | 'failed';
  readonly error?: unknown;
  /**
   * The file is closed when this resolves; when `maxLength` bytes have come, they survive a power cut. Rejects when the disk
   * could not keep them: then nothing of the file may be trusted, also if a later sync succeeds.
   */
  readonly synced: Promise<void>;
}

/** Gathered before it is written: one piece of a socket (64 kB) for each write is twice the work. */
const pieceLength = 1024 * 1024;
/** What the disk is asked to keep while more arrives, so that little is left for the end. */
const syncLength = 4 * 1024 * 1024;

/** Writes a stream to a file as it comes. Rejects when the file cannot be opened. */
export async function receiveBytes(
  fs: Pick<SegmentFs, 'openForWriting'>,
  source: Readable,
  { path, offset, maxLength }: ReceiveInto,
  { signal, onWritten }: ReceiveWatch,
): Promise<Received> {
  const file = await fs.openForWriting(path);
  const sync = createSync(file);
  let byteLength = offset;
  let isTooLong = false;
  const limit = offset + maxLength;
  const write = async (piece: Buffer): Promise<void> => {
    const taken = piece.subarray(0, limit - byteLength);
    await file.write(taken, byteLength);
    byteLength += taken.byteLength;
    onWritten(byteLength);
    sync.wrote(taken.byteLength);
    isTooLong = taken.byteLength < piece.byteLength;
    if (isTooLong) throw new Error('more bytes than may come');
  };
  try {
    const end = await flow(source, gather(write), signal);
    return { byteLength, end, synced: sync.end(byteLength === limit) };
  } catch (error) {
    const synced = sync.end(isTooLong);
    return isTooLong
      ? { byteLength, end: 'tooLong', synced }
      : { byteLength, end: 'failed', error, synced };
  }
}

/** Hands on what has come meanwhile as one piece, which is good until its write is over. */
function gather(write: (piece: Buffer) => Promise<void>): Writable {
  let room: Buffer | null = null;
  const inTurn = async (chunks: readonly Buffer[]): Promise<void> => {
    room ??= Buffer.allocUnsafeSlow(pieceLength);
    let filled = 0;
    for (const chunk of chunks) {
      if (filled + chunk.byteLength > room.byteLength) {
        await write(room.subarray(0, filled));
        filled = 0;
      }
      if (chunk.byteLength > room.byteLength) await write(chunk);
      else filled += chunk.copy(room, filled);
    }
    if (filled > 0) await write(room.subarray(0, filled));
  };
  return new Writable({
    highWaterMark: pieceLength,
    write(chunk: Buffer, _encoding, done) {
      write(chunk).then(() => done(), done);
    },
    writev(chunks: readonly { readonly chunk: Buffer }[], done) {
      inTurn(chunks.map(({ chunk }) => chunk)).then(() => done(), done);
    },
  });
}

/** `pipeline` would destroy the source, and with it the connection on which the answer has to go. */
function flow(source: Readable, into: Writable, signal: AbortSignal): Promise<'whole' | 'cut'> {
  return new Promise((resolve, reject) => {
    let end: 'whole' | 'cut' = 'cut';
    const stop = (): void => {
      source.unpipe(into);
      into.end();
    };
    const leave = (): void => {
      source.off('end', onEnd).off('close', stop).off('error', stop);
      signal.removeEventListener('abort', stop);
    };
    const onEnd = (): void => {
      end = 'whole';
    };
    into.once('finish', () => {
      leave();
      resolve(end);
    });
    into.once('error', (error) => {
      leave();
      source.unpipe(into);
      reject(error);
    });
    source.on('end', onEnd).on('close', stop).on('error', stop);
    signal.addEventListener('abort', stop);
    if (source.destroyed || signal.aborted) stop();
    else source.pipe(into);
  });
}

/**
 * Syncs a file while it is written, one sync at a time; `end` closes it. By the handle that has written: Linux tells a failure
 * to write back once, and who opens the file later is not told again.
 */
function createSync(file: SegmentHandle) {
  let unsynced = 0;
  let running: Promise<void> | null = null;
  let failure: { readonly error: unknown } | null = null;
  const run = async (): Promise<void> => {
    unsynced = 0;
    try {
      await file.sync();
    } catch (error) {
      failure ??= { error };
    }
    running = null;
  };
  return {
    wrote(byteLength: number): void {
      unsynced += byteLength;
      if (unsynced >= syncLength) running ??= run();
    },
    async end(isComplete: boolean): Promise<void> {
      await running;
      if (isComplete) await run();
      await file.close();
      if (failure) throw failure.error;
    },
  };
}
