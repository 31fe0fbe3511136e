import { randomUUID } from 'node:crypto';
import { type CallView, isCallRunning } from '../../shared/domain/calls/call.ts';
import type { Logger } from '../../shared/logger.ts';
import type { EndableProcess } from '../../shared/node/last-resort.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import type { Host } from '../host.ts';
import { startFailure } from './start-failure.ts';
import { createBackground } from '../host/background.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { loadPage, openAppWindow } from './app-window.ts';
import { createDeskShell } from './desk-shell.ts';
import type { ElectronApi } from './electron-api.ts';
import { type EndableDesk, installElectronLastResort } from './electron-last-resort.ts';
import { servePorts } from './message-port-transport.ts';
import type { Page } from './pages.ts';
import { hardenEveryPage, hardenSession } from './security.ts';
import { guardClosing } from './window-closing.ts';

export interface ElectronDeskDeps {
  readonly electron: ElectronApi;
  readonly preloadFile: string;
  readonly openHost: () => Promise<Host>;
  /** Node's, for the last resort. */
  readonly process: Pick<EndableProcess, 'on' | 'off'>;
  /** As the process was started. */
  readonly argv: readonly string[];
  readonly logger: Logger;
  /** Where the log lies: whoever helps has to find it. */
  readonly logFile: string;
}

/** A host that does not end within this is left to the operating system. */
const closeLimitMs = 5000;

/**
 * The Electron desk, from the first line of the program to its last. What must happen before `ready` happens before this
 * returns. A second start of the program only brings the first one to the front.
 */
export function startElectronDesk(deps: ElectronDeskDeps): void {
  const { electron, logger } = deps;
  const { app } = electron;
  const inBackground = createBackground(logger);
  const lastResort = installElectronLastResort(app, deps.process, logger);
  app.enableSandbox();
  registerAppScheme(electron.protocol);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  hardenEveryPage(app, logger);
  inBackground('electronDesk', async () => {
    await app.whenReady();
    try {
      await openDesk(deps, inBackground, lastResort.guard);
    } catch (error) {
      const { title, text } = startFailure(error, deps.logFile);
      electron.dialog.showErrorBox(title, text);
      app.exit(1);
      throw error;
    }
  });
}

async function openDesk(
  { electron, preloadFile, openHost, argv, logger }: ElectronDeskDeps,
  inBackground: ReturnType<typeof createBackground>,
  guard: (desk: EndableDesk) => void,
): Promise<void> {
  const { app } = electron;
  hardenSession(electron.session.defaultSession, logger);
  const host = await openHost();
  serveApp(electron.protocol, host.handleRequest);

  const windowDeps = {
    electron,
    preloadFile,
    devTools: !app.isPackaged,
    clock: systemClock,
    logger,
  };
  const phone = openAppWindow('phone', windowDeps);
  const desk = openAppWindow('desk', windowDeps);
  const pages = new Map<unknown, Page>([
    [phone.webContents, 'phone'],
    [desk.webContents, 'desk'],
  ]);
  const stopPorts = servePorts({
    electron,
    host,
    pageOf: (contents) => pages.get(contents) ?? null,
    newId: randomUUID,
    logger,
  });

  let calls: readonly CallView[] = [];
  const waiting = new Set<() => void>();
  const untilIdle = () =>
    new Promise<void>((resolve) => {
      if (isCallRunning(calls)) waiting.add(resolve);
      else resolve();
    });
  guard({ untilIdle, close: () => host.close() });
  guardClosing({ app, desk, phone, isCallRunning: () => isCallRunning(calls) });
  const shell = createDeskShell({ electron, host, desk, phone, inBackground, argv });
  const watching = new AbortController();
  inBackground('watchDesk', async () => {
    for await (const event of host.controls.watch(watching.signal)) {
      if (event.kind !== 'state') continue;
      calls = event.state.phone.calls;
      if (!isCallRunning(calls)) for (const resolve of waiting) resolve();
      shell.handleDesk(event.state);
    }
  });
  closeHostOnQuit(app, logger, async () => {
    watching.abort();
    shell.close();
    await host.close();
    stopPorts();
  });
  // The phone first: calls may be waiting.
  await Promise.all([loadPage(phone, 'phone'), loadPage(desk, 'desk')]);
  logger.info('electron.ready', { failure: host.failure });
}

/** Holds the quit back once, until the host has everything on disk or takes too long. */
function closeHostOnQuit(
  app: ElectronApi['app'],
  logger: Logger,
  close: () => Promise<void>,
): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const finish = (reason: string) => {
      if (state === 'closed') return;
      state = 'closed';
      logger.info('electron.stopped', { reason });
      app.quit();
    };
    const limit = setTimeout(() => finish('tookTooLong'), closeLimitMs);
    close()
      .then(() => finish('closed'))
      .catch((error: unknown) => {
        logger.error('electron.closeFailed', { error: String(error) });
        finish('failed');
      })
      .finally(() => clearTimeout(limit));
  });
}
