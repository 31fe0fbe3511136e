import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketColumnWords } from '../../src/shared/domain/tickets/ticket-columns.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { axe } from '../support/desk/axe.ts';
import { type Stack, startStack } from '../support/stack.ts';

const text = words.tickets.exports;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ pbx: null });
}, 120_000);
afterAll(() => stack.stop());

/** The tests run in any order. */
async function openTicketsAs(workNo: string) {
  const page = stack.desk();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.locator('.desk, .signin').first().waitFor();
  if ((await page.locator('.signin').count()) === 0) await stack.agent().signOut();
  await stack.agent().signIn(workNo, 'demo-hotline-2026');
  const rail = page.getByRole('navigation', { name: words.rail.label });
  await rail.getByRole('button', { name: words.tickets.screen, exact: true }).click();
  await page.getByRole('button', { name: words.tickets.blank }).waitFor();
  return { page, rail };
}

test('the lead chooses columns, gives a reason, and gets a workbook; the audit has it', async () => {
  const { page, rail } = await openTicketsAs('2001');
  await page.getByRole('button', { name: words.tickets.scopes.all, exact: true }).click();
  await page.getByRole('button', { name: words.tickets.export, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: text.title });
  const start = dialog.getByRole('button', { name: text.start });
  expect(await start.isDisabled()).toBe(true);
  await dialog.getByText(text.reasonMissing).waitFor();
  await dialog.getByLabel(ticketColumnWords.urgedCount).check();
  await dialog.getByLabel(ticketColumnWords.requesterName).uncheck();
  await dialog.getByLabel(text.reason).fill('月度报表，报采购人');
  await keepPicture(page, 'export-dialog');
  expect(await axe(page)).toEqual([]);
  const arriving = page.waitForEvent('download');
  await start.click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/^工单-\d{14}\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(readFileSync(await download.path())).buffer);
  const sheet = book.worksheets[0];
  const heads = JSON.stringify(sheet?.getRow(1).values);
  expect(heads).toContain(ticketColumnWords.urgedCount);
  expect(heads).not.toContain(ticketColumnWords.requesterName);
  const rows = (sheet?.rowCount ?? 0) - 1;
  expect(rows).toBeGreaterThan(3);
  await dialog.getByText(`已导出 ${rows} 件`).waitFor();
  await keepPicture(page, 'export-done');
  // The next time the columns are as they were chosen, names are covered, and a reason is asked for anew.
  await dialog.getByRole('button', { name: text.close }).click();
  await page.getByRole('button', { name: words.tickets.export, exact: true }).click();
  expect(await dialog.getByLabel(ticketColumnWords.urgedCount).isChecked()).toBe(true);
  expect(await start.isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: text.close }).click();
  await rail.getByRole('button', { name: words.audit.screen, exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: words.audit.actions.ticketsExported });
  expect(await row.first().innerText()).toMatch(/事由：月度报表，报采购人；条件：全部工单/);
  await keepPicture(page, 'export-audit');
});

test('an agent has no such button', async () => {
  const { page } = await openTicketsAs('1001');
  expect(await page.getByRole('button', { name: words.tickets.export, exact: true }).count()).toBe(
    0,
  );
});
