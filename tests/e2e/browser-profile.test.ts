import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskSwitches, prepareProfile, sandboxSwitches } from '../../tools/browser.ts';
import { build } from '../../tools/build/build.ts';
import { findChromium } from '../../tools/setup/chromium.ts';
import { type ScriptedDeskHost, startScriptedDeskHost } from '../support/scripted-desk-host.ts';

let host: ScriptedDeskHost;
const profile = mkdtempSync(join(tmpdir(), 'hotline-profile-'));
beforeAll(async () => {
  await build(() => undefined);
  host = await startScriptedDeskHost();
});
afterAll(async () => {
  await host.close();
  rmSync(profile, { recursive: true, force: true });
});

/** Names of the profile's files that hold `text`, in UTF-8 or UTF-16. */
function filesWith(text: string): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

const hasSessionFiles = () =>
  readdirSync(join(profile, 'Default', 'Sessions')).some((name) => name.startsWith('Session_'));

test('nothing that is typed at the desk is found in the profile of the browser', async () => {
  prepareProfile(profile);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: [...deskSwitches, ...sandboxSwitches(process.getuid?.())],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(host.url);
  await page.getByRole('button', { name: '工单', exact: true }).click();
  await page.getByRole('searchbox').first().fill('查找词一二三');
  await page.getByRole('button', { name: '新建诉求' }).click();
  const fields = page
    .locator('#ticket-form, .ticketform')
    .first()
    .locator('input:not([role=combobox]), textarea');
  await fields.first().waitFor();
  const typed: string[] = [];
  for (const field of await fields.all()) {
    if (!(await field.isEditable())) continue;
    const text = `私密内容${typed.length}号甲乙丙`;
    await field.fill(text);
    typed.push(text);
  }
  expect(typed.length).toBeGreaterThanOrEqual(5);
  // Navigating inside the page is when the browser writes down what stood in the form.
  await page.evaluate(() => history.pushState(null, '', location.href));
  await expect.poll(hasSessionFiles, { timeout: 20_000 }).toBe(true);
  await page.reload();
  await page.evaluate(() => document.title);
  await context.close();
  expect([...typed, '查找词一二三'].map((text) => [text, filesWith(text)])).toEqual(
    [...typed, '查找词一二三'].map((text) => [text, []]),
  );
}, 120_000);
