import { describe, expect, it } from 'vitest';
import {
  type CallOutcome,
  isEndedByOthers,
  isStillTold,
  nextSteps,
  outcomesBetween,
  remember,
} from '../../../../../src/shared/domain/calls/call-outcome.ts';
import type { CallView, EndReason } from '../../../../../src/shared/domain/calls/call.ts';
import type { ErrorCode } from '../../../../../src/shared/error-codes.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

const dialled = aCallView({ state: 'dialling', direction: 'outbound', startedAt: 3 });
const talk = (changes: Partial<CallView> = {}) =>
  aCallView({ state: 'connected', startedAt: 3, answeredAt: 5, ...changes });
const over = (call: CallView, endReason: EndReason | null, endCode?: ErrorCode): CallView => ({
  ...call,
  state: 'ended',
  endedAt: 9,
  endReason,
  endCode,
  joinedWith: null,
});
const only = (before: readonly CallView[], after: readonly CallView[]): CallOutcome => {
  const [first, ...more] = outcomesBetween(before, after);
  if (!first || more.length > 0) throw new Error(`${more.length + (first ? 1 : 0)} outcomes`);
  return first;
};

describe('an outcome', () => {
  it('of a call that was refused says the whole of it', () => {
    const call = { ...dialled, ticketNo: 'SW20260612-1003-002' };
    expect(only([call], [over(call, 'busy', 'sip.busy')])).toEqual({
      callId: call.callId,
      kind: 'busy',
      at: 9,
      direction: 'outbound',
      number: call.number,
      ticketNo: 'SW20260612-1003-002',
      to: null,
      code: 'sip.busy',
      citizenId: null,
      stillThere: null,
      quiet: false,
    });
  });

  it('without a time of its end is of the time when the call began', () => {
    expect(only([dialled], [{ ...over(dialled, 'busy'), endedAt: null }]).at).toBe(3);
  });

  it.each([
    [talk(), 'connectionLost', undefined, 'cut'],
    [talk(), 'deskDied', undefined, 'cut'],
    [talk(), null, undefined, 'cut'],
    [dialled, null, undefined, 'failed'],
    [dialled, null, 'sip.numberNotFound', 'wrongNumber'],
    [dialled, 'failed', undefined, 'failed'],
    [dialled, 'agentHungUp', undefined, 'iCancelled'],
    [dialled, 'busy', undefined, 'busy'],
    [talk(), 'merged', undefined, 'inRoom'],
    [talk(), 'transferred', undefined, 'transferred'],
  ] as const)('is told by its reason: %#, %s', (call, reason, code, kind) => {
    expect(only([call], [over(call, reason, code)])).toMatchObject({ kind, code: code ?? null });
  });

  it('serves a citizen only where it was a consultation', () => {
    const served = (purpose: CallView['purpose']) => {
      const call = { ...dialled, purpose, servesCallId: 'citizen' };
      return only([call], [over(call, 'busy')]).citizenId;
    };
    expect([served('consult'), served('plain'), served('conference')]).toEqual([
      'citizen',
      null,
      null,
    ]);
  });

  it('is quiet only for what went along with a call that was handed over', () => {
    const quiet = (purpose: CallView['purpose'], reason: EndReason) => {
      const call = talk({ purpose });
      return only([call], [over(call, reason)]).quiet;
    };
    expect(quiet('consult', 'toSurvey')).toBe(true);
    expect(quiet('consult', 'merged')).toBe(true);
    expect(quiet('conference', 'transferred')).toBe(true);
    expect(quiet('consult', 'citizenHungUp')).toBe(false);
    expect(quiet('plain', 'transferred')).toBe(false);
  });
});

describe('who is still there when the citizen leaves', () => {
  const citizen = talk();
  const consult = talk({ purpose: 'consult', servesCallId: citizen.callId });
  const stillThere = (other: CallView, reason: EndReason = 'citizenHungUp') =>
    outcomesBetween([citizen], [over(citizen, reason), other])[0]?.stillThere;

  it('is the colleague with whom the agent talks about this citizen', () => {
    expect(stillThere(consult)).toEqual(consult.number);
  });

  it('is nobody who serves another call, is no consultation, has not answered, or has left', () => {
    expect(stillThere({ ...consult, servesCallId: 'other' })).toBeNull();
    expect(stillThere({ ...consult, purpose: 'conference' })).toBeNull();
    expect(stillThere({ ...consult, state: 'dialling', answeredAt: null })).toBeNull();
    expect(stillThere(over(consult, 'citizenHungUp'))).toBeNull();
  });

  it('is nobody when the citizen did not leave but was handed over', () => {
    expect(stillThere(consult, 'transferred')).toBeNull();
    expect(stillThere(consult, 'toSurvey')).toBeNull();
    expect(stillThere(consult, 'merged')).toBeNull();
  });
});

describe('the end of a leg of a conference', () => {
  const room = talk({ purpose: 'conference' });

  it('is one of the conference only once the room had answered', () => {
    expect(only([room], [over(room, 'citizenHungUp')]).kind).toBe('conferenceOver');
    const unanswered = { ...dialled, purpose: 'conference' } as const;
    expect(only([unanswered], [over(unanswered, 'busy')]).kind).toBe('busy');
    expect(only([unanswered], [over(unanswered, 'agentHungUp')]).kind).toBe('iCancelled');
  });

  it('leaves it only while the one with whom it was joined goes on', () => {
    const one = talk();
    const other = talk({ joinedWith: one.callId });
    const joined = { ...one, joinedWith: other.callId };
    const both = outcomesBetween(
      [joined, other],
      [over(joined, 'agentHungUp'), over(other, 'agentHungUp')],
    );
    expect(both.map(({ kind }) => kind)).toEqual(['iHungUp', 'iHungUp']);
    const left = outcomesBetween([joined, other], [over(joined, 'citizenHungUp'), other]);
    expect(left.map(({ kind }) => kind)).toEqual(['leftConference']);
    const apart = outcomesBetween([one, other], [over(one, 'citizenHungUp'), other]);
    expect(apart.map(({ kind }) => kind)).toEqual(['farHungUp']);
  });
});

describe('a consultation that was stopped', () => {
  const gone = over(talk(), 'citizenHungUp');
  const rung = { ...dialled, purpose: 'consult', servesCallId: gone.callId } as const;
  const told = (call: CallView, reason: EndReason, citizen: CallView = gone) =>
    outcomesBetween([citizen, call], [citizen, over(call, reason)]).map(({ kind }) => kind);

  it('is one that nobody had answered and the desk gave up, as its citizen was gone', () => {
    expect(told(rung, 'cancelled')).toEqual(['consultStopped']);
    expect(told(rung, 'agentHungUp')).toEqual(['consultStopped']);
  });

  it('is none that ended otherwise, had been answered, served somebody else or was none', () => {
    expect(told(rung, 'busy')).toEqual(['busy']);
    expect(told({ ...rung, state: 'connected', answeredAt: 5 }, 'agentHungUp')).toEqual([
      'iHungUp',
    ]);
    expect(told({ ...rung, servesCallId: 'other' }, 'cancelled')).toEqual(['iCancelled']);
    expect(told({ ...rung, purpose: 'plain' }, 'cancelled')).toEqual(['iCancelled']);
    expect(told(rung, 'cancelled', { ...gone, state: 'held', endReason: null })).toEqual([
      'iCancelled',
    ]);
  });
});

describe('a turn within a call that goes on', () => {
  it('says when a transfer came back, and where it should have gone', () => {
    const under = talk({ transferring: true, transferredTo: '96510' });
    const back = { ...under, transferring: false, transferredTo: null };
    expect(only([under], [back])).toMatchObject({
      at: 5,
      to: '96510',
      code: 'sip.transferFailed',
    });
    expect(only([under], [{ ...back, answeredAt: null }]).at).toBe(3);
    expect(outcomesBetween([], [back])).toEqual([]);
    expect(outcomesBetween([under], [under])).toEqual([]);
  });

  it('tells a conference once, of the leg that joined a citizen', () => {
    const citizen = talk();
    const consult = talk({ purpose: 'consult', servesCallId: citizen.callId });
    const joined = { ...consult, joinedWith: citizen.callId };
    expect(only([consult], [joined])).toMatchObject({
      kind: 'conferenceJoined',
      at: 5,
      citizenId: citizen.callId,
    });
    expect(outcomesBetween([joined], [joined])).toEqual([]);
    expect(outcomesBetween([joined], [consult])).toEqual([]);
    expect(outcomesBetween([citizen], [{ ...citizen, joinedWith: consult.callId }])).toEqual([]);
    expect(only([], [joined]).kind).toBe('conferenceJoined');
  });

  it('tells of a room of the PBX when it is first seen answered', () => {
    const room = talk({ purpose: 'conference' });
    expect(only([], [room]).kind).toBe('conferenceJoined');
    expect(outcomesBetween([room], [room])).toEqual([]);
    expect(outcomesBetween([], [{ ...room, answeredAt: null, state: 'dialling' }])).toEqual([]);
    expect(outcomesBetween([], [talk()])).toEqual([]);
  });

  it('tells each hang-up that was kept from a call once, at its time', () => {
    const call = talk();
    const kept = { ...call, strayHangUpAt: 77 };
    expect(only([call], [kept])).toMatchObject({ kind: 'strayHangUp', at: 77 });
    expect(only([], [kept]).kind).toBe('strayHangUp');
    expect(outcomesBetween([kept], [kept])).toEqual([]);
    expect(only([kept], [{ ...kept, strayHangUpAt: 78 }]).at).toBe(78);
    expect(outcomesBetween([kept], [call])).toEqual([]);
  });
});

describe('what is remembered of calls that are gone', () => {
  it('is their ends, not calls that were running, and no call twice', () => {
    const running = talk();
    const ended = over(talk(), 'citizenHungUp');
    expect(remember([running, ended], [])).toEqual([ended]);
    expect(remember([running, ended], [ended, running])).toEqual([ended, running]);
  });

  it('is the last 32', () => {
    const ends = Array.from({ length: 40 }, () => over(talk(), 'citizenHungUp'));
    const now = talk();
    expect(remember(ends, [now])).toEqual([...ends.slice(8), now]);
  });
});

it.each([
  ['citizenHungUp', true],
  ['missed', true],
  ['connectionLost', true],
  ['busy', true],
  ['agentHungUp', false],
  ['cancelled', false],
  ['declined', false],
  ['transferred', false],
  ['toSurvey', false],
  ['merged', false],
  [null, false],
] as const)('others have ended a call that ended by %s: %s', (reason, isByOthers) => {
  expect(isEndedByOthers(over(talk(), reason))).toBe(isByOthers);
  expect(isEndedByOthers({ ...over(talk(), reason), state: 'connected' })).toBe(false);
});

describe('an outcome is told', () => {
  const outcome = { ...only([dialled], [over(dialled, 'busy')]), at: 1000 };
  const later = talk({ startedAt: 1001 });

  it('for twenty seconds, whatever begins meanwhile', () => {
    expect(isStillTold(outcome, [later], 20_999)).toBe(true);
    expect(isStillTold(outcome, [later], 21_000)).toBe(false);
  });

  it('for ever while nothing has begun after it', () => {
    expect(isStillTold(outcome, [], 1e9)).toBe(true);
    expect(isStillTold(outcome, [talk({ startedAt: 1000 })], 1e9)).toBe(true);
    expect(isStillTold(outcome, [over(later, 'citizenHungUp')], 1e9)).toBe(true);
    expect(isStillTold(outcome, [talk({ startedAt: 1000 }), later], 1e9)).toBe(false);
  });
});

describe('what may be done next', () => {
  const citizen = talk({ state: 'held', heldBy: 'agent' });
  const tried = { ...dialled, purpose: 'consult', servesCallId: citizen.callId } as const;
  const busy = only([tried], [over(tried, 'busy')]);
  const alone = only([dialled], [over(dialled, 'busy')]);
  const none = {
    heldId: null,
    isBack: false,
    mayRedial: false,
    mayChange: false,
    consultFor: null,
  };

  it('with a citizen on hold: take her back, ask the same number again or another', () => {
    const waiting = {
      heldId: citizen.callId,
      isBack: false,
      mayRedial: true,
      mayChange: true,
      consultFor: citizen.callId,
    };
    expect(nextSteps(busy, [talk(), citizen])).toEqual(waiting);
    expect(nextSteps(busy, [{ ...citizen, heldBy: 'both' }])).toEqual(waiting);
  });

  it('with a citizen who is back on the line', () => {
    const back = { heldId: null, isBack: true, mayRedial: true, mayChange: true };
    expect(nextSteps(busy, [{ ...citizen, heldBy: 'nobody', state: 'connected' }])).toEqual({
      ...back,
      consultFor: citizen.callId,
    });
    expect(nextSteps(busy, [{ ...citizen, heldBy: 'citizen' }])).toMatchObject(back);
  });

  it('with a citizen who has left: nothing', () => {
    expect(nextSteps(busy, [])).toEqual(none);
    expect(nextSteps(busy, [over(citizen, 'citizenHungUp')])).toEqual(none);
    expect(nextSteps(busy, [talk()])).toEqual(none);
  });

  it('after a call of the agent’s own: the same number again or another', () => {
    const again = { ...none, mayRedial: true, mayChange: true };
    for (const kind of ['busy', 'refused', 'noAnswer', 'failed'] as const)
      expect(nextSteps({ ...alone, kind }, [talk()])).toEqual(again);
    expect(nextSteps({ ...alone, kind: 'wrongNumber' }, [])).toEqual({ ...none, mayChange: true });
    expect(nextSteps({ ...alone, kind: 'cut' }, [])).toEqual({ ...none, mayRedial: true });
    expect(nextSteps({ ...alone, kind: 'farHungUp' }, [])).toEqual(none);
  });

  it('after a call that came in: to call back only whom the line has cut off', () => {
    const came = { ...alone, direction: 'inbound' } as const;
    expect(nextSteps({ ...came, kind: 'cut' }, [])).toEqual({ ...none, mayRedial: true });
    expect(nextSteps({ ...came, kind: 'failed' }, [])).toEqual(none);
  });

  it('after a transfer that came back: the citizen is the call itself, and another number may be tried', () => {
    const refused = { ...alone, kind: 'transferRefused', callId: citizen.callId } as const;
    expect(nextSteps(refused, [citizen])).toEqual({
      ...none,
      heldId: citizen.callId,
      mayChange: true,
    });
    expect(nextSteps(refused, [])).toEqual({ ...none, mayChange: true });
  });
});
