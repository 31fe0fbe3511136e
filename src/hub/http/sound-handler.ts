import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/app-error.ts';
import type { Recording } from '../../shared/domain/recordings/recording.ts';
import { withDamagedPart, withMissingPart } from '../../shared/node/recording-content.ts';
import type { OpenedRecording } from '../archive/open-recording.ts';
import type { SignedIn } from '../areas/session/authenticate.ts';
import { parseRange } from '../../shared/node/byte-range.ts';
import {
  type OpenedSound,
  type SoundDeps,
  asStored,
  isPartAway,
  openSound,
  soundOf,
} from './open-sound.ts';

const route = /^\/recordings\/([0-9a-f-]{36})\/(audio|timeline)$/;

/** Which recording a request is about; `''` = none. */
export function recordingIdOf({ url = '' }: Pick<IncomingMessage, 'url'>): string {
  return route.exec(url)?.[1] ?? '';
}

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
  const isWanted = () => !response.destroyed;
  const prepared = await openSound(deps, signedIn, { recordingId, isWanted });
  if (!prepared) return null;
  const { row, segments } = prepared;
  try {
    if (what === 'audio') await sendAudio(response, prepared, request.headers.range);
    else sendTimeline(response, prepared, { recordingId, recording: asStored(row, segments) });
  } finally {
    await prepared.recording.close();
  }
  return prepared.recording.leftOut.length === 0;
}

function sendTimeline(
  response: ServerResponse,
  { recording: read, content }: OpenedSound,
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
  { recording: { opened }, content: { audioByteLength } }: OpenedSound,
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
    const sound = soundOf(opened, { start, end });
    await pipeline(Readable.from(sound), response);
  } catch (error) {
    // A player that seeks hangs up in the middle; that is no failure.
    if (!response.destroyed) throw error;
  }
}

/** How long the recording should be, when its last file is left out; else `null`. */
function lostEnd({ opened, leftOut }: OpenedRecording, recording: Recording | null): number | null {
  const last = Math.max(...opened.map(({ file }) => file.header.segment));
  return leftOut.some((segment) => segment > last) ? (recording?.durationMs ?? 0) : null;
}
