import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line } from '../../src/shared/contract/base-schemas.ts';
import { callerNumberSchema } from '../../src/shared/contract/calls/schemas.ts';
import { normaliseNumber } from '../../src/shared/numbers/phone-number.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aCallItem,
  aPop,
  aWorkspace,
  aTalk,
  idOf,
  lead,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

/** What a caller can send as a number or a name (L2): each is shown whole or cut, in its place and in its direction. */
const odd = [
  ['a number of 64 digits', '1234567890'.repeat(6) + '1234'],
  ['a name of 64 wide characters', '国'.repeat(64)],
  ['a name without a place to break', 'W'.repeat(64)],
  ['a name that turns the direction', '\u202E3210 0000 991\u202D\u2067某'],
  ['a name that is written from the right', 'שלום שלום 19900000123'],
  ['a name under a pile of marks', `某${'\u0301\u0336\u20DD'.repeat(20)}人`],
] as const;
const sizes = [
  { width: 1366, height: 768, textScale: 100 },
  { width: 1366, height: 768, textScale: 150 },
] as const;

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

/** Letters outside the box of the part that they belong to, or painted over a neighbour; and a page that scrolls sideways. */
function misplaced(page: Page, places: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page scrolls');
    const name = (element: Element) => `${element.tagName}.${element.className}`;
    for (const place of document.querySelectorAll(selector)) {
      const frame = place.getBoundingClientRect();
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const element = node.parentElement;
        if (!element || element.closest('.sr-only')) continue;
        const isCut = (one: Element) =>
          ['hidden', 'auto'].includes(getComputedStyle(one).overflowX);
        let cut: Element | null = element;
        while (cut && cut !== place && !isCut(cut)) cut = cut.parentElement;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box =
          cut && cut !== place ? cut.getBoundingClientRect() : range.getBoundingClientRect();
        if (box.width === 0) continue;
        if (box.left < frame.left - 1 || box.right > frame.right + 1)
          found.push(`${name(element)} leaves ${name(place)}`);
        if (box.right > window.innerWidth + 1) found.push(`${name(element)} leaves the window`);
      }
      for (const row of place.querySelectorAll(
        '.line, .callbar__who, .missed__row, .listening__who, .notice',
      )) {
        const parts = [...row.children].map((part) => part.getBoundingClientRect());
        parts.forEach((part, index) => {
          const next = parts[index + 1];
          const isBeside = next && next.top < part.bottom - 1 && part.top < next.bottom - 1;
          if (isBeside && next.left < part.right - 1)
            found.push(`${name(row)} part ${index} is painted over`);
        });
      }
    }
    return found;
  }, places);
}

/** Direction controls that reached the page, and runs of letters that stand before what is written before them. */
function turned(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (/[\u202A-\u202E\u2066-\u2069\u200E\u200F]/.test(document.body.textContent ?? ''))
      found.push('a direction control');
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      // Our own words around a foreign one stay in the order in which they were written.
      const own = [...(node.textContent ?? '').matchAll(/[\u4e00-\u9fff]+/gu)];
      const lines = own.map((match) => {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        return [...range.getClientRects()];
      });
      lines.forEach((rects, index) => {
        const [end, next] = [rects.at(-1), lines[index + 1]?.[0]];
        if (end && next && Math.abs(next.top - end.top) < 2 && next.left < end.right - 1)
          found.push(`«${node.textContent?.slice(0, 30)}»`);
      });
    }
    return found;
  });
}

/** What a caller sends, as the host has it: judged and cleaned where it came in, from phone and hub. */
const inHost = (text: string) => ({
  number: callerNumberSchema.parse(normaliseNumber(text)),
  lineName: line(80).parse(text),
  name: line(40).parse(text.slice(0, 40)),
});

const fill = (script: DeskScript, text: string) => {
  const { name, ...call } = inHost(text);
  script.setCalls([aTalk(call), aCall({ ...call, callId: idOf('call', 2) })]);
  script.calls = [1, 2].map((n) => {
    const item = aCallItem(n);
    return { ...item, agentName: name, call: { ...item.call, ...call } };
  });
  script.update({
    workspaces: [aWorkspace(aPop([], { number: call.number, requesterName: name }))],
    missed: [
      {
        callId: idOf('call', 9),
        ...call,
        ticketNo: 'SW20260612-0147',
        missedAt: Date.now() - 70_000,
        times: 2,
        calling: false,
      },
    ],
  });
};

describe.each(odd)('%s', (_, text) => {
  test.each(sizes)('stays in its place at $width × $height and $textScale %', async (size) => {
    const { page } = await browser.open((script) => fill(script, text), size);
    await page.locator('.callinfo__number').waitFor();
    await page.locator('.line').waitFor();
    const bar = '.callbar, .caller__card, .panel';
    expect(await misplaced(page, bar)).toEqual([]);
    expect(await turned(page)).toEqual([]);

    await page.getByRole('button', { name: /漏接/ }).click();
    await page.locator('.missed__row').waitFor();
    expect(await misplaced(page, '.missed')).toEqual([]);
    expect(await turned(page)).toEqual([]);
  });

  test.each(sizes)('rings and is heard again in its place at $textScale %', async (size) => {
    const { page, script } = await browser.open((open) => {
      fill(open, text);
      open.update({ user: lead });
    }, size);
    const { name: _name, ...call } = inHost(text);
    script.setCalls([aCall(call)]);
    await page.locator('.callinfo__number').waitFor();
    expect(await misplaced(page, '.callbar')).toEqual([]);
    for (const name of ['录音', '通话']) {
      await page.getByRole('button', { name, exact: true }).click();
      const row = page.locator(name === '录音' ? '.listening__row' : '.calls__row').first();
      await row.waitFor();
      expect(await misplaced(page, '.panel')).toEqual([]);
      await row.getByRole('button').or(row).first().click();
      expect(await misplaced(page, '.panel')).toEqual([]);
      expect(await turned(page)).toEqual([]);
    }
  });
});
