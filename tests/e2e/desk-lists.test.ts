import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aTicket, someTickets } from '../support/desk/desk-samples.ts';
import { compose, imeTakes } from '../support/desk/input-method.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

describe('the list of tickets', () => {
  test('waits for an input method, is ordered by its columns, and opens by arrows, Enter and a press on a row', async () => {
    const { page, script } = await browser.open((before) =>
      before.addTickets([...someTickets(), aTicket(3), aTicket(4)]),
    );
    const list = page.getByRole('button', { name: '工单', exact: true });
    expect(await list.getAttribute('aria-description')).toBe('1 件快到期或已超期');
    await list.click();
    const rows = page.getByRole('row');
    await expect.poll(() => rows.count()).toBeGreaterThan(2);
    const box = page.getByRole('searchbox');
    await box.click();
    const asked = () => script.asked.filter((path) => path === 'tickets.list').length;
    const before = asked();
    await compose(page, ['l', 'lu', "lu'mian"]);
    expect(await box.inputValue()).toBe("lu'mian");
    expect(asked()).toBe(before);
    await imeTakes(page, '路面');
    await expect.poll(asked).toBeGreaterThan(before);
    expect(await rows.count()).toBeGreaterThan(1);
    const opened = page.getByRole('columnheader', { name: '登记时间' });
    await opened.getByRole('button').click();
    await expect.poll(() => opened.getAttribute('aria-sort')).toBe('ascending');
    const first = rows.nth(1).getByRole('button', { name: /^打开 / });
    await first.focus();
    await page.keyboard.press('ArrowDown');
    const second = rows.nth(2).getByRole('button', { name: /^打开 / });
    const secondNo = (await second.textContent()) ?? '';
    expect(await second.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByLabel('诉求内容').waitFor();
    await page.getByText(secondNo).first().waitFor();
    // Away and back: what was searched for and the order are still chosen. A press anywhere in a row opens it.
    await list.click();
    expect(await box.inputValue()).toBe('路面');
    expect(await opened.getAttribute('aria-sort')).toBe('ascending');
    await rows.nth(1).getByText('路面').first().click();
    await page.getByLabel('诉求内容').waitFor();
    expect(script.commands).toEqual([]);
  });

  test('finds categories by what citizens say, and keeps every one to choose from while an input method composes', async () => {
    const { page } = await browser.open((before) => before.addTickets(someTickets()));
    await page.getByRole('button', { name: '工单', exact: true }).click();
    await page.getByRole('button', { name: '新建诉求' }).click();
    const field = page.getByRole('combobox', { name: '分类' });
    const options = page.locator('.ant-select-item-option');
    await field.click();
    await options.first().waitFor();
    const all = await options.count();
    await compose(page, ['m', 'mei', "mei'shui"]);
    expect(await options.count()).toBe(all);
    await imeTakes(page, '没水');
    await expect.poll(() => options.first().textContent()).toBe('停水');
    await field.fill('gp');
    await page.getByText('没有符合的选项，换个词或输拼音首字母').waitFor();
  });
});

describe('the search in the knowledge base', () => {
  test('with an input method searches only what was composed', async () => {
    const { page, script } = await browser.open();
    // From today's work the key goes to the knowledge base.
    await page.keyboard.press('Control+K');
    const box = page.getByRole('searchbox', { name: '搜索知识库' });
    await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true);
    await compose(page, ['j', 'ji', "ji'sh", 'jishui']);
    expect(await box.inputValue()).toBe('jishui');
    await imeTakes(page, '积水');
    await page.getByText('K-0217 · 第 4 版').waitFor();
    expect(await box.inputValue()).toBe('积水');
    expect(script.searches).toEqual(['积水']);
  });
});
