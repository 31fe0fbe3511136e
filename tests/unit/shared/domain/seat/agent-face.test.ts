import { describe, expect, test } from 'vitest';
import { agentPill, agentTime } from '../../../../../src/shared/domain/seat/agent-face.ts';
import type { AgentView } from '../../../../../src/shared/domain/agents/agent-view.ts';
import type { DeskState } from '../../../../../src/shared/domain/desk/desk-state.ts';
import { aDeskState, aTalk, anAgentView } from '../../../../support/desk/desk-samples.ts';

const now = 1_000_000_000;

function provenDesk(patch: Partial<DeskState> = {}): DeskState {
  const desk = aDeskState();
  const registration = {
    kind: 'registered',
    sinceAt: now - 500_000,
    provenAt: now - 10_000,
    expiresAt: now + 300_000,
  } as const;
  const ok = { kind: 'ok', at: now } as const;
  const proofs = { ...desk.phone.proofs, microphone: ok, ringer: ok, recorder: ok };
  const disk = { freeBytes: 1e11, enough: true, checkedAt: now };
  return { ...desk, disk, phone: { ...desk.phone, registration, proofs }, ...patch };
}
const agentIn = (patch: Partial<AgentView>) => anAgentView({ since: now - 5000, ...patch });

describe('the state pill', () => {
  test('is ready only while calls are proven to reach the seat', () => {
    const agent = agentIn({ state: 'ready' });
    expect(agentPill(provenDesk({ agent }), now)).toEqual({
      kind: 'ready',
      time: { way: 'up', ms: 5000 },
    });
    expect(agentPill(provenDesk({ agent }), now + 120_000).kind).not.toBe('ready');
    expect(agentPill(provenDesk({ agent, phoneConnected: false }), now).kind).toBe('fault');
  });

  test('tells a call before the agent’s state', () => {
    const { phone } = provenDesk();
    const agent = agentIn({ state: 'break' });
    const desk = provenDesk({
      agent,
      phone: { ...phone, calls: [aTalk({ answeredAt: now - 7 })] },
    });
    expect(agentPill(desk, now)).toEqual({ kind: 'connected', time: { way: 'up', ms: 7 } });
  });

  test('counts after-call work down, a rest too, and tells by how much it is over', () => {
    const agent = agentIn({ state: 'break', endsAt: now + 60_000 });
    expect(agentPill(provenDesk({ agent }), now).time).toEqual({ way: 'down', ms: 60_000 });
    expect(agentTime(agent, now + 61_000)).toEqual({ way: 'over', ms: 1000 });
    expect(agentTime(agentIn({ since: now + 10 }), now).ms).toBe(0);
  });
});
