import type { ErrorCode } from '../../error-codes.ts';
import type { CallId, RecordingId } from '../ids.ts';

/** Where a recording is on its way from the call to the hub. */
export type RecordingState = 'writing' | 'closed' | 'uploading' | 'synced' | 'damaged';

/** One logical recording = one answered call. Left channel is the agent, right channel the citizen. */
export interface Recording {
  readonly recordingId: RecordingId;
  readonly callId: CallId;
  readonly agentWorkNo: string;
  /** Moment of the answer; time 0 of the file. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Bytes of all encrypted segment files. */
  readonly byteLength: number;
  readonly state: RecordingState;
  /** Bytes the hub has confirmed so far. */
  readonly uploadedBytes: number;
  readonly syncedAt: number | null;
  /** Why it is not further than `state`, when something is wrong. */
  readonly error: ErrorCode | null;
}

/** A span or a moment on the recording's own time line. */
export interface RecordingMark {
  readonly kind: 'hold' | 'mute' | 'trackSwap' | 'gap' | 'silence';
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Why a recording is not whole. `missing` = sound that was recorded is not here · `damaged` = a place is not what was
 * written · `cut` = a file ends without its close record.
 */
export type RecordingFlaw = 'missing' | 'damaged' | 'cut';

/** What listening needs beside the sound: two peaks per 100 ms (0–100, agent and citizen) and the marks. */
export interface RecordingTimeline {
  readonly recordingId: RecordingId;
  readonly durationMs: number;
  readonly stepMs: number;
  readonly agentPeaks: readonly number[];
  readonly citizenPeaks: readonly number[];
  readonly marks: readonly RecordingMark[];
  /** Absent = whole. Each place has a `gap` mark. */
  readonly flaws?: readonly RecordingFlaw[] | undefined;
}

/** Something that happened to the recording of a call and must never be forgotten. */
export interface RecordingEvent {
  readonly recordingId: RecordingId;
  readonly callId: CallId;
  readonly at: number;
  readonly kind:
    | 'started'
    | 'notStarted'
    | 'stopped'
    | 'silent'
    | 'soundReturned'
    | 'finished'
    | 'recovered';
  readonly code: ErrorCode | null;
}
