import type { AdminOverview } from '../../../src/shared/contract/admin/schemas.ts';
import { contractNumber } from '../../../src/shared/contract/since.ts';
import { idOf } from './desk-samples.ts';

/** Three people, one of them locked, and two desks, one of an older release. */
export function anOverview(): AdminOverview {
  const now = Date.now();
  const person = { displayName: '坐席', role: 'agent', disabled: false, signedInAt: now } as const;
  return {
    people: [
      { ...person, workNo: '1003', lockedUntil: now + 900_000 },
      { ...person, workNo: '1004', lockedUntil: null, disabled: true, signedInAt: null },
      { ...person, workNo: '9001', lockedUntil: null, role: 'admin' },
    ],
    desks: [
      {
        deskId: idOf('ticket', 71),
        key: 'proven',
        disabled: false,
        seenAt: now,
        workNo: '1003',
        contract: contractNumber,
      },
      {
        deskId: idOf('ticket', 72),
        key: 'none',
        disabled: false,
        seenAt: null,
        workNo: null,
        contract: contractNumber - 1,
      },
    ],
    hub: { version: '0.1.0', contract: contractNumber, startedAt: now, now, freeBytes: 5e10 },
  };
}
