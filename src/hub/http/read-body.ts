import type { IncomingMessage } from 'node:http';

/** A body that takes longer is no desk's: the desk itself gives up after 15 s. */
const bodyLimitMs = 30_000;

/** Why a body was not read to its end; `null` = the other side is gone and needs no answer. */
export type BodyFailure = 413 | 408 | null;

/**
 * Reads a whole body, counting while it comes: it is never held beyond `maxLength`. 413 when it is longer, 408 when it is not
 * there in `limitMs`.
 */
export function readBody(
  request: IncomingMessage,
  maxLength: number,
  limitMs = bodyLimitMs,
): Promise<{ readonly bytes: Buffer } | { readonly failure: BodyFailure }> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const finish = (failure?: BodyFailure): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', onEnd).off('close', onGone).off('error', onGone);
      // An error may still come, after nobody listens for the body any more.
      request.on('error', () => undefined);
      request.pause();
      resolve(failure === undefined ? { bytes: Buffer.concat(pieces) } : { failure });
    };
    const take = (piece: Buffer): void => {
      length += piece.byteLength;
      if (length > maxLength) finish(413);
      else pieces.push(piece);
    };
    const onEnd = (): void => finish();
    const onGone = (): void => finish(null);
    const timer = setTimeout(() => finish(408), limitMs);
    request.on('data', take).on('end', onEnd).on('close', onGone).on('error', onGone);
  });
}
