import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneTexts } from '../../src/renderer/phone/phone-texts.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { plainPhoneConfig } from '../support/phone-config.ts';
import { startPhoneHost } from '../support/phone-host.ts';

const pages = new URL('../../dist/renderer', import.meta.url).pathname;

/** What stands in the page's small window; `null` when there is none. It lives in a realm of its own. */
function smallWindow() {
  const pictures = Reflect.get(globalThis, 'documentPictureInPicture');
  const small: Window | null = pictures?.window ?? null;
  return (
    small && {
      text: small.document.body.innerText,
      sheets: small.document.styleSheets.length,
    }
  );
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
    await page.getByRole('button', { name: phoneTexts.onTop }).click();
    await page.waitForFunction(() => !document.body.innerText.trim());
    const small = await page.evaluate(smallWindow);
    expect(small?.text).toContain(words.call.buttons.answer);
    expect(small?.sheets).toBeGreaterThan(0);
    await page.evaluate(() => Reflect.get(globalThis, 'documentPictureInPicture').window.close());
    await page.getByRole('button', { name: words.call.buttons.answer }).waitFor();
    await page.close();
    await host.close();
  });
});
