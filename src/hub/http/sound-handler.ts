import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Recording } from '../../shared/domain/recordings/recording.ts';
import type { Logger } from '../../shared/logger.ts';
import {
  type RecordingContent,
  readRecordingAudio,
  readRecordingContent,
  withDamagedPart,
  withMissingPart,
} from '../../shared/node/recording-content.ts';
import type { HubKeyRing } from '../archive/hub-keys.ts';
import {
  type OpenedRecording,
  type StoredWhole,
  openRecording,
} from '../archive/open-recording.ts';
import type { SignedIn } from '../areas/session/authenticate.ts';
import type { QuietAudit } from '../areas/audit/quiet-audit.ts';
import { allowListening } from '../areas/recordings/allow-listening.ts';
import type { HubStore } from '../storage/hub-store.ts';
import type { StoredSegment } from '../areas/recordings/recordings-repository.ts';
import { parseRange } from '../../shared/node/byte-range.ts';
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

const route = /^\/recordings\/([0-9a-f-]{36})\/(audio|timeline)$/;

/**
 * `GET /recordings/{id}/audio` (with `Range`) and `/timeline`: role-checked, audited, compared with what was received,
 * then decrypted piece by piece in memory. Says whether all files are what was received; `null` = who asked has hung up
 * before they were read. Throws `AppError` for every refusal.
 */
export async function handleSound(
  deps: SoundDeps,
  {
    request,
    response,
    signedIn,
  }: { request: IncomingMessage; response: ServerResponse; signedIn: SignedIn },
): Promise<boolean | null> {
  const [, recordingId, what] = route.exec(request.url ?? '') ?? [];
  if (recordingId === undefined) throw new AppError('recording.notFound');
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
    response.destroyed ? null : prepare(deps, { recording: stored, segments }),
  );
  if (!prepared) return null;
  try {
    if (what === 'audio') await sendAudio(response, prepared, request.headers.range);
    else sendTimeline(response, prepared, { recordingId, recording: asStored(row, segments) });
  } finally {
    await prepared.recording.close();
  }
  return prepared.recording.leftOut.length === 0;
}

interface Prepared {
  readonly recording: OpenedRecording;
  readonly content: RecordingContent;
}

async function prepare(deps: SoundDeps, whole: StoredWhole): Promise<Prepared> {
  const recording = await openRecording(deps, whole);
  try {
    return { recording, content: await readRecordingContent(recording.opened) };
  } catch (error) {
    await recording.close();
    throw error;
  }
}

function sendTimeline(
  response: ServerResponse,
  { recording: read, content }: Prepared,
  {
    recordingId,
    recording,
  }: { readonly recordingId: string; readonly recording: Recording | null },
): void {
  const { timeline: heard } = content;
  const told = read.leftOut.length === 0 ? heard : withDamagedPart(heard, lostEnd(read, recording));
  const timeline = isPartAway(recording) ? withMissingPart(told, recording.durationMs) : told;
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  // One that is kept apart has another id here than in its file.
  response.end(JSON.stringify({ ...timeline, recordingId }));
}

async function sendAudio(
  response: ServerResponse,
  { recording: { opened }, content: { audioByteLength } }: Prepared,
  rangeHeader: string | undefined,
): Promise<void> {
  const part = parseRange(rangeHeader, audioByteLength);
  if (part === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${audioByteLength}` }).end();
    return;
  }
  const { start, end } = part ?? { start: 0, end: audioByteLength };
  response.writeHead(part ? 206 : 200, {
    'content-type': 'audio/ogg; codecs=opus',
    'content-length': end - start,
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    ...(part ? { 'content-range': `bytes ${start}-${end - 1}/${audioByteLength}` } : {}),
  });
  try {
    const sound = exactly(end - start, readRecordingAudio(opened, { start, end }));
    await pipeline(Readable.from(sound), response);
  } catch (error) {
    // A player that seeks hangs up in the middle; that is no failure.
    if (!response.destroyed) throw error;
  }
}

/** Gives the pieces, and fails when they are not as many bytes as promised: the file was changed under our hands. */
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

/** How long the recording should be, when its last file is left out; else `null`. */
function lostEnd({ opened, leftOut }: OpenedRecording, recording: Recording | null): number | null {
  const last = Math.max(...opened.map(({ file }) => file.header.segment));
  return leftOut.some((segment) => segment > last) ? (recording?.durationMs ?? 0) : null;
}

/** How much is here is counted now: a row that is gone has taken its bytes along. */
function asStored(
  recording: Recording | null,
  segments: readonly StoredSegment[],
): Recording | null {
  const uploadedBytes = segments.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return recording && { ...recording, uploadedBytes };
}

/** The desk has counted more bytes than have come, or has lost a part of them. */
function isPartAway(recording: Recording | null): recording is Recording {
  if (recording === null || recording.state === 'writing') return false;
  return recording.state === 'damaged' || recording.uploadedBytes < recording.byteLength;
}
