import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { CallListItem } from '../../src/shared/contract/calls/schemas.ts';
import { measureSound } from '../../tools/demo/check-sound.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import type { AsteriskCall } from '../support/asterisk-call.ts';
import { labAccount } from '../support/lab-account.ts';
import { type SignalProxy, startSignalProxy } from '../support/signal-proxy.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

const stranger = '19900000777';
const lossMs = 120_000;
/** A refusal within a second after an end of others is taken for the call that ended. */
const strayMs = 1000;

/** Lost signalling and a restarted PBX under a desk at work, on a real Asterisk: state, next call and recording after each. */
describe('a desk that loses its Asterisk', () => {
  let asterisk: Asterisk;
  let proxy: SignalProxy;
  let stack: Stack;
  let lead: HubApi;
  let testBeganAt = 0;
  let lastEndedAt = 0;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    proxy = await startSignalProxy(Number(new URL(asterisk.wsUrl).port));
    const serverUrl = `ws://127.0.0.1:${proxy.port}/ws`;
    stack = await startStack({ pbx: labAccount(asterisk, { serverUrl }) });
    await stack.signIn();
    await stack.agent().untilReady(30_000);
    lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
  });
  afterAll(async () => {
    await stack.stop();
    await proxy.close();
    await asterisk.stop();
  });
  beforeEach(() => {
    testBeganAt = Date.now();
  });
  afterEach(async () => {
    proxy.refuse(false);
    proxy.swallow(false);
    await asterisk.manager().command('channel request hangup all');
    await seen(words.call.idle, 60_000);
    await stack.agent().untilReady(60_000);
  });

  const bar = () => stack.desk().getByRole('banner', { name: words.call.label });
  const press = (word: string) => bar().getByRole('button', { name: word, exact: true }).click();
  const seen = (text: string, timeout = 40_000) =>
    bar().getByText(text, { exact: true }).first().waitFor({ timeout });
  const ring = async (): Promise<AsteriskCall> => {
    const call = await asterisk.call({ to: '1001', fromNumber: stranger, line: '水务热线' });
    await seen(words.pill.alerting);
    return call;
  };
  const talk = async (): Promise<AsteriskCall> => {
    const call = await ring();
    await stack.agent().answer();
    await call.untilAnswered();
    await stack.agent().untilRecording(40_000);
    return call;
  };
  const archived = async (): Promise<CallListItem> => {
    let item: CallListItem | undefined;
    await expect
      .poll(
        async () => {
          item = (await lead.calls()).find(({ call }) => call.startedAt >= testBeganAt);
          const { call, recording } = item ?? {};
          if (!call || call.endedAt === null) return false;
          lastEndedAt = call.endedAt;
          return call.answeredAt === null || (recording && lead.hasReceipt(recording.recordingId));
        },
        { timeout: 60_000, interval: 200 },
      )
      .toBe(true);
    if (!item) throw new Error('no call');
    return item;
  };
  /** The state shown is true, nothing is stuck: the desk is idle, registered, and the next call rings. */
  const nothingStuck = async () => {
    await seen(words.call.idle, 60_000);
    await stack.agent().untilReady(60_000);
    const next = await ring();
    await until('a refusal means this call', () => Date.now() - lastEndedAt > strayMs);
    await press(words.call.buttons.decline);
    await next.untilEnded();
    await seen(words.call.idle);
  };
  /** The recording is whole: as long as the call was, without a hole. */
  const expectWholeRecording = async ({ call, recording }: CallListItem, withinMs = 1500) => {
    if (!recording) throw new Error('no recording');
    const sound = await measureSound(await lead.audio(recording.recordingId));
    expect(sound.decodeErrors).toBe(0);
    const talkedMs = (call.endedAt ?? 0) - (call.answeredAt ?? 0);
    expect(Math.abs(sound.durationMs - talkedMs)).toBeLessThan(withinMs);
    return sound;
  };

  it('keeps call, sound and recording through 120 s without signalling, and hangs up after', async () => {
    const call = await talk();
    const heardBefore = call.heardMs();
    proxy.refuse(true);
    const lostAt = performance.now();
    await until('120 s have passed', () => performance.now() - lostAt > lossMs, lossMs + 10_000);
    expect(call.hasEnded()).toBe(false);
    await seen(words.pill.connected);
    expect(call.heardMs() - heardBefore).toBeGreaterThan(0.5 * lossMs);
    proxy.refuse(false);
    await stack.agent().untilReady(60_000);
    await press(words.call.buttons.hangUp);
    await call.untilEnded();
    const item = await archived();
    expect(item.call.endReason).toBe('agentHungUp');
    await expectWholeRecording(item);
    await nothingStuck();
  }, 300_000);

  it('finds a half-open socket in a call within 20 s and opens another', async () => {
    const call = await talk();
    const before = proxy.taken();
    proxy.swallow(true);
    const swallowedAt = performance.now();
    await until('another socket', () => proxy.taken() > before, 30_000);
    expect(performance.now() - swallowedAt).toBeLessThan(25_000);
    proxy.swallow(false);
    const atCut = proxy.taken();
    proxy.cut();
    await until('a socket after the cut', () => proxy.taken() > atCut, 30_000);
    await stack.agent().untilReady(60_000);
    await press(words.call.buttons.hangUp);
    await call.untilEnded();
    await expectWholeRecording(await archived());
    await nothingStuck();
  });

  it('owes the BYE of a call that is hung up without signalling, and pays it', async () => {
    const call = await talk();
    proxy.refuse(true);
    await press(words.call.buttons.hangUp);
    await seen(words.call.idle);
    expect(call.hasEnded()).toBe(false);
    proxy.refuse(false);
    await call.untilEnded(30_000);
    await expectWholeRecording(await archived());
    await nothingStuck();
  });

  it('stops ringing when Asterisk is restarted under a ringing call', async () => {
    await ring();
    await asterisk.restart();
    const { call } = await archived();
    expect(['connectionLost', 'missed']).toContain(call.endReason);
    await nothingStuck();
  });

  it('ends a talking call as lost when Asterisk is restarted, with its recording', async () => {
    await talk();
    await asterisk.restart();
    const item = await archived();
    expect(item.call.endReason).toBe('connectionLost');
    await expectWholeRecording(item);
    await nothingStuck();
  });

  it('ends a held call as lost when Asterisk is restarted, with its recording', async () => {
    await talk();
    await press(words.call.buttons.hold);
    await seen(words.pill.held);
    await asterisk.restart();
    const item = await archived();
    expect(item.call.endReason).toBe('connectionLost');
    await expectWholeRecording(item);
    await nothingStuck();
  });

  it('ends an outgoing call that has not been answered when Asterisk is restarted', async () => {
    await press(words.call.buttons.dialPad);
    await stack.desk().getByLabel(words.dialPad.number).fill('19900000600');
    await stack.desk().getByRole('button', { name: words.dialPad.dial, exact: true }).click();
    await seen(words.pill.dialling);
    await asterisk.restart();
    expect((await archived()).call.endReason).toBe('connectionLost');
    await nothingStuck();
  });
});
