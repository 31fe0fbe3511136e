import { join } from 'node:path';
import { type WindowSize, deskSize, loopbackCalls, openAppWindow, phoneSize } from '../browser.ts';
import type { CleanUp } from './clean-up.ts';
import { startService } from './start-service.ts';

export interface BrowserDeskOptions {
  readonly root: string;
  /** Path of Chrome, Edge or Chromium. */
  readonly browser: string;
  readonly dataFolder: string;
  /** Offers the demonstration accounts on the sign-in page. */
  readonly demo: boolean;
  readonly cleanUp: CleanUp;
}

/**
 * Runs the browser host and opens phone and desk as app windows until the desk window is closed. Each has a profile of its
 * own, so that each is a process whose end can be seen. The browser asks once whether the phone may use the microphone.
 */
export async function openBrowserDesk(options: BrowserDeskOptions): Promise<void> {
  const { root, browser, dataFolder, demo, cleanUp } = options;
  const host = await startService({
    name: '坐席台主机',
    args: [join(root, 'src/main/node/main.ts'), '--data', dataFolder, ...(demo ? ['--demo'] : [])],
    readyEvent: 'host.ready',
    logFile: join(dataFolder, 'desk.log'),
    timeoutMs: 60_000,
    onSpawned: (stop) => cleanUp.add('坐席台主机', stop),
  });
  const open = (page: 'desk' | 'phone', size: WindowSize, switches: readonly string[]) => {
    const url = host.ready[`${page}Url`];
    if (typeof url !== 'string') throw new Error(`坐席台主机没有给出 ${page} 的地址`);
    const profileFolder = join(dataFolder, 'browser', page);
    const window = openAppWindow({ executable: browser, url, profileFolder, size, switches });
    cleanUp.add(page, window.close);
    return window;
  };
  open('phone', phoneSize, [loopbackCalls]);
  const desk = open('desk', deskSize, []);
  await Promise.race([desk.closed, host.gone]);
}
