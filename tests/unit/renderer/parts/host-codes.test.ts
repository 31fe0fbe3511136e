import { expect, it } from 'vitest';
import { toldNow } from '../../../../src/renderer/parts/host-codes.ts';

it('a failure for want of the host speaks of a sought connection only while it is sought', () => {
  expect(toldNow('ipc.disconnected', 'lost')).toBe('ipc.disconnected');
  expect(toldNow('ipc.disconnected', 'connecting')).toBe('ipc.disconnected');
  expect(toldNow('ipc.disconnected', 'online')).toBe('ipc.wasAway');
  expect(toldNow('phone.notAllowedNow', 'online')).toBe('phone.notAllowedNow');
});
