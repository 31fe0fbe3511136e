import { statusOf } from '../../shared/contract/http-status.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import { toAppError } from '../../shared/node/to-app-error.ts';
import { type ExportRoute, matchExportPath } from './export-route.ts';
import { type RecordingRoutes, matchRecordingPath } from './recording-routes.ts';
import { answer } from './security-headers.ts';

/** The byte side of the host, the same for `app://` in Electron and the loopback server. Never rejects. */
export type HandleRequest = (request: Request) => Promise<Response>;

/** Routes pages, recordings and exports. Who may ask at all is decided by the door in front of it. */
export function createHandleRequest(deps: {
  /** `null` while the store could not be opened: pages still load and say why. */
  readonly recordings: RecordingRoutes | null;
  readonly exported: ExportRoute | null;
  readonly pages: (pathname: string) => Promise<Response>;
  readonly logger: Logger;
}): HandleRequest {
  const route = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const exportId = matchExportPath(pathname);
    if (exportId !== null) {
      if (request.method !== 'GET') return answer(405, null, { allow: 'GET' });
      return deps.exported ? deps.exported(exportId) : answer(503);
    }
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
      return refuse(
        toAppError(error, deps.logger, { event: 'http.unexpected', place: 'http' }).code,
      );
    }
  };
}

function refuse(code: ErrorCode): Response {
  return answer(statusOf(code), JSON.stringify({ code }), {
    'content-type': 'application/json',
  });
}
