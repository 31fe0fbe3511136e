import type { SeatReason } from '../../../../../src/shared/domain/seat/seat-checks.ts';
import { describe, expect, test } from 'vitest';
import { dueAt, stepAgent } from '../../../../../src/shared/domain/agents/agent-machine.ts';
import {
  agentReasons,
  chosenStates,
  defaultAgentRules,
  isOnPost,
  mayDialOut,
  queueStateFor,
} from '../../../../../src/shared/domain/agents/agent-rules.ts';
import { agentStates } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { aPlan, anAgent, anAgentCall } from '../../../../support/agent-values.ts';

const signedIn = (role: 'agent' | 'lead' = 'agent') => {
  const agent = anAgent(role);
  agent.send({ kind: 'signIn' });
  return agent;
};

describe('choosing a state', () => {
  test('signing in makes ready; a second signing in changes nothing', () => {
    const agent = signedIn();
    expect(agent.duty().state).toBe('ready');
    expect(agent.send({ kind: 'signIn' }).effects).toEqual([]);
  });

  test.each(['notReady', 'break', 'meal', 'training'] as const)(
    '%s is refused without a reason and taken with one',
    (state) => {
      const agent = signedIn();
      expect(agent.send({ kind: 'change', plan: aPlan(state) }).refused).toBe(
        'agent.reasonMissing',
      );
      expect(agent.duty().state).toBe('ready');
      agent.send({ kind: 'change', plan: aPlan(state, 'because') });
      expect(agent.duty()).toMatchObject({ state, reason: 'because' });
    },
  );

  test('every pair of states: what a person may choose is entered, everything else is refused', () => {
    for (const role of ['agent', 'lead'] as const)
      for (const from of chosenStates)
        for (const to of agentStates) {
          const agent = signedIn(role);
          agent.send({ kind: 'forced', plan: aPlan(from, 'set') });
          const plan = aPlan(to, agentReasons[to][0] ?? '');
          const step = agent.send({ kind: 'change', plan });
          const may =
            to !== 'signedOut' && to !== 'afterCallWork' && (to !== 'supervise' || role === 'lead');
          expect([from, to, step.refused]).toEqual([from, to, may ? null : 'agent.notAllowedNow']);
          expect(agent.duty().state).toBe(may ? to : from);
        }
  });

  test('a break lasts 15 minutes, a meal 30, a training as planned; its end is told once and changes nothing', () => {
    for (const [state, length] of [
      ['break', 15 * 60_000],
      ['meal', 30 * 60_000],
      ['training', 7 * 60_000],
    ] as const) {
      const agent = signedIn();
      agent.send({ kind: 'change', plan: aPlan(state, 'x', 7 * 60_000) });
      expect(agent.duty().endsAt).toBe(agent.now() + length);
      expect(agent.pass(length - 1).effects).toEqual([]);
      expect(agent.pass(1).effects).toEqual([{ kind: 'restOver', state }]);
      expect(agent.pass(60_000).effects).toEqual([]);
      expect(agent.duty()).toMatchObject({ state, endsAt: agent.now() - 60_000 });
    }
  });

  test('a lead sets the state of somebody signed in, and of nobody else', () => {
    const agent = signedIn();
    expect(agent.send({ kind: 'forced', plan: aPlan('notReady', 'lead') }).effects).toMatchObject([
      { from: 'ready', to: 'notReady', cause: 'lead' },
    ]);
    agent.send({ kind: 'signOut', atOnce: true });
    expect(agent.send({ kind: 'forced', plan: aPlan('ready') }).refused).toBe(
      'agent.notAllowedNow',
    );
  });
});

describe('after-call work', () => {
  test('follows an answered call, counts down 60 seconds and leads to ready', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.pass(120_000);
    agent.hangUp('a');
    expect(agent.duty()).toMatchObject({ state: 'afterCallWork', endsAt: agent.now() + 60_000 });
    expect(agent.pass(59_999).effects).toEqual([]);
    expect(agent.pass(1).effects).toMatchObject([{ to: 'ready', cause: 'countdown' }]);
  });

  test('does not follow a consultation, a conference leg, or a call that nobody answered', () => {
    for (const changes of [{ purpose: 'consult' }, { purpose: 'conference' }] as const) {
      const agent = signedIn();
      agent.talk('a', changes);
      agent.hangUp('a', changes);
      expect(agent.duty().state).toBe('ready');
    }
    const agent = signedIn();
    agent.calls(anAgentCall({ direction: 'outbound', state: 'dialling' }));
    agent.calls(anAgentCall({ direction: 'outbound', state: 'ended', endReason: 'busy' }));
    expect(agent.duty().state).toBe('ready');
  });

  test('waits until the last leg is over: the citizen went into the room, the agent still talks there', () => {
    const agent = signedIn();
    agent.talk('a');
    const room = anAgentCall({
      callId: 'room',
      purpose: 'conference',
      state: 'connected',
      answeredAt: 1,
    });
    const merged = anAgentCall({ callId: 'a', state: 'ended', answeredAt: 1, endReason: 'merged' });
    agent.calls(merged, room);
    expect(agent.duty().state).toBe('ready');
    agent.calls(merged, { ...room, state: 'ended' });
    expect(agent.duty().state).toBe('afterCallWork');
    agent.pass(60_000);
    agent.calls(merged);
    expect(agent.duty().state).toBe('ready');
  });

  test('follows a call that was over before the phone told of it, and one that vanished', () => {
    const quick = signedIn();
    quick.hangUp('a');
    expect(quick.duty().state).toBe('afterCallWork');
    const vanished = signedIn();
    vanished.talk('a');
    vanished.calls();
    expect(vanished.duty().state).toBe('afterCallWork');
  });

  test('leads to the state chosen during the call', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.send({ kind: 'change', plan: aPlan('meal', 'lunch') });
    expect(agent.duty()).toMatchObject({ state: 'ready', next: { state: 'meal' } });
    agent.hangUp('a');
    expect(agent.duty()).toMatchObject({ state: 'afterCallWork', next: { state: 'meal' } });
    agent.pass(60_000);
    expect(agent.duty()).toMatchObject({ state: 'meal', reason: 'lunch', next: null });
  });

  test('choosing ready during the call takes the choice back', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.send({ kind: 'change', plan: aPlan('meal', 'lunch') });
    agent.send({ kind: 'change', plan: aPlan('ready') });
    agent.hangUp('a');
    agent.pass(60_000);
    expect(agent.duty().state).toBe('ready');
  });

  test('is extended with a reason only, ends early on request, and leads a call-back block back to it', () => {
    const agent = signedIn();
    agent.send({ kind: 'change', plan: aPlan('callback') });
    agent.talk('a', { direction: 'outbound' });
    agent.hangUp('a', { direction: 'outbound' });
    expect(agent.send({ kind: 'extend', reason: '' }).refused).toBe('agent.reasonMissing');
    agent.send({ kind: 'extend', reason: 'longTicket' });
    expect(agent.duty().endsAt).toBe(agent.now() + 120_000);
    agent.send({ kind: 'finish' });
    expect(agent.duty().state).toBe('callback');
    expect(agent.send({ kind: 'extend', reason: 'x' }).refused).toBe('agent.notAllowedNow');
    expect(agent.send({ kind: 'finish' }).refused).toBe('agent.notAllowedNow');
  });

  test('stands still while the agent talks again and begins anew afterwards', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    agent.pass(30_000);
    agent.talk('b');
    expect(dueAt(agent.duty())).toBeNull();
    agent.pass(600_000);
    expect(agent.duty().state).toBe('afterCallWork');
    agent.hangUp('b');
    expect(agent.duty().endsAt).toBe(agent.now() + 60_000);
  });

  test('a rest goes on through a call, and what was chosen in that call follows it', () => {
    const agent = signedIn();
    agent.send({ kind: 'change', plan: aPlan('break', 'rest') });
    agent.talk('a');
    agent.hangUp('a');
    expect(agent.duty().state).toBe('break');
    agent.talk('b');
    agent.send({ kind: 'change', plan: aPlan('ready') });
    agent.hangUp('b');
    expect(agent.duty().state).toBe('ready');
  });
});

describe('missed rings', () => {
  test('two in a row make not ready with the reason; the way back is the agent’s', () => {
    const agent = signedIn();
    agent.ring('a', 10_000);
    expect(agent.duty()).toMatchObject({ state: 'ready', missedRings: 1 });
    const step = agent.ring('b', 10_000);
    expect(agent.duty()).toMatchObject({
      state: 'notReady',
      reason: 'missedRings',
      missedRings: 2,
    });
    expect(step.effects).toMatchObject([{ cause: 'missedRings' }]);
    agent.send({ kind: 'change', plan: aPlan('ready') });
    expect(agent.duty().missedRings).toBe(0);
  });

  test('a declined or silenced ring counts; one answered elsewhere or given up at once does not', () => {
    const cases = [
      [10_000, { endReason: 'missed' }, 1],
      [300, { endReason: 'missed' }, 0],
      [300, { endReason: 'declined' }, 1],
      [300, { endReason: 'missed', silenced: true }, 1],
      [10_000, { endReason: 'cancelled' }, 0],
      [10_000, { endReason: 'connectionLost' }, 0],
    ] as const;
    for (const [ms, end, missed] of cases) {
      const agent = signedIn();
      agent.ring('a', ms, end);
      expect([ms, end, agent.duty().missedRings]).toEqual([ms, end, missed]);
    }
  });

  test('an answered call in between begins the count anew; a snapshot told twice counts once', () => {
    const agent = signedIn();
    agent.ring('a', 10_000);
    agent.calls(anAgentCall({ callId: 'a', state: 'ended', endReason: 'missed' }));
    expect(agent.duty().missedRings).toBe(1);
    agent.talk('b');
    agent.hangUp('b');
    agent.send({ kind: 'finish' });
    agent.ring('c', 10_000);
    expect(agent.duty()).toMatchObject({ state: 'ready', missedRings: 1 });
  });

  test('a second call that rings into a conversation was nobody’s to take', () => {
    const agent = signedIn();
    const talk = anAgentCall({ callId: 'a', state: 'connected', answeredAt: 1 });
    agent.calls(talk, anAgentCall({ callId: 'b' }));
    agent.pass(20_000);
    agent.calls(talk, anAgentCall({ callId: 'b', state: 'ended', endReason: 'missed' }));
    expect(agent.duty().missedRings).toBe(0);
  });
});

describe('time', () => {
  test('a clock set back neither ends nor stretches a countdown', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    agent.pass(10_000);
    agent.pass(-3_600_000);
    expect((agent.duty().endsAt ?? 0) - agent.now()).toBe(50_000);
    expect(agent.now() - agent.duty().since).toBe(10_000);
  });

  test('a clock set ahead, or a night asleep, ends it once', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    expect(agent.pass(9 * 3_600_000).effects).toHaveLength(1);
    expect(agent.duty().state).toBe('ready');
  });

  test('an agent kept over a restart goes on where it stood', () => {
    const agent = signedIn();
    agent.talk('a');
    agent.hangUp('a');
    const kept: unknown = JSON.parse(JSON.stringify(agent.duty()));
    expect(kept).toEqual(agent.duty());
    const context = { at: agent.now() + 61_000, rules: defaultAgentRules, role: 'agent' } as const;
    expect(stepAgent(agent.duty(), { kind: 'tick' }, context).duty.state).toBe('ready');
  });
});

test('rules read off the table: who is at the post, who may dial, what the queue is told', () => {
  expect(agentStates.filter((state) => isOnPost(state, null))).toEqual(['ready', 'afterCallWork']);
  expect(isOnPost('ready', 'meal')).toBe(false);
  expect(agentStates.filter((state) => !mayDialOut(state))).toEqual([
    'signedOut',
    'break',
    'meal',
    'training',
  ]);
});

test('the queue rings who is ready at a seat that works, and an empty or broken chair only when there is no other', () => {
  const broken = { kind: 'code', name: 'microphone', code: 'media.microphoneDenied' } as const;
  const unproven = { kind: 'open', name: 'microphone' } as const;
  const isOpen = (seat: SeatReason | null, others: number) =>
    agentStates.filter((state) => queueStateFor({ state, reason: '' }, seat, others) === 'open');
  for (const others of [0, 2]) {
    expect(isOpen(null, others)).toEqual(['ready']);
    expect(isOpen(unproven, others)).toEqual(['ready']);
    expect(queueStateFor({ state: 'signedOut', reason: '' }, broken, others)).toBe('loggedOut');
  }
  expect(isOpen(broken, 2)).toEqual([]);
  expect(isOpen(broken, 0)).toEqual(['ready']);
  const misses = { state: 'notReady', reason: 'missedRings' } as const;
  expect(queueStateFor(misses, null, 0)).toBe('open');
  expect(queueStateFor(misses, null, 1)).toBe('paused');
});
