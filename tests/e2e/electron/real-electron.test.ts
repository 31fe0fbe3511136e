import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ElectronApplication, type Page, _electron } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDisplay, sandboxSwitches } from '../../../tools/browser.ts';
import { build } from '../../../tools/build/build.ts';
import { findElectron } from '../../../tools/launch/find-electron.ts';

const root = resolve(import.meta.dirname, '../../..');
const electron = findElectron(root, process.env);

const tests = electron === null ? testAbsence : () => testElectron(electron);
describe('the real Electron', () => {
  tests();
});

/** Without Electron's binary there is nothing to run; the built bundle still runs in `tests/integration/electron`. */
function testAbsence(): void {
  it('is not on this machine (no node_modules/electron/dist): its tests are not registered', () => {
    console.log('[e2e] no Electron binary here: the tests of the real Electron are left out');
    expect(findElectron(root, process.env)).toBeNull();
  });
}

function testElectron(executablePath: string): void {
  let app: ElectronApplication;
  let dataDirectory: string;
  let desk: Page;

  beforeAll(async () => {
    await build(() => {});
    dataDirectory = mkdtempSync(join(tmpdir(), 'hotline-real-electron-'));
    const headless = hasDisplay(process.platform, process.env) ? [] : ['--ozone-platform=headless'];
    app = await _electron.launch({
      executablePath,
      args: [
        root,
        `--data=${dataDirectory}`,
        '--use-fake-device-for-media-stream',
        ...headless,
        ...sandboxSwitches(process.getuid?.()),
      ],
    });
    desk = await pageOf(app, 'desk');
  });
  afterAll(async () => {
    await app.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  it('opens both pages under app://desk, with something on them', async () => {
    const phone = await pageOf(app, 'phone');
    for (const page of [desk, phone]) {
      expect(await page.evaluate(() => [location.origin, isSecureContext])).toEqual([
        'app://desk',
        true,
      ]);
      await page.locator('#root > *').first().waitFor();
    }
  });

  it('gives a page no Node, no module and no more of Electron than the bridge', async () => {
    const found = await desk.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'hotlineBridge'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual(['hotlineBridge']);
  });

  it('allows the microphone and refuses the camera', async () => {
    const ask = (constraints: MediaStreamConstraints) =>
      desk.evaluate(async (wanted) => {
        const stream = await navigator.mediaDevices
          .getUserMedia(wanted)
          .catch((error: Error) => error.name);
        return typeof stream === 'string' ? stream : stream.getTracks().map((track) => track.kind);
      }, constraints);
    expect(await ask({ audio: true })).toEqual(['audio']);
    expect(await ask({ video: true })).toBe('NotAllowedError');
  });

  it('stays on its page and opens no window', async () => {
    const before = app.windows().length;
    expect(await desk.evaluate(() => window.open('https://example.invalid/'))).toBeNull();
    await desk.evaluate(() => location.assign('https://example.invalid/'));
    expect(desk.url()).toBe('app://desk/desk/');
    expect(app.windows().length).toBe(before);
  });
}

async function pageOf(app: ElectronApplication, name: 'desk' | 'phone'): Promise<Page> {
  const isIt = (page: Page) => page.url() === `app://desk/${name}/`;
  return app.windows().find(isIt) ?? app.waitForEvent('window', { predicate: isIt });
}
