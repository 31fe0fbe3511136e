import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { ElectronApi } from './electron-api.ts';
import { type Page, pageUrl } from './pages.ts';

export interface WindowDeps {
  readonly electron: Pick<ElectronApi, 'BrowserWindow'>;
  readonly preloadFile: string;
  /** Developer tools, in development only. */
  readonly devTools: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

const sizes: Readonly<Record<Page, BrowserWindowConstructorOptions>> = {
  desk: { width: 1366, height: 768, minWidth: 1024, minHeight: 640, title: '水务热线坐席台' },
  phone: {
    width: 520,
    height: 240,
    minWidth: 420,
    minHeight: 200,
    title: '软电话',
    maximizable: false,
  },
};

/** A page that dies again within this is left dead: reloading it would only burn the machine. */
const crashLoopMs = 10_000;

/**
 * Opens the window of one page: sandboxed, isolated, without Node. The phone's window is never throttled, so that a
 * covered or hidden softphone keeps its timers; both may play sound without a click (ring tone).
 */
export function openAppWindow(page: Page, deps: WindowDeps): BrowserWindow {
  const window = new deps.electron.BrowserWindow({
    ...sizes[page],
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: deps.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: deps.devTools,
      backgroundThrottling: page !== 'phone',
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.removeMenu();
  // The desk comes to the front once; the softphone never takes the keyboard from what is being typed.
  window.once('ready-to-show', () => (page === 'desk' ? window.show() : window.showInactive()));
  reviveAfterCrash(window.webContents, page, deps);
  return window;
}

/** Loads the page. Rejects when even the page itself cannot be had. */
export async function loadPage(window: BrowserWindow, page: Page): Promise<void> {
  await window.loadURL(pageUrl(page));
}

/** A crashed page comes back by itself. The call of a crashed desk page goes on: it lives in the other window. */
function reviveAfterCrash(contents: WebContents, page: Page, { clock, logger }: WindowDeps): void {
  let lastCrashAt = Number.NEGATIVE_INFINITY;
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    const now = clock.monotonicMs();
    const looping = now - lastCrashAt < crashLoopMs;
    lastCrashAt = now;
    logger.error('window.pageDied', { page, reason, exitCode, reloaded: !looping });
    if (!looping) contents.reload();
  });
  contents.on('unresponsive', () => logger.warn('window.pageStuck', { page }));
}
