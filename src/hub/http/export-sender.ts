import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { AppError } from '../../shared/app-error.ts';
import type { ExportEnd, ExportProgress } from '../../shared/contract/exports/schemas.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { encodeFrame } from '../../shared/export-frames.ts';

const longestFrame = 64 * 1024;
/** Between two words on how far it is. */
const progressMs = 250;

export type ExportSender = ReturnType<typeof createSender>;

/** Frames into an answer, at the pace of who takes them. Who takes nothing for `stallMs` is cut off: `export.cut`. */
export function createSender(response: ServerResponse, stallMs: number) {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const drained = async () => {
    const stalled = setTimeout(() => response.destroy(), stallMs);
    try {
      await once(response, 'drain', { signal: gone.signal });
    } catch {
      throw new AppError('export.cut');
    } finally {
      clearTimeout(stalled);
    }
  };
  const put = async (frame: Uint8Array) => {
    if (gone.signal.aborted) throw new AppError('export.cut');
    if (!response.headersSent)
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'cache-control': 'no-store',
      });
    if (!response.write(frame)) await drained();
  };
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    signal: gone.signal,
    async bytes(piece: Uint8Array) {
      for (let at = 0; at < piece.byteLength; at += longestFrame)
        await put(encodeFrame('bytes', piece.subarray(at, at + longestFrame)));
    },
    async progress(progress: ExportProgress) {
      const now = performance.now();
      const isFirst = progress.total !== null && progress.done === 0;
      if (now - toldAt < progressMs && !isFirst && progress.done !== progress.total) return;
      toldAt = now;
      await put(encodeFrame('progress', json(progress)));
    },
    end: (end: ExportEnd) => put(encodeFrame('end', json(end))),
    async fail(code: ErrorCode) {
      if (!gone.signal.aborted) await put(encodeFrame('failure', json({ code })));
    },
  };
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
