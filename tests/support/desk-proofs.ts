import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import type { ErrorCode } from '../../src/shared/error-codes.ts';
import type { Stack } from './stack.ts';

/** The window says by itself, without a click, what is wrong, what to do and the code for IT. */
export async function untilTold(page: Page, code: ErrorCode, limitMs = 30_000): Promise<void> {
  const { title, action } = errorCatalogue[code];
  const notice = page
    .getByRole('alert')
    .filter({ hasText: title })
    .filter({ hasText: action })
    .filter({ hasText: code });
  await notice.first().waitFor({ state: 'visible', timeout: limitMs });
}

/** The same for what the status bar tells quietly: the words are in the detail of `item`. */
export async function untilToldInDetail(page: Page, item: string, code: ErrorCode): Promise<void> {
  const { title, action } = errorCatalogue[code];
  await page.getByRole('contentinfo').getByRole('button', { name: item }).click();
  const detail = page.getByRole('tooltip').filter({ hasText: title }).filter({ hasText: action });
  await detail.filter({ hasText: code }).waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
}

/** The rest of the desk works: knowledge is found, and a ticket of the list opens at the workbench. */
export async function untilWorks(stack: Stack): Promise<void> {
  const desk = stack.desk();
  const rail = desk.getByRole('navigation', { name: words.rail.label });
  await rail.getByRole('button', { name: words.tickets.screen, exact: true }).click();
  const row = desk.getByRole('row').nth(1).getByRole('button').first();
  await row.waitFor({ timeout: 30_000 });
  const ticketNo = (await row.innerText()).trim();
  await row.click();
  await desk.locator('#ticket-form').waitFor();
  await desk.getByText(ticketNo).first().waitFor();
  await stack.agent().search('积水');
}

/** Telephone numbers of the ranges that tests and demonstration data use, with or without blanks. */
const exampleNumber = /(?<!\d)0?(?:199|027|100)[ -]?0000[ -]?0\d{3}(?!\d)/;

/** The log has `what`, an error code as a rule, and neither a telephone number nor one of the `secrets`. */
export function expectLogged(log: string, what: string, secrets: readonly string[] = []): void {
  expect(log).toContain(what);
  expect(log).not.toMatch(exampleNumber);
  for (const secret of ['demo-hotline-2026', ...secrets]) expect(log).not.toContain(secret);
}
