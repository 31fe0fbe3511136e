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
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { departmentsAsked } from '../support/departments-asked.ts';
import { createHubProcesses } from '../support/hub-process.ts';
import { codeOn, signInAtOfficersPage } from '../support/second-factor.ts';

const text = words.officer;
const rules = text.rules;
const hubs = createHubProcesses();
let browser: Browser;
let dataFolder: string;
let url: string;
let page: Page;
let axeSource: string;
/** Another administrator, at the hub. */
let other: Awaited<ReturnType<typeof signInAtOfficersPage>>;

beforeAll(async () => {
  await build(() => undefined);
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await launchBrowser();
});
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'office-rules-'));
  ({ url } = await hubs.start(dataFolder));
  other = await signInAtOfficersPage(url, '9001', Date.now(), demonstrationPassword);
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(15_000);
  await signIn('2001');
});
afterEach(async () => {
  await page.close();
  await hubs.killAll();
  await rm(dataFolder, { recursive: true, force: true });
});
afterAll(() => browser.close());

async function signIn(workNo: string): Promise<void> {
  await page.goto(`${url}/officer/`);
  await page.getByLabel(words.signIn.workNo).fill(workNo);
  await page.getByLabel(words.signIn.password, { exact: true }).fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  const secret = (await page.locator('.osecret').innerText()).replaceAll(' ', '');
  await page.getByLabel(words.signIn.code).fill(codeOn(secret, Date.now()));
  await page.keyboard.press('Enter');
  await press(button(text.factor.kept));
  await press(button(text.screens.rules));
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

/** By day on a small screen, at night on a large one, and on a telephone: nothing stands beside the screen, and axe finds nothing. */
async function looked(what: string): Promise<void> {
  for (const [width, height, colorScheme] of [
    [1366, 768, 'light'],
    [1920, 1080, 'dark'],
    [390, 844, 'light'],
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
const dialog = () => page.locator('dialog');
const inDialog = (called: string) => dialog().getByRole('button', { name: called, exact: true });
const named = (words: string, name: string) => words.replace('{{name}}', name);
const row = (name: string) => page.locator('tr', { hasText: name });

/** By the keyboard, as soon as the page takes it. */
async function press(one: ReturnType<typeof button>): Promise<void> {
  await expect.poll(() => one.isEnabled()).toBe(true);
  await one.press('Enter');
}

test('the lead renames a department, gives it its duty number and closes another, and sees whom that concerns', async () => {
  await row('江汉区水务局').first().waitFor();
  await expect.poll(() => page.locator('.panel__head').innerText()).toContain(rules.shipped);
  await looked('rules-departments');

  await press(button(named(rules.editOf, '江汉区水务局')));
  await dialog().getByLabel(rules.columns.name).fill('江汉区水务和湖泊局');
  await dialog().getByLabel('值班电话 1').fill('27');
  await expect.poll(() => dialog().innerText()).toContain(rules.form.phoneWrong);
  expect(await inDialog(rules.form.done).isEnabled()).toBe(false);
  await dialog().getByLabel('值班电话 1').fill('027 8800 0000');
  await dialog().getByLabel('接听时间 1').fill('24 小时');
  await looked('rules-department');
  await press(inDialog(rules.form.done));
  await expect.poll(() => row('江汉区水务和湖泊局').innerText()).toContain('027 8800 0000');

  await press(button(named(rules.closeOf, '市水务集团')));
  await expect.poll(() => dialog().innerText()).toContain('派单目录里有 1 条用到它');
  await looked('rules-closing');
  await press(inDialog(rules.closing.act));
  // What names it is still to be said otherwise.
  await expect.poll(() => page.locator('.ofaults').innerText()).toContain('供水（全部）');
  expect(await button(rules.put).isEnabled()).toBe(false);
  await looked('rules-faults');

  await press(button(rules.routes));
  await press(button(named(rules.editOf, '供水（全部） 全市')));
  await dialog().getByLabel(rules.columns.lead).selectOption({ label: '市水务局供水处' });
  await dialog().getByRole('checkbox', { name: '市水务局规建处' }).check();
  await looked('rules-route');
  await press(inDialog(rules.form.done));
  await looked('rules-routes');
  await press(button(rules.put));
  await expect.poll(() => dialog().innerText()).toContain('江汉区水务局 → 江汉区水务和湖泊局');
  await looked('rules-confirm');
  await press(inDialog(rules.put));
  await expect.poll(() => page.locator('.panel__head').innerText()).toContain('第 1 版，2001');

  const { departments, routes, version } = await other.client.office.departments();
  expect(version).toBe(1);
  const of = (id: string) => departments.find((one) => one.id === id);
  expect(of('bureau.jianghan')).toMatchObject({
    name: '江汉区水务和湖泊局',
    phones: [{ number: '027 8800 0000', hours: '24 小时' }],
  });
  expect(of('group.water')?.isActive).toBe(false);
  expect(routes.find(({ prefix }) => prefix === 'supply.')).toMatchObject({
    leadId: 'division.supply',
    assistIds: ['division.works'],
  });
  await press(button(text.screens.audit));
  await expect
    .poll(() => row('江汉区水务和湖泊局').first().innerText())
    .toContain('市水务集团 状态：启用 → 已停用');
  await looked('rules-audit');
});

test('who was slower is told what the other has changed, and loses nothing of her own', async () => {
  await press(button(named(rules.editOf, '江汉区水务局')));
  await dialog().getByLabel(rules.columns.name).fill('江汉水务');
  await press(inDialog(rules.form.done));
  const asked = departmentsAsked('bureau.wuchang', { name: '武昌水务' });
  await other.client.office.putDepartments({ seen: 0, ...asked });
  await press(button(rules.put));
  await press(inDialog(rules.put));
  await expect
    .poll(() => page.locator('.ounsaved').innerText())
    .toContain('名称：武昌区水务局 → 武昌水务');
  await row('武昌水务').first().waitFor();
  await row('江汉水务').first().waitFor();
  await looked('rules-conflict');
  await press(button(rules.put));
  await press(inDialog(rules.put));
  await expect.poll(() => page.locator('.panel__head').innerText()).toContain('第 2 版，2001');
  const { departments } = await other.client.office.departments();
  const names = departments.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['江汉水务', '武昌水务']));
});

test('the lead sets limits, sees what is none, and is told what another has set meanwhile', async () => {
  const limits = text.limits;
  await press(button(text.screens.limits));
  const of = (key: string) => page.getByRole('textbox', { name: key, exact: true });
  await of('签收 · 紧急').waitFor();
  await expect.poll(() => page.locator('.panel__head').innerText()).toContain(limits.toConfirm);
  await looked('limits');
  await of('签收 · 紧急').fill('0');
  await expect.poll(() => page.locator('.ounsaved').innerText()).toContain('请填 1 至 1440');
  expect(await button(rules.put).isEnabled()).toBe(false);
  await looked('limits-wrong');
  await of('签收 · 紧急').fill('20');
  await page.getByRole('combobox', { name: '咨询的单位', exact: true }).selectOption('hours');
  await of('咨询').fill('4');
  // Another administrator is faster.
  const put = [{ key: 'demand', unit: 'workingDays', count: 7 }] as const;
  await other.client.office.putLimits({ seen: 0, limits: [...put] });
  await press(button(rules.put));
  await expect.poll(() => dialog().innerText()).toContain('咨询：1 个工作日 → 4 小时');
  await looked('limits-confirm');
  await press(inDialog(rules.put));
  await expect
    .poll(() => page.locator('.ounsaved').innerText())
    .toContain('求助、投诉：5 个工作日 → 7 个工作日');
  expect(await of('签收 · 紧急').inputValue()).toBe('20');
  expect(await of('求助、投诉').inputValue()).toBe('7');
  await looked('limits-conflict');
  await press(button(rules.put));
  await press(inDialog(rules.put));
  await expect.poll(() => page.locator('.panel__head').innerText()).toContain('第 2 版，2001');
  const found = (await other.client.office.list()).rules.find(({ kind }) => kind === 'limits');
  expect(JSON.parse(found?.body ?? '{}')).toMatchObject({
    limits: expect.arrayContaining([
      { key: 'demand', unit: 'workingDays', count: 7 },
      { key: 'consultation', unit: 'hours', count: 4 },
      { key: 'signIn.urgent', unit: 'minutes', count: 20 },
    ]),
  });
  await press(button(text.screens.audit));
  await expect
    .poll(() => row('2001').first().innerText())
    .toContain('签收 · 紧急：15 分钟 → 20 分钟');
});
