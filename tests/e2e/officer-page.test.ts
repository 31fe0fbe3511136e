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
import type { TicketAction } from '../../src/shared/domain/tickets/ticket-action.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { codeOf, hubClient } from '../support/hub-client.ts';
import { createHubProcesses } from '../support/hub-process.ts';
import { aFullIntake, aTicketSave } from '../support/hub-values.ts';
import { codeOn, signInAtOfficersPage } from '../support/second-factor.ts';

const text = words.officer;
const number = '19900000123';
const name = '样例名';
const own = 'a password of my own';
const hubs = createHubProcesses();
let browser: Browser;
let dataFolder: string;
let url: string;
let page: Page;
let axeSource: string;
/** The administrator, at the hub. */
let admin: Awaited<ReturnType<typeof signInAtOfficersPage>>;

beforeAll(async () => {
  await build(() => undefined);
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await launchBrowser();
});
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'officer-page-'));
  ({ url } = await hubs.start(dataFolder));
  admin = await signInAtOfficersPage(url, '9001', Date.now(), demonstrationPassword);
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  await page.close();
  await hubs.killAll();
  await rm(dataFolder, { recursive: true, force: true });
});
afterAll(() => browser.close());

/** A new person, with the password that the hub has made. */
async function person(workNo: string, role: 'officer' | 'auditor'): Promise<string> {
  const of = { workNo, role, displayName: words.signIn.roles[role], departmentId: null };
  const { password } = await admin.client.admin.setPerson({ ...of, isNew: true });
  return password ?? '';
}

/** A demand that an agent has taken and put forward to be given to a bureau. */
async function propose(content: string): Promise<string> {
  const credentials = { workNo: '1001', password: demonstrationPassword, deskId: randomUUID() };
  const { accessToken } = await hubClient(url).auth.signIn(credentials);
  const { commands } = hubClient(url, accessToken);
  const ticketId = randomUUID();
  const of = { content, kind: 'help', requesterName: name, requesterNumber: number } as const;
  const save = aTicketSave(ticketId, { changes: { ...aFullIntake(), ...of }, at: Date.now() });
  const action: TicketAction = {
    kind: 'propose',
    leadId: 'bureau.jianghan',
    assistIds: [],
    instruction: `请联系${name}`,
    phonedTo: '',
    reason: '涉及多户',
  };
  for (const command of [save, { ...save, base: null, action, at: Date.now() } as const])
    expect(await commands.submit({ commandId: randomUUID(), command })).toEqual({
      kind: 'accepted',
    });
  return ticketId;
}

async function enter(workNo: string, password: string): Promise<void> {
  await page.goto(`${url}/officer/`);
  await page.getByLabel(words.signIn.workNo).fill(workNo);
  await page.getByLabel(words.signIn.password, { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

/** The first time: with a password that the hub has made, and one of her or his own in its place. */
async function enterFirst(workNo: string, told: string): Promise<void> {
  await enter(workNo, told);
  await page.getByLabel(words.password.typed, { exact: true }).fill(own);
  await page.getByLabel(words.password.again).fill(own);
  await page.keyboard.press('Enter');
}

/** Binds a telephone as the page asks for it; gives the secret and the recovery codes. */
async function bind(workNo: string, password: string) {
  await enterFirst(workNo, password);
  const secret = (await page.locator('.osecret').innerText()).replaceAll(' ', '');
  await page.getByLabel(words.signIn.code).fill(codeOn(secret, Date.now()));
  await page.keyboard.press('Enter');
  await button(text.factor.kept).waitFor();
  const codes = await page.locator('.ocodes code').allInnerTexts();
  return { secret, codes };
}

async function signIn(workNo: string, password: string) {
  const bound = await bind(workNo, password);
  await button(text.factor.kept).press('Enter');
  return bound;
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
      expect([where, await findings()]).toEqual([where, []]);
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1366, height: 768 });
}

const button = (called: string) => page.getByRole('button', { name: called, exact: true });
const row = (content: string) => page.locator('.drow', { hasText: content });
const inForm = (called: string) =>
  page.locator('.dform').getByRole('button', { name: called, exact: true });

/** By the keyboard, as soon as the page takes it. */
async function press(one: ReturnType<typeof button>): Promise<void> {
  await expect.poll(() => one.isEnabled()).toBe(true);
  await one.press('Enter');
}

test('an officer binds a telephone, decides first what waits, supervises, and uncovers for a reason; by the keyboard', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await propose(`${name}反映路面渍水`);
  const password = await person('6001', 'officer');
  await enter('6001', password);
  await page.getByLabel(words.password.typed, { exact: true }).fill('too short');
  await page.keyboard.press('Enter');
  await page.getByText('新密码至少 10 位').waitFor();
  await looked('own-password');
  await enterFirst('6001', password);
  await page.locator('.oqr').waitFor();
  await looked('bind');
  await bind('6001', password);
  await looked('recovery-codes');
  await press(button(text.factor.kept));

  await row('路面渍水').waitFor();
  const figure = page.getByRole('button', { name: text.scopes.decide });
  // Those of the demonstration, and this one.
  const waiting = Number.parseInt(await figure.innerText(), 10);
  expect(waiting).toBeGreaterThan(0);
  expect(await page.content()).not.toContain(name);
  await row('路面渍水').press('Enter');
  await expect.poll(() => page.locator('.oticket').innerText()).toContain('涉及多户');
  expect(await page.content()).not.toContain(number);
  await looked('ticket');

  await press(button(text.acts.approve));
  await page.locator('#act-authority').fill('局务会意见');
  await press(inForm(text.acts.approve));
  await expect
    .poll(() => page.locator('.oticket').innerText())
    .toContain(words.ticket.states.assigned);
  await expect.poll(async () => Number.parseInt(await figure.innerText(), 10)).toBe(waiting - 1);

  await press(button(text.acts.supervise));
  await press(inForm(text.acts.supervise));
  await expect.poll(() => page.locator('.dform [role=alert]').count()).toBe(4);
  await page.locator('#act-level').selectOption('listed');
  await page.locator('#act-owner').fill('江汉区水务局负责人');
  await page.locator('#act-dueAt').fill('2020-01-01T12:00');
  await page.locator('#act-reason').fill('三次重复反映');
  await press(inForm(text.acts.supervise));
  // A date that is over is refused, and what was typed is still there.
  await page.locator('.notice').waitFor();
  expect(await page.locator('#act-owner').inputValue()).toBe('江汉区水务局负责人');
  await page.locator('#act-dueAt').fill('2099-01-01T12:00');
  await press(inForm(text.acts.supervise));
  await press(button(text.acts.check));
  await page.locator('#act-note').fill('已到现场，正在施工');
  await press(inForm(text.acts.check));
  await expect.poll(() => page.locator('.oticket').innerText()).toContain('每周核查：已到现场');

  await press(button(text.uncover.ask));
  await page.getByLabel(text.uncover.reason).fill('回访核实');
  await page.keyboard.press('Enter');
  await page.getByText(text.uncover.done).waitFor();
  await expect.poll(() => page.locator('.dasker').innerText()).toContain(name);

  await page.getByRole('button', { name: text.scopes.supervised }).press('Enter');
  await row('路面渍水').waitFor();
  await page.getByRole('searchbox').fill('消火栓不存在');
  await page.getByText(text.none).waitFor();
  await page.getByRole('searchbox').fill('渍水');
  await row('路面渍水').waitFor();
  expect(errors).toEqual([]);
});

test('a lost telephone is replaced by a recovery code, once; a reload signs out', async () => {
  const password = await person('6001', 'officer');
  const { codes } = await signIn('6001', password);
  const [code = ''] = codes;
  expect(codes).toHaveLength(10);
  const enterWith = async (typed: string) => {
    await enter('6001', own);
    await page.getByLabel(words.signIn.code).fill(typed);
    await page.keyboard.press('Enter');
  };
  await enterWith(code);
  await page.getByRole('button', { name: text.scopes.all }).waitFor();
  await enterWith(code);
  await page.getByText('动态码或备用码不正确').waitFor();
  await looked('wrong-code');
  const kept = await page.evaluate(() => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    cookie: document.cookie,
  }));
  expect(kept).toEqual({ local: ['hotline.officer.browser'], session: [], cookie: '' });
  // Another telephone is bound with a code that is left.
  await page.getByLabel(words.signIn.code).fill(codes[1] ?? '');
  await button(text.factor.rebind).click();
  await page.locator('.oqr').waitFor();
});

test('an auditor reads the log by person and act, and takes it out for a reason that is in it', async () => {
  await signIn('7001', await person('7001', 'auditor'));
  await page.locator('tbody tr').first().waitFor();
  expect(await button(text.screens.tickets).count()).toBe(0);
  await looked('audit');
  await page.getByLabel(words.audit.action).selectOption('userSet');
  await expect.poll(() => page.locator('tbody').innerText()).toContain('角色：（无） → 审计员');
  await button(text.audit.takeOut).press('Enter');
  await page.getByLabel(text.audit.reason).fill('季度检查');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const csv = await readFile(await file.path(), 'utf8');
  expect(csv.split('\r\n')[0]).toBe(
    '\u{feff}时间,谁,事项,对象,结果,从哪里,"事由、变更前后"'.replaceAll('"', ''),
  );
  await page.getByLabel(words.audit.action).selectOption('auditExported');
  await expect.poll(() => page.locator('tbody').innerText()).toContain('季度检查');
});

test('an administrator adds a person, whose password is told once, and resets a second factor', async () => {
  const { secret } = admin;
  await enter('9001', demonstrationPassword);
  // The code of this step was taken when the test bound the telephone.
  const next = (Math.floor(Date.now() / 30_000) + 1) * 30_000;
  await page.getByLabel(words.signIn.code).fill(codeOn(secret, next));
  await page.keyboard.press('Enter');
  await button(text.people.add).waitFor();
  await looked('people');
  await button(text.people.add).press('Enter');
  await page.getByLabel(text.people.columns.workNo).fill('1009');
  await page.getByLabel(text.people.columns.name).fill('坐席九');
  await page.keyboard.press('Enter');
  const password = await page.locator('dialog .osecret').innerText();
  expect(password).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  await button(text.people.passwordKept).press('Enter');
  expect(await page.content()).not.toContain(password);
  const who = { workNo: '1009', password, newPassword: own, deskId: randomUUID() };
  expect((await hubClient(url).auth.signIn(who)).user.displayName).toBe('坐席九');

  await page.getByRole('button', { name: `${text.people.acts.resetPassword} 1009` }).press('Enter');
  await button(words.common.cancel).press('Enter');
  await button(text.screens.ledger).press('Enter');
  await page.getByText(text.ledger.fine).waitFor();
  await looked('ledger-empty');

  await button(words.password.title).press('Enter');
  await page.getByLabel(words.password.old, { exact: true }).fill('not this one');
  await page.getByLabel(words.password.typed, { exact: true }).fill(own);
  await page.getByLabel(words.password.again).fill(own);
  await page.keyboard.press('Enter');
  await page.getByText('原密码不正确，还可以试 4 次').waitFor();
  await looked('password-refused');
  await page.getByLabel(words.password.old, { exact: true }).fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  await page.getByText(words.password.done).waitFor();
  await looked('password-changed');
  await page.keyboard.press('Enter');
  // This session goes on; the one of the test has ended.
  await button(text.screens.people).press('Enter');
  await button(text.people.add).waitFor();
  expect(await codeOf(admin.client.admin.overview())).toBe('hub.sessionExpired');
});
