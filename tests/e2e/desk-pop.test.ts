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

test('the next citizen is shown from the top, however far down the one before was read', async () => {
  const tickets = someTickets();
  const { page, script } = await browser.open((before) => before.addTickets(tickets), {
    height: 600,
    textScale: 150,
  });
  const scrolled = () =>
    page
      .locator('.workbench')
      .locator('.panel__body')
      .evaluateAll((bodies) => bodies.map(({ scrollTop }) => scrollTop));
  const calls = async (n: number, ticket: (typeof tickets)[number] | undefined) => {
    const callId = idOf('call', n);
    script.setCalls([aCall({ callId })]);
    const pop = aPop(tickets, { callId, match: 'one', ticketId: ticket?.ticketId ?? null });
    script.update({ workspaces: [aWorkspace(pop)] });
    await expect
      .poll(() => page.getByLabel('诉求内容').inputValue())
      .toBe(ticket?.content ?? 'a ticket');
  };
  await calls(1, tickets[0]);
  expect(await scrolled()).toEqual([0, 0, 0]);
  await page.locator('.workbench .panel__body').evaluateAll((bodies) => {
    for (const body of bodies) body.scrollTop = 10_000;
  });
  expect(Math.min(...(await scrolled()))).toBeGreaterThan(0);
  script.setCalls([]);
  script.update({ workspaces: [] });
  await page.getByRole('tab', { name: '今日工作' }).click();
  await expect.poll(() => page.locator('.workbench').isVisible()).toBe(false);
  await calls(2, tickets[1]);
  await expect.poll(scrolled).toEqual([0, 0, 0]);
});
