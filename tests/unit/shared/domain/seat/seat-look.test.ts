import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentStates } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { faceOf } from '../../../../../src/shared/domain/seat/agent-face.ts';
import { memberLook, seatLook } from '../../../../../src/shared/domain/seat/seat-look.ts';
import { judgeSeat } from '../../../../../src/shared/domain/seat/seat-verdict.ts';
import { aTeamMember, anAgentView } from '../../../../support/desk/desk-samples.ts';
import { aProvenDesk, provenNow as now } from '../../../../support/proven-desk.ts';

const code = 'media.microphoneDenied' as const;

describe('the light of a seat', () => {
  test.each(agentStates)('is green in %s only if calls come', (state) => {
    expect(seatLook(null, state)).toBe(state === 'ready' ? 'calls' : 'line');
  });

  test('says first what is broken or not proven, whoever is there', () => {
    const states = [...agentStates, null];
    for (const state of states) {
      expect(seatLook({ kind: 'code', name: 'microphone', code }, state)).toBe('fault');
      expect(seatLook({ kind: 'stale', name: 'disk' }, state)).toBe('unproven');
    }
    expect(seatLook(null, null)).toBe('line');
  });

  test('is no alarm, and no fault, where the administrator is signed in: no calls come to that number', () => {
    const user = { userId: 'u', workNo: '9001', displayName: '管理员', role: 'admin' } as const;
    const registration = { kind: 'unregistered' } as const;
    const seat = judgeSeat(aProvenDesk({ user }, { registration }), now);
    expect(seat.reason).toMatchObject({ code: 'phone.notForRole' });
    expect(seatLook(seat.reason, null)).toBe('off');
    expect(faceOf({ agent: null, calls: [], seat }, now).kind).toBe('off');
  });

  test('and the face beside it are never of two minds: green exactly when the face is 就绪', () => {
    const ages = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(fc.constantFrom(...agentStates), ages, (state, age) => {
        const agent = anAgentView({ state, since: now });
        const { kind, reason } = faceOf(
          { agent, calls: [], seat: judgeSeat(aProvenDesk(), now) },
          now + age,
        );
        expect(seatLook(reason, state) === 'calls').toBe(kind === 'ready');
      }),
    );
  });

  test('of a colleague is the same, and none of a desk that is not heard of', () => {
    const at = (patch: Parameters<typeof aTeamMember>[1]) => memberLook(aTeamMember('1', patch));
    expect(at({})).toBe('calls');
    expect(at({ agent: anAgentView({ state: 'meal' }) })).toBe('line');
    expect(at({ reachable: false, why: { kind: 'code', name: 'microphone', code } })).toBe('fault');
    expect(at({ reachable: false, why: { kind: 'stale', name: 'disk' } })).toBe('unproven');
    expect(at({ reachable: false })).toBe('fault');
    expect(at({ silent: true })).toBe(null);
  });
});
