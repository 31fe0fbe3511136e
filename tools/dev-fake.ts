import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskSize, hasDisplay, openAppWindow, phoneSize } from './browser.ts';
import { startFakeDesk } from './dev/start-fake-desk.ts';
import { readCommandLine, tellEnd } from '../src/shared/node/command-line.ts';
import { createCleanUp } from './launch/clean-up.ts';
import { findChromium } from './setup/chromium.ts';

/**
 * `npm run dev:fake`: the screens without a PBX. Opens both pages, or prints their one-time addresses where there is no
 * display; ends when the desk's window is closed, or with Ctrl+C. Nothing is kept.
 */
const say = (line: string): void => console.log(`[dev:fake] ${line}`);
try {
  readCommandLine({
    name: 'npm run dev:fake',
    what: '不接交换机打开两个页面；没有图形界面时打印一次性地址；什么都不保留',
    options: {},
    example: '',
  });
} catch (error) {
  process.exit(tellEnd(error));
}
const folder = mkdtempSync(join(tmpdir(), 'hotline-fake-'));
const cleanUp = createCleanUp((name, error) => say(`${name} 未正常停止：${String(error)}`));
cleanUp.add('folder', async () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void cleanUp.run().finally(() => process.exit(0)));
}
try {
  await run();
} catch (error) {
  say(String(error));
  process.exitCode = 1;
}
await cleanUp.run();

async function run(): Promise<void> {
  const host = await startFakeDesk({ root: join(import.meta.dirname, '..'), folder, cleanUp });
  const executable = hasDisplay(process.platform, process.env) ? findChromium() : null;
  if (executable === null) {
    say(`坐席页 ${String(host.ready['deskUrl'])}`);
    say(`电话页 ${String(host.ready['phoneUrl'])}`);
    say('每个地址只能打开一次，30 秒内有效');
    return host.gone;
  }
  const open = (page: 'desk' | 'phone', size: typeof deskSize) => {
    const url = String(host.ready[`${page}Url`]);
    const window = openAppWindow({ executable, url, profileFolder: join(folder, page), size });
    cleanUp.add(page, window.close);
    return window;
  };
  open('phone', { ...phoneSize, height: phoneSize.height + 80 });
  await Promise.race([open('desk', deskSize).closed, host.gone]);
}
