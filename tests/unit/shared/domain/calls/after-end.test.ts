import { describe, expect, it } from 'vitest';
import {
  commandAfterEnd,
  isHungUpAlready,
  isStrayHangUp,
} from '../../../../../src/shared/domain/calls/after-end.ts';
import type { CallView, EndReason } from '../../../../../src/shared/domain/calls/call.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

const citizen = aCallView({ state: 'held', heldBy: 'agent', answeredAt: 1 });
const consult = aCallView({
  state: 'dialling',
  direction: 'outbound',
  purpose: 'consult',
  servesCallId: citizen.callId,
});
const over = (call: CallView, endReason: EndReason, endedAt = 5000): CallView => ({
  ...call,
  state: 'ended',
  endedAt,
  endReason,
});

describe('after the end of a consultation', () => {
  const after = (reason: EndReason, others: readonly CallView[] = [], held = citizen) =>
    commandAfterEnd([held, over(consult, reason), ...others], consult.callId);

  it.each(['busy', 'noAnswer', 'failed', 'citizenHungUp', 'connectionLost'] as const)(
    'the citizen comes back by herself: %s',
    (reason) => expect(after(reason)).toEqual({ kind: 'retrieve', callId: citizen.callId }),
  );

  it.each(['agentHungUp', 'cancelled', 'transferred', 'merged'] as const)(
    'nothing is done to what the agent has ended or handed over: %s',
    (reason) => expect(after(reason)).toBeNull(),
  );

  it('an agent who talks or dials elsewhere by then is not disturbed, a call that rings is no such thing', () => {
    expect(after('busy', [aCallView({ state: 'connected', answeredAt: 1 })])).toBeNull();
    expect(after('busy', [aCallView({ state: 'dialling' })])).toBeNull();
    expect(after('busy', [aCallView()])).not.toBeNull();
  });

  it('a citizen who is not on hold, or on her way elsewhere, stays as she is', () => {
    expect(after('busy', [], { ...citizen, heldBy: 'nobody', state: 'connected' })).toBeNull();
    expect(after('busy', [], { ...citizen, transferring: true })).toBeNull();
  });
});

describe('what the end of a call asks for', () => {
  it('is nothing for a call that is not known, was no consultation, or served nobody here', () => {
    expect(commandAfterEnd([citizen], 'unknown')).toBeNull();
    const plain = over({ ...consult, purpose: 'plain' }, 'busy');
    expect(commandAfterEnd([citizen, plain], consult.callId)).toBeNull();
    expect(commandAfterEnd([over(consult, 'busy')], consult.callId)).toBeNull();
    const gone = over(citizen, 'citizenHungUp');
    expect(commandAfterEnd([gone, over(consult, 'busy')], consult.callId)).toBeNull();
  });

  it('is no hang-up for a colleague who is gone already, or rung for somebody else', () => {
    const gone = over(citizen, 'citizenHungUp');
    expect(commandAfterEnd([gone, over(consult, 'busy')], citizen.callId)).toBeNull();
    expect(
      commandAfterEnd([gone, { ...consult, servesCallId: 'other' }], citizen.callId),
    ).toBeNull();
  });

  it('does not count a second citizen on hold as a talk elsewhere', () => {
    const second = aCallView({ state: 'held', heldBy: 'agent', answeredAt: 1 });
    expect(commandAfterEnd([citizen, second, over(consult, 'busy')], consult.callId)).toEqual({
      kind: 'retrieve',
      callId: citizen.callId,
    });
  });
});

describe('a citizen who leaves', () => {
  const left = over(citizen, 'citizenHungUp');

  it('is no longer a reason to ring a colleague', () => {
    expect(commandAfterEnd([left, consult], citizen.callId)).toEqual({
      kind: 'hangUp',
      callId: consult.callId,
    });
  });

  it('leaves the agent with a colleague who has answered', () => {
    const talks: CallView = { ...consult, state: 'connected', answeredAt: 2 };
    expect(commandAfterEnd([left, talks], citizen.callId)).toBeNull();
  });
});

describe('a hang-up in the second after somebody else hung up', () => {
  const next = aCallView();
  const decline = { kind: 'decline', callId: next.callId } as const;
  const calls = (reason: EndReason) => [over(citizen, reason, 5000), next];

  it('does not reach the call that took its place', () => {
    expect(isStrayHangUp(calls('citizenHungUp'), decline, 5999)).toBe(true);
    expect(isStrayHangUp(calls('citizenHungUp'), decline, 6000)).toBe(false);
    expect(isStrayHangUp(calls('busy'), decline, 5500)).toBe(true);
    const talk = aCallView({ state: 'connected', answeredAt: 1 });
    const hangUp = { kind: 'hangUp', callId: talk.callId } as const;
    expect(isStrayHangUp([over(citizen, 'missed'), talk], hangUp, 5500)).toBe(true);
  });

  it('counts when the agent ended the call before, and for every other command', () => {
    expect(isStrayHangUp(calls('agentHungUp'), decline, 5100)).toBe(false);
    expect(isStrayHangUp(calls('transferred'), decline, 5100)).toBe(false);
    const answer = { kind: 'answer', callId: next.callId } as const;
    expect(isStrayHangUp(calls('citizenHungUp'), answer, 5100)).toBe(false);
  });

  it('is meant for a call that is dialled, over or unknown: there is nothing to guard', () => {
    const ended = over(citizen, 'citizenHungUp', 5000);
    const hangUp = { kind: 'hangUp', callId: next.callId } as const;
    for (const target of [{ ...next, state: 'dialling' } as const, over(next, 'missed')])
      expect(isStrayHangUp([ended, target], hangUp, 5100)).toBe(false);
    expect(isStrayHangUp([ended], hangUp, 5100)).toBe(false);
    expect(isStrayHangUp([ended, next], hangUp, 4001)).toBe(true);
    expect(isStrayHangUp([ended, next], hangUp, 4000)).toBe(false);
    const other = { kind: 'decline', callId: 'other' } as const;
    expect(isHungUpAlready([ended], { ...other, callId: ended.callId })).toBe(false);
    expect(isHungUpAlready([ended, next], hangUp)).toBe(false);
  });

  it('has got what it wanted when its own call is over', () => {
    const ended = over(citizen, 'citizenHungUp');
    expect(isHungUpAlready([ended], { kind: 'hangUp', callId: ended.callId })).toBe(true);
    expect(isHungUpAlready([citizen], { kind: 'hangUp', callId: citizen.callId })).toBe(false);
    expect(isHungUpAlready([], { kind: 'hangUp', callId: 'none' })).toBe(false);
  });
});
