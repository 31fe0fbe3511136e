import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aPop, aTalk, aWorkspace } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

test('a work number that is still being typed is in what is kept, and in the field after a reload', async () => {
  const { page, reload } = await browser.open((script) => {
    script.setCalls([aTalk()]);
    script.update({ workspaces: [aWorkspace(aPop([]))] });
  });
  await page.getByRole('combobox', { name: '诉求性质' }).click();
  await page.locator('.ant-select-item-option', { hasText: '投诉' }).first().click();
  const against = page.getByLabel('被反映人工号');
  await against.focus();
  await page.keyboard.type('1003， 1004');
  expect(await against.inputValue()).toBe('1003， 1004');
  await page.getByText(/草稿已保存 \d\d:\d\d:\d\d/).waitFor();
  expect(await axe(page)).toEqual([]);
  await reload();
  await expect.poll(() => against.inputValue()).toBe('1003、1004');
});

test('a name in the place of a work number is said to keep nobody from reading', async () => {
  const { page } = await browser.open((script) => {
    script.setCalls([aTalk()]);
    script.update({ workspaces: [aWorkspace(aPop([]))] });
  });
  await page.getByRole('combobox', { name: '诉求性质' }).click();
  await page.locator('.ant-select-item-option', { hasText: '投诉' }).first().click();
  const against = page.getByLabel('被反映人工号');
  await against.fill('1003、窗口某某');
  await page.getByText('“窗口某某”不是工号').waitFor();
  expect(await axe(page)).toEqual([]);
  await against.fill('1003、1004');
  await expect.poll(() => page.getByText('不是工号').count()).toBe(0);
});
