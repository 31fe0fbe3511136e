import type { Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { agent } from '../support/desk/desk-samples.ts';
import { compose, imeTakes } from '../support/desk/input-method.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const { suggestion } = words;
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');
const told = (count: number) => suggestion.count.replace('{{count}}', String(count));

describe.each([
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const)('at $width by $theme', (look) => {
  const openNew = async () => {
    const desk = await browser.open((before) => before.update({ user: agent }), look);
    await desk.page.getByRole('button', { name: '登记一件新诉求' }).first().waitFor();
    await desk.page.keyboard.press('Alt+N');
    return desk;
  };

  test('what is typed offers entries beside it, without taking the focus; one key opens, one puts in', async () => {
    const { page, script, complaints } = await openNew();
    const content = page.getByLabel(words.ticket.fields.content);
    await content.click();
    await page.keyboard.type('市民反映门口渍水，车过不去');
    await page.getByText(told(1)).waitFor();
    expect(await focused(page)).toBe('ticket-content');
    const row = page.getByRole('listitem').filter({ hasText: '道路渍水' });
    await row.getByText('提到“渍水”“车过不去”').waitFor();
    expect(await axe(page)).toEqual([]);
    await keepPicture(page, `suggestions-${look.width}`);

    await page.keyboard.press('Alt+I');
    await page.getByRole('article').getByText('K-0217').first().waitFor();
    // Who types goes on typing.
    expect(await focused(page)).toBe('ticket-content');
    await page.keyboard.type('，有人等着');
    await page.getByRole('button', { name: words.knowledge.back }).click();
    await page.keyboard.press('Alt+1');
    const answer = page.getByLabel(words.ticket.fields.answer, { exact: false }).last();
    await expect.poll(() => answer.inputValue()).not.toBe('');
    // What is cited is offered no more.
    await page.getByText(told(1)).waitFor({ state: 'detached' });
    expect(script.asked).toContain('knowledge.suggest');
    expect(complaints).toEqual([]);
  });

  test('what fits nothing offers nothing, and a word that is being composed is left alone', async () => {
    const { page, script } = await openNew();
    await page.getByLabel(words.ticket.fields.content).click();
    await page.keyboard.type('市民反映路灯不亮');
    await expect
      .poll(() => script.asked.filter((name) => name === 'knowledge.suggest'))
      .toHaveLength(1);
    expect(await page.getByText(told(1)).count()).toBe(0);
    await page.keyboard.press('Alt+I');
    expect(await page.getByRole('article').count()).toBe(0);
    await compose(page, ['y', 'yu', 'yu’zi']);
    await imeTakes(page, '，渍水');
    await page.getByText(told(1)).waitFor();
    expect(await page.getByLabel(words.ticket.fields.content).inputValue()).toBe(
      '市民反映路灯不亮，渍水',
    );
    expect(await focused(page)).toBe('ticket-content');
  });
});
