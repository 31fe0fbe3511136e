import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { agent, lead } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const text = words.calendar;
const of2027 = (words: string) => words.replaceAll('{{year}}', '2027');
const november = Date.parse('2026-11-20T10:00+08:00');

/** 2027 as it might be announced; not the State Council's words. */
const announced = `一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日至11日放假调休，共7天。2月20日（周六）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日放假。
六、中秋节：9月15日放假。
七、国庆节：10月1日至7日放假调休，共7天。10月9日（周六）上班。`;

const item = (page: Page) =>
  page.getByRole('contentinfo').getByRole('button', { name: of2027(text.missing) });
const settings = (page: Page) =>
  page.getByRole('contentinfo').getByRole('button', { name: /^工号/ });

/** Tab after Tab, as a person without a mouse comes there. */
async function tabTo(page: Page, target: Locator) {
  await target.waitFor();
  const has = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await has()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${String(target)}`);
}

describe.each([
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const)('at $width by $theme', (look) => {
  test('the lead is warned and puts the year in without a mouse', async () => {
    const { page, script, complaints } = await browser.open(
      (before) => {
        before.update({ user: lead });
        before.provisional = 3;
      },
      { ...look, at: november },
    );
    const { keyboard } = page;
    await tabTo(page, item(page));
    await keyboard.press('Enter');
    await page.getByText(of2027(text.means)).waitFor();
    expect(await axe(page)).toEqual([]);
    await tabTo(page, page.getByRole('button', { name: of2027(text.enter) }));
    await keyboard.press('Enter');

    const dialog = page.getByRole('dialog', { name: text.title });
    const field = dialog.getByRole('textbox', { name: of2027(text.text) });
    const submit = dialog.getByRole('button', { name: of2027(text.submit) });
    await tabTo(page, field);
    await keyboard.insertText(`${announced}\n五一连休\n2月30日 休`);
    const faults = dialog.getByRole('list', { name: text.faults });
    await expect
      .poll(() => faults.getByRole('listitem').allInnerTexts())
      .toEqual([
        `第 8 行“五一连休”：${text.why.noDate}`,
        `第 9 行“2月30日 休”：${text.why.noDate}`,
      ]);
    const february = dialog.getByRole('table', { name: '2 月', exact: true });
    expect(await february.getByRole('cell', { name: text.marks.off }).count()).toBe(7);
    expect(await february.getByRole('cell', { name: text.marks.worked }).allInnerTexts()).toEqual([
      '20班',
    ]);
    expect(await submit.isDisabled()).toBe(true);
    expect(await axe(page)).toEqual([]);

    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await tabTo(page, item(page));
    const enter = page.getByRole('button', { name: of2027(text.enter) });
    if (!(await enter.isVisible())) await keyboard.press('Enter');
    await tabTo(page, enter);
    await keyboard.press('Enter');
    expect(await field.inputValue()).toContain('五一连休');
    await tabTo(page, field);
    await keyboard.press('Control+A');
    await keyboard.insertText(announced.replace('六、中秋节：9月15日放假。', ''));
    await dialog.getByText('按现行规定应为 13 天').waitFor();
    await keyboard.press('Control+A');
    await keyboard.insertText(announced);
    await dialog.getByText(text.clean).waitFor();
    expect(await dialog.getByText('按现行规定应为 13 天').count()).toBe(0);

    script.refusals.set('office.years', 'hub.unreachable');
    await tabTo(page, submit);
    await keyboard.press('Enter');
    await dialog.getByText(text.failed).waitFor();
    expect(await field.inputValue()).toBe(announced);
    script.refusals.clear();
    await tabTo(page, submit);
    await keyboard.press('Enter');
    await dialog.getByText('现有 3 件未办结工单').waitFor();
    expect(script.asked).not.toContain('office.putCalendarYear');
    expect(await axe(page)).toEqual([]);
    await tabTo(page, dialog.getByRole('button', { name: text.send }));
    await keyboard.press('Enter');
    await dialog.getByText('核定办结时限 3 件').waitFor();
    expect(script.yearsPut.map(({ year, workingWeekends }) => [year, workingWeekends])).toEqual([
      [2027, ['2027-02-20', '2027-04-25', '2027-05-08', '2027-10-09']],
    ]);
    await keyboard.press('Escape');
    await expect.poll(() => item(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

test('a known year is corrected from the settings, and another year’s text is not taken for it', async () => {
  const october = Date.parse('2026-10-31T23:00+08:00');
  const { page, script } = await browser.open((before) => before.update({ user: lead }), {
    at: october,
  });
  expect(await item(page).count()).toBe(0);
  await settings(page).click();
  await page.getByRole('button', { name: text.open }).click();
  const dialog = page.getByRole('dialog', { name: text.title });
  const year = dialog.getByRole('combobox', { name: text.year });
  expect(await year.inputValue()).toBe('2027');
  await year.selectOption('2026');
  await dialog.getByText(text.same).waitFor();
  const field = dialog.getByRole('textbox');
  const known = await field.inputValue();
  const submit = dialog.getByRole('button', { name: '提交 2026 年' });
  expect(await submit.isDisabled()).toBe(true);
  await field.fill(known.replaceAll('2026-', '2027-'));
  await dialog.getByText('这是 2027 年的安排，所选年份是 2026 年').waitFor();
  expect(await submit.isDisabled()).toBe(true);
  await field.fill(`${known}\n2026-12-25 休`);
  await submit.click();
  await dialog.getByText(text.correction).waitFor();
  await dialog.getByRole('button', { name: text.send }).click();
  await expect.poll(() => script.yearsPut.length).toBe(1);
  expect(script.yearsPut[0]?.daysOff).toContain('2026-12-25');
});

test('the administrator is warned too; an agent neither sees the warning nor has the setting', async () => {
  const open = async (user: typeof lead) => {
    const { page } = await browser.open((before) => before.update({ user }), { at: november });
    await settings(page).click();
    await page.locator('.settings').waitFor();
    const way = page.getByRole('button', { name: text.open });
    return { warned: await item(page).count(), way: await way.count() };
  };
  expect(await open({ ...lead, role: 'admin' })).toEqual({ warned: 1, way: 1 });
  expect(await open(agent)).toEqual({ warned: 0, way: 0 });
});
