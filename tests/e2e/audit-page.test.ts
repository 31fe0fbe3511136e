import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { someAuditLines } from '../support/desk/audit-samples.ts';
import { agent, aRenumbering, lead } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const text = words.audit;
const admin = { ...lead, role: 'admin' } as const;
const open = async (user: typeof lead = lead) => {
  const opened = await browser.open((script) => {
    script.audit = someAuditLines(120);
    script.update({ user });
  });
  const { page } = opened;
  const rail = page.getByRole('navigation', { name: words.rail.label });
  const entry = rail.getByRole('button', { name: words.audit.screen, exact: true });
  const rows = page.getByRole('table').locator('tbody tr');
  return { ...opened, rail, entry, rows };
};

test('tells who did what, when, from where, and whether it was refused', async () => {
  const { entry, rows } = await open();
  await entry.click();
  await expect.poll(() => rows.count()).toBe(50);
  const [heard = '', refused = '', tried = '', set = '', signedIn = '', later = ''] =
    await rows.allInnerTexts();
  expect(heard).toContain(text.actions.listened);
  expect(heard).toContain('工号 1001');
  expect(refused).toMatch(/无权的操作被拒绝.*calls\.list/s);
  expect(tried).toMatch(/试用工号 ab\*\*\*.*共 12 次.*192\.0\.2\.14/s);
  expect(set).toContain(text.fromHubMachine);
  expect(signedIn).toContain(text.notProven);
  expect(later).toMatch(/ofALaterRelease.*later\.code/s);
});

test('pages by where the last one ended, and back to the newest', async () => {
  const { page, entry, rows, script } = await open();
  await entry.click();
  const older = page.getByRole('button', { name: text.older, exact: true });
  const newer = page.getByRole('button', { name: text.newer, exact: true });
  await expect.poll(() => rows.count()).toBe(50);
  expect(await newer.isDisabled()).toBe(true);
  await older.click();
  await expect.poll(() => script.auditQueries.at(-1)?.before).toBe(71);
  await older.click();
  await expect.poll(() => rows.count()).toBe(20);
  expect(await older.isDisabled()).toBe(true);
  await newer.click();
  await newer.click();
  await expect.poll(() => newer.isDisabled()).toBe(true);
  expect(script.auditQueries.at(-1)?.before).toBeNull();
});

test('is narrowed by person, however typed, by what was done and by time', async () => {
  const { page, entry, rows, script } = await open();
  await entry.click();
  await expect.poll(() => rows.count()).toBe(50);
  await page.getByRole('searchbox', { name: text.workNo }).fill(' １００１ ');
  await expect.poll(() => script.auditQueries.at(-1)?.workNo).toBe('1001');
  await expect.poll(() => rows.count()).toBe(18);
  await page.getByRole('combobox', { name: text.action }).selectOption('signedIn');
  await page.getByText(text.empty).waitFor();
  await page.getByRole('searchbox', { name: text.workNo }).fill('');
  await expect.poll(() => rows.count()).toBe(17);
  await page.getByLabel(words.days.from).fill('2026-06-12');
  await page.getByLabel(words.days.to).fill('2026-06-12');
  const from = Date.UTC(2026, 5, 11, 16);
  await expect
    .poll(() => script.auditQueries.at(-1))
    .toMatchObject({ from, to: from + 86_400_000, before: null });
});

test('says what failed and reads again', async () => {
  const { page, entry, rows, script } = await open();
  script.refusals.set('audit.list', 'hub.unreachable');
  await entry.click();
  await page.getByText(text.failed).waitFor();
  script.refusals.clear();
  await page.getByRole('button', { name: words.common.retry }).click();
  await expect.poll(() => rows.count()).toBe(50);
});

test('stands beside the administrator’s own page, where a lock is lifted after a question; no agent has it', async () => {
  const asAdmin = await open(admin);
  const { page, script } = asAdmin;
  const system = words.admin;
  expect(await asAdmin.rail.getByRole('button').allInnerTexts()).toEqual([
    system.screen,
    words.audit.screen,
  ]);
  const people = page.getByRole('table', { name: system.people });
  await expect.poll(() => people.locator('tbody tr').count()).toBe(3);
  const locked = people.getByRole('row').filter({ hasText: '1003' });
  expect(await locked.innerText()).toContain('密码连续输错，锁定至');
  expect(await people.innerText()).toContain(system.disabled);
  expect(await page.getByRole('table', { name: system.desks }).innerText()).toContain(system.older);
  const unlock = { name: system.unlock, exact: true };
  await locked.getByRole('button', unlock).click();
  const dialog = page.getByRole('dialog', { name: /1003/ });
  script.refusals.set('admin.unlock', 'hub.unreachable');
  await dialog.getByRole('button', unlock).click();
  await dialog.getByText(system.unlockFailed).waitFor();
  script.refusals.clear();
  await dialog.getByRole('button', unlock).click();
  await expect.poll(() => people.getByRole('button', unlock).count()).toBe(0);
  await asAdmin.entry.click();
  await expect.poll(() => asAdmin.rows.count()).toBe(50);
  const asAgent = await open(agent);
  await asAgent.rail.waitFor();
  expect(await asAgent.entry.count()).toBe(0);
});

test('a notice of a ticket’s new number names both and is put away; what still is wrong stays', async () => {
  const { page, script } = await browser.open((before) =>
    before.update({
      problems: [
        aRenumbering(),
        { ...aRenumbering(), problemId: 'disk', code: 'recording.diskFull', detail: '' },
      ],
    }),
  );
  const notice = page.getByRole('alert').filter({ hasText: '工单编号已换新' });
  expect(await notice.innerText()).toContain('SW20260612-1003-001 → SW20260612-1003-002');
  await page.getByRole('button', { name: words.problem.seen }).click();
  await expect.poll(() => notice.count()).toBe(0);
  expect(script.state().problems.map(({ problemId }) => problemId)).toEqual(['disk']);
  expect(await page.getByRole('button', { name: words.problem.seen }).count()).toBe(0);
});
