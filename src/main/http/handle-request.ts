import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import { type RecordingRoutes, matchRecordingPath } from './recording-routes.ts';
import { answer } from './security-headers.ts';

/** The byte side of the host, the same for `app://` in Electron and the loopback server. Never rejects. */
export type HandleRequest = (request: Request) => Promise<Response>;

/** Routes pages and recordings. Who may ask at all is decided by the door in front of it. */
export function createHandleRequest(deps: {
  /** `null` while the store could not be opened: pages still load and say why. */
  readonly recordings: RecordingRoutes | null;
  readonly pages: (pathname: string) => Promise<Response>;
  readonly newId: () => string;
  readonly logger: Logger;
}): HandleRequest {
  const route = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const recording = matchRecordingPath(pathname);
    if (recording === null) {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return answer(405, null, { allow: 'GET, HEAD' });
      return deps.pages(pathname);
    }
    if (!deps.recordings) return answer(503);
    if (recording.kind === 'chunk') {
      if (request.method !== 'PUT') return answer(405, null, { allow: 'PUT' });
      return deps.recordings.putChunk(request, recording.recordingId, recording.seq);
    }
    if (request.method !== 'GET') return answer(405, null, { allow: 'GET' });
    return recording.kind === 'audio'
      ? deps.recordings.getAudio(request, recording.recordingId)
      : deps.recordings.getTimeline(recording.recordingId);
  };
  return async (request) => {
    try {
      return await route(request);
    } catch (error) {
      if (error instanceof AppError) return refuse(error.code);
      const errorId = deps.newId();
      deps.logger.error('http.unexpected', {
        errorId,
        error: error instanceof Error ? (error.stack ?? '') : String(error),
      });
      return refuse('ipc.internal');
    }
  };
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'input.invalid': 400,
  'hub.sessionExpired': 401,
  'hub.forbidden': 403,
  'recording.notFound': 404,
  'hub.unreachable': 503,
  'recording.diskFull': 507,
};

function refuse(code: ErrorCode): Response {
  return answer(statuses[code] ?? 500, JSON.stringify({ code }), {
    'content-type': 'application/json',
  });
}
