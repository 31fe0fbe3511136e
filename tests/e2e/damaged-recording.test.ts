import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aCallItem, lead } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

test('a recording in which something is wrong is nowhere green, and nobody is said to have heard it', async () => {
  const { page } = await browser.open((script) => {
    const item = aCallItem(1);
    if (item.recording === null) throw new Error('expected a recording');
    const recording = { ...item.recording, state: 'synced', error: 'recording.damaged' } as const;
    script.calls.push({ ...item, recording });
    script.update({ user: lead });
  });
  const rail = page.getByRole('navigation', { name: words.rail.label });
  await rail.getByRole('button', { name: words.calls.screen }).click();
  await page.locator('.tag--bad', { hasText: words.listening.flawed }).waitFor();
  expect(await page.locator('.tag--good').count()).toBe(0);
  await rail.getByRole('button', { name: words.listening.screen }).click();
  const row = page.getByRole('list', { name: words.listening.list }).getByRole('button');
  expect(await row.locator('.tag--good').count()).toBe(0);
  await row.locator('.tag--bad', { hasText: words.listening.flawed }).waitFor();
  await row.click();
  // A timeline that tells of no flaw does not outweigh what was found before.
  await page.getByText(words.listening.noMarks).waitFor();
  expect(await page.getByText(words.listening.verified).count()).toBe(0);
  await page.route('**/recordings/*/timeline', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await rail.getByRole('button', { name: words.listening.screen }).click();
  await row.click();
  await page.getByText(words.listening.noTimeline).waitFor();
  expect(await page.getByText(words.listening.audited).count()).toBe(0);
});
