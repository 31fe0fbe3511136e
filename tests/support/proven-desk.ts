import type { DeskState } from '../../src/shared/domain/desk/desk-state.ts';
import type { PhoneSnapshot } from '../../src/shared/domain/phone/phone-state.ts';
import type { SeatFacts } from '../../src/shared/domain/seat/seat-checks.ts';
import { aDeskState } from './desk/desk-samples.ts';

/** The moment at which everything of `aProvenDesk` was proven ten seconds ago. */
export const provenNow = 1_000_000_000;

/** What a host knows of a desk that can be rung at `provenNow`, and for 50 s after it. */
export function aProvenDesk(
  patch: Partial<DeskState> = {},
  phone: Partial<PhoneSnapshot> = {},
): SeatFacts {
  const { user, problems, phoneConnected, calling, phone: known } = aDeskState();
  const at = provenNow - 10_000;
  const ok = { kind: 'ok', at } as const;
  return {
    user,
    problems,
    phoneConnected,
    calling,
    phone: {
      ...known,
      registration: {
        kind: 'registered',
        sinceAt: provenNow - 500_000,
        provenAt: at,
        expiresAt: provenNow + 300_000,
      },
      proofs: { microphone: ok, ringer: ok, recorder: ok, testRing: { kind: 'unknown' } },
      ...phone,
    },
    disk: { freeBytes: 1e11, enough: true, checkedAt: at },
    ...patch,
  };
}
