import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { recordingTimelineSchema } from '../../src/shared/contract/recordings/schemas.ts';
import type { CallListItem } from '../../src/shared/contract/calls/schemas.ts';
import { measureSound } from '../../tools/demo/check-sound.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import type { AsteriskCall } from '../support/asterisk-call.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

const stranger = '19900000777';

/** Hub, host, both pages and a real Asterisk: calls as an agent lives them. */
describe('a desk on Asterisk', () => {
  let asterisk: Asterisk;
  let stack: Stack;
  let lead: HubApi;
  let testBeganAt = 0;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    stack = await startStack({ pbx: labAccount(asterisk) });
    await stack.signIn();
    await stack.agent().untilReady(30_000);
    lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
  });
  afterAll(async () => {
    await stack.stop();
    await asterisk.stop();
  });
  beforeEach(() => {
    testBeganAt = Date.now();
  });
  afterEach(async () => {
    await asterisk.manager().command('channel request hangup all');
    await seen(words.call.idle);
  });

  const bar = () => stack.desk().getByRole('banner', { name: words.call.label });
  const press = (word: string) => bar().getByRole('button', { name: word, exact: true }).click();
  const seen = (text: string) =>
    bar().getByText(text, { exact: true }).first().waitFor({ timeout: 15_000 });
  const heardLoud = (call: AsteriskCall) =>
    until('the citizen hears the agent', () => call.heardLevel(1000) > 0.01, 15_000);
  const happened = (call: AsteriskCall, name: string) =>
    call.events().some(({ Event }) => Event === name);

  /** A citizen calls and the agent answers; both sides are connected and the recording runs. */
  async function talk(ticketNo?: string): Promise<AsteriskCall> {
    const call = await asterisk.call({
      to: '1001',
      fromNumber: stranger,
      line: '水务热线',
      ...(ticketNo === undefined ? {} : { ticketNo }),
    });
    await seen('199 0000 0777');
    await stack.agent().answer();
    await call.untilAnswered();
    await stack.agent().untilRecording(10_000);
    return call;
  }

  /** This test's call as the hub has it, once it is over and its recording, if it was answered, is signed for. */
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
        { timeout: 30_000, interval: 200 },
      )
      .toBe(true);
    return item!;
  }

  it('pops the ticket that the PBX names, before the answer', async () => {
    const [ticket] = (await lead.tickets()).filter(({ closedAt }) => closedAt === null);
    const call = await asterisk.call({
      to: '1001',
      fromNumber: stranger,
      ticketNo: ticket!.ticketNo,
    });
    await seen(words.pill.alerting);
    await stack.desk().getByText(words.caller.matchedBy.named).first().waitFor();
    await stack.desk().getByText(ticket!.ticketNo).first().waitFor();
    // Within a second after the far end's hang-up before this test, a refusal is taken for the call that ended.
    await until('a refusal means this call', () => Date.now() - testBeganAt > 1000);
    await press(words.call.buttons.decline);
    await call.untilEnded();
    expect(call.isAnswered()).toBe(false);
  });

  it('hears both sides, holds with music and retrieves, and archives one recording with the hold marked', async () => {
    const call = await talk();
    await heardLoud(call);
    await until('the citizen has spoken', call.hasSpoken, 20_000);
    await press(words.call.buttons.hold);
    await seen(words.pill.held);
    await until('music on hold', () => happened(call, 'MusicOnHoldStart'));
    const heldFor = performance.now() + 1500;
    await until('a hold of 1.5 s', () => performance.now() > heldFor);
    await press(words.call.buttons.retrieve);
    await seen(words.pill.connected);
    await until('the end of the music', () => happened(call, 'MusicOnHoldStop'));
    await heardLoud(call);
    await press(words.call.buttons.hangUp);
    await call.untilEnded();

    const { call: record, recording } = await archived();
    expect(record).toMatchObject({
      direction: 'inbound',
      lineName: '水务热线',
      endReason: 'agentHungUp',
    });
    const sound = await measureSound(await lead.audio(recording!.recordingId));
    expect(sound.decodeErrors).toBe(0);
    expect(sound.agentSoundMs).toBeGreaterThan(1000);
    expect(sound.citizenSoundMs).toBeGreaterThan(1000);
    const talkedMs = record.endedAt! - record.answeredAt!;
    expect(Math.abs(sound.durationMs - talkedMs)).toBeLessThan(1000);
    const timeline = recordingTimelineSchema.parse(
      await stack
        .desk()
        .evaluate(
          async (id) => (await fetch(`/recordings/${id}/timeline`)).json(),
          recording!.recordingId,
        ),
    );
    const [hold, ...others] = timeline.marks.filter(({ kind }) => kind === 'hold');
    expect(others).toEqual([]);
    expect(hold!.toMs - hold!.fromMs).toBeGreaterThan(1400);
    expect(hold!.toMs).toBeLessThan(timeline.durationMs);
  });

  it('mutes and unmutes the agent', async () => {
    const call = await talk();
    await heardLoud(call);
    await press(words.call.buttons.mute);
    await until('silence for the citizen', () => call.heardLevel(1500) < 0.001, 15_000);
    await press(words.call.buttons.unmute);
    await heardLoud(call);
  });

  it('sends keys that Asterisk understands', async () => {
    const call = await talk();
    await press(words.call.buttons.dialPad);
    for (const key of ['4', '2', '#']) {
      await stack
        .desk()
        .getByRole('button', { name: words.dialPad.key.replace('{{key}}', key), exact: true })
        .click();
    }
    const digits = () =>
      call
        .events()
        .filter(({ Event, Channel }) => Event === 'DTMFEnd' && Channel?.startsWith('PJSIP/'))
        .map(({ Digit }) => Digit)
        .join('');
    await until('the keys', () => digits() === '42#', 10_000);
    await stack.desk().keyboard.press('Escape');
  });

  it('shows that the citizen has hung up', async () => {
    const call = await talk();
    await call.hangUp();
    await seen(words.call.idle);
    expect((await archived()).call.endReason).toBe('citizenHungUp');
  });

  it('dials out and is heard', async () => {
    await press(words.call.buttons.dialPad);
    await stack.desk().getByLabel(words.dialPad.number).fill('19900000200');
    await stack.desk().getByRole('button', { name: words.dialPad.dial, exact: true }).click();
    await seen(words.pill.connected);
    await stack.agent().untilRecording(10_000);
    await press(words.call.buttons.hangUp);
    const { call, recording } = await archived();
    expect(call).toMatchObject({ direction: 'outbound', endReason: 'agentHungUp' });
    expect(recording).not.toBeNull();
  });

  it('says that a dialled number is busy', async () => {
    await press(words.call.buttons.dialPad);
    await stack.desk().getByLabel(words.dialPad.number).fill('19900000486');
    await stack.desk().getByRole('button', { name: words.dialPad.dial, exact: true }).click();
    expect((await archived()).call.endReason).toBe('busy');
  });

  it('keeps call and recording while the desk page is reloaded, and shows them again', async () => {
    const call = await talk();
    await stack.desk().reload();
    await seen(words.pill.connected);
    await stack.agent().untilRecording(10_000);
    await heardLoud(call);
    expect(call.hasEnded()).toBe(false);
    await press(words.call.buttons.hangUp);
    await call.untilEnded();
  });

  it('keeps call and recording while the desk page crashes, and shows them again', async () => {
    const call = await talk();
    const crashed = new Promise<void>((resolve) => stack.desk().once('crash', () => resolve()));
    stack
      .desk()
      .goto('chrome://crash')
      .catch(() => undefined);
    await crashed;
    await stack.reopenDesk();
    await seen(words.pill.connected);
    await stack.agent().untilRecording(10_000);
    await heardLoud(call);
    await press(words.call.buttons.hangUp);
    await call.untilEnded();
    const { call: record, recording } = await archived();
    const sound = await measureSound(await lead.audio(recording!.recordingId));
    expect(Math.abs(sound.durationMs - (record.endedAt! - record.answeredAt!))).toBeLessThan(1000);
  });
});
