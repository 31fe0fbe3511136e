import { join } from 'node:path';
import { type WindowSize, deskSize, loopbackCalls, openAppWindow, phoneSize } from '../browser.ts';
import { type BrowserHostOptions, startBrowserHost } from './browser-host.ts';
import { keepWindowOpen } from './keep-window-open.ts';

export interface BrowserDeskOptions extends BrowserHostOptions {
  /** Path of Chrome, Edge or Chromium. */
  readonly browser: string;
}

/**
 * Runs the browser host and opens phone and desk as app windows until the desk window is closed. While a call runs the
 * desk window comes back, and the softphone's always does: neither a slip of the mouse nor a dead browser ends a shift.
 * Each has a profile of its own, so that each is a process whose end can be seen.
 */
export async function openBrowserDesk(options: BrowserDeskOptions): Promise<void> {
  const { browser, dataFolder, cleanUp, announce } = options;
  const host = await startBrowserHost(options);
  const open =
    (page: 'desk' | 'phone', size: WindowSize, switches: readonly string[] = []) =>
    async () =>
      openAppWindow({
        executable: browser,
        url: await host.urlOf(page),
        profileFolder: join(dataFolder, 'browser', page),
        size,
        switches,
      });
  const kept = { cleanUp, announce };
  await Promise.race([
    keepWindowOpen({
      ...kept,
      name: '软电话窗口',
      open: open('phone', phoneSize, [loopbackCalls]),
      mayEnd: () => false,
    }),
    keepWindowOpen({
      ...kept,
      name: '坐席窗口',
      open: open('desk', deskSize),
      mayEnd: () => !host.isCallRunning(),
    }),
  ]);
}
