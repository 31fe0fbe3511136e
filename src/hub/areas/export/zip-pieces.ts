import { ZipWriter, configure } from '@zip.js/zip.js';
import type { Pieces } from './sheet-pieces.ts';

// Node has no workers of the web, and its own deflate is the fast one.
configure({ useWebWorkers: false });

/**
 * A zip file as it grows: `fill` adds the entries one after the other, and waits while nobody takes the bytes. What `fill` throws is
 * thrown to the reader; a reader who leaves ends it.
 */
export async function* piecesOf(fill: (zip: ZipWriter<unknown>) => Promise<void>): Pieces {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writing = (async () => {
    const zip = new ZipWriter(writable, { level: 6, keepOrder: true });
    try {
      await fill(zip);
      await zip.close();
    } catch (error) {
      await writable.abort(error).catch(() => undefined);
      throw error;
    }
  })();
  // It is awaited below, after the reader has heard of it.
  writing.catch(() => undefined);
  yield* readable;
  await writing;
}

/** Pieces as the library takes them: the next one is asked for when it is wanted. */
export function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return?.();
    },
  });
}
