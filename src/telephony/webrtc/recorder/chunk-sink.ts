import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

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
