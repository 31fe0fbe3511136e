import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultAudioSettings } from '../../src/shared/domain/phone/audio.ts';
import { build } from '../../tools/build/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { plainPhoneConfig } from '../support/phone-config.ts';
import { type PhoneHost, startPhoneHost } from '../support/phone-host.ts';
import { until } from '../support/until.ts';

const pages = new URL('../../dist/renderer', import.meta.url).pathname;

describe('sound of the real phone page', () => {
  let browser: Browser;
  let host: PhoneHost;
  let page: Page;

  beforeAll(async () => {
    await build(() => {});
    browser = await launchBrowser({ args: ['--use-fake-device-for-media-stream=device-count=3'] });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    // Nobody answers there: devices need no registration.
    host = await startPhoneHost(pages, { ...plainPhoneConfig, serverUrl: 'ws://127.0.0.1:9/' });
    page = await browser.newPage({ viewport: { width: 420, height: 260 } });
    await page.goto(host.pageUrl);
    await until('devices told', () => (audio()?.outputs.length ?? 0) > 1, 20_000);
    await until('microphone open', () => audio()?.inUse.microphone !== null, 20_000);
  });
  afterEach(async () => {
    await page.close();
    await host.close();
  });
  const audio = () => host.snapshots.at(-1)?.audio;

  it('uses what the desk page has chosen, keeps it over a reload, and tells it', async () => {
    const microphone = audio()?.microphones.at(-1);
    const [first, second] = audio()?.outputs ?? [];
    const settings = {
      ...defaultAudioSettings,
      microphoneId: microphone?.deviceId ?? '',
      ringerIds: [first?.deviceId ?? '', second?.deviceId ?? ''],
      ringerVolume: 60,
    };
    expect(await host.command({ kind: 'setAudio', settings })).toBeNull();
    const isSo = () =>
      audio()?.inUse.microphone === microphone?.label &&
      audio()?.inUse.ringers.join() === [first?.label, second?.label].join();
    await until('in use', isSo, 20_000);
    const before = host.snapshots.length;
    await page.reload();
    await until(
      'in use again',
      () => host.snapshots.length > before && audio()?.settings.ringerVolume === 60 && isSo(),
      20_000,
    );
    expect(audio()?.settings).toEqual(settings);
    expect(audio()?.standIn).toBe(false);
  });

  it('rings for trial on two outputs', async () => {
    const ringerIds =
      audio()
        ?.outputs.slice(0, 2)
        .map(({ deviceId }) => deviceId) ?? [];
    await host.command({ kind: 'setAudio', settings: { ...defaultAudioSettings, ringerIds } });
    expect(await host.command({ kind: 'tryRinger' })).toBeNull();
  });

  it('tells the level of the microphone as moments, not as snapshots', async () => {
    expect(host.levels).toEqual([]);
    expect(await host.command({ kind: 'watchMicrophone' })).toBeNull();
    const before = host.snapshots.length;
    await until('levels', () => host.levels.some(({ agent }) => agent > 3), 20_000);
    expect(host.levels.every(({ callId }) => callId === null)).toBe(true);
    expect(host.snapshots.length - before).toBeLessThan(host.levels.length);
  });

  it('offers to connect the buttons of a headset, in this page, where a click is', async () => {
    await page.getByRole('button', { name: '连接耳麦按键' }).waitFor();
  });
});
