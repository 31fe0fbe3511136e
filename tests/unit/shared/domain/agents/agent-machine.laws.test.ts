import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgentCall } from '../../../../../src/shared/domain/agents/agent-calls.ts';
import {
  type AgentDuty,
  type AgentEvent,
  signedOutDuty,
} from '../../../../../src/shared/domain/agents/agent-duty.ts';
import { stepAgent } from '../../../../../src/shared/domain/agents/agent-machine.ts';
import { defaultAgentRules } from '../../../../../src/shared/domain/agents/agent-rules.ts';
import {
  type AgentStateName,
  agentStates,
} from '../../../../../src/shared/domain/agents/agent-view.ts';

const aCall: fc.Arbitrary<AgentCall> = fc
  .record({
    callId: fc.constantFrom('a', 'b', 'c'),
    direction: fc.constantFrom('inbound', 'outbound'),
    purpose: fc.constantFrom('plain', 'consult', 'conference'),
    state: fc.constantFrom('alerting', 'dialling', 'connected', 'held', 'ended'),
    silenced: fc.boolean(),
    answered: fc.boolean(),
    endReason: fc.constantFrom('missed', 'declined', 'cancelled', 'agentHungUp'),
  })
  .map(({ answered, ...call }) => ({
    ...call,
    answeredAt:
      call.state === 'connected' || call.state === 'held' || (call.state === 'ended' && answered)
        ? 1
        : null,
    endReason: call.state === 'ended' ? call.endReason : null,
  }));
const aPlan = fc.record({
  state: fc.constantFrom(...agentStates),
  reason: fc.constantFrom('', 'x'),
  lengthMs: fc.constantFrom(null, 60_000),
});
const anEvent: fc.Arbitrary<AgentEvent> = fc.oneof(
  fc.constantFrom<AgentEvent>({ kind: 'signIn' }, { kind: 'finish' }, { kind: 'tick' }),
  fc.boolean().map((atOnce): AgentEvent => ({ kind: 'signOut', atOnce })),
  aPlan.map((plan): AgentEvent => ({ kind: 'change', plan })),
  aPlan.map((plan): AgentEvent => ({ kind: 'forced', plan })),
  fc.constantFrom('', 'x').map((reason): AgentEvent => ({ kind: 'extend', reason })),
  fc
    .uniqueArray(aCall, { selector: (call) => call.callId, maxLength: 3 })
    .map((calls): AgentEvent => ({ kind: 'calls', calls })),
);
const aStory = fc.array(
  fc.record({
    event: anEvent,
    passMs: fc.constantFrom(0, 1, 4999, 60_000, 900_000, -1000, -7_200_000),
  }),
  { maxLength: 60 },
);

/** Tells a story event by event, and looks at each step. */
function tell(
  story: readonly { event: AgentEvent; passMs: number }[],
  look: (
    before: AgentDuty,
    event: AgentEvent,
    step: ReturnType<typeof stepAgent>,
    at: number,
  ) => void,
) {
  let at = 100_000_000;
  let duty = signedOutDuty(at);
  for (const { event, passMs } of story) {
    at += passMs;
    const step = stepAgent(duty, event, { at, rules: defaultAgentRules, role: 'agent' });
    look(duty, event, step, at);
    duty = step.duty;
  }
}

const holds = (look: Parameters<typeof tell>[1]) =>
  fc.assert(
    fc.property(aStory, (story) => tell(story, look)),
    { numRuns: 500 },
  );

test('the state changes exactly when a change is told, from the old to the new', () => {
  holds((before, _event, { duty, effects }) => {
    const changes = effects.filter((effect) => effect.kind === 'changed');
    expect(changes.length).toBeLessThanOrEqual(1);
    const [change] = changes;
    const told = change ? [change.from, change.to] : [before.state, before.state];
    expect(told).toEqual([before.state, duty.state]);
  });
});

test('what is refused changes nothing but the time that was seen', () => {
  holds((before, _event, { duty, refused }, at) => {
    if (refused === null || at < before.seenAt) return;
    expect(duty).toEqual({ ...before, seenAt: at });
  });
});

test('no wish of a person, and no countdown, takes an agent out of a conversation; only leaving the desk does', () => {
  holds((before, event, { duty }) => {
    if (!before.talking || event.kind === 'calls' || event.kind === 'signIn') return;
    if (event.kind === 'signOut' && event.atOnce) return;
    expect(duty.state).toBe(before.state);
  });
});

test('a countdown never runs longer than it was given', () => {
  holds((before, event, { duty }, at) => {
    if (duty.state !== 'afterCallWork' || duty.endsAt === null) return;
    const left =
      before.endsAt === null
        ? defaultAgentRules.afterCallMs
        : Math.max(0, before.endsAt - before.seenAt);
    const granted = event.kind === 'extend' ? defaultAgentRules.extendMs : 0;
    const most = Math.max(defaultAgentRules.afterCallMs, left + granted);
    expect(duty.endsAt - at).toBeLessThanOrEqual(most);
  });
});

test('after-call work follows only a call', () => {
  holds((before, event, { duty }) => {
    const began = duty.state === 'afterCallWork' && before.state !== 'afterCallWork';
    expect(!began || event.kind === 'calls').toBe(true);
  });
});

test('nobody is brought back from signing out but by signing in', () => {
  const away: AgentStateName = 'signedOut';
  holds((before, event, { duty }) => {
    const cameBack = before.state === away && duty.state !== away;
    expect(!cameBack || event.kind === 'signIn').toBe(true);
  });
});

test('not ready for missed rings never with fewer than two of them', () => {
  holds((before, event, { duty }) => {
    const gaveUp =
      duty.reason === 'missedRings' && before.reason !== 'missedRings' && event.kind === 'calls';
    expect(!gaveUp || duty.missedRings >= defaultAgentRules.missedRings).toBe(true);
  });
});
