import { describe, expect, test } from 'vitest';
import { dueAt } from '../../../../../src/shared/domain/agents/agent-machine.ts';
import { isOnPost } from '../../../../../src/shared/domain/agents/agent-rules.ts';
import { agentStates } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { aPlan, anAgent, anAgentCall } from '../../../../support/agent-values.ts';

const signedIn = () => {
  const agent = anAgent('agent');
  agent.send({ kind: 'signIn' });
  return agent;
};

describe('one step further', () => {
  const chosen = ['notReady', 'break', 'meal', 'training', 'callback'] as const;
  test.each(chosen)('no call, or one that was nobody’s, leaves %s as it was chosen', (state) => {
    const agent = signedIn();
    agent.send({ kind: 'change', plan: aPlan(state, 'x', 60_000) });
    const before = agent.duty();
    for (const list of [
      [],
      [anAgentCall()],
      [anAgentCall({ state: 'ended', endReason: 'missed' })],
    ])
      expect(agent.calls(...list)).toMatchObject({ effects: [], refused: null });
    expect(agent.duty()).toEqual({ ...before, calls: agent.duty().calls, seenAt: agent.now() });
    expect(agent.duty().missedRings).toBe(0);
  });

  test.each(['break', 'meal', 'training'] as const)(
    '%s is not extended, with or without a reason',
    (state) => {
      const agent = signedIn();
      agent.send({ kind: 'change', plan: aPlan(state, 'x', 60_000) });
      const before = agent.duty();
      for (const reason of ['', 'longTicket'])
        expect(agent.send({ kind: 'extend', reason }).refused).toBe('agent.notAllowedNow');
      expect(agent.duty()).toEqual(before);
    },
  );

  test.each(chosen)('a ring that was let pass in %s counts against nobody', (state) => {
    const agent = signedIn();
    agent.send({ kind: 'change', plan: aPlan(state, 'x', 3_600_000) });
    const { endsAt } = agent.duty();
    for (const callId of ['a', 'b', 'c']) agent.ring(callId, 10_000);
    expect(agent.duty()).toMatchObject({ state, missedRings: 0, endsAt });
  });

  test('a countdown is not touched by calls that only ring, and a rest keeps its end through a talk', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    const { endsAt } = agent.duty();
    agent.pass(20_000);
    agent.ring('b', 10_000);
    expect(agent.duty().endsAt).toBe(endsAt);
    agent.pass(30_000);
    expect(agent.duty().state).toBe('ready');
    agent.send({ kind: 'change', plan: aPlan('meal', 'lunch') });
    const meal = agent.duty().endsAt;
    agent.talk('c');
    expect(agent.duty().endsAt).toBe(meal);
    agent.hangUp('c');
    expect(agent.duty()).toMatchObject({ state: 'meal', endsAt: meal });
    expect(dueAt(agent.duty())).toBe(meal);
  });

  test('there is nothing to extend while the countdown stands still', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    agent.talk('b');
    expect(agent.send({ kind: 'extend', reason: 'longTicket' }).refused).toBe(
      'agent.notAllowedNow',
    );
  });

  test('a talk is a talk however often it is told, and one of several that goes is over', () => {
    const agent = signedIn();
    agent.ring('m', 10_000);
    agent.talk('a');
    expect(agent.duty().missedRings).toBe(0);
    const other = anAgentCall({ callId: 'b', state: 'connected', answeredAt: 1 });
    const first = anAgentCall({ callId: 'a', state: 'held', answeredAt: 1 });
    agent.calls(first, other);
    agent.calls(other);
    expect(agent.duty()).toMatchObject({ state: 'ready', talking: true, owesWork: true });
    agent.calls();
    expect(agent.duty()).toMatchObject({ state: 'afterCallWork', talking: false, owesWork: false });
  });

  test('a call that still rings when another talk ends may be missed all the same', () => {
    const agent = signedIn();
    const talk = anAgentCall({ callId: 'a', state: 'connected', answeredAt: 1 });
    agent.calls(talk, anAgentCall({ callId: 'b' }));
    agent.calls({ ...talk, state: 'ended' }, anAgentCall({ callId: 'b' }));
    agent.send({ kind: 'finish' });
    agent.pass(20_000);
    agent.calls(anAgentCall({ callId: 'b', state: 'ended', endReason: 'missed' }));
    expect(agent.duty()).toMatchObject({ state: 'ready', missedRings: 0 });
  });

  test('an extension counts from the end that was set, and is told', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    const end = agent.duty().endsAt ?? 0;
    agent.pass(10_000);
    expect(agent.send({ kind: 'extend', reason: 'longTicket' })).toEqual({
      duty: { ...agent.duty(), endsAt: end + 60_000, reason: 'longTicket' },
      effects: [{ kind: 'extended', reason: 'longTicket', at: agent.now() }],
      refused: null,
    });
  });

  test('after-call work stands still through every conversation, not the citizens’ alone', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    agent.pass(30_000);
    const consult = anAgentCall({
      callId: 'c',
      purpose: 'consult',
      state: 'connected',
      answeredAt: 1,
    });
    agent.calls(consult);
    expect(agent.duty().endsAt).toBeNull();
    agent.pass(600_000);
    expect(agent.duty().state).toBe('afterCallWork');
    expect(agent.send({ kind: 'finish' }).refused).toBe('agent.notAllowedNow');
    agent.calls({ ...consult, state: 'ended' });
    expect(agent.duty()).toMatchObject({ state: 'afterCallWork', endsAt: agent.now() + 60_000 });
  });

  test('a choice made in a consultation comes when that is over', () => {
    const agent = signedIn();
    agent.talk('c', { purpose: 'consult' });
    agent.send({ kind: 'change', plan: aPlan('meal', 'lunch') });
    expect(agent.duty().state).toBe('ready');
    expect(agent.hangUp('c', { purpose: 'consult' }).effects).toMatchObject([
      { from: 'ready', to: 'meal', cause: 'call' },
    ]);
  });

  test('signing out waits for the conversation, unless the person leaves the desk', () => {
    const agent = signedIn();
    expect(agent.send({ kind: 'signOut', atOnce: false }).effects).toMatchObject([
      { from: 'ready', to: 'signedOut', cause: 'agent' },
    ]);
    expect(agent.send({ kind: 'signOut', atOnce: true }).effects).toEqual([]);
    agent.send({ kind: 'signIn' });
    agent.talk('a');
    expect(agent.send({ kind: 'signOut', atOnce: false }).effects).toEqual([]);
    expect(agent.duty()).toMatchObject({ state: 'ready', next: { state: 'signedOut' } });
    expect(agent.send({ kind: 'signOut', atOnce: true }).effects).toMatchObject([
      { to: 'signedOut' },
    ]);
    agent.hangUp('a');
    expect(agent.duty()).toMatchObject({ state: 'signedOut', owesWork: false });
  });

  test('nobody is put into after-call work by the lead, and choosing the same again is nothing', () => {
    const agent = signedIn();
    expect(agent.send({ kind: 'forced', plan: aPlan('afterCallWork') }).refused).toBe(
      'agent.notAllowedNow',
    );
    expect(agent.send({ kind: 'change', plan: aPlan('ready') })).toMatchObject({
      effects: [],
      refused: null,
    });
    agent.send({ kind: 'change', plan: aPlan('break', 'rest') });
    agent.pass(1000);
    expect(agent.send({ kind: 'change', plan: aPlan('break', 'rest') }).effects).toEqual([]);
    expect(agent.send({ kind: 'change', plan: aPlan('break', 'personal') }).effects).toMatchObject([
      { from: 'break', to: 'break', reason: 'personal' },
    ]);
  });

  test('somebody who was made not ready by missed rings is ready again after a call that was taken', () => {
    const agent = signedIn();
    agent.ring('a', 10_000);
    agent.ring('b', 10_000);
    agent.talk('c', { direction: 'outbound' });
    agent.hangUp('c', { direction: 'outbound' });
    expect(agent.duty()).toMatchObject({ state: 'afterCallWork', missedRings: 0 });
    agent.pass(60_000);
    expect(agent.duty().state).toBe('ready');
  });

  test('a second call in after-call work leads home all the same', () => {
    const agent = signedIn();
    agent.send({ kind: 'change', plan: aPlan('callback') });
    for (const callId of ['a', 'b']) {
      agent.talk(callId);
      agent.hangUp(callId);
      expect(agent.duty().state).toBe('afterCallWork');
    }
    agent.pass(60_000);
    expect(agent.duty().state).toBe('callback');
  });

  test('a ring of exactly the short time counts, and so does every one of several at once', () => {
    const short = signedIn();
    short.ring('a', 5000);
    expect(short.duty().missedRings).toBe(1);
    const brief = signedIn();
    brief.ring('a', 4999);
    expect(brief.duty().missedRings).toBe(0);
    const two = signedIn();
    two.calls(anAgentCall({ callId: 'a' }), anAgentCall({ callId: 'b' }));
    two.pass(10_000);
    const over = (callId: string) => anAgentCall({ callId, state: 'ended', endReason: 'missed' });
    two.calls(over('a'), over('b'));
    expect(two.duty()).toMatchObject({ state: 'notReady', reason: 'missedRings', missedRings: 2 });
  });

  test('a ring that was silenced early counts when the citizen gives up, also if the end forgets that', () => {
    const agent = signedIn();
    agent.calls(anAgentCall({ silenced: true }));
    agent.calls(anAgentCall({ state: 'ended', endReason: 'missed' }));
    expect(agent.duty().missedRings).toBe(1);
  });

  test('what an agent does not take by dialling counts against nobody', () => {
    const agent = signedIn();
    const out = { direction: 'outbound' } as const;
    agent.calls(anAgentCall({ ...out, state: 'dialling' }));
    agent.pass(20_000);
    agent.calls(anAgentCall({ ...out, state: 'ended', endReason: 'declined' }));
    expect(agent.duty().missedRings).toBe(0);
  });
});

test('an agent who will be ready again is at the post, one who will be gone is not', () => {
  for (const state of ['ready', 'afterCallWork'] as const) {
    expect(isOnPost(state, 'ready')).toBe(true);
    for (const next of agentStates.filter((one) => one !== 'ready'))
      expect([next, isOnPost(state, next)]).toEqual([next, false]);
  }
  for (const state of agentStates.filter((one) => one !== 'ready' && one !== 'afterCallWork'))
    expect([state, isOnPost(state, 'ready')]).toEqual([state, false]);
});
