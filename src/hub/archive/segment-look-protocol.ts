import type { InspectedSegment } from './inspect-segment.ts';
import type { SegmentMetadata } from './upload-metadata.ts';

/** A file that is looked at: all its bytes are there, or still arriving. */
export interface LookedAt {
  readonly path: string;
  /** The announced length. */
  readonly byteLength: number;
  readonly metadata: SegmentMetadata;
}

/** What a file came to, read again from its first byte to its last. */
export interface LookResult {
  readonly sha256: string;
  /** What can be played of it, or why it is no recording that a receipt could be given for. */
  readonly content: InspectedSegment | { readonly rejected: string };
}

/** What the thread is given at its start. */
export interface LookWorkerData {
  readonly wrapPrivateKeyPem: string;
}

/** What the thread is told; `id` names one look. */
export type LookOrder =
  | {
      readonly kind: 'begin';
      readonly id: number;
      readonly file: LookedAt;
      readonly arrivedBytes: number;
    }
  | { readonly kind: 'arrived'; readonly id: number; readonly byteLength: number }
  | { readonly kind: 'drop'; readonly id: number }
  | { readonly kind: 'close' };

/** What it answers: once for each look that was not dropped. */
export type LookAnswer =
  | { readonly kind: 'read'; readonly id: number; readonly result: LookResult }
  /** The disk, or the thread, could not: that says nothing about the file. */
  | { readonly kind: 'failed'; readonly id: number; readonly error: string };
