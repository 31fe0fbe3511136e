import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Refusal, readCommandLine, tellEnd } from '../src/shared/node/command-line.ts';
import { hasDisplay } from './browser.ts';
import { build } from './build/build.ts';
import { type CleanUp, createCleanUp } from './launch/clean-up.ts';
import { chooseHub } from './launch/desk-config-file.ts';
import { downloadElectron, findElectron } from './launch/find-electron.ts';
import { openBrowserDesk } from './launch/open-browser-desk.ts';
import { openElectronDesk } from './launch/open-electron-desk.ts';
import { startService } from './launch/start-service.ts';
import { findChromium } from './setup/chromium.ts';

/**
 * `npm start [-- --data DIR] [--browser]`: opens the desk for daily use, in Electron where its binary is there or can be
 * downloaded, else in Chrome, Edge or Chromium, and says which. Ends when the windows are closed. Without a hub in
 * `desk.json` an embedded one runs beside it.
 */
const root = join(import.meta.dirname, '..');
const say = (line: string): void => console.log(`[start] ${line}`);
const read = () =>
  readCommandLine({
    name: 'npm start',
    what: '打开坐席台：有 Electron 用 Electron，否则用 Chrome、Edge 或 Chromium；关闭窗口即结束',
    options: {
      data: {
        type: 'string',
        default: join(homedir(), '.hotline-desk'),
        value: '目录',
        help: '数据目录（desk.json、录音、日志），默认为用户目录下的 .hotline-desk',
      },
      browser: { type: 'boolean', default: false, help: '不用 Electron，用浏览器打开' },
    },
    example: '--data /srv/hotline-desk',
  }).values;

const cleanUp = createCleanUp((name, error) => say(`${name} 未正常停止：${String(error)}`));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void cleanUp.run().finally(() => process.exit(0)));
}
try {
  const { data, browser } = read();
  await start(resolve(data), browser);
} catch (error) {
  process.exitCode = tellEnd(error);
}
await cleanUp.run();

async function start(dataFolder: string, inBrowser: boolean): Promise<void> {
  if (!hasDisplay(process.platform, process.env)) {
    throw new Refusal('没有图形界面，打不开坐席窗口。只需要中心服务器时请用 npm run hub。');
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const electron = inBrowser ? null : await electronBinary(dataFolder);
  const browser = electron === null ? findChromium() : null;
  if (electron === null && browser === null) {
    throw new Refusal(
      '没有找到 Electron，也没有找到 Chrome、Edge 或 Chromium。请安装其中一个浏览器后重试。',
    );
  }
  await build(say);
  const hubUrl =
    chooseHub(dataFolder) === 'embedded' ? await startEmbeddedHub(dataFolder, cleanUp) : undefined;
  if (electron !== null) {
    say('用 Electron 打开坐席台');
    return openElectronDesk({ root, electron, dataFolder, demo: false, hubUrl, cleanUp });
  }
  say(`用浏览器打开坐席台：${browser ?? ''}`);
  return openBrowserDesk({
    root,
    browser: browser ?? '',
    dataFolder,
    demo: false,
    hubUrl,
    cleanUp,
    announce: say,
  });
}

async function electronBinary(dataFolder: string): Promise<string | null> {
  const failureFile = join(dataFolder, 'electron-download-failed');
  return (
    findElectron(root, process.env) ??
    (await downloadElectron({ root, failureFile, announce: say }))
  );
}

/**
 * One PC without a hub of its own: the same hub program, on a loopback port that nobody can know beforehand, with
 * passwords of its own. Gives its address.
 */
async function startEmbeddedHub(dataFolder: string, undo: CleanUp): Promise<string> {
  const accounts = join(dataFolder, 'hub-accounts.txt');
  say('desk.json 未配置中心服务器：在本机启动内置中心服务器');
  const args = ['--data', join(dataFolder, 'hub'), '--port', '0', '--accounts', accounts];
  const hub = await startService({
    name: '内置中心服务器',
    args: [join(root, 'src/hub/cli.ts'), ...args],
    readyEvent: 'hub.ready',
    logFile: join(dataFolder, 'hub.log'),
    timeoutMs: 60_000,
    onSpawned: (stop) => undo.add('内置中心服务器', stop),
  });
  if (existsSync(accounts)) say(`工号和首次生成的密码在 ${accounts}，只有当前系统账号能读`);
  return String(hub.ready['url']);
}
