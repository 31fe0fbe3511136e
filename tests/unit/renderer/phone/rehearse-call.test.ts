import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { rehearseCall } from '../../../../src/renderer/phone/rehearse-call.ts';
import { phoneSnapshotSchema } from '../../../../src/shared/contract/phone/schemas.ts';
import type { PhoneSnapshot } from '../../../../src/shared/domain/phone/phone-state.ts';

test('the host is told once of a ringing call, in the form in which it will hear of real ones', async () => {
  const told: PhoneSnapshot[] = [];
  await rehearseCall(randomUUID(), async (snapshot) => void told.push(snapshot));
  expect(told).toHaveLength(1);
  const [snapshot] = told;
  expect(phoneSnapshotSchema.parse(snapshot)).toEqual(snapshot);
  expect(snapshot?.calls).toMatchObject([
    { state: 'alerting', number: { key: '+8619900000123', kind: 'mobile' } },
  ]);
  expect(snapshot?.registration).toEqual({ kind: 'unregistered' });
});
