import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type axeApi from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { demonstrationPassword } from '../../src/hub/seed/seed-users.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { assignIt } from '../support/course-ticket.ts';
import { hubClient } from '../support/hub-client.ts';
import { createHubProcesses } from '../support/hub-process.ts';
import { aFullIntake, aTicketSave } from '../support/hub-values.ts';
import { refusedFiles } from '../support/real-files.ts';

const text = words.attachments;
const hubs = createHubProcesses();
let browser: Browser;
let dataFolder: string;
let url: string;
let page: Page;
let axeSource: string;

beforeAll(async () => {
  await build(() => undefined);
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await launchBrowser();
});
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'attachments-'));
  ({ url } = await hubs.start(dataFolder));
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  await page.close();
  await hubs.killAll();
  await rm(dataFolder, { recursive: true, force: true });
});
afterAll(() => browser.close());

/** A demand that 江汉区水务局 has, opened on its page on a telephone. */
async function openTicket(): Promise<string> {
  const agent = { workNo: '1001', password: demonstrationPassword, deskId: randomUUID() };
  const { accessToken } = await hubClient(url).auth.signIn(agent);
  const { commands } = hubClient(url, accessToken);
  const ticketId = randomUUID();
  const of = { content: '路面渍水约 30 厘米', kind: 'help' } as const;
  const save = aTicketSave(ticketId, { changes: { ...aFullIntake(), ...of }, at: Date.now() });
  for (const command of [save, { ...save, base: null, action: assignIt, at: Date.now() } as const])
    expect(await commands.submit({ commandId: randomUUID(), command })).toEqual({
      kind: 'accepted',
    });
  await page.goto(`${url}/department/`);
  await page.getByLabel(words.signIn.workNo).fill('5001');
  await page.getByLabel(words.signIn.password, { exact: true }).fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  await page.locator('.drow', { hasText: '路面渍水' }).click();
  await page.getByRole('heading', { name: text.title }).waitFor();
  return ticketId;
}

/** A photo that the browser itself makes: noise of this size in PNG. */
async function aPhoto(width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    ([w, h]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [w, h];
      const context = canvas.getContext('2d');
      const image = new ImageData(w, h);
      image.data.forEach((_, at) => {
        image.data[at] = at % 4 === 3 ? 255 : (at * 2_654_435_761) % 251;
      });
      context?.putImageData(image, 0, 0);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    [width, height] as const,
  );
  return Buffer.from(base64, 'base64');
}

async function findings(): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    () => (globalThis as unknown as { axe: typeof axeApi }).axe.run() as Promise<axeApi.AxeResults>,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

const zone = () => page.locator('.attachments');
const chooser = () => zone().locator('input[type=file]').first();
const named = (template: string, name: string) => template.replace('{{name}}', name);
const putButton = (count: number) =>
  page.getByRole('button', { name: text.put.replace('{{count}}', String(count)), exact: true });

test('on a telephone photos are chosen, looked at, sent and put to the ticket', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const ticketId = await openTicket();
  await page.getByRole('button', { name: text.photo }).waitFor();
  const buffer = await aPhoto(640, 480);
  await chooser().setInputFiles([
    { name: '现场.png', mimeType: 'image/png', buffer },
    { name: '多余.png', mimeType: 'image/png', buffer },
    {
      name: '程序.png',
      mimeType: 'image/png',
      buffer: refusedFiles['a program of Windows'] ?? buffer,
    },
  ]);
  await putButton(2).waitFor();
  await zone().getByRole('alert').getByText(errorCatalogue['attachment.type'].title).waitFor();
  await page.getByRole('button', { name: named(text.removeOf, '程序.png') }).click();
  await page.getByRole('button', { name: named(text.removeOf, '多余.png') }).click();
  expect(await zone().locator('.attachments__thumb').count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await findings()).toEqual([]);
  await zone().scrollIntoViewIfNeeded();
  await keepPicture(page, 'department-390-chosen');
  await putButton(1).click();
  const show = page.getByRole('button', { name: named(text.showOf, '现场.png') });
  await show.click();
  const image = zone().locator('img.attachments__image');
  await image.waitFor();
  await expect
    .poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth))
    .toBe(640);
  expect(await zone().locator('.attachments__thumb').count()).toBe(0);
  expect(await findings()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await image.scrollIntoViewIfNeeded();
  await keepPicture(page, 'department-390-shown');

  const credentials = { workNo: '5001', password: demonstrationPassword, deskId: randomUUID() };
  const { accessToken } = await hubClient(url).auth.signIn({ ...credentials, page: 'department' });
  const { attachments } = await hubClient(url, accessToken).department.get({ ticketId });
  expect(attachments).toMatchObject([{ fileName: '现场.png', byteLength: buffer.byteLength }]);
  // The browser names the one refusal; nothing else went wrong.
  expect(errors.filter((error) => !error.includes('status of 422'))).toEqual([]);
});

test('after a cut line the file goes on from where it was, by itself', async () => {
  await openTicket();
  const buffer = await aPhoto(1200, 900);
  const asked: number[] = [];
  let isCut = false;
  await page.route('**/api/attachments/piece', async (route) => {
    const { at } = route.request().postDataJSON() as { readonly at: number };
    asked.push(at);
    if (at > 0 && !isCut) {
      isCut = true;
      await page.context().setOffline(true);
      await route.abort();
      return;
    }
    await route.continue();
  });
  await chooser().setInputFiles({ name: '大图.png', mimeType: 'image/png', buffer });
  await zone().getByText(text.states.waiting).waitFor();
  expect(await zone().getByRole('progressbar').getAttribute('value')).not.toBe('0');
  await page.context().setOffline(false);
  await putButton(1).waitFor();
  // The first piece went once, the one that was cut twice, none was left out.
  expect(asked.filter((at) => at === 0)).toHaveLength(1);
  expect(new Set(asked).size).toBe(asked.length - 1);
});

test('files are dropped and pasted, and leaving asks while one is chosen', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await openTicket();
  const bring = (how: 'drop' | 'paste') =>
    page.evaluate((kind) => {
      const data = new DataTransfer();
      data.items.add(new File([`${kind}: 水压 0.12 MPa`], `${kind}.txt`, { type: 'text/plain' }));
      const target = document.querySelector('.dticket') ?? document.body;
      const init = { bubbles: true, cancelable: true };
      target.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { ...init, dataTransfer: data })
          : new ClipboardEvent('paste', { ...init, clipboardData: data }),
      );
    }, how);
  await bring('drop');
  await bring('paste');
  await putButton(2).waitFor();
  await page.getByRole('button', { name: words.department.out }).click();
  await page.getByText(words.department.leave).waitFor();
  await page.getByRole('button', { name: words.department.stay }).click();
  await putButton(2).click();
  const save = page.getByRole('button', { name: named(text.saveOf, 'paste.txt') });
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(download.suggestedFilename()).toBe('paste.txt');
  expect(await readFile(await download.path(), 'utf8')).toBe('paste: 水压 0.12 MPa');
  expect(await findings()).toEqual([]);

  await page.getByRole('button', { name: named(text.withdrawOf, 'drop.txt') }).click();
  await page.locator('.dialog__acts .button--main').click();
  await expect
    .poll(() => zone().locator('.attachments__name').allInnerTexts())
    .toEqual(['paste.txt']);
});
