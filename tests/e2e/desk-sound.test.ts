import { keepPicture } from '../support/keep-picture.ts';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axeApi from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type AudioState, defaultAudioSettings } from '../../src/shared/domain/phone/audio.ts';
import { defaultCallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aCall } from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';
import { until } from '../support/until.ts';

type AxeApi = typeof axeApi;

let browser: DeskBrowser;
let axeSource: string;
beforeAll(async () => {
  browser = await startDeskBrowser();
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const audio: AudioState = {
  microphones: [
    { deviceId: 'm1', label: '内置麦克风 (Realtek(R) Audio)' },
    { deviceId: 'm2', label: '坐席耳麦 (USB Headset)' },
  ],
  outputs: [
    { deviceId: 'o1', label: '扬声器 (Realtek(R) Audio)' },
    { deviceId: 'o2', label: '坐席耳麦 (USB Headset)' },
  ],
  settings: {
    ...defaultAudioSettings,
    microphoneId: 'm2',
    headsetId: 'o2',
    ringerIds: ['o1', 'o2'],
  },
  inUse: {
    microphone: '坐席耳麦 (USB Headset)',
    headset: '坐席耳麦 (USB Headset)',
    ringers: ['扬声器 (Realtek(R) Audio)', '坐席耳麦 (USB Headset)'],
  },
  standIn: false,
  headsetButtons: null,
};

function tellAudio(script: DeskScript, patch: Partial<AudioState> = {}) {
  script.update({ phone: { ...script.state().phone, audio: { ...audio, ...patch } } });
}
const seat = (script: DeskScript) => {
  tellAudio(script);
  script.update({ calling: { ...defaultCallSettings, echoNumber: '600' } });
};
const openPanel = async (page: Page) => {
  await page.getByRole('button', { name: /^声音 / }).click();
  await page.getByRole('dialog', { name: '声音与设备' }).waitFor();
};
const lastSettings = (script: DeskScript) =>
  script.commands.findLast((command) => command.kind === 'setAudio')?.settings;

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: Pick<AxeApi, 'run'> };
    const { violations } = await checker.run(document, { rules: { region: { enabled: false } } });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  });
}

describe('panel of sound and devices', () => {
  test('chooses microphone, headset and two ringers each for itself', async () => {
    const { page, script } = await browser.open(seat);
    await openPanel(page);
    const chosen = async (name: string, value: string) => {
      await page.getByLabel(name, { exact: true }).selectOption(value);
      await until('told', () => script.commands.at(-1)?.kind === 'setAudio');
      script.commands.push({ kind: 'wake' });
    };
    await chosen('麦克风', 'm1');
    expect(lastSettings(script)).toEqual({ ...audio.settings, microphoneId: 'm1' });
    await chosen('听筒（听市民）', '');
    expect(lastSettings(script)).toEqual({ ...audio.settings, headsetId: null });
    await chosen('第二振铃', '');
    expect(lastSettings(script)).toEqual({ ...audio.settings, ringerIds: ['o1'] });
    await chosen('振铃', '');
    expect(lastSettings(script)).toEqual({ ...audio.settings, ringerIds: [] });
    await page.getByRole('switch', { name: '自动增益' }).click();
    await until('asked', () => lastSettings(script)?.autoGainControl === true);
  });

  test('says in plain words which device stands in, in the status bar too', async () => {
    const { page, script } = await browser.open(seat);
    await openPanel(page);
    tellAudio(script, {
      standIn: true,
      microphones: audio.microphones.slice(0, 1),
      inUse: { ...audio.inUse, microphone: '内置麦克风 (Realtek(R) Audio)' },
    });
    await page.getByText('暂用其他设备').waitFor();
    await page.getByText('正在使用：内置麦克风 (Realtek(R) Audio)').waitFor();
    await page.getByRole('button', { name: '声音 备用设备' }).waitFor();
    expect(await page.getByLabel('麦克风', { exact: true }).inputValue()).toBe('m2');
  });

  test('rings for trial, and says what to do when the ringer takes no sound', async () => {
    const { page, script } = await browser.open(seat);
    await openPanel(page);
    await page.getByRole('button', { name: '试听铃声' }).click();
    await until('asked', () => script.commands.some(({ kind }) => kind === 'tryRinger'));
    script.refusals.set('phone', 'media.ringerAbsent');
    await page.getByRole('button', { name: '试听铃声' }).click();
    await page.getByRole('alert').getByText('振铃设备不可用').waitFor();
  });

  test('shows the level only while it is open, asking for it again and again', async () => {
    const { page, script } = await browser.open(seat);
    const asked = () => script.commands.filter(({ kind }) => kind === 'watchMicrophone').length;
    expect(asked()).toBe(0);
    await openPanel(page);
    await until('asked twice', () => asked() >= 2, 15_000);
    script.emit({ kind: 'levels', levels: { callId: null, agent: 63, citizen: 0 } });
    await page.locator('[role=meter][aria-valuenow="63"]').waitFor();
    await page.getByRole('button', { name: '关闭' }).click();
    expect(await page.getByRole('meter').count()).toBe(0);
  });

  test('makes an echo test call and ends it, and does neither in the middle of a citizen’s call', async () => {
    const { page, script } = await browser.open(seat);
    await openPanel(page);
    await page.getByRole('button', { name: '开始测试' }).click();
    await until('dialled', () => script.commands.some(({ kind }) => kind === 'dial'));
    const dial = script.commands.find((command) => command.kind === 'dial');
    expect(dial).toMatchObject({ number: '600', ticketNo: null });
    script.setCalls([
      aCall({ callId: dial?.callId ?? '', direction: 'outbound', state: 'dialling' }),
    ]);
    await page.getByText('应能从耳麦听到自己的声音').waitFor();
    await page.getByRole('button', { name: '结束测试' }).click();
    await until('hung up', () => script.commands.some(({ kind }) => kind === 'hangUp'));
    script.setCalls([aCall()]);
    await page.getByText('通话结束后可用').waitFor();
    expect(await page.getByRole('button', { name: '开始测试' }).isDisabled()).toBe(true);
  });

  test('can be used without a mouse, and gives the focus back', async () => {
    const { page, script } = await browser.open(seat);
    const opener = page.getByRole('button', { name: /^声音 / });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '声音与设备' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowUp');
    await until('chosen', () => lastSettings(script)?.microphoneId === 'm1');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test.each([
    { width: 1366, height: 768, theme: 'light', textScale: 100 },
    { width: 1920, height: 1080, theme: 'night', textScale: 100 },
    { width: 1366, height: 768, theme: 'night', textScale: 150 },
  ] as const)('is clean for axe at $width × $height, $theme, $textScale %', async (options) => {
    const { page, script, complaints } = await browser.open(seat, options);
    await openPanel(page);
    tellAudio(script, { standIn: true });
    await page.getByText('暂用其他设备').waitFor();
    expect(await axe(page)).toEqual([]);
    const cut = await page
      .locator('.sound__body')
      .evaluate((body) => body.scrollWidth - body.clientWidth);
    expect(cut).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await keepPicture(page, `sound-${options.width}-${options.theme}-${options.textScale}`);
  });
});
