import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallView } from '../../src/shared/domain/call.ts';
import type { CallListItem } from '../../src/shared/contract/hub.ts';
import { measureSound } from '../../tools/demo/check-sound.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import type { AsteriskCall, AsteriskCallOptions } from '../support/asterisk-call.ts';
import { type DeskRemote, openDeskRemote } from '../support/desk-remote.ts';
import { labAccount } from '../support/lab-account.ts';
import { type PlainPhonePage, openPlainPhone } from '../support/plain-sip/open-plain-phone.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

const citizenNumber = '19900000777';
const calling = {
  dialPlan: {
    outsidePrefix: '',
    internalDigits: 4,
    forbiddenPrefixes: ['00'],
    emergencyNumbers: ['110', '119', '120', '122'],
  },
  surveyNumber: '8900',
  conference: { kind: 'room', prefix: '8800' },
  echoNumber: '600',
  testRingNumber: '601',
} as const;

/** The whole product and a second plain phone on one Asterisk: everything that can be done with a citizen's call. */
describe('call control on Asterisk', () => {
  let asterisk: Asterisk;
  let stack: Stack;
  let browser: Browser;
  let colleague: PlainPhonePage;
  let desk: DeskRemote;
  let lead: HubApi;
  let testBeganAt = 0;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    stack = await startStack({ pbx: { ...labAccount(asterisk), calling } });
    const used = stack.phone.context().browser();
    if (!used) throw new Error('the stack has no browser');
    browser = used;
    desk = await openDeskRemote(stack);
    await desk.client.session.signIn({ workNo: '1001', password: 'demo-hotline-2026' });
    colleague = await openPlainPhone(browser);
    await colleague.page.evaluate(([...args]) => window.plainPhone.connect(...args), [
      asterisk.wsUrl,
      asterisk.domain,
      '1002',
      asterisk.secrets['1002'],
    ] as [string, string, string, string]);
    await colleague.page.evaluate(() => window.plainPhone.register());
    await desk.watch.until(
      'registered',
      ({ phone }) => phone.registration.kind === 'registered',
      30_000,
    );
    lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
  });
  afterAll(async () => {
    await colleague.close();
    await desk.close();
    await stack.stop();
    await asterisk.stop();
  });
  beforeEach(() => {
    testBeganAt = Date.now();
  });
  afterEach(async () => {
    await asterisk.manager().command('channel request hangup all');
    await desk.watch.until('idle', ({ phone }) =>
      phone.calls.every(({ state }) => state === 'ended'),
    );
  });

  const known = () => desk.watch.state().phone.calls.map(({ callId }) => callId);
  const ring = async (options: Partial<AsteriskCallOptions> = {}) => {
    const before = known();
    const citizen = await asterisk.call({ to: '1001', fromNumber: citizenNumber, ...options });
    const { callId } = await desk.untilCall(
      'a call that rings',
      (call) => call.state === 'alerting' && !before.includes(call.callId),
    );
    return { citizen, callId };
  };
  const talk = async (options: Partial<AsteriskCallOptions> = {}) => {
    const rung = await ring(options);
    await desk.act({ kind: 'answer', callId: rung.callId });
    await rung.citizen.untilAnswered();
    await untilRecording(rung.callId);
    return rung;
  };
  const untilRecording = (callId: string) =>
    desk.untilCall(
      'bytes of the recording on disk',
      (call) => call.callId === callId && call.recording.kind === 'recording',
    );
  const untilState = (callId: string, state: CallView['state']) =>
    desk.untilCall(state, (call) => call.callId === callId && call.state === state);
  const hears = (citizen: AsteriskCall) =>
    until('the citizen hears somebody', () => citizen.heardLevel(800) > 0.01, 15_000);
  const happened = (citizen: AsteriskCall, name: string) =>
    citizen.events().some(({ Event }) => Event === name);
  const colleagueRings = () => colleague.until(({ call }) => call === 'alerting', 15_000);
  const colleagueAnswers = async () => {
    await colleagueRings();
    await colleague.page.evaluate(() => window.plainPhone.answer());
    await colleague.until(({ call }) => call === 'connected');
  };
  /** Sound is arriving at the colleague's now. */
  const colleagueHears = async () => {
    const { energy } = await colleague.sound();
    await expect
      .poll(async () => (await colleague.sound()).energy, { timeout: 15_000 })
      .toBeGreaterThan(energy + 0.0005);
  };
  const consult = async (servedCallId: string) => {
    const callId = randomUUID();
    await desk.act({
      kind: 'dial',
      callId,
      number: '1002',
      ticketNo: null,
      consultFor: servedCallId,
    });
    return callId;
  };
  /** Answered calls of this test at the hub, each with its one recording signed for, oldest first. */
  const archived = async (count: number): Promise<readonly CallListItem[]> => {
    let items: readonly CallListItem[] = [];
    await expect
      .poll(
        async () => {
          items = (await lead.calls())
            .filter(({ call }) => call.startedAt >= testBeganAt && call.answeredAt !== null)
            .toSorted((one, other) => one.call.startedAt - other.call.startedAt);
          return items.filter(
            ({ call, recording }) =>
              call.endedAt !== null && recording && lead.hasReceipt(recording.recordingId),
          ).length;
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe(count);
    expect(items).toHaveLength(count);
    return items;
  };
  /** Runs to the end of the call, without a broken page. */
  const expectWhole = async ({ call, recording }: CallListItem) => {
    const sound = await measureSound(await lead.audio(recording?.recordingId ?? ''));
    expect(sound.decodeErrors).toBe(0);
    expect(
      Math.abs(sound.durationMs - ((call.endedAt ?? 0) - (call.answeredAt ?? 0))),
    ).toBeLessThan(1000);
    return sound;
  };

  it('rings a second time while it talks, answers and holds, swaps, and records both to their end', async () => {
    const first = await talk();
    const second = await ring({ fromNumber: '19900000778' });
    expect(desk.call(first.callId)?.state).toBe('connected');
    await desk.act({ kind: 'answer', callId: second.callId });
    await untilState(second.callId, 'connected');
    expect(desk.call(first.callId)).toMatchObject({ state: 'held', heldBy: 'agent' });
    await until('music', () => happened(first.citizen, 'MusicOnHoldStart'));
    await hears(second.citizen);
    await desk.act({ kind: 'retrieve', callId: first.callId });
    expect(desk.call(second.callId)?.state).toBe('held');
    await hears(first.citizen);
    for (const { callId } of [first, second]) await desk.act({ kind: 'hangUp', callId });
    for (const item of await archived(2)) await expectWhole(item);
  });

  it('declines a second call with busy and leaves the first as it is', async () => {
    const first = await talk();
    const second = await ring();
    await desk.act({ kind: 'decline', callId: second.callId });
    await second.citizen.untilEnded();
    expect(desk.call(first.callId)?.state).toBe('connected');
  });

  it('hands a citizen to a colleague, who hears her and is heard, and is out of it', async () => {
    const { citizen, callId } = await talk({ talksOn: true });
    const transferred = desk.act({ kind: 'transfer', callId, number: '1002' });
    await colleagueAnswers();
    await transferred;
    await desk.untilCall('over', (call) => call.callId === callId && call.state === 'ended');
    await colleagueHears();
    await hears(citizen);
    const [item] = await archived(1);
    expect(item?.call).toMatchObject({ endReason: 'transferred', transferredTo: '1002' });
    if (item) await expectWhole(item);
  });

  it('keeps the citizen when the number does not exist', async () => {
    const { citizen, callId } = await talk();
    expect(await desk.refusalOf({ kind: 'transfer', callId, number: '23' })).toBe(
      'sip.transferFailed',
    );
    expect(desk.call(callId)).toMatchObject({ state: 'connected', transferring: false });
    await hears(citizen);
    expect(await desk.refusalOf({ kind: 'transfer', callId, number: '001202' })).toBe(
      'phone.numberForbidden',
    );
  });

  it('gets the citizen back when the colleague does not take her', async () => {
    const { citizen, callId } = await talk();
    const transferred = desk.act({ kind: 'transfer', callId, number: '1002' });
    await colleagueRings();
    await colleague.page.evaluate(() => window.plainPhone.decline());
    await transferred.catch(() => undefined);
    const back = await desk.untilCall(
      'the citizen again',
      (call) => call.state === 'alerting' && call.callId !== callId,
    );
    expect(back.number.raw).toBe(citizenNumber);
    await desk.act({ kind: 'answer', callId: back.callId });
    await hears(citizen);
  });

  it('asks a colleague while the citizen waits, and joins the two', async () => {
    const { citizen, callId } = await talk({ talksOn: true });
    const consultCallId = await consult(callId);
    await colleagueAnswers();
    await untilRecording(consultCallId);
    expect(desk.call(callId)?.state).toBe('held');
    expect(desk.call(consultCallId)).toMatchObject({ purpose: 'consult', servesCallId: callId });
    await desk.act({ kind: 'completeTransfer', callId, consultCallId });
    await colleagueHears();
    await hears(citizen);
    const [served, asked] = await archived(2);
    expect(served?.call).toMatchObject({ endReason: 'transferred', transferredTo: '1002' });
    expect(asked?.call).toMatchObject({ endReason: 'transferred', servesCallId: callId });
    if (served) await expectWhole(served);
  });

  it('gives up a consultation, ringing or talking, and has the citizen again', async () => {
    const { citizen, callId } = await talk();
    const ringing = await consult(callId);
    await colleagueRings();
    await desk.act({ kind: 'cancelConsult', callId, consultCallId: ringing });
    await colleague.until(({ call }) => call === 'ended');
    expect(desk.call(callId)?.state).toBe('connected');
    const talking = await consult(callId);
    await colleagueAnswers();
    await untilState(talking, 'connected');
    await desk.act({ kind: 'cancelConsult', callId, consultCallId: talking });
    await colleague.until(({ call }) => call === 'ended');
    expect(desk.call(callId)?.state).toBe('connected');
    await hears(citizen);
  });

  it('meets citizen and colleague in a room of the PBX, where all hear each other', async () => {
    const { citizen, callId } = await talk({ talksOn: true });
    const consultCallId = await consult(callId);
    await colleagueAnswers();
    await untilState(consultCallId, 'connected');
    await desk.act({ kind: 'conference', callId, consultCallId });
    const leg = await desk.untilCall(
      'in the room',
      (call) => call.purpose === 'conference' && call.state === 'connected',
    );
    expect(leg.servesCallId).toBe(callId);
    await hears(citizen);
    await desk.act({ kind: 'mute', callId: leg.callId, muted: true });
    await colleagueHears();
    await hears(citizen);
    await untilRecording(leg.callId);
    await desk.act({ kind: 'hangUp', callId: leg.callId });
    const items = await archived(3);
    expect(items.map(({ call }) => call.endReason)).toEqual(['merged', 'merged', 'agentHungUp']);
    for (const item of items) await expectWhole(item);
  });

  it('leaves the citizen with the survey, which takes her digit', async () => {
    const { citizen, callId } = await talk();
    await desk.act({ kind: 'toSurvey', callId });
    expect(desk.call(callId)).toMatchObject({ state: 'ended', endReason: 'toSurvey' });
    const score = () =>
      asterisk
        .manager()
        .events()
        .find(({ UserEvent }) => UserEvent === 'HotlineScore')?.['Score'];
    await until('the citizen hears the question', () => citizen.heardLevel(500) > 0.01, 10_000);
    await citizen.press('5');
    await until('the score', () => score() === '5', 15_000);
  });

  it('parks a citizen in a place of its choice and takes her back from there', async () => {
    const { citizen, callId } = await talk();
    await desk.act({ kind: 'transfer', callId, number: '701' });
    await until('parked', () => happened(citizen, 'ParkedCall'));
    const again = randomUUID();
    await desk.act({ kind: 'dial', callId: again, number: '701', ticketNo: null });
    await untilState(again, 'connected');
    await hears(citizen);
  });

  it('sends a citizen to the voice box', async () => {
    const { citizen, callId } = await talk({ talksOn: true });
    await desk.act({ kind: 'transfer', callId, number: '8500' });
    const apps = () =>
      citizen
        .events()
        .filter(({ Event }) => Event === 'Newexten')
        .map(({ Application }) => Application);
    await until('the voice box', () => apps().includes('VoiceMail'));
    const spoken = performance.now() + 8000;
    await until('a message', () => performance.now() > spoken, 10_000);
    await citizen.hangUp();
    await expect
      .poll(() => asterisk.manager().command('voicemail show users'), { timeout: 10_000 })
      .toMatch(/hotline\s+1000\s.*\s1\s*$/m);
  });

  it('shows that the far side holds, and that it has come back', async () => {
    await asterisk.manager().command('core show uptime');
    const callId = randomUUID();
    await desk.act({ kind: 'dial', callId, number: '1002', ticketNo: null });
    await colleagueAnswers();
    await untilState(callId, 'connected');
    await colleague.page.evaluate(() => window.plainPhone.hold(true));
    await until('music on this desk', () =>
      asterisk
        .manager()
        .events()
        .some(({ Event, Channel }) =>
          Boolean(Event === 'MusicOnHoldStart' && Channel?.startsWith('PJSIP/1001')),
        ),
    );
    await colleague.page.evaluate(() => window.plainPhone.hold(false));
    await desk.act({ kind: 'hold', callId });
    expect(desk.call(callId)?.heldBy).toBe('agent');
    await desk.act({ kind: 'retrieve', callId });
    expect(desk.call(callId)?.heldBy).toBe('nobody');
  });

  it('is called back by the test extension, and no call stays', async () => {
    const callId = randomUUID();
    await desk.act({ kind: 'dial', callId, number: '601', ticketNo: null });
    await desk.watch.until(
      'the test ring',
      ({ phone }) => phone.proofs.testRing.kind === 'ok' && phone.proofs.testRing.at >= testBeganAt,
    );
    await desk.untilCall('over', (call) => call.callId === callId && call.state === 'ended');
  });
});
