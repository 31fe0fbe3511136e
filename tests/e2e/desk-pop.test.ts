import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { agent, aCall, aPop, aWorkspace, idOf, someTickets } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

test('a pop is drawn into panels that stand ready, in which nobody is named and no key acts', async () => {
  const { page, script } = await browser.open((before) => before.addTickets(someTickets()));
  const panels = page.locator('.workbench');
  await expect.poll(() => panels.locator('#ticket-form').count()).toBe(1);
  expect(await panels.isVisible()).toBe(false);
  const form = await panels.locator('#ticket-form').elementHandle();
  script.setCalls([aCall()]);
  script.update({
    workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
  });
  await expect.poll(() => page.getByLabel('诉求内容').inputValue()).toContain('路面渍水');
  expect(await form?.isVisible()).toBe(true);
  script.setCalls([]);
  script.update({ workspaces: [] });
  await page.getByRole('tab', { name: '今日工作' }).click();
  await expect.poll(() => panels.isVisible()).toBe(false);
  await expect.poll(() => panels.locator('#ticket-content').inputValue()).toBe('');
  for (const words of ['市民（女士）', '路面渍水', '0123'])
    expect(await panels.textContent()).not.toContain(words);
  const before = script.carriedOut.length;
  await page.keyboard.press('Control+S');
  await page.keyboard.press('Control+Enter');
  await page.getByText('今日工作').first().waitFor();
  expect(script.carriedOut.length).toBe(before);
});

test('who rings right after the sign-in comes to the front: a field that has gone is typed in no more', async () => {
  const { page, script } = await browser.open((before) => {
    before.addTickets(someTickets());
    before.update({ user: null });
  });
  await page.getByLabel('工号').fill('1003');
  await page.getByLabel('密码', { exact: true }).pressSequentially('demo');
  script.update({ user: agent });
  await page.getByText('今日工作').first().waitFor();
  script.setCalls([aCall()]);
  script.update({
    workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
  });
  await expect.poll(() => page.getByLabel('诉求内容').isVisible()).toBe(true);
});
