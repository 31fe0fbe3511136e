import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import type { ErrorCode } from '../../src/shared/error-codes.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { untilTold } from '../support/desk-proofs.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { type TrainingLine, startTrainingLine } from '../support/training-line.ts';

const limitMs = 20_000;
/** From the first lost packet to the warning. */
const warnMs = 10_000;

/** Hub, host, both pages and a training PBX whose line loses packets. */
describe('a call over a bad line', () => {
  let line: TrainingLine;
  let stack: Stack;
  let lead: HubApi;
  beforeAll(async () => {
    line = await startTrainingLine();
    stack = await startStack({ pbx: line.account, tap: giveMicrophoneASwitch });
    await stack.signIn();
    await stack.agent().untilReady(30_000);
    lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
  });
  afterAll(async () => {
    await stack.stop();
    await line.pbx.close();
  });

  const alert = (code: ErrorCode) =>
    stack.desk().getByRole('alert').filter({ hasText: errorCatalogue[code].title });
  const idle = () =>
    stack
      .desk()
      .getByRole('banner', { name: words.call.label })
      .getByText(words.call.idle, { exact: true })
      .waitFor({ timeout: limitMs });

  it('warns within ten seconds, by number, in both windows, and keeps the figures with the call', async () => {
    const call = line.call();
    await stack.agent().answer();
    await call.untilHeard(500);
    line.pbx.faults.set({ lossPercent: 8 });
    const lost = alert('media.lossSending').or(alert('media.lossReceiving'));
    await lost
      .filter({ hasText: /网络丢包 \d+%/ })
      .first()
      .waitFor({ timeout: warnMs });
    await stack.phone
      .getByRole('alert')
      .filter({ hasText: /网络丢包 \d+%/ })
      .waitFor();
    // What the far side lost of ours is the worse news, and comes with its next receiver report.
    await alert('media.lossSending')
      .filter({ hasText: /对方听不清：网络丢包 \d+%/ })
      .waitFor({
        timeout: limitMs,
      });
    line.pbx.faults.clear();
    for (const code of ['media.lossSending', 'media.lossReceiving'] as const)
      await alert(code).waitFor({ state: 'detached', timeout: limitMs });
    call.hangUp();
    await idle();
    await expect
      .poll(async () => (await lead.calls())[0]?.call.quality?.worstMos, { timeout: limitMs })
      .toBeLessThan(4);
    const quality = (await lead.calls())[0]?.call.quality;
    expect(quality?.lossPercent).toBeGreaterThan(0.5);
    expect(quality?.sentLossPercent).toBeGreaterThan(0);
    expect(quality?.mos).toBeGreaterThan(quality?.worstMos ?? 5);

    const rail = stack.desk().getByRole('navigation', { name: words.rail.label });
    await rail.getByRole('button', { name: words.listening.screen, exact: true }).click();
    const list = stack.desk().getByRole('list', { name: words.listening.list });
    await list.getByRole('button').first().click();
    await stack
      .desk()
      .getByText(/音质 平均 MOS \d\.\d · 最差 \d\.\d · 丢包 \d+\.\d%/)
      .waitFor({
        timeout: limitMs,
      });
  });

  it('says when the microphone gives nothing but digital silence, and takes it back', async () => {
    const call = line.call();
    await stack.agent().answer();
    await call.untilHeard(500);
    await stack.phone.evaluate(() => window.dispatchEvent(new Event('hush')));
    await untilTold(stack.desk(), 'media.noLocalAudio');
    await stack.phone.evaluate(() => window.dispatchEvent(new Event('speak')));
    await alert('media.noLocalAudio').waitFor({ state: 'detached', timeout: limitMs });
    call.hangUp();
    await idle();
  });
});

/** Runs in the pages: `hush` turns the microphone's sound into digital silence, `speak` gives it back. */
function giveMicrophoneASwitch() {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const context = new AudioContext();
    const gate = new GainNode(context);
    const output = new MediaStreamAudioDestinationNode(context);
    const mediaStream = await open(constraints);
    new MediaStreamAudioSourceNode(context, { mediaStream }).connect(gate).connect(output);
    window.addEventListener('hush', () => gate.gain.setValueAtTime(0, context.currentTime));
    window.addEventListener('speak', () => gate.gain.setValueAtTime(1, context.currentTime));
    return output.stream;
  };
}
