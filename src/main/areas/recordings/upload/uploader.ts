import { AppError, errorCodeOf } from '../../../../shared/app-error.ts';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import { errnoOf } from '../../../../shared/node/segment-fs.ts';
import type { SegmentRow } from '../../../storage/recording-rows.ts';
import { jitter } from '../../../host/timers.ts';
import {
  firstBackoffMs,
  isHubWide,
  maxBackoffMs,
  noteFailure,
  syncSegment,
} from './sync-segment.ts';
import type { UploadStatus, UploaderDeps } from './uploader-deps.ts';
import { join } from 'node:path';
import { segmentFileName } from '../../../../shared/node/segment-format.ts';

/** Brings closed recordings to the hub, one at a time, for as long as it takes. */
export interface Uploader {
  /** Sends until `signal` aborts; a running upload is cut off and continued after the next start. */
  run(signal: AbortSignal): Promise<void>;
  /** A recording was closed, someone has signed in, or the network or the hub is back: try at once. */
  wake(): void;
}

/** With nothing to send: how often copies past their keeping time are looked for. */
const idleMs = 60_000;

export function createUploader(deps: UploaderDeps): Uploader {
  const { queries, clock, logger } = deps;
  let wakeUp = new AbortController();
  let hubFailures = 0;
  let error: ErrorCode | null = null;

  const rest = async (ms: number, signal: AbortSignal) => {
    await deps.timers.wait(ms, AbortSignal.any([signal, wakeUp.signal]));
    if (!wakeUp.signal.aborted) return;
    wakeUp = new AbortController();
    hubFailures = 0;
    await queries.wakeUploads();
  };

  const publish = async (uploading: UploadStatus['uploading']) => {
    deps.onStatus({ ...(await queries.uploadSummary()), uploading, error });
  };

  /** Sends one segment; gives the milliseconds to rest before the next. */
  const attempt = async (segment: SegmentRow, signal: AbortSignal): Promise<number> => {
    try {
      const { recordingsWaiting, lastSyncedAt } = await queries.uploadSummary();
      await syncSegment(deps, segment, {
        signal,
        onProgress: (sentBytes) => {
          const uploading = { sentBytes, totalBytes: segment.byteLength };
          deps.onStatus({ recordingsWaiting, lastSyncedAt, uploading, error });
        },
      });
      hubFailures = 0;
      error = null;
      return 0;
    } catch (failure) {
      if (signal.aborted) return 0;
      const code = failureCode(failure);
      if (!(failure instanceof AppError)) logger.error('upload.broken', { error: String(failure) });
      error = code;
      await noteFailure(deps, segment, code);
      if (!isHubWide(code)) return 0;
      hubFailures += 1;
      // The first failure may be a token that has just run out, or an upload the hub has let go: look again at once.
      return hubFailures === 1
        ? 0
        : jitter(hubFailures - 2, deps.random, firstBackoffMs, maxBackoffMs);
    }
  };

  /** Does the next thing there is to do; gives the milliseconds until there may be more. */
  const step = async (signal: AbortSignal): Promise<number> => {
    const segment = await queries.nextUpload();
    if (!segment) {
      error = null;
      await publish(null);
      await freeCopies(deps);
      return idleMs;
    }
    const dueIn = segment.nextTryAt - clock.now();
    // More than the longest pause: the PC's clock was set back.
    const pause = dueIn > 0 && dueIn <= maxBackoffMs ? dueIn : await attempt(segment, signal);
    if (pause > 0) await publish(null);
    return pause;
  };

  return {
    wake: () => wakeUp.abort(),
    run: async (signal) => {
      while (!signal.aborted) {
        let pause = firstBackoffMs;
        try {
          pause = await step(signal);
        } catch (failure) {
          logger.error('upload.stepFailed', { error: String(failure) });
        }
        if (pause > 0 && !signal.aborted) await rest(pause, signal);
      }
    },
  };
}

/** A file that is gone is a recording that is gone; anything else unexpected says nothing about the recording. */
function failureCode(failure: unknown): ErrorCode {
  return errnoOf(failure) === 'ENOENT' ? 'recording.notFound' : errorCodeOf(failure);
}

const sevenDaysMs = 7 * 24 * 3_600_000;

/** Removes local copies whose valid receipt is older than the keeping time. Nothing else ever removes a segment. */
async function freeCopies(
  deps: Pick<UploaderDeps, 'queries' | 'fs' | 'folder' | 'clock' | 'logger' | 'keepMs'>,
): Promise<void> {
  const now = deps.clock.now();
  const freeable = await deps.queries.freeableSegments(now - (deps.keepMs ?? sevenDaysMs));
  for (const { recordingId, segment } of freeable) {
    try {
      await deps.fs.remove(join(deps.folder, segmentFileName(recordingId, segment)));
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') {
        deps.logger.warn('upload.notFreed', { recordingId, segment, error: String(error) });
        continue;
      }
    }
    await deps.queries.setFreed(recordingId, segment, now);
    deps.logger.info('upload.freed', { recordingId, segment });
  }
}
