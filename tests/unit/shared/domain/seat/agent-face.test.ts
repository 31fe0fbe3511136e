import { describe, expect, test } from 'vitest';
import { agentTime, faceOf, memberKind } from '../../../../../src/shared/domain/seat/agent-face.ts';
import { judgeSeat } from '../../../../../src/shared/domain/seat/seat-verdict.ts';
import type { AgentView } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { aTalk, aTeamMember, anAgentView } from '../../../../support/desk/desk-samples.ts';
import { aProvenDesk, provenNow as now } from '../../../../support/proven-desk.ts';

const agentIn = (patch: Partial<AgentView>) => anAgentView({ since: now - 5000, ...patch });
const seat = judgeSeat(aProvenDesk(), now);

describe('the face of a desk', () => {
  test('is ready only while calls are proven to reach the seat', () => {
    const facts = { agent: agentIn({ state: 'ready' }), calls: [], seat };
    expect(faceOf(facts, now)).toEqual({
      kind: 'ready',
      time: { way: 'up', ms: 5000 },
      reason: null,
    });
    expect(faceOf(facts, now + 120_000)).toEqual({
      kind: 'unproven',
      time: null,
      reason: { kind: 'stale', name: 'registration' },
    });
    const away = judgeSeat(aProvenDesk({ phoneConnected: false }), now);
    expect(faceOf({ ...facts, seat: away }, now)).toMatchObject({
      kind: 'fault',
      reason: { code: 'phone.notConnected' },
    });
  });

  test('is ready for nobody', () => {
    expect(faceOf({ agent: null, calls: [], seat }, now).kind).toBe('unproven');
  });

  test('tells a call before the agent’s state, and keeps the reason behind it', () => {
    const agent = agentIn({ state: 'break' });
    const talk = { agent, calls: [aTalk({ answeredAt: now - 7 })] };
    expect(faceOf({ ...talk, seat }, now)).toMatchObject({
      kind: 'connected',
      time: { way: 'up', ms: 7 },
    });
    const lost = { kind: 'failed', code: 'media.microphoneAbsent' } as const;
    const broken = judgeSeat(aProvenDesk({}, { microphone: lost }), now);
    expect(faceOf({ ...talk, seat: broken }, now)).toMatchObject({
      kind: 'connected',
      reason: { code: 'media.microphoneAbsent' },
    });
  });

  test('counts after-call work down, a rest too, and tells by how much it is over', () => {
    const agent = agentIn({ state: 'break', endsAt: now + 60_000 });
    expect(faceOf({ agent, calls: [], seat }, now).time).toEqual({ way: 'down', ms: 60_000 });
    expect(agentTime(agent, now + 61_000)).toEqual({ way: 'over', ms: 1000 });
    expect(agentTime(agentIn({ since: now + 10 }), now).ms).toBe(0);
  });
});

describe('the face of a colleague', () => {
  test('is ready only at a desk that is heard of and can be rung', () => {
    const code = 'media.microphoneDenied' as const;
    const broken = { kind: 'code', name: 'microphone', code } as const;
    const open = { kind: 'open', name: 'registration' } as const;
    const kindOf = (patch: Parameters<typeof aTeamMember>[1]) =>
      memberKind(aTeamMember('1002', patch));
    expect(kindOf({})).toBe('ready');
    expect(kindOf({ silent: true })).toBe('unproven');
    expect(kindOf({ reachable: false })).toBe('unproven');
    expect(kindOf({ reachable: false, why: open })).toBe('unproven');
    expect(kindOf({ reachable: false, why: broken })).toBe('fault');
    const agent = agentIn({ state: 'break' });
    expect(kindOf({ agent, reachable: false, why: broken })).toBe('break');
  });
});
