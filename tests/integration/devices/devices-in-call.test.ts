import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultAudioSettings } from '../../../src/shared/domain/phone/audio.ts';
import type { DeviceScene } from '../../support/device-page.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type ChunkHost, createChunkHost } from '../../support/chunk-host.ts';
import { decodeOgg, toneLevel } from '../../support/decoded-audio.ts';
import { type PageServer, startPageServer } from '../../support/page-server.ts';

declare global {
  var deviceScene: DeviceScene;
}

const deskHz = 600;
const headsetHz = 1250;
const thirdHz = 2000;
/** Where a tone is heard, dB of full scale; a starved machine conceals packets. */
const heardDb = -45;

let host: ChunkHost;
let server: PageServer;
let browser: Browser;
let page: Page;
let recordingId: string;

beforeAll(async () => {
  server = await startPageServer((request, response) => host.handle(request, response));
  browser = await launchBrowser({
    args: ['--use-fake-device-for-media-stream=device-count=3'],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  host = createChunkHost();
  recordingId = randomUUID();
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error.message}\n`));
  await page.goto(server.pageWith('/tests/support/device-page.ts'));
});
afterEach(() => page.context().close());

async function open(which: 'pulled' | 'real'): Promise<void> {
  await page.waitForFunction(() => 'openDeviceScene' in globalThis);
  await page.evaluate(
    async ([id, seat]) => {
      globalThis.deviceScene = await globalThis.openDeviceScene(id, seat);
    },
    [recordingId, which] as const,
  );
}
const citizenHears = (frequency: number) =>
  page.waitForFunction(
    ([hz, db]) => globalThis.deviceScene.heardByCitizen(hz) > db,
    [frequency, heardDb] as const,
    { timeout: 20_000, polling: 50 },
  );
const pause = (ms: number) =>
  page.evaluate((length) => new Promise<void>((resolve) => setTimeout(resolve, length)), ms);

/** Longest time in which neither microphone can be found in the recording, milliseconds. */
function longestGapMs(samples: Float32Array): number {
  let longest = 0;
  let running = 0;
  for (let fromMs = 500; fromMs + 100 <= samples.length / 48; fromMs += 100) {
    const span = { fromMs, toMs: fromMs + 100 };
    const there = [deskHz, headsetHz].some((hz) => toneLevel(samples, hz, span) > 0.02);
    running = there ? 0 : running + 100;
    longest = Math.max(longest, running);
  }
  return longest;
}

describe('devices in a call', () => {
  it('replaces a microphone that is unplugged in mid-call, records on, and puts it back when it returns', async () => {
    await open('pulled');
    await page.evaluate((settings) => globalThis.deviceScene.audio.setAudio(settings), {
      ...defaultAudioSettings,
      microphoneId: 'headset',
    });
    await citizenHears(headsetHz);
    await pause(1000);
    await page.evaluate(() => globalThis.deviceScene.pullOut('headset'));
    await citizenHears(deskHz);
    expect(await page.evaluate(() => globalThis.deviceScene.audio.state().standIn)).toBe(true);
    await pause(1000);
    await page.evaluate(() => globalThis.deviceScene.plugIn('headset'));
    await citizenHears(headsetHz);
    expect(await page.evaluate(() => globalThis.deviceScene.audio.state().standIn)).toBe(false);
    await pause(1000);
    const { durationMs } = await page.evaluate(() => globalThis.deviceScene.stop());

    const audio = await decodeOgg(host.audio(recordingId));
    expect(Math.abs(audio.durationMs - durationMs)).toBeLessThan(60);
    expect(longestGapMs(audio.left)).toBeLessThan(1000);
    const marks = host
      .entries(recordingId)
      .flatMap((entry) => (entry.kind === 'mark' ? [entry.mark.kind] : []));
    expect(marks.filter((kind) => kind === 'trackSwap').length).toBeGreaterThanOrEqual(2);
  });

  it('replaces it in a conference that is mixed at the desk, too, and nobody falls out', async () => {
    await open('pulled');
    await page.evaluate((settings) => globalThis.deviceScene.audio.setAudio(settings), {
      ...defaultAudioSettings,
      microphoneId: 'headset',
    });
    await page.evaluate((hz) => globalThis.deviceScene.mixInTone(hz), thirdHz);
    await citizenHears(headsetHz);
    await citizenHears(thirdHz);
    await page.evaluate(() => globalThis.deviceScene.pullOut('headset'));
    await citizenHears(deskHz);
    await citizenHears(thirdHz);
    await page.evaluate(() => globalThis.deviceScene.plugIn('headset'));
    await citizenHears(headsetHz);
    await citizenHears(thirdHz);
    await page.evaluate(() => globalThis.deviceScene.stop());
  });

  it('leaves the gain of the microphone alone, in the call, too, until the agent asks otherwise', async () => {
    await open('real');
    const sent = () => page.evaluate(() => globalThis.deviceScene.sentSettings());
    expect(await sent()).toMatchObject({
      autoGainControl: false,
      echoCancellation: true,
      noiseSuppression: true,
    });
    await page.evaluate((settings) => globalThis.deviceScene.audio.setAudio(settings), {
      ...defaultAudioSettings,
      autoGainControl: true,
      noiseSuppression: false,
    });
    expect(await sent()).toMatchObject({ autoGainControl: true, noiseSuppression: false });
  });

  it('changes to another of several microphones of the PC, and to another output, in mid-call', async () => {
    await open('real');
    const { microphones, outputs } = await page.evaluate(() =>
      globalThis.deviceScene.audio.state(),
    );
    expect(microphones.length).toBeGreaterThan(1);
    expect(outputs.length).toBeGreaterThan(1);
    const microphone = microphones.at(-1);
    const [headset, ringer] = outputs;
    await page.evaluate((settings) => globalThis.deviceScene.audio.setAudio(settings), {
      ...defaultAudioSettings,
      microphoneId: microphone?.deviceId ?? null,
      headsetId: headset?.deviceId ?? null,
      ringerIds: [headset, ringer].map((one) => one?.deviceId ?? ''),
    });
    const state = await page.evaluate(() => globalThis.deviceScene.audio.state());
    expect(state.inUse).toEqual({
      microphone: microphone?.label,
      headset: headset?.label,
      ringers: [headset?.label, ringer?.label],
    });
    expect(state.standIn).toBe(false);
    const sent = await page.evaluate(() => globalThis.deviceScene.sentSettings());
    expect(sent.deviceId).toBe(microphone?.deviceId);
    await page.waitForFunction(
      (sinkId) => globalThis.deviceScene.sinks().every((sink) => sink === sinkId),
      headset?.deviceId,
    );
    await page.evaluate(() => globalThis.deviceScene.audio.tryRinger());
  });

  it('measures the microphone while somebody looks', async () => {
    await open('real');
    await page.evaluate(async () => {
      const levels: number[] = [];
      Object.assign(globalThis, { levels });
      globalThis.deviceScene.audio.onLevel((level) => levels.push(level));
      await globalThis.deviceScene.audio.watchMicrophone();
    });
    await page.waitForFunction(
      () => {
        const { levels } = globalThis as unknown as { levels: number[] };
        return levels.length > 5 && Math.max(...levels) > 3;
      },
      undefined,
      { timeout: 20_000 },
    );
  });
});
