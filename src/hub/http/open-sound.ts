import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Recording } from '../../shared/domain/recordings/recording.ts';
import type { Logger } from '../../shared/logger.ts';
import {
  type OpenedSegment,
  type RecordingContent,
  readRecordingAudio,
  readRecordingContent,
} from '../../shared/node/recording-content.ts';
import type { HubKeyRing } from '../archive/hub-keys.ts';
import {
  type OpenedRecording,
  type StoredWhole,
  openRecording,
} from '../archive/open-recording.ts';
import type { QuietAudit } from '../areas/audit/quiet-audit.ts';
import { allowListening } from '../areas/recordings/allow-listening.ts';
import type { StoredSegment } from '../areas/recordings/recordings-repository.ts';
import type { SignedIn } from '../areas/session/authenticate.ts';
import type { HubStore } from '../storage/hub-store.ts';
import type { Turns } from './turns.ts';

export interface SoundDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly quietly: QuietAudit;
  readonly keys: HubKeyRing;
  readonly archiveFolder: string;
  /** A check reads the whole recording, and a player asks again for each place that somebody seeks. */
  readonly checks: Turns;
}

/** The sound of a recording, compared with what was received, to be decrypted piece by piece; the caller closes `recording`. */
export interface OpenedSound {
  readonly recording: OpenedRecording;
  readonly content: RecordingContent;
  readonly row: Recording | null;
  readonly segments: readonly StoredSegment[];
}

/**
 * Asks whether this user may hear the recording, which is in the audit before anything else happens, and opens it; `null` = nobody
 * waits for it any more. Throws `recording.notFound`, `recording.damaged`, `hub.forbidden`.
 */
export async function openSound(
  deps: SoundDeps,
  signedIn: SignedIn,
  { recordingId, isWanted }: { readonly recordingId: string; isWanted(): boolean },
): Promise<OpenedSound | null> {
  await allowListening(deps, signedIn, recordingId);
  const stored = await deps.store.recordings.get(recordingId);
  const segments = await deps.store.recordings.segments(recordingId);
  const row = stored?.recording ?? null;
  if (segments.length === 0) {
    // What came once and is not here any more is not the same as what never came.
    const hasCome = row !== null && row.uploadedBytes > 0;
    throw new AppError(hasCome ? 'recording.damaged' : 'recording.notFound');
  }
  const prepared = await deps.checks.run(signedIn.user.userId, async () =>
    // Who seeks hangs up and asks anew: what nobody waits for is not read.
    isWanted() ? prepare(deps, { recording: stored, segments }) : null,
  );
  return prepared && { ...prepared, row, segments };
}

/** The decrypted bytes from `start` to `end`, so many or a failure: `recording.damaged`, the file was changed under our hands. */
export function soundOf(
  opened: readonly OpenedSegment[],
  { start, end }: { readonly start: number; readonly end: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  return exactly(end - start, readRecordingAudio(opened, { start, end }));
}

async function prepare(
  deps: SoundDeps,
  whole: StoredWhole,
): Promise<Pick<OpenedSound, 'recording' | 'content'>> {
  const recording = await openRecording(deps, whole);
  try {
    return { recording, content: await readRecordingContent(recording.opened) };
  } catch (error) {
    await recording.close();
    throw error;
  }
}

/** Gives the pieces as long as they are as many bytes as promised. */
async function* exactly(
  byteLength: number,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let sent = 0;
  for await (const piece of pieces) {
    sent += piece.byteLength;
    yield piece;
  }
  if (sent !== byteLength) throw new AppError('recording.damaged');
}

/** How much is here is counted now: a row that is gone has taken its bytes along. */
export function asStored(
  recording: Recording | null,
  segments: readonly StoredSegment[],
): Recording | null {
  const uploadedBytes = segments.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return recording && { ...recording, uploadedBytes };
}

/** The desk has counted more bytes than have come, or has lost a part of them. */
export function isPartAway(recording: Recording | null): recording is Recording {
  if (recording === null || recording.state === 'writing') return false;
  return recording.state === 'damaged' || recording.uploadedBytes < recording.byteLength;
}
