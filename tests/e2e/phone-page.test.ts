import { plainPhoneConfig } from '../support/phone-config.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { phoneTexts } from '../../src/renderer/phone/phone-texts.ts';
import type { PhoneConfig } from '../../src/shared/domain/phone/phone-state.ts';
import { type TrainingPbx, createTrainingPbx } from '../../src/training/training-pbx.ts';
import { build } from '../../tools/build/build.ts';
import { anAgentView } from '../support/desk/desk-samples.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PhoneHost, startPhoneHost } from '../support/phone-host.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { until } from '../support/until.ts';
import { isRecorded } from '../support/is-recorded.ts';

const pages = new URL('../../dist/renderer', import.meta.url).pathname;
const speechFile = new URL('../fixtures/speech/citizen-low-pressure.wav', import.meta.url).pathname;
const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };

describe('phone page in a browser, alone with a host and the training PBX', () => {
  let pbx: TrainingPbx;
  let browser: Browser;
  let host: PhoneHost;
  let page: Page;

  beforeAll(async () => {
    await build(() => {});
    pbx = await createTrainingPbx({
      logger: silentLogger,
      clock,
      accounts: [{ extension: '8001', secret: 'training' }],
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await pbx.close();
  });
  const config = (): PhoneConfig => ({
    ...plainPhoneConfig,
    serverUrl: pbx.url,
    domain: pbx.domain,
    extension: '8001',
    secret: 'training',
    displayName: '8001',
  });
  beforeEach(async () => {
    host = await startPhoneHost(pages, config());
    page = await browser.newPage({ viewport: { width: 420, height: 240 } });
    await page.goto(host.pageUrl);
  });
  afterEach(async () => {
    await page.close();
    await host.close();
  });

  const snapshot = () => host.snapshots.at(-1);
  const call = () => snapshot()?.calls[0];
  const state = (wanted: string) => until(wanted, () => call()?.state === wanted, 20_000);
  const press = (word: string) => page.getByRole('button', { name: word, exact: true }).click();
  const registered = () =>
    until('registered', () => snapshot()?.registration.kind === 'registered', 20_000);
  const ring = async () => {
    await registered();
    pbx.call({ to: '8001', fromNumber: '19900000123', ticketNo: 'SW20261123-0001', speechFile });
    await state('alerting');
  };

  it('shows what its host says of agent and seat, and judges by its own proofs while the host is away', async () => {
    const pill = page.locator('.phone__pill');
    const shows = (word: string) => pill.getByText(word, { exact: true }).waitFor();
    await registered();
    await shows('就绪');
    host.setAgent(anAgentView({ state: 'break', reason: 'rest' }));
    await shows('小休');
    await page.context().setOffline(true);
    host.dropConnections();
    await page.getByText(phoneTexts.hostAway).waitFor();
    await shows('小休');
    expect(await page.getByText('就绪', { exact: true }).count()).toBe(0);
    await page.context().setOffline(false);
    host.setAgent(anAgentView());
    await shows('就绪');
  });

  it('rehearses a call once, which nobody sees', async () => {
    await until('rehearsed', () => host.rehearsed.length > 0);
    await registered();
    expect(host.rehearsed.map(({ calls }) => calls.map((one) => one.state))).toEqual([
      ['alerting'],
    ]);
    expect(host.snapshots.flatMap(({ calls }) => calls)).toEqual([]);
    expect(await page.getByText('199 0000 0123').count()).toBe(0);
  });

  it('takes a call: rings, answers, records both sides, holds, and closes the recording', async () => {
    await ring();
    expect(call()).toMatchObject({
      ticketNo: 'SW20261123-0001',
      number: { display: '199 0000 0123' },
    });
    await press(words.call.buttons.answer);
    await state('connected');
    await until('recording on disk', () => isRecorded(call()));
    await until(
      'both sides are heard',
      () => {
        const loudest = (side: 'agent' | 'citizen') =>
          Math.max(...host.levels.map((levels) => levels[side]));
        return host.levels.length > 0 && loudest('agent') > 5 && loudest('citizen') > 5;
      },
      20_000,
    );
    await press(words.call.buttons.hold);
    await state('held');
    await press(words.call.buttons.retrieve);
    await state('connected');
    await press(words.call.buttons.hangUp);
    await state('ended');
    await until('recording closed', () => host.finished.length === 1);
    const [finished] = host.finished;
    expect(host.begun).toEqual([finished?.recordingId]);
    expect(host.chunks.get(finished?.recordingId ?? '')).toHaveLength(finished?.chunkCount ?? 0);
    expect(host.reports.map((report) => report.kind)).toContain('started');
  });

  it('keeps call and recording when the host goes away, and tells everything again when it is back', async () => {
    await ring();
    await press(words.call.buttons.answer);
    await until('recording on disk', () => isRecorded(call()), 20_000);
    const before = host.snapshots.length;
    host.dropConnections();
    await until(
      'told again',
      () => host.snapshots.length > before && call()?.state === 'connected',
      15_000,
    );
    expect(await host.command({ kind: 'hangUp', callId: call()?.callId ?? '' })).toBeNull();
    await until('recording closed', () => host.finished.length === 1, 15_000);
  });

  it('says that the phone is open elsewhere and offers to take it over', async () => {
    await registered();
    host.order({ kind: 'leaseLost' });
    await page.getByText(phoneTexts.leaseHeld).waitFor();
    await press(phoneTexts.takeOver);
    await page.getByText(words.call.idle).waitFor();
  });
});
