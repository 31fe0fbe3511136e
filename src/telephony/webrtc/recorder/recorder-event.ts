import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** What a recorder tells about itself. `levels` come ten times a second, 0–100. */
export type RecorderEvent =
  | { readonly kind: 'started'; readonly recordingId: RecordingId; readonly bytesOnDisk: number }
  | { readonly kind: 'progress'; readonly recordingId: RecordingId; readonly bytesOnDisk: number }
  | { readonly kind: 'levels'; readonly agent: number; readonly citizen: number }
  /** Sound arrives in packets but the recorded channel is digital silence, or it came back. */
  | { readonly kind: 'silent'; readonly side: 'agent' | 'citizen'; readonly code: ErrorCode }
  | { readonly kind: 'soundReturned'; readonly side: 'agent' | 'citizen' }
  /**
   * Not proven within 1 s (`recording.notStarted`), the host cannot store (`recording.diskFull`, `recording.writeFailed`)
   * or the recorder is broken (`recording.stopped`). The call goes on. Except for `recording.stopped` the recorder keeps
   * its chunks and goes on trying: a later `started` or `progress` takes the failure back.
   */
  | { readonly kind: 'failed'; readonly code: ErrorCode };
