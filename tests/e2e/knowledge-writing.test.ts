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

const { writing, complaints, judged, knowledge } = words;
const tab = (page: Page, name: string) =>
  page.getByRole('group', { name: writing.tabsLabel }).getByRole('button', { name });
const open = async (page: Page) => {
  await page.getByRole('button', { name: '知识库' }).click();
  await page.getByRole('group', { name: writing.tabsLabel }).waitFor();
};
/** The agent goes, and the lead signs in at the same desk. */
const becomeLead = async (page: Page, script: DeskScript) => {
  script.update({ user: null });
  await page.getByRole('group', { name: writing.tabsLabel }).waitFor({ state: 'detached' });
  script.update({ user: lead });
  await open(page);
};
const find = async (page: Page, text: string) => {
  await tab(page, writing.tabs.search).click();
  await page.getByRole('searchbox').fill(text);
};

describe.each([
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const)('at $width by $theme', (look) => {
  const shoot = (page: Page, name: string) => keepPicture(page, `knowledge-${name}-${look.width}`);

  test('an agent proposes, the lead sees the difference and accepts, and it is found', async () => {
    const {
      page,
      script,
      complaints: faults,
      reload,
    } = await browser.open((before) => before.update({ user: agent }), look);
    await open(page);
    await find(page, '渍水');
    await page.getByRole('button', { name: /道路渍水/ }).click();
    await page.getByRole('button', { name: writing.edit, exact: true }).click();
    const form = page.getByRole('form', { name: writing.edit });
    await form.getByLabel(knowledge.spoken).fill('请您先绕行，不要涉水，远离井口。');
    await form.getByRole('button', { name: writing.send }).click();
    // Nothing goes without a reason.
    await form.getByText(writing.lacks).waitFor();
    await form.getByLabel(writing.why).fill('口播太长，市民听不完');
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'form');

    // The host has it after the pause: a reload loses nothing.
    await expect.poll(() => script.asked.at(-1)).toBe('knowledge.keepDraft');
    await reload();
    await open(page);
    await tab(page, writing.tabs.own).click();
    await page.getByRole('button', { name: /道路渍水/ }).click();
    expect(await form.getByLabel(writing.why).inputValue()).toBe('口播太长，市民听不完');
    script.refusals.set('knowledge.propose', 'hub.unreachable');
    await form.getByRole('button', { name: writing.send }).click();
    await page.getByRole('alert').getByText(writing.failed).waitFor();
    expect(await form.getByLabel(writing.why).inputValue()).toBe('口播太长，市民听不完');
    script.refusals.delete('knowledge.propose');
    await form.getByRole('button', { name: writing.send }).click();
    await page.getByText(writing.done.sent).waitFor();

    await becomeLead(page, script);
    await tab(page, writing.tabs.toReview).click();
    await page.getByRole('button', { name: /道路渍水/ }).click();
    const review = page.getByRole('article', { name: writing.review });
    await review.locator('ins').first().waitFor();
    expect(await review.locator('del').allInnerTexts()).not.toEqual([]);
    expect(await review.locator('dt').allInnerTexts()).toEqual([knowledge.spoken]);
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'review');
    await review.getByRole('button', { name: writing.accept, exact: true }).click();
    await page.getByText(writing.done.accepted).waitFor();

    await find(page, '远离井口');
    await find(page, '渍水');
    await page.getByText('K-0217 · 第 5 版').waitFor();
    await page.getByRole('button', { name: /道路渍水/ }).click();
    await page.getByRole('button', { name: writing.history }).click();
    await page.getByText('工号 1003 提出，工号 1001 审核').waitFor();
    await page.getByText(writing.showDifference).first().click();
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'history');
    expect(faults).toEqual([]);
  });

  test('the lead sends back with a reason, and sees what speaks against entries and what the search misses', async () => {
    const { page, script } = await browser.open((before) => {
      before.update({ user: agent });
      before.entries = before.entries.map((entry, at) =>
        at === 1 ? { ...entry, validUntil: Date.now() - 1000 } : entry,
      );
    }, look);
    await open(page);
    await find(page, '二供水箱');
    await page.getByText('没有找到“二供水箱”').waitFor();
    await find(page, '渍水');
    await page.getByRole('button', { name: /道路渍水/ }).click();
    await page.getByRole('button', { name: complaints.kinds.missing }).click();
    await page.getByLabel(complaints.asks.missing).fill('没写夜间值班电话');
    await page.getByRole('button', { name: complaints.send }).click();
    await page.getByText(complaints.said).waitFor();
    await page.getByRole('button', { name: writing.new }).click();
    const form = page.getByRole('form', { name: writing.new });
    await form.getByLabel(writing.title).fill('二次供水水箱');
    await form.getByLabel(knowledge.spoken).fill('由物业清洗。');
    await form.getByLabel(knowledge.recorded).fill('已告知。');
    await form.getByLabel(writing.source).fill('行业做法');
    await form.getByLabel(writing.reviewer).fill('供水管理科');
    await form.getByLabel(writing.why).fill('常问');
    await form.getByRole('button', { name: writing.send }).click();
    await page.getByText(writing.done.sent).waitFor();

    await becomeLead(page, script);
    await tab(page, writing.tabs.toReview).click();
    await page.getByRole('button', { name: '二次供水水箱' }).click();
    await page.getByRole('button', { name: writing.sendBack }).click();
    await page.getByLabel(writing.reason).fill('请写清洗周期');
    await page.getByRole('button', { name: writing.sendBackNow }).click();
    await page.getByText('理由：请写清洗周期').waitFor();

    await tab(page, writing.tabs.complaints).click();
    await page.getByText('没写夜间值班电话').waitFor();
    await page.getByText('二供水箱', { exact: true }).first().waitFor();
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'complaints');

    await tab(page, writing.tabs.due).click();
    await page.getByText(/已失效（/).waitFor();
    await shoot(page, 'due');

    await find(page, '渍水');
    await page.getByRole('button', { name: `${judged.add} K-0217` }).click();
    await page.getByText('已把“渍水”设为考题。').waitFor();
    await tab(page, writing.tabs.judged).click();
    await page.getByText('100%').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'judged');

    await tab(page, writing.tabs.complaints).click();
    await page.getByRole('button', { name: words.words.open }).click();
    const dialog = page.getByRole('dialog', { name: words.words.title });
    await dialog.getByLabel(/^近义词/).fill('二供 二次供水');
    await dialog.getByLabel(/^常见错字/).fill('水镖');
    await dialog.getByText('这几行看不懂：水镖').waitFor();
    await dialog.getByLabel(/^常见错字/).fill('水镖 → 水表');
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'words');
    await dialog.getByRole('button', { name: words.words.put }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});
