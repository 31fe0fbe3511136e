import { describe, expect, it } from 'vitest';
import { commandForAct } from '../../../../../src/shared/domain/calls/call-acts.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

const ringing = aCallView({ state: 'alerting' });
const talking = aCallView({ state: 'connected', answeredAt: 1 });
const held = aCallView({ state: 'held', heldBy: 'agent', answeredAt: 1 });
const dialling = aCallView({ state: 'dialling', direction: 'outbound' });
const over = aCallView({ state: 'ended' });

describe('one key for the calls', () => {
  it('answers what rings, also over a talking call', () => {
    expect(commandForAct([talking, ringing], 'answer')).toEqual({
      kind: 'answer',
      callId: ringing.callId,
    });
    expect(commandForAct([talking, over], 'answer')).toBeNull();
  });

  it('hangs up what is dialled or talked before it declines what rings', () => {
    const target = (...calls: Parameters<typeof commandForAct>[0]) =>
      commandForAct(calls, 'hangUp');
    expect(target(ringing, talking)).toEqual({ kind: 'hangUp', callId: talking.callId });
    expect(target(held, dialling)).toEqual({ kind: 'hangUp', callId: dialling.callId });
    expect(target(ringing)).toEqual({ kind: 'decline', callId: ringing.callId });
    expect(target(over)).toBeNull();
  });

  it('mutes and holds the talking call, and takes both back', () => {
    expect(commandForAct([held, talking], 'mute')).toMatchObject({
      callId: talking.callId,
      muted: true,
    });
    expect(commandForAct([{ ...talking, muted: true }], 'mute')).toMatchObject({ muted: false });
    expect(commandForAct([talking], 'hold')).toMatchObject({ kind: 'hold' });
    expect(commandForAct([held], 'hold')).toMatchObject({ kind: 'retrieve' });
    expect(commandForAct([ringing], 'hold')).toBeNull();
  });

  it('gives up a consultation, which brings the citizen back, and lets a third party go, never the citizen', () => {
    const consult = aCallView({
      state: 'connected',
      answeredAt: 2,
      purpose: 'consult',
      servesCallId: held.callId,
    });
    expect(commandForAct([held, consult], 'hangUp')).toEqual({
      kind: 'cancelConsult',
      callId: held.callId,
      consultCallId: consult.callId,
    });
    const three = [
      { ...talking, joinedWith: consult.callId },
      { ...consult, servesCallId: talking.callId, joinedWith: talking.callId },
    ];
    expect(commandForAct(three, 'hangUp')).toEqual({ kind: 'hangUp', callId: consult.callId });
    const swapped = [
      { ...held, state: 'connected', heldBy: 'nobody' } as const,
      { ...consult, state: 'held', heldBy: 'agent' } as const,
    ];
    expect(commandForAct(swapped, 'hangUp')).toEqual({ kind: 'hangUp', callId: held.callId });
  });
});
