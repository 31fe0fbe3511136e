import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { intakeOf } from '../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../src/shared/domain/tickets/ticket-action.ts';
import { type Ticket, emptyIntake } from '../../src/shared/domain/tickets/ticket.ts';
import { axe } from '../support/desk/axe.ts';
import { hubClient } from '../support/hub-client.ts';
import { type Stack, startStack } from '../support/stack.ts';

const password = 'demo-hotline-2026';
const road = '并单示例路';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ pbx: null });
});
afterAll(() => stack.stop());

/** Somebody at another desk of the same hub. */
async function colleague() {
  const hub = hubClient(stack.hubUrl);
  const { accessToken } = await hub.auth.signIn({
    workNo: '1002',
    password,
    deskId: randomUUID(),
  });
  const client = hubClient(stack.hubUrl, accessToken);
  const send = (
    of: Pick<Ticket, 'ticketId' | 'ticketNo'>,
    base: Ticket | null,
    action: TicketAction,
  ) =>
    client.commands.submit({
      commandId: randomUUID(),
      command: {
        kind: 'ticket',
        ticketId: of.ticketId,
        ticketNo: of.ticketNo,
        base: base && { revision: base.revision, intake: intakeOf(base) },
        call: null,
        action,
        at: Date.now(),
      },
    });
  const find = async (ticketNo: string): Promise<Ticket> => {
    let since = 0;
    let found: Ticket | null = null;
    for (;;) {
      const page = await client.changes.pull({ since, limit: 1000 });
      for (const change of page.changes)
        if (change.entity === 'ticket' && change.body.ticketNo === ticketNo) found = change.body;
      since = page.next;
      if (!page.more) break;
    }
    if (!found) throw new Error(`no ${ticketNo}`);
    return found;
  };
  return { send, find };
}

async function looks(page: Page, name: string) {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
  await keepPicture(page, `merge-${name}-1366-light`);
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'night'));
  await keepPicture(page, `merge-${name}-1920-night`);
  expect(await axe(page)).toEqual([]);
}

it('merges three from the list by keyboard, splits one off, and answers the other for itself', async () => {
  const other = await colleague();
  const numbers = [1, 2, 3].map((index) => `SW20260612-1002-90${index}`);
  for (const [index, ticketNo] of numbers.entries())
    await other.send({ ticketId: randomUUID(), ticketNo }, null, {
      kind: 'edit',
      changes: {
        ...emptyIntake,
        kind: 'help',
        categoryCode: 'drainage.blockage',
        district: '江汉区',
        address: `${road} ${index + 1} 号`,
        content: '路面积水',
      },
    });
  await stack.signIn();
  const page = stack.desk();
  const toList = () => page.getByRole('button', { name: '工单', exact: true }).first().click();
  await toList();
  await page.getByPlaceholder('编号、地址、内容、诉求人').fill(road);
  const rows = page.locator('tbody [data-row]');
  await vi.waitFor(async () => expect(await rows.count()).toBe(3), { timeout: 20_000 });

  await rows.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('已选 3 件').waitFor();
  await page.getByRole('button', { name: '并单…' }).focus();
  await page.keyboard.press('Enter');
  const mainId = await page.getByLabel('主单').inputValue();
  await page.keyboard.press('Tab');
  await page.keyboard.type('同一处积水');
  await looks(page, 'ask');
  await page.getByLabel('为什么是同一事项').press('Enter');
  await page.getByText('2 件可办').waitFor();
  await looks(page, 'preview');
  await page.getByRole('button', { name: '并单 2 件' }).press('Enter');
  await page.getByText('已办 2 件').waitFor({ timeout: 20_000 });
  await vi.waitFor(async () => expect(await rows.count()).toBe(1), { timeout: 20_000 });
  await looks(page, 'done');

  const mainNo = await rows.first().innerText();
  await rows.first().press('Enter');
  await page.getByRole('tab', { name: '承办' }).click();
  await page.getByRole('heading', { name: '并入的工单（2）' }).waitFor();
  await looks(page, 'main');
  const [splitNo = '', keptNo = ''] = numbers.filter((ticketNo) => ticketNo !== mainNo);
  await page.getByRole('button', { name: `拆出 ${splitNo}` }).press('Enter');
  await page.getByLabel('拆出的原因').fill('另一处地点');
  await page.getByLabel('拆出的原因').press('Enter');
  await page.getByText('已拆出').waitFor({ timeout: 20_000 });
  expect((await other.find(splitNo)).state).toBe('screening');

  const main = await other.find(mainNo);
  expect(main.ticketId).toBe(mainId);
  await other.send(main, main, {
    kind: 'close',
    closeAs: 'selfHandled',
    changes: { answer: '已抽排，积水消退' },
  });
  await page.getByRole('button', { name: '答复这 1 件' }).click({ timeout: 20_000 });
  expect(await page.getByRole('textbox', { name: '内容' }).inputValue()).toBe('已抽排，积水消退');
  await looks(page, 'reply');
  await page.getByRole('form', { name: '回复' }).getByRole('button', { name: '预览' }).click();
  await page.getByRole('button', { name: '回复 1 件' }).press('Enter');
  await page.getByText('已办 1 件').waitFor({ timeout: 20_000 });
  await vi.waitFor(
    async () =>
      expect(await other.find(keptNo)).toMatchObject({ state: 'closed', callbackOwed: true }),
    { timeout: 20_000 },
  );
});
