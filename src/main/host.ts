import type { AppError } from '../shared/app-error.ts';
import type { ErrorCode } from '../shared/error-codes.ts';
import { type Areas, createDeskRouter } from './areas.ts';
import { createDeskGuards, pageFailure } from './host/desk-guards.ts';
import type { HostDeps } from './host/host-core.ts';
import { diagnoseServer } from './diagnose-server.ts';
import { type HostControls, createHostControls } from './host-controls.ts';
import type { HostInfo } from '../shared/contract/desk/schemas.ts';
import { type HandleRequest, createHandleRequest } from './http/handle-request.ts';
import { createStaticPages } from '../shared/node/static-pages.ts';
import { answer } from './http/security-headers.ts';
import { openDesk } from './open-desk.ts';
import { createPhonePageRouter } from './areas/phone/phone-page-router.ts';
import { noDeskId } from './storage/desk-identity.ts';

/** The host: the same in Electron and in the browser host, which only differ in what stands in front of it. */
export interface Host {
  /** `deskHostContract`; context `{ connectionId }`. */
  readonly deskRouter: ReturnType<typeof createDeskRouter>;
  /** `phoneHostContract`; context `{ connectionId }`. */
  readonly phoneRouter: ReturnType<typeof createPhonePageRouter>;
  /** Pages, chunks, sound. Never rejects. The door (cookie, origin, scheme) is the caller's. */
  readonly handleRequest: HandleRequest;
  /** A page's connection is gone: gives back its lease, whatever became of its iterators. */
  connectionClosed(connectionId: string): void;
  /** For the shell around the pages: windows, system keys, links. */
  readonly controls: HostControls;
  /** Why nothing but pages can be served; `null` when all is well. */
  readonly failure: ErrorCode | null;
  close(): Promise<void>;
}

/**
 * Starts the host. A start that fails (`storage.wrongKey`, `storage.newerVersion`, `recording.keyUnavailable` …) is an
 * answer, not a hang: pages are served and every call answers with that code.
 */
export async function createHost(deps: HostDeps): Promise<Host> {
  const { logger } = deps;
  const pages = createStaticPages(deps.pagesDirectory, answer);
  const desk = await openOrFail(deps);
  const info: HostInfo = { ...deps.info, deskId: desk.deskId };
  const host = (): Areas => {
    if (desk.kind === 'failed') throw desk.error;
    return desk.areas;
  };
  const guards = createDeskGuards(logger, () => host().session.user());
  return {
    deskRouter: createDeskRouter(guards, host, info),
    phoneRouter: createPhonePageRouter({ info, host, logger, diagnoseServer }),
    handleRequest: createHandleRequest({
      recordings: desk.kind === 'open' ? desk.recordingRoutes : null,
      exported: desk.kind === 'open' ? desk.exportRoute : null,
      pages,
      logger,
    }),
    connectionClosed(connectionId) {
      if (desk.kind === 'open') desk.areas.phone.release(connectionId);
    },
    controls: createHostControls(
      desk.kind === 'open' ? { deskState: desk.deskState, ...desk.areas } : null,
    ),
    failure: desk.kind === 'failed' ? desk.error.code : null,
    async close() {
      if (desk.kind === 'open') await desk.close();
    },
  };
}

type Opened = Awaited<ReturnType<typeof openDesk>>;
type Desk =
  | ({ readonly kind: 'open' } & Opened)
  | { readonly kind: 'failed'; readonly deskId: string; readonly error: AppError };

async function openOrFail(deps: HostDeps): Promise<Desk> {
  try {
    return { kind: 'open', ...(await openDesk(deps)) };
  } catch (cause) {
    const error = pageFailure(cause, deps.logger, ['start']);
    deps.logger.error('host.startFailed', { code: error.code });
    return { kind: 'failed', deskId: noDeskId, error };
  }
}
