import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentStates } from '../../../../../src/shared/domain/agents/agent-view.ts';
import type { DeskState } from '../../../../../src/shared/domain/desk/desk-state.ts';
import type { Proof } from '../../../../../src/shared/domain/phone/phone-state.ts';
import { faceOf } from '../../../../../src/shared/domain/seat/agent-face.ts';
import {
  judgeSeat,
  judgeSeatAlone,
  staleFrom,
  unprovenSeat,
  verdictAt,
} from '../../../../../src/shared/domain/seat/seat-verdict.ts';
import { anyDesk, anyNow as now } from '../../../../support/any-desk.ts';

const holds = (law: (desk: DeskState) => void) =>
  fc.assert(fc.property(anyDesk, law), { numRuns: 2000 });
const facesOf = (desk: DeskState, at = now) =>
  faceOf({ agent: desk.agent, calls: desk.phone.calls, seat: desk.seat }, at);

/** Said once more, as plainly as it can be: what 就绪 promises to a citizen who calls now. */
function canBeRung({ phone, phoneConnected, disk, problems, user, agent, calling }: DeskState) {
  const { registration, microphone, proofs, calls } = phone;
  const isFresh = (at: number) => now - at <= 60_000;
  const isProven = (proof: Proof) => proof.kind === 'ok' && isFresh(proof.at);
  const hasTestRing = calling !== null || proofs.testRing.kind !== 'unknown';
  return (
    agent?.state === 'ready' &&
    calls.every(({ state }) => state === 'ended') &&
    phoneConnected &&
    registration.kind === 'registered' &&
    isFresh(registration.provenAt) &&
    microphone.kind !== 'failed' &&
    [proofs.microphone, proofs.ringer, proofs.recorder].every(isProven) &&
    !(hasTestRing && proofs.testRing.kind === 'failed') &&
    disk !== null &&
    disk.enough &&
    isFresh(disk.checkedAt) &&
    !problems.some(({ code }) => code === 'recording.writeFailed') &&
    (user === null || user.role !== 'admin')
  );
}

describe('the laws of the seat', () => {
  test('就绪 is shown exactly where a call would be heard, answered and recorded', () => {
    let ready = 0;
    holds((desk) => {
      expect(facesOf(desk).kind === 'ready').toBe(canBeRung(desk));
      ready += canBeRung(desk) ? 1 : 0;
    });
    expect(ready).toBeGreaterThan(20);
  });

  test('a waiting test ring darkens nothing', () => {
    holds((desk) => {
      const unknown = { kind: 'unknown' } as const;
      const testRing =
        desk.phone.proofs.testRing.kind === 'failed' ? unknown : desk.phone.proofs.testRing;
      const phone = { ...desk.phone, proofs: { ...desk.phone.proofs, testRing } };
      const without = { ...phone, proofs: { ...phone.proofs, testRing: unknown } };
      const reason = (one: typeof phone) => judgeSeat({ ...desk, phone: one }, now).reason;
      expect(reason(phone)).toEqual(reason(without));
    });
  });

  test('what an agent has chosen, and a call, are told whatever the seat is worth', () => {
    holds((desk) => {
      const { kind } = facesOf(desk);
      const running = desk.phone.calls.flatMap(({ state }) => (state === 'ended' ? [] : [state]));
      const chosen = desk.agent !== null && desk.agent.state !== 'ready' ? [desk.agent.state] : [];
      const bare = ['ready', 'unproven', 'fault'];
      expect([running, chosen, bare].find((kinds) => kinds.length > 0)).toContain(kind);
    });
  });

  test('time alone makes no seat better, and darkens it at the moment that was foretold', () => {
    fc.assert(
      fc.property(anyDesk, fc.nat({ max: 200_000 }), ({ seat }, passMs) => {
        const isDark = (at: number) => verdictAt(seat, at).reason !== null;
        expect(isDark(now) && !isDark(now + passMs)).toBe(false);
        const today = verdictAt(seat, now);
        const until = staleFrom(today) ?? Infinity;
        expect(verdictAt(seat, Math.min(until - 1, now + passMs))).toEqual(today);
        expect(until === Infinity || verdictAt(seat, until).reason !== null).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('the phone page alone says as its host said, and never yes where the host’s own part was no', () => {
    holds((desk) => {
      const { phone, calling, seat } = desk;
      const alone = judgeSeatAlone(seat, phone, calling, now);
      const diskOf = (one: typeof seat) => one.checks.find(({ name }) => name === 'disk');
      expect(diskOf(alone)).toEqual(diskOf(seat));
      const isPhonesOwn = desk.phoneConnected && desk.problems.length === 0;
      expect(isPhonesOwn ? alone : seat).toEqual(seat);
      expect(seat.reason === null && alone.reason !== null).toBe(false);
    });
  });

  test('a phone page that never heard its host is never ready', () => {
    holds(({ phone, calling }) => {
      const seat = judgeSeatAlone(unprovenSeat, phone, calling, now);
      for (const state of agentStates) {
        const agent = {
          state,
          since: 0,
          reason: '',
          endsAt: null,
          next: null,
          missedRings: 0,
          queueTold: null,
        };
        expect(faceOf({ agent, calls: phone.calls, seat }, now).kind).not.toBe('ready');
      }
    });
  });
});
