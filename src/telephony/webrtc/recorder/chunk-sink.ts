import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { paths } from '../../../shared/contract/http-paths.ts';

/** What came of one attempt to store a chunk. */
export type PutResult =
  /** Durably on disk. */
  | { readonly kind: 'stored' }
  /** The host misses a chunk before this one. */
  | { readonly kind: 'gap'; readonly expectedSeq: number }
  /** Not stored. `retry: false`: the host will never take this chunk. */
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly retry: boolean };

/** Where chunks go: the host, by PUT. Never rejects. */
export interface ChunkSink {
  put(recordingId: RecordingId, seq: number, chunk: Uint8Array): Promise<PutResult>;
}

/** Takes chunks and keeps none: for the self-test, which must not touch the disk. */
export const discardingSink: ChunkSink = { put: async () => ({ kind: 'stored' }) };

const timeoutMs = 10_000;

/**
 * Sends chunks to the host by PUT (`shared/contract/http-paths.ts`). Runs in the page and in the worker alike.
 * 404 is worth another try: the PUT may overtake the `begin` of its recording.
 */
export function createFetchChunkSink(hostOrigin: string, doFetch: typeof fetch): ChunkSink {
  return {
    put: async (recordingId, seq, chunk) => {
      try {
        const response = await doFetch(hostOrigin + paths.chunk(recordingId, seq), {
          method: 'PUT',
          headers: { 'content-type': 'application/octet-stream' },
          body: new Uint8Array(chunk),
          credentials: 'same-origin',
          cache: 'no-store',
          signal: AbortSignal.timeout(timeoutMs),
        });
        return resultOf(response);
      } catch {
        return { kind: 'failed', code: 'ipc.disconnected', retry: true };
      }
    },
  };
}

function resultOf(response: Response): PutResult {
  if (response.ok) return { kind: 'stored' };
  if (response.status === 409) {
    const expectedSeq = Number.parseInt(response.headers.get('x-expected-seq') ?? '', 10);
    if (Number.isInteger(expectedSeq)) return { kind: 'gap', expectedSeq };
  }
  if (response.status === 507) return { kind: 'failed', code: 'recording.diskFull', retry: true };
  const hopeless = response.status === 400 || response.status === 413;
  return { kind: 'failed', code: 'recording.writeFailed', retry: !hopeless };
}
