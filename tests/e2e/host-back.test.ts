import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeskBrowser, type OpenDesk, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCallItem,
  aPop,
  aTalk,
  aTicket,
  aWorkspace,
  idOf,
  someTickets,
} from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

/** Nobody can be told anything while `meanwhile` happens. */
async function cutOff({ page, host }: OpenDesk, meanwhile: () => Promise<void> | void) {
  const lost = page.getByText('坐席台页面与后台断开');
  host.refuse(true);
  host.cut();
  await lost.waitFor();
  await meanwhile();
  host.refuse(false);
  await lost.waitFor({ state: 'detached', timeout: 15_000 });
}

describe('a page that was cut off from its host', () => {
  test('reads its lists again: what changed meanwhile was told to nobody', async () => {
    const desk = await browser.open((script) => script.addTickets(someTickets()));
    const { page, script } = desk;
    await page.getByRole('button', { name: '通话', exact: true }).click();
    await expect.poll(() => script.callQueries.length).toBeGreaterThan(0);
    await page.getByRole('button', { name: '工单', exact: true }).click();
    await page.getByRole('row').nth(1).waitFor();
    await cutOff(desk, () => {
      script.addTickets([aTicket(50, { content: '断开期间交来的一件' })]);
      script.calls = [aCallItem(1)];
    });
    await page.getByRole('row').filter({ hasText: '断开期间交来的一件' }).waitFor();
    await page.getByRole('button', { name: '工作台', exact: true }).click();
    await page.getByText('断开期间交来的一件').first().waitFor();
  });

  test('shows what the open ticket has become, and finds what was searched for in vain', async () => {
    const desk = await browser.open((script) => {
      script.addTickets(someTickets());
      script.setCalls([aTalk()]);
      const pop = aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
      script.update({ workspaces: [aWorkspace(pop)] });
    });
    const { page, script } = desk;
    await page.getByLabel('事发地址').waitFor();
    await cutOff(desk, async () => {
      script.addTickets([aTicket(7, { address: '别人更正的地址' })]);
      await page.getByRole('searchbox').fill('熄火');
      await page.getByText('知识库查询失败').waitFor();
    });
    await page.getByText('车辆涉水').first().waitFor();
    await expect.poll(() => page.getByLabel('事发地址').inputValue()).toBe('别人更正的地址');
  });
});
