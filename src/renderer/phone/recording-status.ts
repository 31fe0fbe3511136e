import type { RecordingLight } from '../../shared/domain/calls/call.ts';
import type { Levels } from '../../shared/domain/desk/desk-state.ts';
import type { CallId, RecordingId } from '../../shared/domain/ids.ts';
import type { RecordingEvent } from '../../shared/domain/recordings/recording.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { RecorderEvent } from '../../telephony/webrtc/recorder/messages.ts';

/** Five parts a second reach the disk; that there are more of them is looked at once in this time. */
const progressEveryMs = 1000;

export interface RecordingStatusDeps {
  readonly callId: CallId;
  readonly recordingId: RecordingId;
  readonly now: () => number;
  readonly onLight: (light: RecordingLight) => void;
  readonly onLevels: (levels: Levels) => void;
  readonly onReport: (event: RecordingEvent) => void;
}

/**
 * Turns what a recorder tells into the light of its call and into events that are never forgotten. Red stays red while
 * either side is silent or sound is lost, however many bytes are written.
 */
export function createRecordingStatus(deps: RecordingStatusDeps) {
  const { callId, recordingId } = deps;
  /** What is wrong with what is written: the sides that are silent, or both that lose sound. */
  const faults = new Map<string, ErrorCode>();
  /** Why nothing is stored; progress takes it back, and nothing else. */
  let failure: ErrorCode | null = null;
  let hasStarted = false;
  let bytesOnDisk = 0;
  let shownAt = -Infinity;

  const report = (kind: RecordingEvent['kind'], code: ErrorCode | null) =>
    deps.onReport({ recordingId, callId, at: deps.now(), kind, code });
  const show = () => {
    shownAt = deps.now();
    const code = failure ?? [...faults.values()].at(-1);
    deps.onLight(code ? { kind: 'failed', code } : { kind: 'recording', recordingId, bytesOnDisk });
  };
  const showProgress = (bytes: number) => {
    bytesOnDisk = bytes;
    const sinceMs = deps.now() - shownAt;
    if (failure === null && sinceMs >= 0 && sinceMs < progressEveryMs) return;
    failure = null;
    show();
  };

  return {
    handle(event: RecorderEvent): void {
      switch (event.kind) {
        case 'started':
          if (!hasStarted) report('started', null);
          hasStarted = true;
          return showProgress(event.bytesOnDisk);
        case 'progress':
          return showProgress(event.bytesOnDisk);
        case 'levels':
          return deps.onLevels({ callId, agent: event.agent, citizen: event.citizen });
        case 'silent':
          faults.set(event.side, event.code);
          report('silent', event.code);
          return show();
        case 'soundReturned':
          faults.delete(event.side);
          report('soundReturned', null);
          return show();
        // The marks in the recording tell of it for good.
        case 'losing':
          faults.set(event.kind, event.code);
          return show();
        case 'keeping':
          faults.delete('losing');
          return show();
        case 'failed':
          report(hasStarted ? 'stopped' : 'notStarted', event.code);
          failure = event.code;
          return show();
      }
    },
  };
}
