import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
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

const content = (page: Page) => page.getByLabel('诉求内容');

describe('a conversation that is over', () => {
  test('comes to the front again after signing in, and takes nobody from the page that was chosen meanwhile', async () => {
    const pop = aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
    const talked = { answeredAt: Date.now(), endedAt: Date.now(), result: null };
    const workspaces = [aWorkspace(pop, talked)];
    const { page, script } = await browser.open((before) => {
      before.addTickets(someTickets());
      before.update({ workspaces });
    });
    const { user } = script.state();
    const tab = page.getByRole('tab', { name: /待登记结果/ });
    await tab.click();
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
    script.update({ user: null, workspaces: [] });
    await page.locator('.signin').waitFor();
    script.update({ user });
    await page.getByRole('button', { name: '通话', exact: true }).click();
    await page.getByPlaceholder('号码或工单编号').waitFor();
    script.update({ workspaces });
    await tab.waitFor();
    await page.getByPlaceholder('号码或工单编号').waitFor();
    await page.getByRole('button', { name: '工作台', exact: true }).click();
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
  });

  test('says in its tab that words wait there unsaved, also after a reload, before anybody has opened it', async () => {
    const talk = aTalk({ callId: idOf('call', 2) });
    const pop = aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
    const talked = { answeredAt: Date.now(), endedAt: Date.now(), result: null };
    const { page, script, reload } = await browser.open((before) => {
      before.addTickets(someTickets());
      before.update({ workspaces: [aWorkspace(pop, talked)] });
    });
    const tab = page.getByRole('tab', { name: /待登记结果/ });
    await tab.click();
    await content(page).fill('还没有存的话');
    await page.getByText(/^草稿已保存/).waitFor();
    script.update({
      workspaces: [aWorkspace(pop, talked), aWorkspace(aPop([], { callId: talk.callId }))],
    });
    script.setCalls([talk]);
    await page.getByRole('tab', { name: /通话中/, selected: true }).waitFor();
    await tab.getByText('草稿').waitFor();
    await reload();
    await page.getByRole('tab', { name: /通话中/, selected: true }).waitFor();
    await tab.getByText('草稿').waitFor();
  });

  test('is put aside with a reason by key, and stands in today’s work until it is taken up', async () => {
    const { page, script } = await browser.open((before) => before.addTickets(someTickets()));
    const pop = aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
    const talked = { answeredAt: Date.now(), endedAt: Date.now(), result: null };
    script.update({ workspaces: [aWorkspace(pop, talked)] });
    const tab = page.getByRole('tab', { name: /待登记结果/ });
    await tab.click();
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
    await page.keyboard.press('Alt+X');
    const reason = page.getByRole('textbox', { name: '原因' });
    await page.getByRole('button', { name: '取消', exact: true }).focus();
    await page.keyboard.press('2');
    // The telephone goes on behind it: who is answered comes to the front, and the question is not asked anew after that.
    const next = aTalk({ callId: idOf('call', 2) });
    const both = [aWorkspace(pop, talked), aWorkspace(aPop([], { callId: next.callId }))];
    script.update({ workspaces: both });
    script.setCalls([next]);
    await reason.waitFor({ state: 'detached' });
    await tab.click();
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
    expect(script.concluded).toEqual([]);
    expect(await reason.count()).toBe(0);
    script.setCalls([]);
    script.update({ workspaces: both.slice(0, 1) });
    await page.keyboard.press('Alt+X');
    await reason.fill('等物业回电');
    await page.keyboard.press('Enter');
    await tab.waitFor({ state: 'detached' });
    await page
      .getByText(/放下：等物业回电/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: /已放下/ }).dblclick();
    await tab.waitFor();
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
  });

  test('has the sound of what the caller rang about before one press away', async () => {
    const { page, script } = await browser.open((before) => before.addTickets(someTickets()));
    script.calls = [aCallItem(1), aCallItem(4)];
    const callIds = script.calls.map(({ call }) => call.callId);
    const tickets = [aTicket(7, { callIds: [...callIds, idOf('call', 999)] })];
    const pop = aPop(tickets, { match: 'one', ticketId: idOf('ticket', 7) });
    script.setCalls([aCall()]);
    script.update({ workspaces: [aWorkspace(pop)] });
    const caller = page.getByRole('region', { name: '来电人', exact: true });
    const listen = caller.getByRole('button', { name: /听工单 .* 的通话录音/ });
    await listen.waitFor();
    script.setCalls([]);
    await listen.click();
    await caller.getByRole('group', { name: '录音' }).waitFor();
    await caller.getByText('另有 1 通还没有送到中心服务器').waitFor();
    await listen.click();
    expect(await caller.getByRole('group', { name: '录音' }).count()).toBe(0);
  });
});
