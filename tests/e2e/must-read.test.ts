import type { Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';
import { agent, lead } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const { mustRead, notices, writing } = words;
const rail = (page: Page) => page.getByRole('button', { name: '知识库' });
const become = async (page: Page, script: DeskScript, user: typeof lead) => {
  script.update({ user: null });
  await rail(page).waitFor({ state: 'detached' });
  script.update({ user });
  await rail(page).waitFor();
};
const openEntry = async (page: Page) => {
  await rail(page).click();
  const tabs = page.getByRole('group', { name: writing.tabsLabel });
  await tabs.getByRole('button', { name: writing.tabs.search }).click();
  await page.getByRole('searchbox').fill('渍水');
  await page.getByRole('button', { name: /道路渍水/ }).click();
};

describe.each([
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const)('at $width by $theme', (look) => {
  test('the lead marks an entry, the agent confirms by one press, the lead sees who has and who has not', async () => {
    const { page, script, complaints } = await browser.open(
      (before) => before.update({ user: lead }),
      look,
    );
    await openEntry(page);
    await page.getByRole('button', { name: mustRead.set }).click();
    await page.getByText('已确认 0 人').waitFor();
    await page.getByText(/还没有确认：.*1003/).waitFor();

    await become(page, script, agent);
    await page.getByRole('button', { name: '工作台' }).click();
    const line = page.getByText(notices.mustRead.replace('{{count}}', '1')).first();
    await line.waitFor();
    expect(await rail(page).locator('.rail__badge').textContent()).toBe('1');
    await line.click();
    await page.getByRole('button', { name: notices.open }).click();
    const confirm = page.getByRole('button', { name: mustRead.confirm });
    await confirm.waitFor();
    expect(await axe(page)).toEqual([]);
    await keepPicture(page, `mustread-agent-${look.width}`);
    script.refusals.set('knowledge.confirmRead', 'hub.unreachable');
    await confirm.click();
    await page.getByText(mustRead.failed).waitFor();
    script.refusals.delete('knowledge.confirmRead');
    await confirm.press('Enter');
    await page.getByText(/你已于今天 .*确认读过/).waitFor();
    await expect.poll(() => rail(page).locator('.rail__badge').count()).toBe(0);

    await become(page, script, lead);
    await openEntry(page);
    await page.getByText('已确认 1 人').waitFor();
    expect(await axe(page)).toEqual([]);
    await keepPicture(page, `mustread-lead-${look.width}`);
    await page.getByRole('button', { name: mustRead.unset }).click();
    await page.getByText('已确认 1 人').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
