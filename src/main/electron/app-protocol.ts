import type { HandleRequest } from '../http/handle-request.ts';
import { answer } from '../http/security-headers.ts';
import type { ElectronApi } from './electron-api.ts';
import { isOurUrl } from './pages.ts';

const scheme = 'app';

/** Makes `app:` a standard, secure scheme with fetch and streams. Before `ready`, or Electron ignores it. */
export function registerAppScheme(protocol: ElectronApi['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        codeCache: true,
      },
    },
  ]);
}

/** Serves `app://desk/…` from the host: pages, chunks, sound. Any other name under `app:` is not found. */
export function serveApp(protocol: ElectronApi['protocol'], handleRequest: HandleRequest): void {
  protocol.handle(scheme, async (request) =>
    isOurUrl(request.url) ? handleRequest(request) : answer(404),
  );
}
