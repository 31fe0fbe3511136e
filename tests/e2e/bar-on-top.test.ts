import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneTexts } from '../../src/renderer/phone/phone-texts.ts';
import { zhCn as words } from '../../src/renderer/i18n/zh-cn.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { plainPhoneConfig } from '../support/phone-config.ts';
import { startPhoneHost } from '../support/phone-host.ts';

const pages = new URL('../../dist/renderer', import.meta.url).pathname;

/** Texts of the page and of its small window, `null` when there is none. */
function shownWhere() {
  const small: unknown = Reflect.get(globalThis, 'documentPictureInPicture');
  const small2 = typeof small === 'object' && small !== null ? Reflect.get(small, 'window') : null;
  return {
    page: document.body.innerText,
    small: small2 instanceof Object ? String(small2.document.body.innerText) : null,
    sheets: small2 instanceof Object ? Number(small2.document.styleSheets.length) : 0,
  };
}

describe('the call bar in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    await build(() => {});
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('moves into a small window over all others, and comes back when that is closed', async () => {
    const host = await startPhoneHost(pages, plainPhoneConfig);
    const page = await browser.newPage({ viewport: { width: 520, height: 240 } });
    await page.goto(host.pageUrl);
    await page.getByRole('button', { name: phoneTexts('zh-CN').onTop }).click();
    await page.waitForFunction(() => !document.body.innerText.trim());
    const moved = await page.evaluate(shownWhere);
    expect(moved.small).toContain(words.call.buttons.answer);
    expect(moved.sheets).toBeGreaterThan(0);
    await page.evaluate(() => {
      const small: unknown = Reflect.get(globalThis, 'documentPictureInPicture');
      if (small instanceof Object) Reflect.get(small, 'window')?.close();
    });
    await page.getByText(words.call.buttons.answer).waitFor();
    await page.close();
    await host.close();
  });
});
