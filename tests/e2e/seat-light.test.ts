import { keepPicture } from '../support/keep-picture.ts';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axeApi from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { defaultCallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aDeskState, aTalk, anAgentView } from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

type AxeApi = typeof axeApi;

let browser: DeskBrowser;
let axeSource: string;
beforeAll(async () => {
  browser = await startDeskBrowser();
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

/** The ringer is unplugged, all else is well. */
const deafRinger = (script: DeskScript) => {
  const { phone } = aDeskState();
  const ringer = { kind: 'failed', at: Date.now(), code: 'media.ringerAbsent' } as const;
  const testRing = { kind: 'ok', at: Date.now() - 90_000 } as const;
  script.update({
    calling: { ...defaultCallSettings, testRingNumber: '601' },
    phone: { ...phone, proofs: { ...phone.proofs, ringer, testRing } },
  });
};
const open = async (page: Page, state: string) => {
  await page.getByRole('button', { name: state }).click();
  await page.getByText(words.seat.title).waitFor();
};
const axe = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: Pick<AxeApi, 'run'> };
    const { violations } = await checker.run(document, { rules: { region: { enabled: false } } });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  });
};

describe('the seat light', () => {
  test.each([
    { theme: 'light', width: 1366, height: 768 },
    { theme: 'night', width: 1920, height: 1080 },
  ] as const)('lists its proofs, clean for axe, by $theme at $width', async (options) => {
    const { page } = await browser.open(deafRinger, options);
    await open(page, words.seat.looks.fault);
    for (const name of ['registration', 'microphone', 'recorder', 'disk', 'testRing'] as const)
      await page.getByRole('listitem').filter({ hasText: words.seat.proofs[name] }).waitFor();
    const row = page.getByRole('listitem').filter({ hasText: words.seat.proofs.ringer });
    await row.getByText(errorCatalogue['media.ringerAbsent'].action).waitFor();
    await page.waitForFunction(() =>
      document.getAnimations().every((one) => one.playState !== 'running'),
    );
    await keepPicture(page, `seat-${options.theme}`);
    expect(await axe(page)).toEqual([]);
  });

  test('is green with nothing wrong, opens by keyboard, and asks the phone for new proofs', async () => {
    const { page, script } = await browser.open((before) =>
      before.update({ agent: anAgentView() }),
    );
    const light = page.getByRole('button', { name: new RegExp(`^${words.seat.looks.calls}`) });
    await light.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: words.seat.again }).click();
    await expect.poll(() => script.commands.map(({ kind }) => kind)).toContain('proveSeat');
  });

  test('says that a refused address keeps it dark, and what to do, not that it signs in', async () => {
    const { page } = await browser.open((script) => {
      const { phone } = aDeskState();
      const code = 'config.plainRefused' as const;
      script.update({
        phone: { ...phone, registration: { kind: 'unregistered' } },
        problems: [{ problemId: 'config:pbx', code, since: 1, callId: null, detail: '' }],
      });
    });
    const { title, action } = errorCatalogue['config.plainRefused'];
    await page.getByRole('button', { name: `${words.seat.proofs.registration}：${title}` }).click();
    const row = page.getByRole('listitem').filter({ hasText: words.seat.proofs.registration });
    await row.getByText(action).waitFor();
    expect(await page.getByText(words.seat.open.registration).count()).toBe(0);
    expect(await axe(page)).toEqual([]);
  });

  test('and the strip below it tell a loss by its number', async () => {
    const { page } = await browser.open((script) => {
      const call = aTalk({
        soundFault: 'media.lossSending',
        quality: { mos: 3.1, lossPercent: 0.4, jitterMs: 9, rttMs: 60, sentLossPercent: 8 },
      });
      script.setCalls([call]);
      script.update({
        problems: [
          {
            problemId: `sound:${call.callId}`,
            code: 'media.lossSending',
            since: Date.now(),
            callId: call.callId,
            detail: '',
          },
        ],
      });
    });
    await page.getByRole('alert').filter({ hasText: '对方听不清：网络丢包 8%' }).waitFor();
    await keepPicture(page, `loss`);
    expect(await axe(page)).toEqual([]);
  });
});
