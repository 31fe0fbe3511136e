import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PlainPhonePage, openPlainPhone } from '../support/plain-sip/open-plain-phone.ts';
import { until } from '../support/until.ts';

/** The lab itself and `deploy/asterisk`, proven with a page that has nothing but SIP.js in it. */
describe('Asterisk 22 with the sample configuration', () => {
  let asterisk: Asterisk;
  let browser: Browser;
  let phone: PlainPhonePage;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await asterisk.stop();
  });
  beforeEach(async () => {
    phone = await openPlainPhone(browser);
  });
  afterEach(async () => {
    await phone.close();
    await asterisk.manager().command('channel request hangup all');
  });

  const connect = (secret: string, url = asterisk.wsUrl) =>
    phone.page.evaluate(([...args]) => window.plainPhone.connect(...args), [
      url,
      asterisk.domain,
      '1001',
      secret,
    ] as [string, string, string, string]);
  const register = async () => {
    await connect(asterisk.secrets['1001']);
    await phone.page.evaluate(() => window.plainPhone.register());
    await phone.until((view) => view.registration === 'registered');
  };

  it('refuses a wrong secret', async () => {
    await connect('wrong');
    await phone.page.evaluate(() => window.plainPhone.register());
    const view = await phone.until(({ registration }) => registration === 'refused');
    expect(view.refusedStatus).toBe(401);
  });

  it('carries an inbound call with sound both ways and what the PBX knows in headers', async () => {
    await register();
    expect(await asterisk.registered()).toEqual(['1001']);
    const call = await asterisk.call({
      to: '1001',
      fromNumber: '19900000123',
      ticketNo: 'SW-20261123-0042"^)<>;, ',
      line: '供水热线',
    });
    const { caller, headers } = await phone.until((view) => view.call === 'alerting');
    expect(caller).toBe('19900000123');
    expect(headers).toMatchObject({
      'X-Ticket-No': 'SW-20261123-0042',
      'X-Queue': encodeURIComponent('供水热线'),
      'X-Queue-Wait-Ms': expect.stringMatching(/^\d+$/),
    });
    await phone.page.evaluate(() => window.plainPhone.answer());
    await call.untilAnswered();
    await until('the citizen hears the agent', () => call.heardLevel(1000) > 0.01, 10_000);
    expect((await phone.sound()).packets).toBeGreaterThan(10);
    await call.hangUp();
    await phone.until((view) => view.call === 'ended');
    await call.untilEnded();
  });

  it('plays music to the citizen on hold', async () => {
    await register();
    const call = await asterisk.call({ to: '1001', fromNumber: '02700000123' });
    await phone.until((view) => view.call === 'alerting');
    await phone.page.evaluate(() => window.plainPhone.answer());
    await call.untilAnswered();
    const happened = (name: string) => call.events().some((event) => event['Event'] === name);
    await phone.page.evaluate(() => window.plainPhone.hold(true));
    await until('music on hold', () => happened('MusicOnHoldStart'));
    await phone.page.evaluate(() => window.plainPhone.hold(false));
    await until('the end of the music', () => happened('MusicOnHoldStop'));
    await phone.page.evaluate(() => window.plainPhone.hangUp());
    await call.untilEnded();
  });

  it('rings the agent through the queue and withholds a withheld number', async () => {
    await register();
    const call = await asterisk.call({ to: 'queue', fromNumber: null });
    const { caller } = await phone.until((view) => view.call === 'alerting');
    expect(caller).toBe('anonymous');
    await phone.page.evaluate(() => window.plainPhone.decline());
    await call.hangUp();
    await call.untilEnded();
  });

  it('takes an outgoing call and names its own recording by digits alone', async () => {
    await register();
    await phone.page.evaluate(() => window.plainPhone.dial('19900000200', []));
    await phone.until((view) => view.call === 'connected');
    await expect.poll(async () => (await phone.sound()).energy).toBeGreaterThan(0);
    await phone.page.evaluate(() => window.plainPhone.hangUp());
    await phone.until((view) => view.call === 'ended');
    const witnesses = readdirSync(join(asterisk.folder, 'witness'));
    expect(witnesses.length).toBeGreaterThan(0);
    expect(witnesses.filter((name) => !/^\d+\.wav$/.test(name))).toEqual([]);
  });
});
