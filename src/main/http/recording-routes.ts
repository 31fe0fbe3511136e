import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import { idSchema } from '../../shared/contract/base-schemas.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { RecordingId } from '../../shared/domain/ids.ts';
import type { Recording } from '../../shared/domain/recordings/recording.ts';
import { type User, mayListen } from '../../shared/domain/session/user.ts';
import type { RecordingsService } from '../areas/recordings/recordings-service.ts';
import type { LocalAudio } from '../areas/recordings/read-recording.ts';
import { parseRange } from '../../shared/node/byte-range.ts';
import { readBody } from './read-body.ts';
import { answer } from './security-headers.ts';
import { streamOf } from './stream-of.ts';

/** What the routes ask of the recording service. */
export type RecordingBytes = Pick<RecordingsService, 'appendChunk' | 'openAudio' | 'timeline'>;

export interface RecordingRoutes {
  putChunk(request: Request, recordingId: RecordingId, seq: number): Promise<Response>;
  getAudio(request: Request, recordingId: RecordingId): Promise<Response>;
  getTimeline(recordingId: RecordingId): Promise<Response>;
}

/** A chunk is about a second of sound; ten seconds of stereo Opus are far below this. */
export const maxChunkBytes = 1024 * 1024;

export function createRecordingRoutes(deps: {
  readonly recordings: RecordingBytes;
  /** Row of a recording of this desk; `null` for others. */
  readonly findRow: (recordingId: RecordingId) => Promise<Recording | null>;
  readonly user: () => User | null;
  /** Asks the hub in the user's name, who checks the role and logs it. Throws `hub.*`. */
  readonly fetchFromHub: (path: string, headers: Record<string, string>) => Promise<Response>;
}): RecordingRoutes {
  const { recordings } = deps;
  /**
   * Is it this person's own recording, and here? Anybody else hears it from the hub alone, even at this desk: the hub
   * decides and keeps the log of who has listened.
   */
  const isOwnHere = async (recordingId: RecordingId) => {
    const user = deps.user();
    if (!user) throw new AppError('hub.sessionExpired');
    const row = await deps.findRow(recordingId);
    return row !== null && user.role !== 'admin' && row.agentWorkNo === user.workNo;
  };
  /** The hub's answer. It also refuses whom we would refuse, and so the refusal is in its audit. */
  const fromHub = async (
    recordingId: RecordingId,
    path: string,
    headers: Record<string, string>,
  ): Promise<Response> => {
    const user = deps.user();
    const row = await deps.findRow(recordingId);
    const isRefused = user?.role === 'admin' || (row && user && !mayListen(user, row.agentWorkNo));
    if (!isRefused) return passOn(await deps.fetchFromHub(path, headers));
    try {
      const response = await deps.fetchFromHub(path, {});
      await response.body?.cancel();
    } catch {
      // The hub is away: refused all the same.
    }
    throw new AppError('hub.forbidden');
  };
  /** What is read here; `null` = ask the hub, also when the own copy has rotted since the hub has taken it. */
  const hereOrNull = async <T>(recordingId: RecordingId, read: () => Promise<T | null>) => {
    if (!(await isOwnHere(recordingId))) return null;
    try {
      return await read();
    } catch (error) {
      const isAtHub = (await deps.findRow(recordingId))?.state === 'synced';
      if (isAtHub && errorCodeOf(error) === 'recording.damaged') return null;
      throw error;
    }
  };
  return {
    async putChunk(request, recordingId, seq) {
      const chunk = await readBody(request.body, maxChunkBytes);
      if (chunk === 'tooLong') return answer(413);
      if (chunk === 'cut' || chunk.byteLength === 0) throw new AppError('input.invalid');
      const outcome = await recordings.appendChunk(recordingId, seq, chunk);
      if (outcome.kind === 'stored') return answer(204);
      return answer(409, null, { 'x-expected-seq': String(outcome.expectedSeq) });
    },
    async getAudio(request, recordingId) {
      const audio = await hereOrNull(recordingId, () => recordings.openAudio(recordingId));
      const range = request.headers.get('range');
      if (audio) return audioAnswer(audio, range);
      return fromHub(recordingId, paths.audio(recordingId), range === null ? {} : { range });
    },
    async getTimeline(recordingId) {
      const timeline = await hereOrNull(recordingId, () => recordings.timeline(recordingId));
      if (timeline)
        return answer(200, JSON.stringify(timeline), { 'content-type': 'application/json' });
      return fromHub(recordingId, paths.timeline(recordingId), {});
    },
  };
}

/** The recording path that this is, or `null`. */
export function matchRecordingPath(
  pathname: string,
):
  | { kind: 'chunk'; recordingId: string; seq: number }
  | { kind: 'audio' | 'timeline'; recordingId: string }
  | null {
  const match = /^\/recordings\/([0-9a-f-]{36})\/(?:(audio|timeline)|chunks\/(\d{1,9}))$/.exec(
    pathname,
  );
  const [, recordingId, kind, seq] = match ?? [];
  if (recordingId === undefined || !idSchema.safeParse(recordingId).success) return null;
  if (kind === 'audio' || kind === 'timeline') return { kind, recordingId };
  return { kind: 'chunk', recordingId, seq: Number(seq) };
}

function audioAnswer(audio: LocalAudio, rangeHeader: string | null): Response {
  const total = audio.byteLength;
  const range = parseRange(rangeHeader, total);
  const headers = { 'content-type': 'audio/ogg', 'accept-ranges': 'bytes' };
  if (range === 'unsatisfiable')
    return answer(416, null, { ...headers, 'content-range': `bytes */${total}` });
  const { start, end } = range ?? { start: 0, end: total };
  const body = streamOf(audio.read({ start, end }));
  const sized = { ...headers, 'content-length': String(end - start) };
  if (range === null) return answer(200, body, sized);
  return answer(206, body, { ...sized, 'content-range': `bytes ${start}-${end - 1}/${total}` });
}

const passedHeaders = ['content-type', 'content-length', 'content-range', 'accept-ranges'];

/** The hub's answer with our headers; its body streams through. */
function passOn(response: Response): Response {
  const headers = passedHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return answer(response.status, response.body, Object.fromEntries(headers));
}
