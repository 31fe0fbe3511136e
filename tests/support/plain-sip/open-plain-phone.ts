import { readFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join, normalize } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PlainPhoneView, SoundView } from './page.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const sipRoot = join(root, 'node_modules', 'sip.js', 'lib');

/** One Chromium page with a plain SIP.js phone in it. */
export interface PlainPhonePage {
  readonly page: Page;
  view(): Promise<PlainPhoneView>;
  sound(): Promise<SoundView>;
  /** Polls the phone's view; fails after `timeoutMs` and shows the last view. */
  until(what: (view: PlainPhoneView) => boolean, timeoutMs?: number): Promise<PlainPhoneView>;
  close(): Promise<void>;
}

/** Serves SIP.js as it is in node_modules (plain modules) and opens the phone page. */
export async function openPlainPhone(browser: Browser): Promise<PlainPhonePage> {
  const { server, origin } = await serve();
  const context = await browser.newContext({ permissions: ['microphone'], baseURL: origin });
  const page = await context.newPage();
  await page.goto('/');
  await page.waitForFunction(() => 'plainPhone' in window);
  const view = () => page.evaluate(() => window.plainPhone.view());
  return {
    page,
    view,
    sound: () => page.evaluate(() => window.plainPhone.sound()),
    async until(what, timeoutMs = 10_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const now = await view();
        if (what(now)) return now;
        if (Date.now() > deadline) throw new Error(`phone stayed ${JSON.stringify(now)}`);
        await page.waitForTimeout(30);
      }
    },
    async close() {
      await context.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const html = `<!doctype html><meta charset="utf-8"><title>plain phone</title><audio autoplay></audio>
<script type="importmap">{"imports":{"sip.js":"/sip.js/index.js"}}</script>
<script type="module" src="/page.ts"></script>`;

async function serve(): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    fileFor(new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
      .then(({ type, text }) => response.setHeader('content-type', type).end(text))
      .catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

async function fileFor(path: string): Promise<{ type: string; text: string }> {
  if (path === '/') return { type: 'text/html', text: html };
  if (path === '/page.ts') {
    const source = await readFile(join(import.meta.dirname, 'page.ts'), 'utf8');
    return { type: 'text/javascript', text: stripTypeScriptTypes(source) };
  }
  const file = normalize(path.replace(/^\/sip\.js/, ''));
  if (extname(file) !== '.js') throw new Error('not found');
  return { type: 'text/javascript', text: await readFile(join(sipRoot, file), 'utf8') };
}
