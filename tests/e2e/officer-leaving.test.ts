import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { demonstrationPassword } from '../../src/hub/seed/seed-users.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { createHubProcesses } from '../support/hub-process.ts';
import { codeOn } from '../support/second-factor.ts';

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
  dataFolder = await mkdtemp(join(tmpdir(), 'officer-leaving-'));
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

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.locator('dialog');
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true });
const tab = (screen: keyof typeof text.screens) =>
  page.getByRole('navigation').getByRole('button', { name: text.screens[screen] });

/** Through the door for the first time, to the recovery codes. */
async function enter(workNo: string): Promise<void> {
  await page.goto(`${url}/officer/`);
  await page.getByLabel(words.signIn.workNo).fill(workNo);
  await page.getByLabel(words.signIn.password, { exact: true }).fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  const secret = (await page.locator('.osecret').innerText()).replaceAll(' ', '');
  await page.getByLabel(words.signIn.code).fill(codeOn(secret, Date.now()));
  await page.keyboard.press('Enter');
  await button(text.factor.kept).waitFor();
}

/** Does the browser ask before it loads the page anew? Who is asked stays. */
async function asksBeforeReload(): Promise<boolean> {
  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => void setTimeout(() => location.reload(), 0));
  const question = await asked;
  await question.dismiss();
  return question.type() === 'beforeunload';
}

test('who signs out with rules that are not put in is asked first, and finds them as they were', async () => {
  await enter('2001');
  await button(text.factor.kept).press('Enter');
  await tab('rules').press('Enter');
  await button(text.rules.editOf.replace('{{name}}', '江汉区水务局')).press('Enter');
  await dialog().getByLabel(text.rules.columns.name).fill('江汉区水务和湖泊局');
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
  await button(words.department.out).press('Enter');
  await dialog().getByText(text.leave).waitFor();
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
  await page.getByText('江汉区水务和湖泊局').first().waitFor();
  await button(text.rules.drop).press('Enter');

  // What is no preset yet is typed all the same.
  await tab('limits').press('Enter');
  await page.locator('.panel__body input').first().fill('0');
  await button(words.department.out).press('Enter');
  await dialog().getByText(text.leave).waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await page.locator('.panel__body input').first().fill('8');
  await button(words.department.out).press('Enter');
  await inDialog(words.department.leaveAnyway).press('Enter');
  await page.getByLabel(words.signIn.workNo).waitFor();
});

test('a secret that is told once is put away by its button alone, and not lost by a reload unasked', async () => {
  await enter('9001');
  expect(await asksBeforeReload()).toBe(true);
  await button(text.factor.kept).press('Enter');
  await tab('clients').press('Enter');
  await button(text.clients.add).press('Enter');
  await page.keyboard.type('gongdi');
  await page.getByRole('checkbox').first().check();
  await inDialog(text.clients.save).focus();
  await page.keyboard.press('Enter');
  await page.locator('.osecret--token').waitFor();
  // Pressed once more, or held, for what was there before.
  await page.keyboard.press('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await page.keyboard.press('Escape');
  const token = await page.locator('.osecret--token').innerText();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(token);
  expect(await asksBeforeReload()).toBe(true);
  await inDialog(text.clients.tokenKept).press('Enter');
  await dialog().waitFor({ state: 'detached' });

  await tab('people').press('Enter');
  const line = page.locator('tr', { hasText: '5001' });
  await line.getByRole('button', { name: text.people.acts.resetPassword }).press('Enter');
  await inDialog(text.people.acts.resetPassword).press('Enter');
  await page.locator('.osecret').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  expect(await page.locator('.osecret').isVisible()).toBe(true);
  expect(await asksBeforeReload()).toBe(true);
});
