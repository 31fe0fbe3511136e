import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import type { CallListItem } from '../../src/shared/contract/calls/schemas.ts';
import { measureSound } from '../../tools/demo/check-sound.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Kamailio, startKamailio } from '../support/kamailio.ts';
import { type PlainPhonePage, openPlainPhone } from '../support/plain-sip/open-plain-phone.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

const account = (kamailio: Kamailio, secret = kamailio.secrets['1001']) => ({
  serverUrl: kamailio.wsUrl,
  domain: kamailio.domain,
  extension: '1001',
  secret,
});

/** The whole desk on a proxy with rtpengine: digest, forks, Record-Route and SDP without BUNDLE instead of Asterisk's own. */
describe('a desk on Kamailio and rtpengine', () => {
  let kamailio: Kamailio;
  let stack: Stack;
  let lead: HubApi;
  let browser: Browser;
  let colleague: PlainPhonePage;
  let testBeganAt = 0;

  beforeAll(async () => {
    kamailio = await startKamailio();
    browser = await launchBrowser();
    colleague = await openPlainPhone(browser);
    await joinColleague();
    stack = await startStack({ pbx: account(kamailio) });
    await stack.signIn();
    await stack.agent().untilReady(30_000);
    lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
  });
  afterAll(async () => {
    await stack.stop();
    await browser.close();
    await kamailio.stop();
  });
  beforeEach(() => {
    testBeganAt = Date.now();
  });
  afterEach(async () => {
    await hangUpColleague();
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
  const hangUpColleague = () =>
    colleague.page.evaluate(() => window.plainPhone.hangUp().catch(() => undefined));
  /** One try to ring the desk; one that does not ring is given up. */
  const ringsWhenDialled = async () => {
    await dialDesk();
    const rings = bar().getByText(words.pill.alerting, { exact: true }).first();
    const isRung = await rings.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (!isRung) await hangUpColleague();
    return isRung;
  };
  const loudness = async () => (await colleague.sound()).energy;
  const hearsMore = async () => {
    const before = await loudness();
    await expect.poll(loudness, { timeout: 15_000 }).toBeGreaterThan(before + 1e-5);
  };

  /** The colleague calls, the agent answers, both hear each other. */
  async function talk(): Promise<void> {
    await dialDesk();
    await seen(words.pill.alerting);
    await stack.agent().answer();
    await colleague.until(({ call }) => call === 'connected');
    await stack.agent().untilRecording(10_000);
    await hearsMore();
  }

  async function archived(): Promise<CallListItem> {
    let item: CallListItem | undefined;
    await expect
      .poll(
        async () => {
          item = (await lead.calls()).find(({ call }) => call.startedAt >= testBeganAt);
          const { call, recording } = item ?? {};
          if (!call || call.endedAt === null) return false;
          return call.answeredAt === null || (recording && lead.hasReceipt(recording.recordingId));
        },
        { timeout: 15_000, interval: 200 },
      )
      .toBe(true);
    if (!item) throw new Error('no call');
    return item;
  }

  it('takes a call, holds and retrieves it, and archives both voices', async () => {
    await talk();
    await press(words.call.buttons.hold);
    await seen(words.pill.held);
    await press(words.call.buttons.retrieve);
    await seen(words.pill.connected);
    await hearsMore();
    const talkedFor = performance.now() + 2500;
    await until('a talk of 2.5 s', () => performance.now() > talkedFor);
    await press(words.call.buttons.hangUp);
    await colleague.until(({ call }) => call === 'ended');
    const { call, recording } = await archived();
    expect(call).toMatchObject({ direction: 'inbound', endReason: 'agentHungUp' });
    const sound = await measureSound(await lead.audio(recording?.recordingId ?? ''));
    expect(sound.decodeErrors).toBe(0);
    expect(sound.agentSoundMs).toBeGreaterThan(500);
    expect(sound.citizenSoundMs).toBeGreaterThan(200);
  });

  it('shows that the far side has hung up', async () => {
    await talk();
    await colleague.page.evaluate(() => window.plainPhone.hangUp());
    await seen(words.call.idle);
    expect((await archived()).call.endReason).toBe('citizenHungUp');
  });

  it('calls out: the colleague answers, hears the agent and is recorded', async () => {
    await press(words.call.buttons.dialPad);
    await stack.desk().getByLabel(words.dialPad.number).fill('1002');
    await stack.desk().getByRole('button', { name: words.dialPad.dial, exact: true }).click();
    await colleague.until(({ call }) => call === 'alerting');
    await colleague.page.evaluate(() => window.plainPhone.answer());
    await seen(words.pill.connected);
    await stack.agent().untilRecording(10_000);
    await hearsMore();
    const talkedFor = performance.now() + 2500;
    await until('a talk of 2.5 s', () => performance.now() > talkedFor);
    await press(words.call.buttons.hangUp);
    await colleague.until(({ call }) => call === 'ended');
    const { call, recording } = await archived();
    expect(call).toMatchObject({ direction: 'outbound', endReason: 'agentHungUp' });
    const sound = await measureSound(await lead.audio(recording?.recordingId ?? ''));
    expect(sound.agentSoundMs).toBeGreaterThan(500);
    expect(sound.citizenSoundMs).toBeGreaterThan(200);
  });

  it('shows a call that was given up while it rang', async () => {
    await dialDesk();
    await seen(words.pill.alerting);
    await colleague.page.evaluate(() => window.plainPhone.hangUp());
    await seen(words.call.idle);
  });

  it('declines a call: the caller hears busy', async () => {
    const lastCallEndedBy = Date.now();
    await dialDesk();
    await seen(words.pill.alerting);
    // Within a second after an end by others a refusal is taken for the call that ended.
    await until('a refusal means this call', () => Date.now() - lastCallEndedBy > 1000);
    await press(words.call.buttons.decline);
    await colleague.until(({ callStatus }) => callStatus === 486);
  });

  it('rings at two desks and stops at the one that did not answer', async () => {
    const page = await openPlainPhone(browser);
    try {
      await page.page.evaluate(
        async ([url, domain, secret]) => {
          await window.plainPhone.connect(url, domain, '1001', secret);
          await window.plainPhone.register();
        },
        [kamailio.wsUrl, kamailio.domain, kamailio.secrets['1001']] as const,
      );
      await dialDesk();
      await page.until(({ call }) => call === 'alerting');
      await seen(words.pill.alerting);
      await page.page.evaluate(() => window.plainPhone.answer());
      await colleague.until(({ call }) => call === 'connected');
      await seen(words.call.idle);
      const { call } = await archived();
      // Not "missed": no automatic busy, nothing to call back (agent-calls.ts).
      expect(call).toMatchObject({ endReason: 'cancelled', answeredAt: null });
    } finally {
      await page.close();
    }
  });

  it('registers again by itself after Kamailio was stopped and came back, and can be called', async () => {
    await kamailio.restart();
    await colleague.close();
    colleague = await openPlainPhone(browser);
    await joinColleague();
    await expect.poll(ringsWhenDialled, { timeout: 60_000, interval: 500 }).toBe(true);
    await stack.agent().untilReady(30_000);
  });

  it('says that the secret is wrong', async () => {
    const other = await startStack({ pbx: account(kamailio, 'wrong') });
    try {
      await other.signIn();
      const title = errorCatalogue['sip.badCredentials'].title;
      await other.desk().getByText(title).first().waitFor({ timeout: 30_000 });
    } finally {
      await other.stop();
    }
  });
});
