import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallListItem } from '../../src/shared/contract/calls/schemas.ts';
import { measureSound } from '../../tools/demo/check-sound.ts';
import {
  type CallLab,
  callActs,
  citizenNumber,
  roomConference,
  startCallLab,
} from '../support/call-lab.ts';
import { placeTrunkCall } from '../support/trunk-call.ts';
import { until } from '../support/until.ts';

/** Everything that can be done with a citizen's call, on a real PBX, and its one recording. */
describe('call control on Asterisk', () => {
  let lab: CallLab;
  let acts: ReturnType<typeof callActs>;
  let testBeganAt = 0;

  beforeAll(async () => {
    lab = await startCallLab();
    acts = callActs(lab);
  });
  afterAll(() => lab.stop());
  beforeEach(() => {
    testBeganAt = Date.now();
  });
  afterEach(async () => {
    await lab.asterisk.manager().command('channel request hangup all');
    await lab
      .desk()
      .watch.until('idle', ({ phone }) => phone.calls.every(({ state }) => state === 'ended'));
    // Within a second an act would be taken for one on the call that has just ended (`after-end.ts`).
    const idleAt = Date.now();
    await until('acts mean the next call', () => Date.now() - idleAt > 1000);
  });

  /** Answered calls of this test at the hub, each with its one recording signed for, oldest first. */
  const archived = async (count: number): Promise<readonly CallListItem[]> => {
    let items: readonly CallListItem[] = [];
    const isSigned = async ({ call, recording }: CallListItem) =>
      call.endedAt !== null && recording !== null && lab.lead.hasReceipt(recording.recordingId);
    await expect
      .poll(
        async () => {
          items = (await lab.lead.calls())
            .filter(({ call }) => call.startedAt >= testBeganAt && call.answeredAt !== null)
            .toSorted((one, other) => one.call.startedAt - other.call.startedAt);
          return (await Promise.all(items.map(isSigned))).filter(Boolean).length;
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe(count);
    expect(items).toHaveLength(count);
    return items;
  };
  /** Runs to the end of the call, without a broken page. */
  const expectWhole = async (item: CallListItem | undefined) => {
    if (!item) throw new Error('no such call');
    const { call, recording } = item;
    const sound = await measureSound(await lab.lead.audio(recording?.recordingId ?? ''));
    expect(sound.decodeErrors).toBe(0);
    expect(
      Math.abs(sound.durationMs - ((call.endedAt ?? 0) - (call.answeredAt ?? 0))),
    ).toBeLessThan(1000);
    return sound;
  };

  it('rings a second time while it talks, answers and holds, swaps, and records both to their end', async () => {
    const first = await acts.talk();
    const second = await acts.ring({ fromNumber: '19900000778' });
    await lab
      .desk()
      .untilCall('connected', (call) => call.callId === first.callId && call.state === 'connected');
    await lab.desk().act({ kind: 'answer', callId: second.callId });
    await acts.untilState(second.callId, 'connected');
    expect(lab.desk().call(first.callId)).toMatchObject({ state: 'held', heldBy: 'agent' });
    await until('music', () => acts.happened(first.citizen, 'MusicOnHoldStart'));
    await acts.hears(second.citizen);
    await lab.desk().act({ kind: 'retrieve', callId: first.callId });
    await lab
      .desk()
      .untilCall('held', (call) => call.callId === second.callId && call.state === 'held');
    await acts.hears(first.citizen);
    for (const { callId } of [first, second]) await lab.desk().act({ kind: 'hangUp', callId });
    for (const item of await archived(2)) await expectWhole(item);
  });

  it('declines a second call with busy and leaves the first as it is', async () => {
    const first = await acts.talk();
    const second = await acts.ring();
    await lab.desk().act({ kind: 'decline', callId: second.callId });
    await second.citizen.untilEnded();
    await lab
      .desk()
      .untilCall('connected', (call) => call.callId === first.callId && call.state === 'connected');
  });

  it('hands a citizen to a colleague, who hears her and is heard, and is out of it', async () => {
    const { citizen, callId } = await acts.talk({ talksOn: true });
    const transferred = lab.desk().act({ kind: 'transfer', callId, number: '1002' });
    await acts.colleagueAnswers();
    await transferred;
    await lab.desk().untilCall('over', (call) => call.callId === callId && call.state === 'ended');
    await acts.colleagueHears();
    await acts.hears(citizen);
    const [item] = await archived(1);
    expect(item?.call).toMatchObject({ endReason: 'transferred', transferredTo: '1002' });
    await expectWhole(item);
  });

  it('keeps the citizen when the number does not exist', async () => {
    const { citizen, callId } = await acts.talk();
    expect(await lab.desk().refusalOf({ kind: 'transfer', callId, number: '23' })).toBe(
      'sip.transferFailed',
    );
    // The refusal and the call's state come to the page by two ways, in either order.
    await lab
      .desk()
      .untilCall(
        'as before',
        (call) => call.callId === callId && call.state === 'connected' && !call.transferring,
      );
    await acts.hears(citizen);
    expect(await lab.desk().refusalOf({ kind: 'transfer', callId, number: '001202' })).toBe(
      'phone.numberForbidden',
    );
  });

  it('gets the citizen back when the colleague does not take her', async () => {
    const { citizen, callId } = await acts.talk();
    const transferred = lab.desk().act({ kind: 'transfer', callId, number: '1002' });
    await acts.colleagueRings();
    await lab.colleague.page.evaluate(() => window.plainPhone.decline());
    await transferred.catch(() => undefined);
    const back = await lab
      .desk()
      .untilCall(
        'the citizen again',
        (call) => call.state === 'alerting' && call.callId !== callId,
      );
    expect(back.number.raw).toBe(citizenNumber);
    await lab.desk().act({ kind: 'answer', callId: back.callId });
    await acts.hears(citizen);
  });

  it('asks a colleague while the citizen waits, and joins the two', async () => {
    const { citizen, callId } = await acts.talk({ talksOn: true });
    const consultCallId = await acts.consult(callId);
    await acts.colleagueAnswers();
    await acts.untilRecording(consultCallId);
    await lab.desk().untilCall('held', (call) => call.callId === callId && call.state === 'held');
    expect(lab.desk().call(consultCallId)).toMatchObject({
      purpose: 'consult',
      servesCallId: callId,
    });
    await lab.desk().act({ kind: 'completeTransfer', callId, consultCallId });
    await acts.colleagueHears();
    await acts.hears(citizen);
    const [served, asked] = await archived(2);
    expect(served?.call).toMatchObject({ endReason: 'transferred', transferredTo: '1002' });
    expect(asked?.call).toMatchObject({ endReason: 'transferred', servesCallId: callId });
    await expectWhole(served);
  });

  it('gives up a consultation, ringing or talking, and has the citizen again', async () => {
    const { citizen, callId } = await acts.talk();
    const ringing = await acts.consult(callId);
    await acts.colleagueRings();
    await lab.desk().act({ kind: 'cancelConsult', callId, consultCallId: ringing });
    await lab.colleague.until(({ call }) => call === 'ended');
    await lab
      .desk()
      .untilCall('connected', (call) => call.callId === callId && call.state === 'connected');
    const talking = await acts.consult(callId);
    await acts.colleagueAnswers();
    await acts.untilState(talking, 'connected');
    await lab.desk().act({ kind: 'cancelConsult', callId, consultCallId: talking });
    await lab.colleague.until(({ call }) => call === 'ended');
    await lab
      .desk()
      .untilCall('connected', (call) => call.callId === callId && call.state === 'connected');
    await acts.hears(citizen);
  });

  it('meets citizen and colleague in a room of the PBX, where all hear each other', async () => {
    const { citizen, callId } = await acts.talk({ talksOn: true });
    const consultCallId = await acts.consult(callId);
    await acts.colleagueAnswers();
    await acts.untilState(consultCallId, 'connected');
    await lab.desk().act({ kind: 'conference', callId, consultCallId });
    const leg = await lab
      .desk()
      .untilCall(
        'in the room',
        (call) => call.purpose === 'conference' && call.state === 'connected',
      );
    expect(leg.servesCallId).toBe(callId);
    await acts.hears(citizen);
    await lab.desk().act({ kind: 'mute', callId: leg.callId, muted: true });
    await acts.colleagueHears();
    await acts.hears(citizen);
    await acts.untilRecording(leg.callId);
    await lab.desk().act({ kind: 'hangUp', callId: leg.callId });
    const items = await archived(3);
    expect(items.map(({ call }) => call.endReason)).toEqual(['merged', 'merged', 'agentHungUp']);
    for (const item of items) await expectWhole(item);
  });

  it('leaves the citizen with the survey, which takes her digit', async () => {
    const { citizen, callId } = await acts.talk();
    await lab.desk().act({ kind: 'toSurvey', callId });
    expect((await acts.untilState(callId, 'ended')).endReason).toBe('toSurvey');
    const score = () =>
      lab.asterisk
        .manager()
        .events()
        .find(({ UserEvent }) => UserEvent === 'HotlineScore')?.['Score'];
    await until('the citizen hears the question', () => citizen.heardLevel(500) > 0.01, 10_000);
    await citizen.press('5');
    await until('the score', () => score() === '5', 15_000);
  });

  it('parks a citizen in a place of its choice and takes her back from there', async () => {
    const { citizen, callId } = await acts.talk();
    await lab.desk().act({ kind: 'transfer', callId, number: '701' });
    await until('parked', () =>
      lab.asterisk
        .manager()
        .events()
        .some(({ Event }) => Event === 'ParkedCall'),
    );
    const again = randomUUID();
    await lab.desk().act({ kind: 'dial', callId: again, number: '701', ticketNo: null });
    await acts.untilState(again, 'connected');
    await acts.hears(citizen);
  });

  it('sends a citizen to the voice box', async () => {
    const { citizen, callId } = await acts.talk({ talksOn: true });
    await lab.desk().act({ kind: 'transfer', callId, number: '8500' });
    const apps = () =>
      citizen
        .events()
        .filter(({ Event }) => Event === 'Newexten')
        .map(({ Application }) => Application);
    await until('the voice box', () => apps().includes('VoiceMail'), 10_000);
    const box = join(lab.asterisk.folder, 'spool', 'voicemail', 'hotline', '1000');
    const recordedBytes = () =>
      readdirSync(box, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.wav'))
        .reduce((total, name) => total + statSync(join(box, name)).size, 0);
    await until('three seconds of message', () => recordedBytes() > 48_000, 20_000);
    await citizen.hangUp();
    await expect
      .poll(() => lab.asterisk.manager().command('voicemail show users'), { timeout: 10_000 })
      .toMatch(/hotline\s+1000\s.*\s1\s*$/m);
  });

  it('holds and retrieves a call of its own, and plays the music of the far side', async () => {
    const callId = randomUUID();
    await lab.desk().act({ kind: 'dial', callId, number: '1002', ticketNo: null });
    await acts.colleagueAnswers();
    await acts.untilState(callId, 'connected');
    const music = (event: string) => () =>
      lab.asterisk
        .manager()
        .events()
        .some(({ Event, Channel }) => Event === event && Channel?.startsWith('PJSIP/1001'));
    await lab.colleague.page.evaluate(() => window.plainPhone.hold(true));
    await until('music at this desk', music('MusicOnHoldStart'));
    await lab.colleague.page.evaluate(() => window.plainPhone.hold(false));
    await until('the end of the music', music('MusicOnHoldStop'));
    await lab.desk().act({ kind: 'hold', callId });
    expect((await acts.untilState(callId, 'held')).heldBy).toBe('agent');
    await lab.desk().act({ kind: 'retrieve', callId });
    expect((await acts.untilState(callId, 'connected')).heldBy).toBe('nobody');
    await acts.colleagueHears();
  });

  it('takes a call from the trunk out of the queue, where it waited with music', async () => {
    const queue = (order: string, extension: string) =>
      lab.asterisk.manager().command(`queue ${order} member PJSIP/${extension} queue hotline`);
    const events = () =>
      lab.asterisk
        .manager()
        .events()
        .filter(({ Channel }) => Channel?.startsWith('PJSIP/trunk'));
    for (const extension of ['1001', '1002']) await queue('pause', extension);
    const trunk = await placeTrunkCall(lab.asterisk.trunkPort, '8273');
    await until('music', () => events().some(({ Event }) => Event === 'MusicOnHoldStart'), 15_000);
    await queue('unpause', '1001');
    const { callId, number } = await lab
      .desk()
      .untilCall('it rings', ({ state }) => state === 'alerting');
    expect(number.raw).toBe('02700000456');
    await lab.desk().act({ kind: 'answer', callId });
    await acts.untilRecording(callId);
    await lab.desk().act({ kind: 'hangUp', callId });
    expect(await trunk.ended).toBe(0);
    const [item] = await archived(1);
    expect(item?.call.queuedMs).not.toBeNull();
    await queue('unpause', '1002');
  });

  it('is called back by the test extension, and no call stays', async () => {
    const callId = randomUUID();
    await lab.desk().act({ kind: 'dial', callId, number: '601', ticketNo: null });
    await lab
      .desk()
      .watch.until(
        'the test ring',
        ({ phone }) =>
          phone.proofs.testRing.kind === 'ok' && phone.proofs.testRing.at >= testBeganAt,
      );
    await lab.desk().untilCall('over', (call) => call.callId === callId && call.state === 'ended');
  });

  describe('with SIP INFO and no rooms', () => {
    beforeAll(() => lab.useSettings({ dtmf: 'info', conference: { kind: 'local' } }));
    afterAll(() => lab.useSettings({ dtmf: 'rfc4733', conference: roomConference }));

    it('sends keys by INFO', async () => {
      await lab.asterisk.manager().command('pjsip set logger on');
      const { citizen, callId } = await acts.talk();
      await lab.desk().act({ kind: 'sendDtmf', callId, digits: '42#' });
      const digits = () =>
        citizen
          .events()
          .filter(({ Event, Channel }) => Event === 'DTMFEnd' && Channel?.startsWith('PJSIP/'))
          .map(({ Digit }) => Digit)
          .join('');
      await until('the keys', () => digits() === '42#', 10_000);
      const log = readFileSync(join(lab.asterisk.folder, 'console.log'), 'utf8');
      expect(log).toContain('application/dtmf-relay');
      await lab.asterisk.manager().command('pjsip set logger off');
    });

    it('mixes citizen and colleague here, muted or not, and records what the citizen is sent', async () => {
      const { citizen, callId } = await acts.talk({ talksOn: true });
      const consultCallId = await acts.consult(callId);
      await acts.colleagueAnswers();
      await acts.untilState(consultCallId, 'connected');
      await lab.desk().act({ kind: 'conference', callId, consultCallId });
      await lab.desk().untilCall('joined', (call) => call.joinedWith === consultCallId);
      for (const one of [callId, consultCallId])
        await lab.desk().act({ kind: 'mute', callId: one, muted: true });
      await acts.colleagueHears();
      await acts.hears(citizen);
      await lab.desk().act({ kind: 'hold', callId });
      await until('music', () => acts.happened(citizen, 'MusicOnHoldStart'));
      await lab.desk().act({ kind: 'retrieve', callId });
      await acts.untilState(callId, 'connected');
      await acts.hears(citizen);
      await lab.colleague.page.evaluate(() => window.plainPhone.hangUp());
      await acts.untilState(consultCallId, 'ended');
      await lab.desk().untilCall('two again', (call) => call.callId === callId && !call.joinedWith);
      await until('silence of the muted agent', () => citizen.heardLevel(1000) < 0.001, 15_000);
      await lab.desk().act({ kind: 'mute', callId, muted: false });
      await acts.hears(citizen);
      await lab.desk().act({ kind: 'hangUp', callId });
      const [served] = await archived(2);
      expect((await expectWhole(served)).agentSoundMs).toBeGreaterThan(1000);
    });
  });
});
