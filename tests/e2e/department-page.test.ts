import { keepPicture } from '../support/keep-picture.ts';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type axeApi from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { demonstrationPassword } from '../../src/hub/seed/seed-users.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { assignIt } from '../support/course-ticket.ts';
import { hubClient } from '../support/hub-client.ts';
import { createHubProcesses } from '../support/hub-process.ts';
import { signInAtOfficersPage } from '../support/second-factor.ts';
import { aFullIntake, aTicketSave } from '../support/hub-values.ts';

const text = words.department;
const number = '19900000123';
const hubs = createHubProcesses();
let browser: Browser;
let dataFolder: string;
let url: string;
let page: Page;
let axeSource: string;

beforeAll(async () => {
  // The hub serves what is built; nobody else may have built it yet.
  await build(() => undefined);
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await launchBrowser();
});
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'department-page-'));
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

/** A demand that an agent has taken from a call and gives to 江汉区水务局. */
async function assign(content: string): Promise<void> {
  const credentials = { workNo: '1001', password: demonstrationPassword, deskId: randomUUID() };
  const { accessToken } = await hubClient(url).auth.signIn(credentials);
  const { commands } = hubClient(url, accessToken);
  const of = { content, kind: 'help', requesterName: '样例名', requesterNumber: number } as const;
  const save = aTicketSave(randomUUID(), { changes: { ...aFullIntake(), ...of }, at: Date.now() });
  for (const command of [save, { ...save, base: null, action: assignIt, at: Date.now() } as const])
    expect(await commands.submit({ commandId: randomUUID(), command })).toEqual({
      kind: 'accepted',
    });
}

async function signIn(workNo = '5001'): Promise<void> {
  await page.goto(`${url}/department/`);
  await page.getByLabel(words.signIn.workNo).fill(workNo);
  await page.getByLabel(words.signIn.password, { exact: true }).fill(demonstrationPassword);
  await page.keyboard.press('Enter');
}
/** What axe finds on the page as it is. */
async function findings(): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    () => (globalThis as unknown as { axe: typeof axeApi }).axe.run() as Promise<axeApi.AxeResults>,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: keyof typeof text.fields) => page.locator(`#act-${name}`);
const row = (content: string) => page.locator('.drow', { hasText: content });

test('a person of a department changes the own password by keyboard, and one of the hub’s making first', async () => {
  const own = 'a password of my own';
  const admin = await signInAtOfficersPage(url, '9001', Date.now(), demonstrationPassword);
  const { password } = await admin.client.admin.resetPassword({ workNo: '5001' });
  await page.goto(`${url}/department/`);
  await page.getByLabel(words.signIn.workNo).fill('5001');
  await page.getByLabel(words.signIn.password, { exact: true }).fill(password ?? '');
  await page.keyboard.press('Enter');
  await page.getByLabel(words.password.typed, { exact: true }).fill(own);
  await page.keyboard.press('Tab');
  await page.keyboard.type('another one');
  await page.keyboard.press('Enter');
  await page.getByText(words.password.faults.differs).waitFor();
  expect(await findings()).toEqual([]);
  await page.getByLabel(words.password.again).fill(own);
  await page.keyboard.press('Enter');
  await button(words.password.title).press('Enter');
  await page.keyboard.type(own);
  for (const typed of [`${own} 2`, `${own} 2`]) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed);
  }
  expect(await findings()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText(words.password.done).waitFor();
  const who = {
    workNo: '5001',
    password: `${own} 2`,
    deskId: randomUUID(),
    page: 'department',
  } as const;
  expect((await hubClient(url).auth.signIn(who)).user.workNo).toBe('5001');
});

test('a department signs, calls, reports and asks for more time', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await assign('路面渍水约 30 厘米');
  await signIn();
  await row('路面渍水').press('Enter');
  await expect.poll(() => page.locator('.dticket').innerText()).toContain('请现场核实');
  expect(await page.content()).not.toContain(number);
  expect(await findings()).toEqual([]);

  await button(text.sign).press('Enter');
  await expect.poll(() => page.locator('.dsteps__step--done').count()).toBe(1);
  await button(text.show).click();
  await page.getByText(text.shown).waitFor();
  await page.getByRole('link', { name: text.call.replace('{{number}}', number) }).waitFor();

  await button(words.flow.acts.firstContact).click();
  await field('contact').selectOption('yes');
  await page.locator('.dform button[type=submit]').click();
  await expect.poll(() => page.locator('.dsteps__step--done').count()).toBe(2);

  await button(words.flow.acts.apply).click();
  await field('what').selectOption('extend');
  await field('newDueAt').fill('2099-01-01T12:00');
  await field('reason').fill('需要停水作业');
  await page.locator('.dform button[type=submit]').click();
  await page.getByRole('alert').getByText(/延/).first().waitFor();
  // What was refused is still there to be corrected; a reasonable time goes through.
  expect(await field('reason').inputValue()).toBe('需要停水作业');
  await field('what').selectOption('hardCase');
  await page.locator('.dform button[type=submit]').click();
  await page.getByText(words.flow.applicationStates.submitted).waitFor();

  await button(words.flow.acts.submitResult).click();
  await page.locator('.dform button[type=submit]').click();
  await expect.poll(() => page.locator('.dform [role=alert]').count()).toBe(5);
  const typed = {
    facts: '篦子堵塞',
    cause: '落叶',
    action: '清掏',
    publicReply: '已清掏，积水已退。',
  };
  for (const [name, said] of Object.entries(typed))
    await field(name as keyof typeof typed).fill(said);
  await field('doneOn').fill('2026-06-15');
  // A text module of the office, put in at the caret by the keyboard alone.
  await field('internal').fill('附言：');
  await page.keyboard.press('Alt+Y');
  await page.getByRole('combobox', { name: words.phrases.find }).waitFor();
  expect(await findings()).toEqual([]);
  await page.keyboard.type('jc');
  await page.keyboard.press('Enter');
  await expect.poll(() => field('internal').inputValue()).toMatch(/^附言：请江汉区水务局派员/);
  expect(await findings()).toEqual([]);
  await page.locator('.dform button[type=submit]').click();
  await expect.poll(() => page.locator('.dsteps__step--done').count()).toBe(3);
  await page.getByText('已清掏，积水已退。').waitFor();
  expect(errors).toEqual([]);
});

test('on a telephone there is the list or the ticket, and nothing stands beside the screen', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await assign('小区低压，高层晚间无水');
  await signIn();
  await row('小区低压').click();
  await button(text.sign).waitFor();
  expect(await page.locator('.dlist').isVisible()).toBe(false);
  expect(await findings()).toEqual([]);
  await button(text.sign).click();
  await button(words.flow.acts.submitResult).click();
  await field('facts').waitFor();
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBe(390);
  expect(await findings()).toEqual([]);
  await button(text.back).click();
  expect(await page.locator('.dlist').isVisible()).toBe(true);
  await page.setViewportSize({ width: 1920, height: 1080 });
  expect(await page.locator('.dticket').isVisible()).toBe(true);
});

test('a department looks at its own month, by day and by night, and prints a ticket', async () => {
  await assign('路面渍水约 30 厘米');
  await signIn();
  await row('路面渍水').click();
  await button(text.sign).click();
  await expect.poll(() => page.locator('.dsteps__step--done').count()).toBe(1);
  for (const [width, height, colorScheme] of [
    [1366, 768, 'light'],
    [1920, 1080, 'dark'],
    [390, 844, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await button(text.figures.tab).press('Enter');
    const signed = page.locator('.drate', { hasText: text.figures.steps.departmentSign });
    await expect.poll(() => signed.innerText()).toContain('1 / 1 = 100 %');
    const done = page.locator('.drate', { hasText: text.figures.steps.result });
    expect(await done.innerText()).toContain('—');
    expect(await findings()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await keepPicture(page, `department-figures-${width}`);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.locator('.dhead__tabs button', { hasText: text.tabs.inHandling }).click();
  await row('路面渍水').click();
  await button(text.print).waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await keepPicture(page, 'department-print');
  expect(await page.locator('.dlist').isVisible()).toBe(false);
  expect(await page.locator('.dpage button:visible').count()).toBe(0);
  expect(await page.locator('.dticket__content').isVisible()).toBe(true);
});

test('others are told where to go, a reload signs out, and nothing personal is left in the browser', async () => {
  await assign('排水管堵塞');
  await signIn('1001');
  await page.getByText('这个账号不在经办页面登录').waitFor();
  await signIn();
  await row('排水管堵塞').click();
  await button(words.flow.acts.message).click();
  await field('text').fill('明天上午去现场');
  const kept = await page.evaluate(() => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    cookie: document.cookie,
  }));
  expect(kept).toEqual({ local: ['hotline.department.browser'], session: [], cookie: '' });
  const asked = page.waitForEvent('dialog');
  const reloading = page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reloading;
  await page.getByLabel(words.signIn.workNo).waitFor();
});
