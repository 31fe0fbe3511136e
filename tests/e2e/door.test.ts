import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { phoneTexts } from '../../src/renderer/phone/phone-texts.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { type AppWindow, deskSize, openAppWindow } from '../../tools/browser.ts';
import { findChromium } from '../../tools/setup/chromium.ts';
import { launchBrowser } from '../support/browser.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

const patienceMs = 30_000;

describe('the launch of a window', () => {
  let host: HostProcess;
  let window: AppWindow | null = null;
  beforeEach(async () => {
    host = await startHostProcess();
  });
  afterEach(async () => {
    await window?.close();
    await host.remove();
  });

  it.runIf(process.getuid?.() === 0)(
    'shows its token to no other account of the PC, and works',
    async () => {
      const token = new URL(host.deskUrl).searchParams.get('token') ?? 'none';
      // As `nobody`: every argument of every program, again and again.
      const poller = spawn(
        'sh',
        ['-c', 'while :; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n"; done'],
        { uid: 65_534, gid: 65_534, stdio: ['ignore', 'pipe', 'ignore'] },
      );
      let seen = '';
      let sawBrowser = false;
      let sawToken = false;
      poller.stdout.on('data', (bytes: Buffer) => {
        seen = seen.slice(-200) + bytes.toString('latin1');
        sawBrowser ||= seen.includes('--app=');
        sawToken ||= seen.includes(token);
      });
      window = openAppWindow({
        executable: findChromium() ?? '',
        url: host.deskUrl,
        profileFolder: join(host.directory, 'browser', 'desk'),
        size: deskSize,
        switches: ['--headless=new'],
      });
      // The page has come through: its grant is there, so the token was used by the browser alone.
      await until('the browser was seen', () => sawBrowser, patienceMs);
      await until('the token was used', () => host.grants().length === 1, patienceMs);
      poller.kill('SIGKILL');
      await once(poller, 'exit');
      expect(sawToken).toBe(false);
    },
  );
});

describe('a foreign page in another browser of the PC', () => {
  it('cannot end the host by frames and sockets that come and go', async () => {
    const host = await startHostProcess();
    const browser = await launchBrowser({});
    try {
      const page = await browser.newPage();
      await page.route('http://evil.test.invalid/', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>evil</title>' }),
      );
      await page.goto('http://evil.test.invalid/');
      const rounds = await page.evaluate(async (port) => {
        let count = 0;
        const endsAt = performance.now() + 12_000;
        while (performance.now() < endsAt) {
          const frames = Array.from({ length: 6 }, () => {
            const frame = document.createElement('iframe');
            frame.src = `http://127.0.0.1:${port}/rpc/desk`;
            document.body.append(frame);
            return frame;
          });
          const sockets = Array.from(
            { length: 6 },
            () => new WebSocket(`ws://127.0.0.1:${port}/rpc/desk`),
          );
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 12));
          for (const frame of frames) frame.remove();
          for (const socket of sockets) socket.close();
          count += 1;
        }
        return count;
      }, host.port);
      expect(rounds).toBeGreaterThan(20);
      expect(host.exited(), host.log()).toBeNull();
      expect(host.log()).not.toContain('process.uncaught');
    } finally {
      await browser.close();
      await host.remove();
    }
  });
});

describe('a stranger at the port of the host', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ pbx: null });
    await stack.signIn();
  });
  afterAll(() => stack.stop());

  it('is told nothing, is not believed, and gets nothing that works; the pages come back by themselves', async () => {
    const { origin } = new URL(stack.phone.url());
    const port = Number(new URL(origin).port);
    const heard: { readonly line: string; readonly cookie: string; readonly body: string }[] = [];
    await stack.killHost();
    const squatter = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => {
        body += bytes.toString('latin1');
      });
      request.on('end', () => {
        const { method, url, headers } = request;
        heard.push({ line: `${method} ${url}`, cookie: headers.cookie ?? '', body });
        const nonce = 'A'.repeat(43);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ hostNonce: nonce, proof: nonce, json: null }));
      });
    });
    squatter.on('upgrade', (request, socket) => {
      heard.push({ line: `UPGRADE ${request.url}`, cookie: '', body: '' });
      socket.destroy();
    });
    squatter.listen(port, '127.0.0.1');
    await once(squatter, 'listening');

    const { title } = errorCatalogue['ipc.stranger'];
    await stack.desk().getByText(title).first().waitFor({ timeout: patienceMs });
    await stack.phone.getByText(phoneTexts.stranger).waitFor({ timeout: patienceMs });
    expect(new Set(heard.map(({ line }) => line))).toEqual(
      new Set(['POST /door/desk/hello', 'POST /door/phone/hello']),
    );
    for (const { body } of heard) expect(body).toMatch(/^\{"pageNonce":"[\w-]{43}"\}$/);
    const stolen = heard.map(({ cookie }) => cookie).find((cookie) => cookie !== '') ?? '';
    expect(stolen).not.toBe('');
    squatter.closeAllConnections();
    await new Promise((resolve) => squatter.close(resolve));

    await stack.startHostAgain();
    const lost = stack.desk().getByText(title);
    await lost.first().waitFor({ state: 'hidden', timeout: patienceMs });
    await stack.phone
      .getByText(phoneTexts.stranger)
      .waitFor({ state: 'hidden', timeout: patienceMs });
    await stack.desk().getByRole('navigation', { name: words.rail.label }).waitFor();
    const audio = '/recordings/00000000-0000-4000-8000-000000000000/audio';
    const headers = { cookie: stolen, origin };
    expect((await fetch(origin + audio, { headers })).status).toBe(403);
  });
});
