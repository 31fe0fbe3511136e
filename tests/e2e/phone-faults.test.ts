import { plainPhoneConfig } from '../support/phone-config.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import type { PhoneConfig } from '../../src/shared/domain/phone/phone-state.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { systemClock } from '../../src/shared/node/system-clock.ts';
import { decodeEntries } from '../../src/shared/recording/entries.ts';
import type { TrainingCall } from '../../src/training/call/training-call.ts';
import { type TrainingPbx, createTrainingPbx } from '../../src/training/training-pbx.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { decodeOgg } from '../support/decoded-audio.ts';
import { expectLogged, untilTold } from '../support/desk-proofs.ts';
import { type PhoneHost, startPhoneHost } from '../support/phone-host.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { type TrainingLine, startTrainingLine } from '../support/training-line.ts';
import { until } from '../support/until.ts';
import { isRecorded } from '../support/is-recorded.ts';

const pages = new URL('../../dist/renderer', import.meta.url).pathname;
const speechFile = new URL('../fixtures/speech/citizen-low-pressure.wav', import.meta.url).pathname;
const extension = '8001';
const secret = 'training';
const limitMs = 20_000;
const decoder = new TextDecoder();
const textOf = (bytes: Uint8Array) => decoder.decode(bytes);

describe('phone page while the PBX misbehaves', () => {
  let pbx: TrainingPbx;
  let browser: Browser;
  let host: PhoneHost;
  let page: Page;
  const thrown: string[] = [];

  beforeAll(async () => {
    await build(() => {});
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    pbx = await createTrainingPbx({
      logger: silentLogger,
      clock: systemClock,
      accounts: [{ extension, secret }],
    });
    const config: PhoneConfig = {
      ...plainPhoneConfig,
      serverUrl: pbx.url,
      domain: pbx.domain,
      extension,
      secret,
      displayName: extension,
    };
    host = await startPhoneHost(pages, config);
    page = await browser.newPage({ viewport: { width: 420, height: 240 } });
    thrown.length = 0;
    page.on('pageerror', (error) => thrown.push(error.message));
    await page.goto(host.pageUrl);
    await until('registered', () => registration() === 'registered', limitMs);
  });
  afterEach(async () => {
    await page.close();
    await host.close();
    await pbx.close();
  });

  const registration = () => host.snapshots.at(-1)?.registration.kind;
  const newest = (): CallView | undefined => host.snapshots.at(-1)?.calls.at(-1);
  const state = (wanted: string) => until(wanted, () => newest()?.state === wanted, limitMs);
  const press = (word: string) => page.getByRole('button', { name: word, exact: true }).click();
  /** A citizen calls and speaks, the agent answers, the recording is proven. */
  const talk = async (): Promise<TrainingCall> => {
    const call = pbx.call({ to: extension, fromNumber: '19900000123', speechFile });
    await state('alerting');
    await press(words.call.buttons.answer);
    await state('connected');
    await until('recorded', () => isRecorded(newest()), limitMs);
    return call;
  };
  const loudest = (side: 'agent' | 'citizen') =>
    Math.max(0, ...host.levels.map((levels) => levels[side]));
  /** The one recording is whole: nothing missing, nothing broken, as long as the call. */
  const expectWholeRecording = async ({ answeredAt, endedAt }: CallView) => {
    await until('recording closed', () => host.finished.length === 1, limitMs);
    const finished = host.finished[0];
    const chunks = host.chunks.get(finished?.recordingId ?? '') ?? [];
    const durationMs = finished?.durationMs ?? 0;
    expect(chunks).toHaveLength(finished?.chunkCount ?? -1);
    const sound = chunks
      .flatMap((chunk) => decodeEntries(chunk, textOf))
      .flatMap((entry) => (entry.kind === 'audio' ? [entry.bytes] : []));
    const audio = await decodeOgg(Buffer.concat(sound));
    expect(audio.errors).toBe(0);
    expect(Math.abs(audio.durationMs - durationMs)).toBeLessThan(2);
    expect(Math.abs(durationMs - ((endedAt ?? 0) - (answeredAt ?? 0)))).toBeLessThan(250);
  };
  const hangUp = async (): Promise<CallView> => {
    await press(words.call.buttons.hangUp);
    await state('ended');
    const view = newest();
    if (!view) throw new Error('no call');
    return view;
  };

  it('is in the call although its answer is never acknowledged, and is free at once after it', async () => {
    pbx.faults.set({ neverAck: true });
    const call = await talk();
    await until('both are heard', () => loudest('agent') > 5 && loudest('citizen') > 5, limitMs);
    const view = await hangUp();
    expect(view.endReason).toBe('agentHungUp');
    await expectWholeRecording(view);
    pbx.faults.clear();
    await talk();
    await hangUp();
    expect(await call.ended).toMatchObject({ how: 'agentHungUp' });
    expect(registration()).toBe('registered');
    expect(thrown).toEqual([]);
  });

  it('ends once when both hang up at the same moment', async () => {
    pbx.faults.set({ lateBye: true });
    const call = await talk();
    const view = await hangUp();
    expect(await call.ended).toMatchObject({ how: 'agentHungUp' });
    expect(view.endReason).toBe('agentHungUp');
    await expectWholeRecording(view);
    await until('shown no more', () => host.snapshots.at(-1)?.calls.length === 0, limitMs);
    expect(registration()).toBe('registered');
    await talk();
    expect(thrown).toEqual([]);
  });

  it('keeps talking and recording while the socket drops, and is registered again', async () => {
    const call = await talk();
    expect(pbx.faults.dropSockets()).toBe(1);
    await until('noticed', () => registration() !== 'registered', limitMs);
    expect(newest()?.state).toBe('connected');
    await until('registered again', () => registration() === 'registered', limitMs);
    const before = call.heard().soundMs;
    expect(await call.untilHeard(before + 500)).toBe(true);
    const view = await hangUp();
    expect(await call.ended).toMatchObject({ how: 'agentHungUp' });
    expect(host.begun).toHaveLength(1);
    await expectWholeRecording(view);
    expect(host.reports.map((report) => report.kind)).toEqual(['started']);
    expect(thrown).toEqual([]);
  });
});

describe('desk while nothing arrives from the citizen', () => {
  let line: TrainingLine;
  let stack: Stack;
  beforeAll(async () => {
    line = await startTrainingLine();
    stack = await startStack({ pbx: line.account });
    await stack.signIn();
    await stack.agent().untilReady(limitMs);
  });
  afterAll(async () => {
    await stack.stop();
    await line.pbx.close();
  });

  it('says so in both windows, records on, and takes it back when something arrives', async () => {
    const { title } = errorCatalogue['media.noRemoteAudio'];
    line.pbx.faults.set({ oneWayAudio: true });
    const call = line.call();
    await stack.agent().answer();
    await untilTold(stack.desk(), 'media.noRemoteAudio');
    await stack.phone.getByRole('alert').filter({ hasText: title }).waitFor();
    await stack.desk().getByRole('banner').getByText(words.call.recording).waitFor();
    expect(await call.untilHeard(200)).toBe(true);
    line.pbx.faults.clear();
    for (const page of [stack.desk(), stack.phone])
      await page.getByRole('alert').filter({ hasText: title }).waitFor({ state: 'detached' });
    expectLogged(stack.deskLog(), 'media.noRemoteAudio', [line.account.secret]);
    call.hangUp();
  });
});
