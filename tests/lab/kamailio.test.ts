import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/zh-cn.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Kamailio, startKamailio } from '../support/kamailio.ts';
import { type PlainPhonePage, openPlainPhone } from '../support/plain-sip/open-plain-phone.ts';
import { type Stack, startStack } from '../support/stack.ts';

const account = (kamailio: Kamailio) => ({
  serverUrl: kamailio.wsUrl,
  domain: kamailio.domain,
  extension: '1001',
  secret: kamailio.secrets['1001'],
});

/** The whole desk on a proxy: registration, and calls as far as they ring. */
describe('a desk on Kamailio and rtpengine', () => {
  let kamailio: Kamailio;
  let stack: Stack;
  let browser: Browser;
  let colleague: PlainPhonePage;

  beforeAll(async () => {
    kamailio = await startKamailio();
    browser = await launchBrowser();
    colleague = await openPlainPhone(browser);
    await joinColleague();
    stack = await startStack({ pbx: account(kamailio) });
    await stack.signIn();
    await stack.agent().untilReady(30_000);
  });
  afterAll(async () => {
    await stack.stop();
    await browser.close();
    await kamailio.stop();
  });
  afterEach(async () => {
    await colleague.page.evaluate(() => window.plainPhone.hangUp().catch(() => undefined));
    await seen(words.call.idle);
  });

  const bar = () => stack.desk().getByRole('banner', { name: words.call.label });
  const press = (word: string) => bar().getByRole('button', { name: word, exact: true }).click();
  const seen = (text: string) =>
    bar().getByText(text, { exact: true }).first().waitFor({ timeout: 15_000 });

  async function joinColleague(): Promise<void> {
    await colleague.page.evaluate(
      async ([url, domain, secret]) => {
        await window.plainPhone.connect(url, domain, '1002', secret);
        await window.plainPhone.register();
      },
      [kamailio.wsUrl, kamailio.domain, kamailio.secrets['1002']] as const,
    );
    await colleague.until(({ registration }) => registration === 'registered');
  }
  const dialDesk = () =>
    colleague.page.evaluate(() => {
      void window.plainPhone.dial('1001', []).catch(() => undefined);
    });
  it('shows a call that was given up while it rang', async () => {
    await dialDesk();
    await seen(words.pill.alerting);
    await colleague.page.evaluate(() => window.plainPhone.hangUp());
    await seen(words.call.idle);
  });

  it('declines a call: the caller hears busy', async () => {
    await dialDesk();
    await seen(words.pill.alerting);
    await press(words.call.buttons.decline);
    await colleague.until(({ callStatus }) => callStatus === 486);
  });
});
