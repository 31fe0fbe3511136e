import { expect, it } from 'vitest';
import {
  agentTime,
  callSince,
  colleagueKind,
  faceOf,
  isLongHold,
} from '../../../../../src/shared/domain/seat/agent-face.ts';
import {
  callToAnswer,
  engagedCallId,
  isConference,
  linesOf,
} from '../../../../../src/shared/domain/seat/current-call.ts';
import { agentStates } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { judgeSeat } from '../../../../../src/shared/domain/seat/seat-verdict.ts';
import { aProvenDesk, provenNow } from '../../../../support/proven-desk.ts';
import { aCall, aTalk, anAgentView, idOf } from '../../../../support/desk/desk-samples.ts';

const seat = judgeSeat(aProvenDesk(), provenNow);
const moments = { startedAt: 100, answeredAt: 200, heldSince: 300 } as const;
const held = aTalk({ ...moments, state: 'held', heldBy: 'agent' });
const consult = aTalk({
  ...moments,
  callId: idOf('call', 2),
  purpose: 'consult',
  servesCallId: held.callId,
});

it('counts a call from its ring, its answer or its hold, by what it is now', () => {
  expect(callSince(aCall({ ...moments, state: 'alerting' }))).toBe(100);
  expect(callSince(aCall({ ...moments, state: 'dialling' }))).toBe(100);
  expect(callSince(aTalk(moments))).toBe(200);
  expect(callSince(held)).toBe(300);
  expect(callSince({ ...held, heldSince: undefined })).toBe(200);
  expect(callSince(aTalk({ ...moments, answeredAt: null }))).toBe(100);
});

it('calls a hold long from one minute on, and nothing else', () => {
  expect(isLongHold(held, 300 + 59_999)).toBe(false);
  expect(isLongHold(held, 300 + 60_000)).toBe(true);
  expect(isLongHold(aTalk(moments), 999_999)).toBe(false);
});

it('shows mute of a call with sound and a long hold of one without, and neither where it is not', () => {
  const face = (call: typeof held, now = 400) =>
    faceOf({ agent: anAgentView(), calls: [call], seat }, now);
  expect(face(aTalk({ ...moments, muted: true }))).toMatchObject({
    kind: 'connected',
    time: { way: 'up', ms: 200 },
    muted: true,
  });
  expect(face(aTalk(moments))).not.toHaveProperty('muted');
  expect(face({ ...held, muted: true })).not.toHaveProperty('muted');
  expect(face(held)).not.toHaveProperty('longHold');
  expect(face(held, 60_300)).toMatchObject({ kind: 'held', longHold: true });
});

it('counts a rest down to its end, and over it from the next millisecond on', () => {
  const agent = anAgentView({ since: 100, endsAt: 500 });
  expect(agentTime(agent, 499)).toEqual({ way: 'down', ms: 1 });
  expect(agentTime(agent, 500)).toEqual({ way: 'down', ms: 0 });
  expect(agentTime(agent, 501)).toEqual({ way: 'over', ms: 1 });
  expect(agentTime(anAgentView({ since: 100, endsAt: null }), 50)).toEqual({ way: 'up', ms: 0 });
});

it('shows a colleague as ready only where the call can be taken at once', () => {
  const colleague = { workNo: '1', displayName: 'A', isLead: false, extension: '8001' };
  const kind = (state: (typeof agentStates)[number] | 'talking', reachable: boolean) =>
    colleagueKind({ ...colleague, state, reachable });
  for (const reachable of [true, false]) {
    expect(kind('talking', reachable)).toBe('connected');
    for (const state of agentStates.filter((one) => one !== 'ready'))
      expect(kind(state, reachable)).toBe(state);
  }
  expect([kind('ready', true), kind('ready', false)]).toEqual(['ready', 'unproven']);
});

it('finds the pair of a consultation, and takes the citizen back before another who waits', () => {
  const waits = aTalk({ callId: idOf('call', 3), state: 'held', heldBy: 'agent' });
  expect(linesOf([waits, held, consult])).toEqual({
    current: consult,
    others: [waits, held],
    consultation: { citizen: held, consult },
    ringing: null,
    waiting: held,
  });
  const free = { ...held, state: 'held', heldBy: 'citizen' } as const;
  expect(linesOf([waits, free, consult]).waiting).toBe(waits);
  expect(linesOf([consult]).consultation).toBeNull();
  expect(linesOf([held, { ...consult, purpose: 'plain' }]).consultation).toBeNull();
  expect(linesOf([held, { ...consult, state: 'ended' }]).consultation).toBeNull();
});

it('speaks with the citizen, also through a consultation, and with nobody while calls only wait', () => {
  expect(engagedCallId([])).toBeNull();
  expect(engagedCallId([held])).toBeNull();
  expect(engagedCallId([aCall()])).toBeNull();
  expect(engagedCallId([aTalk()])).toBe(aTalk().callId);
  expect(engagedCallId([held, consult])).toBe(held.callId);
  expect(engagedCallId([held, { ...consult, state: 'dialling' }])).toBe(held.callId);
});

it('knows a conference, and what answering answers', () => {
  expect(isConference(aTalk())).toBe(false);
  expect(isConference(aTalk({ joinedWith: 'b' }))).toBe(true);
  expect(isConference(aTalk({ purpose: 'conference' }))).toBe(true);
  expect(callToAnswer([aTalk()])).toBeNull();
});
