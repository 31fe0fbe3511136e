import type { Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aTicket, agent, lead } from '../support/desk/desk-samples.ts';
import { compose, imeTakes } from '../support/desk/input-method.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const { phrases } = words;
const content = (page: Page) => page.locator('#ticket-content');
const answer = (page: Page) => page.locator('#ticket-answer');
const find = (page: Page) => page.getByRole('combobox', { name: phrases.find });
const selected = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement;
    return field instanceof HTMLTextAreaElement
      ? field.value.slice(field.selectionStart, field.selectionEnd)
      : null;
  });

describe.each([
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const)('at $width by $theme', (look) => {
  const shoot = (page: Page, name: string) => keepPicture(page, `phrases-${name}-${look.width}`);
  const openNew = async () => {
    const desk = await browser.open((before) => before.update({ user: agent }), look);
    await desk.page.getByRole('button', { name: '登记一件新诉求' }).first().waitFor();
    await desk.page.keyboard.press('Alt+N');
    await content(desk.page).waitFor();
    return desk;
  };

  test('a text module is put in at the caret by the keyboard alone, replaces nothing, and undo takes it out', async () => {
    const { page, complaints } = await openNew();
    await page.getByLabel(words.ticket.fields.requesterName).fill('王女士');
    await answer(page).click();
    await page.keyboard.type('您好。再见。');
    for (let at = 0; at < 3; at += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Alt+Y');
    await find(page).waitFor();
    // Of the field first; what is not for it stands below, named.
    const options = page.getByRole('option');
    expect(await options.first().innerText()).toContain('已登记交办');
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'list');
    await page.keyboard.type('dj');
    expect(await options.count()).toBe(1);
    await page.keyboard.press('Enter');
    await find(page).waitFor({ state: 'detached' });
    const text = await answer(page).inputValue();
    expect(text).toMatch(
      /^您好。您反映的事项已登记，工单编号SW\S+，由〔承办单位〕办理，.*再见。$/u,
    );
    // The first that is to be filled is marked: who types fills it.
    expect(await selected(page)).toBe('〔承办单位〕');
    await page.getByText(phrases.open.replace('{{places}}', '承办单位〕〔办结时限')).waitFor();
    await shoot(page, 'open');
    await page.keyboard.press('Control+z');
    expect(await answer(page).inputValue()).toBe('您好。再见。');
    await page.keyboard.press('Control+y');
    expect(await answer(page).inputValue()).toBe(text);

    // What was marked is not replaced either.
    await content(page).fill('原来的内容');
    await content(page).selectText();
    await page.keyboard.press('Alt+Y');
    await page.keyboard.type('ms');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => content(page).inputValue())
      .toMatch(/^原来的内容来电人王女士反映：〔所属区〕/u);
    expect(complaints).toEqual([]);
  });

  test('Enter and Escape while a word is composed belong to the input method; Escape gives the caret back', async () => {
    const { page } = await openNew();
    await answer(page).click();
    await page.keyboard.type('甲乙');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Alt+Y');
    await find(page).waitFor();
    await compose(page, ['d', 'de', 'deng']);
    await find(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229 });
    await find(page).dispatchEvent('keydown', { key: 'Escape', isComposing: true, keyCode: 229 });
    expect(await answer(page).inputValue()).toBe('甲乙');
    await imeTakes(page, '登记');
    await expect.poll(() => find(page).inputValue()).toBe('登记');
    expect(await page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Escape');
    await find(page).waitFor({ state: 'detached' });
    await page.keyboard.type('中');
    expect(await answer(page).inputValue()).toBe('甲中乙');
    // What would not fit is not put in, nor cut.
    const long = '字'.repeat(3999);
    await answer(page).fill(long);
    await page.keyboard.press('Alt+Y');
    await page.keyboard.type('dj');
    await page.keyboard.press('Enter');
    await page.getByText(phrases.tooLong).waitFor();
    expect(await answer(page).inputValue()).toBe(long);
  });

  test('a held Enter puts one in once, and fills nothing that is marked', async () => {
    const { page } = await openNew();
    await answer(page).click();
    await page.keyboard.press('Alt+Y');
    await find(page).waitFor();
    await page.keyboard.type('dj');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    for (let press = 0; press < 4; press += 1) await page.keyboard.down('Enter');
    await find(page).waitFor({ state: 'detached' });
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await answer(page).inputValue()).toMatch(/^您反映的事项已登记，.*由〔承办单位〕办理/u);
    expect(await selected(page)).toBe('〔承办单位〕');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    expect(await answer(page).inputValue()).toMatch(/。\n$/u);
  });

  test('closing with something unfilled is asked about first', async () => {
    const { page, script } = await browser.open((before) => {
      before.addTickets([
        aTicket(7, {
          state: 'selfHandling',
          answer: '由〔承办单位〕办理，依据武政办〔2026〕12号。',
        }),
      ]);
      before.update({ user: agent });
    }, look);
    await page.getByRole('button', { name: '工单' }).first().click();
    await page.getByText('SW20260612-', { exact: false }).first().dblclick();
    await answer(page).waitFor();
    await page.keyboard.press('Control+Enter');
    const question = page.getByRole('dialog', { name: phrases.askTitle });
    await question.getByText('〔承办单位〕').waitFor();
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'question');
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    expect(script.asked).not.toContain('tickets.command');
  });

  test('the lead writes a module, and it is there at the next desk', async () => {
    const { page, script } = await browser.open((before) => before.update({ user: lead }), look);
    await page.getByRole('button', { name: '知识库' }).click();
    const tabs = page.getByRole('group', { name: words.writing.tabsLabel });
    await tabs.getByRole('button', { name: phrases.title }).click();
    await page.getByText(phrases.supplied).waitFor();
    await page.getByRole('button', { name: phrases.add }).click();
    const form = page.getByRole('form', { name: phrases.add });
    await form.getByLabel(phrases.name).fill('夜间抢修');
    await form.getByLabel(phrases.code).fill('DJ');
    await form
      .getByRole('textbox', { name: phrases.text })
      .fill('夜间抢修电话{值班电话}，工单{工单编号}。');
    await form.getByRole('button', { name: phrases.put }).click();
    await form.getByText(phrases.faults.codeTwice).waitFor();
    await form.getByText('〔值班电话〕').waitFor();
    await form.getByLabel(phrases.code).fill('yj');
    // A look at another one takes nothing of it.
    await page.getByRole('button', { name: '已登记交办', exact: true }).click();
    await page.getByText(phrases.left).waitFor();
    await page.getByRole('button', { name: phrases.add }).click();
    expect(await form.getByLabel(phrases.name).inputValue()).toBe('夜间抢修');
    expect(await axe(page)).toEqual([]);
    await shoot(page, 'lead');
    script.refusals.set('knowledge.putPhrases', 'hub.unreachable');
    await form.getByRole('button', { name: phrases.put }).click();
    await form.getByText(phrases.notPut).waitFor();
    expect(await form.getByLabel(phrases.name).inputValue()).toBe('夜间抢修');
    script.refusals.delete('knowledge.putPhrases');
    await form.getByRole('button', { name: phrases.put }).click();
    await page.getByText('已保存“夜间抢修”').waitFor();

    await page.keyboard.press('Alt+N');
    await answer(page).click();
    await page.keyboard.press('Alt+Y');
    await page.keyboard.type('yj');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => answer(page).inputValue())
      .toMatch(/^夜间抢修电话〔值班电话〕，工单SW/u);
  });
});

/** Do its corners stand in sight, with nothing over them? */
function isWhole(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((of) => {
    const [one] = document.querySelectorAll(of);
    if (!one) return false;
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const corners = [left + 4, right - 4].flatMap((x) =>
      [top + 4, bottom - 4].map((y) => ({ x, y })),
    );
    return corners.every(({ x, y }) => one.contains(document.elementFromPoint(x, y)));
  }, selector);
}

test('with the largest words on a small screen the line that is typed in and the marked module are in sight', async () => {
  const look = { width: 1366, height: 768, textScale: 150 } as const;
  const { page } = await browser.open((before) => before.update({ user: agent }), look);
  await page.getByRole('button', { name: '登记一件新诉求' }).first().waitFor();
  await page.keyboard.press('Alt+N');
  for (const field of [content(page), answer(page)]) {
    await field.click();
    await page.keyboard.press('Alt+Y');
    await page.getByRole('option').first().waitFor();
    await expect.poll(() => isWhole(page, '.phrases input')).toBe(true);
    await expect.poll(() => isWhole(page, '.phrases')).toBe(true);
    for (let down = 0; down < 5; down += 1) await page.keyboard.press('ArrowDown');
    await expect.poll(() => isWhole(page, '.phrases [aria-selected="true"]')).toBe(true);
    await page.keyboard.press('Escape');
    await find(page).waitFor({ state: 'detached' });
  }
});
