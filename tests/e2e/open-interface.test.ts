import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { demonstrationPassword } from '../../src/hub/seed/seed-users.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { openOperations } from '../../src/shared/contract/open/operations.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { axe } from '../support/desk/axe.ts';
import { createHubProcesses } from '../support/hub-process.ts';
import { callOpen } from '../support/open-client.ts';
import { codeOn, signInAtOfficersPage } from '../support/second-factor.ts';

const text = words.officer;
const hubs = createHubProcesses();
let browser: Browser;
let dataFolder: string;
let url: string;
let page: Page;

beforeAll(async () => {
  await build(() => undefined);
  browser = await launchBrowser();
});
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'open-interface-'));
  ({ url } = await hubs.start(dataFolder));
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  await page.close();
  await hubs.killAll();
  await rm(dataFolder, { recursive: true, force: true });
});
afterAll(() => browser.close());

const button = (called: string) => page.getByRole('button', { name: called, exact: true });

/** At each width, by day and at night: nothing stands beside the screen, and axe finds nothing. */
async function looked(what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [390, 844],
      [1366, 768],
      [1920, 1080],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      const where = `${what}-${width}-${colorScheme}`;
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([where, widest]).toEqual([where, width]);
      await keepPicture(page, `${where}`);
      expect([where, await axe(page)]).toEqual([where, []]);
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** Somebody at the officers' page of this hub, with a telephone that is bound. */
async function bound(workNo: string) {
  return signInAtOfficersPage(url, workNo, Date.now(), demonstrationPassword);
}

async function enter({ who, secret }: Awaited<ReturnType<typeof bound>>): Promise<void> {
  await page.goto(`${url}/officer/`);
  await page.getByLabel(words.signIn.workNo).fill(who.workNo);
  await page.getByLabel(words.signIn.password, { exact: true }).fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  // The code of this step was taken when the test bound the telephone.
  const next = (Math.floor(Date.now() / 30_000) + 1) * 30_000;
  await page.getByLabel(words.signIn.code).fill(codeOn(secret, next));
  await page.keyboard.press('Enter');
}

test('what Smart Water says stands in the ledger with its raw text and what it waits for', async () => {
  const admin = await bound('9001');
  const { token } = await admin.client.admin.addClient({
    name: '智慧水务',
    scopes: ['events'],
    departmentId: null,
    perMinute: 60,
  });
  const of = { eventNo: 'BG-20260612-7', saidAt: Date.UTC(2026, 5, 12) };
  const send = (body: object) => callOpen(url, token, 'POST /water/events', { body });
  await send({ ...of, kind: 'progress', messageId: 'message-2', content: '抢修队到场' });
  await enter(await bound('2001'));
  const line = page.locator('tbody tr', { hasText: '智慧水务发来' });
  await line.waitFor();
  expect(await line.innerText()).toContain(text.ledger.kinds.progress);
  expect(await line.innerText()).toContain(text.ledger.reasons.noTicket);
  await line.getByRole('button', { name: text.ledger.raw }).press('Enter');
  await expect.poll(() => page.locator('.oraw').innerText()).toContain('抢修队到场');
  await looked('ledger-water');
  const opened = {
    ...of,
    kind: 'opened',
    messageId: 'message-1',
    matter: 'burst',
    content: '爆管',
  };
  expect((await send(opened)).body).toMatchObject({ state: 'done' });
  await line.getByRole('button', { name: text.ledger.again.in }).press('Enter');
  await page.locator('dialog').getByRole('button', { name: text.ledger.again.in }).press('Enter');
  await page.getByText(text.ledger.fine).waitFor();
});

test('an administrator gives a token that is told once, another one, and takes it away; by the keyboard', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await enter(await bound('9001'));
  await button(text.screens.clients).press('Enter');
  await page.getByText(text.clients.none).waitFor();

  await button(text.clients.add).press('Enter');
  await page.keyboard.type('智慧水务');
  await page.keyboard.press('Tab');
  await page.getByLabel(text.clients.scopes.tickets).press('Space');
  await page.getByLabel(text.clients.scopes.results).press('Space');
  expect(await button(text.clients.save).isEnabled()).toBe(false);
  await page.getByLabel(text.clients.departmentHint).selectOption('bureau.jianghan');
  await looked('client-form');
  await button(text.clients.save).press('Enter');
  const token = await page.locator('dialog .osecret').innerText();
  await looked('client-token');
  // Not put away by a slip: it is told nowhere else.
  await page.keyboard.press('Escape');
  expect(await page.locator('dialog .osecret').innerText()).toBe(token);
  await button(text.clients.tokenKept).press('Enter');
  expect(await page.content()).not.toContain(token);
  const status = async (of: string) => (await callOpen(url, of, 'GET /tickets')).status;
  expect(await status(token)).toBe(200);

  await button(text.clients.add).press('Enter');
  await page.keyboard.type('智慧水务');
  await page.getByLabel(text.clients.scopes.events).press('Space');
  await button(text.clients.save).press('Enter');
  await page.getByText(text.clients.taken).waitFor();
  await button(words.common.cancel).press('Enter');

  await button(`${text.clients.acts.roll} 智慧水务`).press('Enter');
  await button(text.clients.acts.roll).press('Enter');
  const second = await page.locator('dialog .osecret').innerText();
  await button(text.clients.tokenKept).press('Enter');
  expect([await status(token), await status(second)]).toEqual([200, 200]);
  await looked('clients');
  await button(`${text.clients.acts.revoke} 智慧水务`).press('Enter');
  await button(text.clients.acts.revoke).press('Enter');
  await page.getByText('已收回').waitFor();
  expect([await status(token), await status(second)]).toEqual([401, 401]);
  expect(errors).toEqual([]);
});

test('the page of the document loads nothing from outside, and is read by the keyboard', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${url}/api-docs`);
  const { summary } = openOperations.sendDemand;
  await page.getByRole('heading', { name: summary }).waitFor();
  await looked('api-docs');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#o0');
  expect(await page.locator('section h2').count()).toBe(Object.keys(openOperations).length + 1);
  const files = asked.map((one) => new URL(one)).map(({ origin, pathname }) => origin + pathname);
  expect(new Set(files)).toEqual(
    new Set(['/api-docs', '/api-docs/', '/api-docs/style.css'].map((path) => url + path)),
  );
  expect(await page.locator('script').count()).toBe(0);
  expect(errors).toEqual([]);
});
