import { aDial } from '../../support/dial-order.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneEvent, TransferOrder } from '../../../src/telephony/core/phone.ts';
import { until } from '../../support/until.ts';
import { type PhoneHarness, fakeHarness, sipHarness } from './phone-harness.ts';

const toNumber = (callId: string, number: string): TransferOrder => ({
  callId,
  target: { kind: 'number', number, dialString: number },
  reason: 'transferred',
});

describe.each([
  ['FakePhone', fakeHarness],
  ['SipPhone', sipHarness],
])('%s keeps the promises of Phone', (_name, createHarness) => {
  let harness: PhoneHarness;
  beforeEach(async () => {
    harness = await createHarness();
  });
  afterEach(() => harness.close());

  const kindsOf = (callId: string) =>
    harness.events.flatMap((event) =>
      'callId' in event && event.callId === callId ? [event.kind] : [],
    );
  const lastOf = (kind: PhoneEvent['kind']) =>
    harness.events.findLast((event) => event.kind === kind);
  const has = (kind: PhoneEvent['kind']) => until(kind, () => lastOf(kind) !== undefined);
  const answered = async () => {
    const caller = await harness.ring('19900000123', null);
    await harness.phone.answer(caller.callId);
    await has('connected');
    return caller;
  };

  it('registers on start and tells so', () => {
    expect(lastOf('registration')).toMatchObject({ state: { kind: 'registered' } });
  });

  it('tells number and ticket of an inbound call before anything else about it', async () => {
    const { callId } = await harness.ring('19900000123', 'SW20261123-0001');
    expect(lastOf('alerting')).toMatchObject({
      callId,
      rawNumber: '19900000123',
      ticketNo: 'SW20261123-0001',
    });
    expect(kindsOf(callId)).toEqual(['alerting']);
  });

  it('connects once, however often it is answered', async () => {
    const { callId } = await harness.ring('19900000123', null);
    await Promise.all([harness.phone.answer(callId), harness.phone.answer(callId)]);
    await has('connected');
    await harness.phone.answer(callId);
    expect(kindsOf(callId)).toEqual(['alerting', 'connected']);
  });

  it('tells that the citizen gave up, hung up, or was declined', async () => {
    const first = await harness.ring('19900000123', null);
    await first.leave();
    await has('ended');
    expect(lastOf('ended')).toMatchObject({ callId: first.callId, reason: 'missed', code: null });

    const second = await harness.ring('19900000123', null);
    await harness.phone.answer(second.callId);
    await until('connected', () => kindsOf(second.callId).includes('connected'));
    await second.leave();
    await until('ended', () => kindsOf(second.callId).includes('ended'));
    expect(lastOf('ended')).toMatchObject({ reason: 'citizenHungUp' });

    const third = await harness.ring('19900000123', null);
    await harness.phone.decline(third.callId);
    await until('ended', () => kindsOf(third.callId).includes('ended'));
    expect(lastOf('ended')).toMatchObject({ reason: 'declined' });
    await until('over for the caller', third.isOver);
  });

  it('ends a call for the agent at once when the agent hangs up', async () => {
    const caller = await answered();
    await harness.phone.hangUp(caller.callId);
    expect(lastOf('ended')).toMatchObject({ callId: caller.callId, reason: 'agentHungUp' });
    await until('over for the citizen', caller.isOver);
  });

  it('holds and retrieves, and repeating it tells nothing new', async () => {
    const { callId } = await answered();
    await harness.phone.hold(callId);
    await harness.phone.hold(callId);
    await harness.phone.retrieve(callId);
    await harness.phone.retrieve(callId);
    expect(kindsOf(callId).filter((kind) => kind === 'agentHold')).toHaveLength(2);
    expect(lastOf('agentHold')).toMatchObject({ held: false });
  });

  it('mutes and unmutes, and repeating it tells nothing new', async () => {
    const { callId } = await answered();
    await harness.phone.setMuted(callId, true);
    await harness.phone.setMuted(callId, true);
    await harness.phone.setMuted(callId, false);
    expect(kindsOf(callId).filter((kind) => kind === 'muted')).toHaveLength(2);
  });

  it('tells when the far side holds', async () => {
    const caller = await answered();
    await caller.hold(true);
    await has('farHold');
    expect(lastOf('farHold')).toMatchObject({ callId: caller.callId, held: true });
  });

  it('dials, connects and ends', async () => {
    await harness.phone.dial(aDial('out-1', '02700000123', 'SW20261123-0001'));
    await has('connected');
    expect(lastOf('dialling')).toMatchObject({
      callId: 'out-1',
      rawNumber: '02700000123',
      ticketNo: 'SW20261123-0001',
    });
    await harness.phone.sendDtmf('out-1', '1');
    await harness.phone.hangUp('out-1');
    expect(kindsOf('out-1')).toEqual(['dialling', 'connected', 'ended']);
  });

  it.each([
    ['busy', 'busy', 'sip.busy'],
    ['unknown', 'failed', 'sip.numberNotFound'],
  ] as const)('tells why a %s number was not reached', async (outcome, reason, code) => {
    harness.setOutcome(outcome);
    await harness.phone.dial(aDial('out-1', '02700000123', null));
    await has('ended');
    expect(lastOf('ended')).toMatchObject({ callId: 'out-1', reason, code });
  });

  it('cancels a call that nobody answers', async () => {
    harness.setOutcome('rings');
    await harness.phone.dial(aDial('out-1', '02700000123', null));
    await harness.phone.hangUp('out-1');
    expect(lastOf('ended')).toMatchObject({ callId: 'out-1', reason: 'cancelled' });
  });

  it('says what a dialled call is for', async () => {
    const citizen = await answered();
    const purpose = { purpose: 'consult', servesCallId: citizen.callId } as const;
    await harness.phone.dial({ ...aDial('ask-1', '1002'), ...purpose, dialString: '91002' });
    expect(lastOf('dialling')).toMatchObject({ callId: 'ask-1', rawNumber: '1002', ...purpose });
  });

  it('transfers to a number and is then out of the call', async () => {
    const citizen = await answered();
    await harness.phone.transfer(toNumber(citizen.callId, '1002'));
    expect(kindsOf(citizen.callId).slice(-2)).toEqual(['transferring', 'ended']);
    expect(lastOf('transferring')).toMatchObject({ to: '1002' });
    expect(lastOf('ended')).toMatchObject({ reason: 'transferred', code: null });
    await until('over for this desk', citizen.isOver);
  });

  it.each(['busy', 'unknown'] as const)('keeps the call when the target is %s', async (outcome) => {
    const citizen = await answered();
    harness.setOutcome(outcome);
    await expect(harness.phone.transfer(toNumber(citizen.callId, '1002'))).rejects.toMatchObject({
      code: 'sip.transferFailed',
    });
    expect(lastOf('transferring')).toMatchObject({ callId: citizen.callId, to: null });
    expect(kindsOf(citizen.callId)).not.toContain('ended');
    harness.setOutcome('answers');
    await harness.phone.transfer(toNumber(citizen.callId, '1002'));
    expect(lastOf('ended')).toMatchObject({ callId: citizen.callId, reason: 'transferred' });
  });

  it('joins the citizen with a consultation and leaves both', async () => {
    const citizen = await answered();
    await harness.phone.dial(aDial('ask-1', '1002'));
    await until('somebody to ask', () => kindsOf('ask-1').includes('connected'));
    const target = { kind: 'call', callId: 'ask-1' } as const;
    await harness.phone.transfer({ callId: citizen.callId, target, reason: 'transferred' });
    expect(lastOf('transferring')).toMatchObject({ callId: citizen.callId, to: '1002' });
    for (const callId of [citizen.callId, 'ask-1']) {
      expect(
        harness.events.find((event) => event.kind === 'ended' && event.callId === callId),
      ).toMatchObject({ reason: 'transferred' });
    }
  });

  it('mixes two calls until one of them ends', async () => {
    const citizen = await answered();
    await harness.phone.dial(aDial('ask-1', '1002'));
    await until('somebody to ask', () => kindsOf('ask-1').includes('connected'));
    await harness.phone.join(citizen.callId, 'ask-1');
    const joins = () => harness.events.filter((event) => event.kind === 'joined');
    expect(joins()).toMatchObject([
      { callId: citizen.callId, withCallId: 'ask-1' },
      { callId: 'ask-1', withCallId: citizen.callId },
    ]);
    await harness.phone.hangUp('ask-1');
    expect(joins().at(-1)).toMatchObject({ callId: citizen.callId, withCallId: null });
    expect(kindsOf(citizen.callId)).not.toContain('ended');
    await harness.phone.part(citizen.callId);
    expect(joins()).toHaveLength(4);
  });

  it('hands over and mixes only calls that were answered', async () => {
    const { callId } = await harness.ring('19900000123', null);
    const notNow = { code: 'phone.notAllowedNow' };
    await expect(harness.phone.transfer(toNumber(callId, '1002'))).rejects.toMatchObject(notNow);
    await expect(harness.phone.join(callId, callId)).rejects.toMatchObject(notNow);
  });

  it('refuses what does not fit the state of the call', async () => {
    const { callId } = await harness.ring('19900000123', null);
    await expect(harness.phone.hold(callId)).rejects.toMatchObject({ code: 'phone.notAllowedNow' });
    await expect(harness.phone.setMuted(callId, true)).rejects.toMatchObject({
      code: 'phone.notAllowedNow',
    });
    await expect(harness.phone.sendDtmf(callId, '1')).rejects.toMatchObject({
      code: 'phone.notAllowedNow',
    });
    await harness.phone.answer(callId);
    await has('connected');
    await expect(harness.phone.decline(callId)).rejects.toMatchObject({
      code: 'phone.notAllowedNow',
    });
  });

  it('knows no call that is not there', async () => {
    for (const act of ['answer', 'decline', 'hangUp', 'hold', 'retrieve'] as const) {
      await expect(harness.phone[act]('nobody')).rejects.toMatchObject({
        code: 'phone.noSuchCall',
      });
    }
  });

  it('ends every call and unregisters when it stops', async () => {
    const first = await answered();
    const second = await harness.ring('19900000456', null);
    await harness.phone.stop();
    expect(kindsOf(first.callId).at(-1)).toBe('ended');
    expect(kindsOf(second.callId).at(-1)).toBe('ended');
    expect(lastOf('registration')).toMatchObject({ state: { kind: 'unregistered' } });
    await until('over for both', () => first.isOver() && second.isOver());
  });

  it('tells nothing to a listener that has left', async () => {
    const heard: PhoneEvent[] = [];
    const leave = harness.phone.subscribe((event) => heard.push(event));
    leave();
    await harness.ring('19900000123', null);
    expect(heard).toEqual([]);
  });
});
