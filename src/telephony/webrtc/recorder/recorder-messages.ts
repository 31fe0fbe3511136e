import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { RecorderEvent } from './recorder-event.ts';

/** Page → worker: one for each recording, with its ports. */
export interface StartOrder {
  readonly recordingId: RecordingId;
  /** `https://host:port` or `app://desk`, to which chunks are PUT; `null` = a self-test, whose chunks are thrown away. */
  readonly hostOrigin: string | null;
  /** Moment of `start`, by `performance.timeOrigin + performance.now()`. */
  readonly startedAtMs: number;
  readonly audio: MessagePort;
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
  /** The page could not build the audio graph. */
  | { readonly kind: 'graphFailed' }
  | { readonly kind: 'stop' };

/** Worker → page, over the recording's control port. */
export type SessionReport =
  | { readonly kind: 'event'; readonly event: RecorderEvent }
  | { readonly kind: 'askEnergy' }
  | { readonly kind: 'stopped'; readonly chunkCount: number; readonly durationMs: number }
  | { readonly kind: 'stopFailed'; readonly code: ErrorCode };
