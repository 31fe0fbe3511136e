import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aDeskState, aTicket, lead } from '../support/desk/desk-samples.ts';
import { compose, imeTakes } from '../support/desk/input-method.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const text = words.tickets.views;
const districts = ['江汉区', '武昌区', '江汉区'];
/** Enough of them that the list has to be scrolled. */
const many = () =>
  Array.from({ length: 45 }, (_, index) =>
    aTicket(100 + index, { district: districts[index % 3] ?? null }),
  );

async function openList() {
  const desk = await browser.open((script) => script.addTickets(many()));
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole('button', { name: words.tickets.screen, exact: true }).click();
  await page.getByRole('row').nth(3).waitFor();
  return desk;
}

test('says while its first copy comes how much of it is here, and no longer once it is whole', async () => {
  const { page, script } = await openList();
  const { sync } = aDeskState();
  const filling = { part: 'tickets' as const, done: 12_300, total: 998_000 };
  script.update({ sync: { ...sync, replicaAt: null, filling } });
  const list = page.getByRole('region', { name: words.ticket.title });
  await list
    .getByText('本机工单还没有到齐（已取 12,300 / 998,000 件），没列出来的不等于没有。')
    .waitFor();
  await page.getByText('正在取全部工单 12,300 / 998,000 件').waitFor();
  await keepPicture(page, 'filling-list');
  expect(await axe(page)).toEqual([]);
  await page.getByText(words.today.title, { exact: true }).first().click();
  await page.getByText(/还没有到齐（已取 12,300/).waitFor();
  await keepPicture(page, 'filling-today');
  script.update({ sync });
  await expect.poll(() => page.getByText(/还没有到齐/).count()).toBe(0);
});

test('a filter is a chip that is taken away by its own button', async () => {
  const { page } = await openList();
  const chips = page.getByRole('group', { name: text.chips });
  expect(await chips.count()).toBe(0);
  await page.getByLabel(words.ticket.fields.district).selectOption('武昌区');
  await page.getByRole('searchbox').fill('SW');
  await expect.poll(() => page.getByRole('row').count()).toBe(16);
  expect(await chips.innerText()).toMatch(/关键词：SW[^]*所属区：武昌区/);
  await chips.getByRole('button', { name: '清除所属区：武昌区' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('row').count()).toBe(46);
  expect(await page.getByRole('searchbox').inputValue()).toBe('SW');
  await chips.getByRole('button', { name: text.clearAll }).click();
  await expect.poll(() => chips.count()).toBe(0);
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
});

test('a view is kept by its name with filters and columns, counted, first by choice, and its owner’s alone', async () => {
  const { page, script, reload } = await openList();
  const bar = page.getByRole('group', { name: text.label });
  await page.getByLabel(words.ticket.fields.district).selectOption('武昌区');
  await bar.getByText(/^显示列/).click();
  await bar.getByLabel(words.tickets.columns.handler).uncheck();
  await bar.getByText(/^显示列/).click();
  await bar.getByRole('button', { name: text.save }).click();
  // Enter of an input method saves nothing.
  await compose(page, ['w', 'wu', 'wuchang']);
  await page.keyboard.press('Enter');
  await imeTakes(page, '武昌');
  await bar.getByLabel(text.name).fill('武昌在办');
  await page.keyboard.press('Enter');
  const view = bar.getByRole('button', { name: /武昌在办 ?15/ });
  await view.waitFor();
  expect(await view.getAttribute('aria-pressed')).toBe('true');
  await bar.getByRole('button', { name: text.makeDefault }).click();
  await keepPicture(page, 'ticket-views-light');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: text.clearAll }).click();
  await expect.poll(() => view.getAttribute('aria-pressed')).toBe('false');

  await reload();
  await page.getByRole('button', { name: words.tickets.screen, exact: true }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(16);
  const heads = page.getByRole('columnheader', { name: words.tickets.columns.handler });
  expect(await heads.count()).toBe(0);

  const { user } = script.state();
  script.update({ user: lead });
  await expect.poll(() => page.getByRole('row').count()).toBe(46);
  expect(await bar.getByRole('button', { name: /武昌在办/ }).count()).toBe(0);
  script.update({ user });
  await expect.poll(() => page.getByRole('row').count()).toBe(16);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await keepPicture(page, 'ticket-views-dark');

  // Two presses, of which the first one changes nothing.
  const remove = bar.getByRole('button', { name: text.remove });
  await remove.click();
  expect(await bar.getByRole('button', { name: /武昌在办 ?15/ }).count()).toBe(1);
  await bar.getByRole('button', { name: /^再按一次/ }).click();
  await expect.poll(() => bar.getByRole('button', { name: /武昌在办/ }).count()).toBe(0);
});

test('Escape leaves the naming and keeps nothing; coming back from a ticket finds the row', async () => {
  const { page } = await openList();
  const bar = page.getByRole('group', { name: text.label });
  await bar.getByRole('button', { name: text.save }).click();
  await bar.getByLabel(text.name).fill('不要');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: text.save }).waitFor();
  expect(await bar.getByRole('button', { name: '不要' }).count()).toBe(0);
  const row = page.getByRole('button', { name: /^打开 / }).nth(40);
  const no = (await row.textContent()) ?? '';
  await row.click();
  await page.getByLabel(words.ticket.fields.content).waitFor();
  await page.getByRole('button', { name: words.tickets.screen, exact: true }).click();
  const again = page.getByRole('button', { name: `打开 ${no}` });
  await again.waitFor();
  const isSeen = () =>
    again.evaluate((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      const frame = node.closest('.panel__body')?.getBoundingClientRect();
      return frame !== undefined && top >= frame.top && bottom <= frame.bottom;
    });
  await expect.poll(isSeen).toBe(true);
});
