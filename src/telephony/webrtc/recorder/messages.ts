import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import type { Side } from './call-line.ts';

/** What a recorder tells about itself. `levels` come ten times a second, 0–100. */
export type RecorderEvent =
  | { readonly kind: 'started'; readonly recordingId: RecordingId; readonly bytesOnDisk: number }
  | { readonly kind: 'progress'; readonly recordingId: RecordingId; readonly bytesOnDisk: number }
  | { readonly kind: 'levels'; readonly agent: number; readonly citizen: number }
  /** Sound arrives in packets but the recorded channel is digital silence, or it came back. */
  | { readonly kind: 'silent'; readonly side: 'agent' | 'citizen'; readonly code: ErrorCode }
  | { readonly kind: 'soundReturned'; readonly side: 'agent' | 'citizen' }
  /** Sound of the last seconds is lost, the computer being too busy (`recording.losing`), or none was for ten seconds. */
  | { readonly kind: 'losing'; readonly code: ErrorCode }
  | { readonly kind: 'keeping' }
  /**
   * Not proven within 1 s (`recording.notStarted`), the host cannot store (`recording.diskFull`, `recording.writeFailed`)
   * or the recorder is broken (`recording.stopped`). The call goes on. Except for `recording.stopped` the recorder keeps
   * its chunks and goes on trying: a later `started` or `progress` takes the failure back.
   */
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** Page → worker: one for each recording, with its port. */
export interface StartOrder {
  readonly recordingId: RecordingId;
  /** `https://host:port` or `app://desk`, to which chunks are PUT; `null` = a self-test, whose chunks are thrown away. */
  readonly hostOrigin: string | null;
  /** Moment of `start`, by `recorder-clock.ts`. */
  readonly startedAtMs: number;
  readonly control: MessagePort;
}

/** Page → worker, for all recordings: chunks leave only while the page knows that it is the host who takes them. */
export interface HostKnownOrder {
  readonly isHostKnown: boolean;
}

/** Page → worker, over the recording's control port. */
export type SessionOrder =
  | { readonly kind: 'beginMark'; readonly mark: RecordingMark['kind'] }
  | { readonly kind: 'endMark'; readonly mark: RecordingMark['kind'] }
  /** Answer to `askEnergy`. */
  | { readonly kind: 'energy'; readonly energy: number | null }
  /** A side's sound from `atMs` on, on the clock of `startedAtMs`; `null` = none. */
  | {
      readonly kind: 'track';
      readonly side: Side;
      readonly sound: ReadableStream<AudioData> | null;
      readonly atMs: number;
    }
  /** The page could not get at the sound. */
  | { readonly kind: 'soundFailed' }
  /** Moment of the end, on the clock of `startedAtMs`: the order itself may come late. */
  | { readonly kind: 'stop'; readonly endedAtMs: number };

/** Worker → page, over the recording's control port. */
export type SessionReport =
  | { readonly kind: 'event'; readonly event: RecorderEvent }
  | { readonly kind: 'askEnergy' }
  | { readonly kind: 'stopped'; readonly chunkCount: number; readonly durationMs: number }
  | { readonly kind: 'stopFailed'; readonly code: ErrorCode };
