import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { RecorderEvent } from './messages.ts';

/** Says `started` for bytes that are on disk, and `failed` when they are not there in time. Times are monotonic ms. */
export interface ProofOfLife {
  onStored(bytesOnDisk: number): void;
  /** A chunk could not be stored and will be tried again. */
  onTrouble(code: ErrorCode, nowMs: number): void;
  /** The recorder is beyond help; nothing takes this back. */
  onBroken(): void;
  onTick(nowMs: number): void;
}

export interface ProofOfLifeOptions {
  readonly recordingId: RecordingId;
  readonly startedAtMs: number;
  readonly emit: (event: RecorderEvent) => void;
}

/** First bytes must be on disk within this time of the answer. */
const startLimitMs = 1000;
/** The host may be away for so long (a restart) before the agent is told; chunks wait meanwhile. */
const awayLimitMs = 5000;

export function createProofOfLife({
  recordingId,
  startedAtMs,
  emit,
}: ProofOfLifeOptions): ProofOfLife {
  let isStarted = false;
  let isBroken = false;
  let told: ErrorCode | null = null;
  let troubleSince: number | null = null;

  const tellFailed = (code: ErrorCode) => {
    if (isBroken || told === code) return;
    told = code;
    emit({ kind: 'failed', code });
  };

  return {
    onStored: (bytesOnDisk) => {
      if (isBroken) return;
      emit({ kind: isStarted ? 'progress' : 'started', recordingId, bytesOnDisk });
      isStarted = true;
      told = null;
      troubleSince = null;
    },
    onTrouble: (code, nowMs) => {
      troubleSince ??= nowMs;
      if (code === 'recording.diskFull') tellFailed(code);
      else if (isStarted && nowMs - troubleSince >= awayLimitMs) {
        tellFailed('recording.writeFailed');
      }
    },
    onBroken: () => {
      tellFailed(isStarted ? 'recording.stopped' : 'recording.notStarted');
      isBroken = true;
    },
    onTick: (nowMs) => {
      if (isStarted || told !== null || nowMs - startedAtMs <= startLimitMs) return;
      tellFailed('recording.notStarted');
    },
  };
}
