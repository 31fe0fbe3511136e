import type { CallId, RecordingId } from '../../../shared/domain/ids.ts';
import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import type { RecorderEvent } from './messages.ts';

/** One call's recorder. Its time line is the call's: missing input is written as silence, never left out. */
export interface CallRecorder {
  /** A swap of either track, or `null` for none, moves nothing on the time line. */
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

/** Made once per phone page: a worker that is there already makes the first chunk fast. */
export interface CallRecorderFactory {
  /** Starts at once; `started` follows within 1 s when the first bytes are on disk, else `failed`. */
  start(options: CallRecorderOptions): CallRecorder;
  /**
   * Makes pages out of test sound by the same way, worker and encoder, and throws them away. Rejects with
   * `recording.notStarted` when none come within some seconds, with `recording.silent` when they hold no sound.
   */
  prove(): Promise<void>;
  close(): Promise<void>;
}
