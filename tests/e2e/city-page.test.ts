import { keepPicture } from '../support/keep-picture.ts';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createHttpCity } from '../../src/hub/areas/city/http-city.ts';
import type { OutgoingFile } from '../../src/hub/areas/city/city-platform.ts';
import { type CitySimulator, createCitySimulator } from '../../src/training/city/city-simulator.ts';
import { launchBrowser } from '../support/browser.ts';
import { cityConfig } from '../support/city-mapping.ts';
import { silentLogger } from '../support/silent-logger.ts';

const now = Date.UTC(2026, 5, 12, 8);
let browser: Browser;
let city: CitySimulator;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  city = await createCitySimulator({ logger: silentLogger, now: () => now });
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  await page.close();
  await city.close();
});
afterAll(() => browser.close());

test('who plays the city sends a file with a dispatch, and sees the files that come with the result', async () => {
  await page.goto(city.pageUrl);
  const picture = await page.screenshot({ type: 'jpeg' });
  const chosen = { name: '现场.jpg', mimeType: 'image/jpeg', buffer: picture };
  await page.getByLabel('随下一条消息发附件').setInputFiles(chosen);
  await page.getByRole('button', { name: '派件', exact: true }).click();
  await vi.waitFor(() => expect(city.desk.sentAfter(0, 9)).toHaveLength(1));
  const [sent] = city.desk.sentAfter(0, 9);
  expect(sent?.files.map(({ name, bytes }) => [name, bytes?.equals(picture)])).toEqual([
    ['现场.jpg', true],
  ]);

  const { http, mapping } = cityConfig(city);
  if (!http) throw new Error('a line was given');
  const platform = createHttpCity({ http, mapping, fetch });
  const cityNo = String(sent?.row['ORDER_NO']);
  const along = (fileName: string, mediaType: OutgoingFile['mediaType'], bytes: Buffer) => {
    return { fileId: randomUUID(), fileName, mediaType, bytes };
  };
  const report = {
    exchangeId: randomUUID(),
    cityNo,
    ticketNo: 'SW20260612-0001',
    at: now,
    kind: 'resultSubmitted',
    reply: '已疏通',
    channel: 'city',
    handling: '',
    solved: 'solved',
    satisfaction: 5,
  } as const;
  const delivery = await platform.deliver(report, new AbortController().signal, [
    along('疏通后.jpg', 'image/jpeg', picture),
    along('派工单.txt', 'text/plain', Buffer.from('<script>alert(1)</script>')),
  ]);
  expect(delivery).toEqual({ kind: 'taken', refusedFiles: {} });
  const shown = page.getByRole('img', { name: '疏通后.jpg' });
  await shown.waitFor();
  await vi.waitFor(async () =>
    expect(
      await shown.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
    ).toBe(1366),
  );
  await page.getByRole('link', { name: '派工单.txt' }).waitFor();
  expect(await page.locator('td', { hasText: '派工单.txt' }).innerText()).toContain('疏通后.jpg');
  const [picked, text] = await Promise.all(
    [0, 1].map((place) => page.request.get(`${city.pageUrl}files/${place}`)),
  );
  expect(picked?.headers()['content-type']).toBe('image/jpeg');
  expect(text?.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
  });
  await keepPicture(page, 'city-page-files');
});
