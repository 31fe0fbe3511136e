import { paths } from '../../../shared/contract/http-paths.ts';
import type { ChunkSink, PutResult } from './chunk-sink.ts';

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
