import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aPop,
  aWorkspace,
  aTalk,
  aTicket,
  idOf,
  someTickets,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

function inTalk(script: DeskScript) {
  script.addTickets(someTickets());
  script.setCalls([aTalk()]);
  script.update({
    workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
  });
}

const answer = (page: Page) => page.getByRole('textbox', { name: '答复内容' });

describe('催办', () => {
  test('asks for a reason, is in the course, and leaves what is typed typed', async () => {
    const { page, script } = await browser.open((before) => {
      inTalk(before);
      before.addTickets([aTicket(7, { state: 'inHandling' })]);
    });
    await answer(page).fill('打到一半');
    await page.getByRole('button', { name: '催办', exact: true }).click();
    const ask = page.getByRole('form', { name: '催办' });
    await page.keyboard.type('市民再次来电');
    await page.keyboard.press('Enter');
    await ask.waitFor({ state: 'detached' });
    expect(script.carriedOut).toMatchObject([{ action: { kind: 'urge', reason: '市民再次来电' } }]);
    await page.getByText('已催办 1 次').waitFor();
    expect(await answer(page).inputValue()).toBe('打到一半');
    await page.getByRole('tab', { name: /办理过程/ }).click();
    await page.getByText('市民再次来电', { exact: true }).waitFor();
  });

  test('loses no half typed reason to Escape elsewhere or to a call, and gives the focus back', async () => {
    const { page, script } = await browser.open((before) => {
      inTalk(before);
      before.addTickets([aTicket(7, { state: 'inHandling' })]);
    });
    const button = page.getByRole('button', { name: '催办', exact: true }).last();
    await button.press('Enter');
    const reason = page.getByLabel('催办事由');
    await reason.fill('市民再次来电');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Escape');
    await reason.blur();
    await page.keyboard.press('Escape');
    script.setCalls([aCall({ callId: idOf('call', 99) })]);
    script.update({ workspaces: [aWorkspace(aPop([], { callId: idOf('call', 99) }))] });
    await page.getByRole('tab', { name: /振铃/ }).waitFor();
    expect(await reason.inputValue()).toBe('市民再次来电');
    await reason.press('Escape');
    await reason.waitFor({ state: 'detached' });
    const isFocused = () => button.evaluate((one) => one === document.activeElement);
    await expect.poll(isFocused).toBe(true);
  });

  test('says why not where no department has the ticket', async () => {
    const { page, script } = await browser.open((before) => {
      inTalk(before);
      before.addTickets([aTicket(7, { state: 'screening' })]);
    });
    const button = page.getByRole('button', { name: '催办', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('title')).toContain('工单不在经办部门，不能催办');
    await button.click({ force: true });
    expect(await page.getByRole('form', { name: '催办' }).count()).toBe(0);
    expect(script.carriedOut).toEqual([]);
  });
});
