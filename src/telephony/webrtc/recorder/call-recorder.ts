import type { CallId, RecordingId } from '../../../shared/domain/ids.ts';
import type { RecordingMark } from '../../../shared/domain/recording.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** Where chunks go: the host, by PUT. Resolves when the chunk is durably on disk; rejects with a `recording.*` AppError. */
export interface ChunkSink {
  put(recordingId: RecordingId, seq: number, chunk: Uint8Array): Promise<void>;
}

/** What a recorder tells about itself. `levels` come ten times a second, 0–100. */
export type RecorderEvent =
  | { readonly kind: 'started'; readonly recordingId: RecordingId; readonly bytesOnDisk: number }
  | { readonly kind: 'progress'; readonly recordingId: RecordingId; readonly bytesOnDisk: number }
  | { readonly kind: 'levels'; readonly agent: number; readonly citizen: number }
  /** Sound arrives in packets but the recorded channel is digital silence, or it came back. */
  | { readonly kind: 'silent'; readonly side: 'agent' | 'citizen'; readonly code: ErrorCode }
  | { readonly kind: 'soundReturned'; readonly side: 'agent' | 'citizen' }
  /** The recorder cannot go on, or has not proven itself within 1 s. The call goes on. */
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** One call's recorder. Its time line is the call's: missing input is written as silence, never left out. */
export interface CallRecorder {
  /** A swap of either track, or `null` for none, changes nothing in the graph and leaves neither a hole nor a stop. */
  setMicrophone(track: MediaStreamTrack | null): void;
  setRemote(track: MediaStreamTrack | null): void;
  /** Begins or ends a marked span (hold, mute) at the current time of the file. */
  beginMark(kind: RecordingMark['kind']): void;
  endMark(kind: RecordingMark['kind']): void;
  /** Flushes; resolves when the last chunk is durable. */
  stop(): Promise<{ readonly chunkCount: number; readonly durationMs: number }>;
}

export interface CallRecorderOptions {
  readonly recordingId: RecordingId;
  readonly callId: CallId;
  readonly microphone: MediaStreamTrack | null;
  readonly remote: MediaStreamTrack | null;
  /** Total audio energy received so far (`inbound-rtp.totalAudioEnergy`), to notice a silent recording; `null` unknown. */
  readonly receivedEnergy: () => Promise<number | null>;
  readonly onEvent: (event: RecorderEvent) => void;
}

/** Made once per phone page; opening the audio graph early makes the first chunk fast. */
export interface CallRecorderFactory {
  /** Starts at once; `started` follows within 1 s when the first bytes are on disk, else `failed`. */
  start(options: CallRecorderOptions): CallRecorder;
  close(): Promise<void>;
}
