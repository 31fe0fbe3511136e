import { aDial } from '../../support/dial-order.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneEvent } from '../../../src/telephony/core/phone.ts';
import { until } from '../../support/until.ts';
import { type PhoneHarness, fakeHarness, sipHarness } from './phone-harness.ts';

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
