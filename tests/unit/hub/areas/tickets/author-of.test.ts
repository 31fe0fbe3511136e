import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { disableUser } from '../../../../../src/hub/areas/session/set-user.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import { authorOf } from '../../../../../src/hub/areas/tickets/author-of.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';

let hub: Awaited<ReturnType<typeof openHubInMemory>>;
let sender: SignedIn;
const deskId = randomUUID();
beforeEach(async () => {
  hub = await openHubInMemory();
  sender = await hub.signedIn('1001', 'agent', deskId);
});
const author = (of: string | undefined, who: SignedIn = sender) => authorOf(hub.store, who, of);

it('is who sends it, without a name or with the own one', async () => {
  expect(await author(undefined)).toBe(sender.user);
  expect(await author('1001')).toBe(sender.user);
  expect(await author('1001', { ...sender, deskProven: false })).toBe(sender.user);
});

it('is a colleague of this very desk who can send nothing any more', async () => {
  const { user } = await hub.signedIn('1002', 'agent', deskId);
  expect(await author('1002')).toBeNull();
  await disableUser(hub, '1002');
  expect(await author('1002')).toEqual(user);
});

it('is a colleague who has become somebody without tickets', async () => {
  const { user } = await hub.signedIn('9001', 'admin', deskId);
  expect(await author('9001')).toEqual(user);
  await hub.signedIn('2001', 'lead', deskId);
  expect(await author('2001')).toBeNull();
});

it('is nobody where the desk has not proven itself, the colleague never sat there, or is not known', async () => {
  await hub.signedIn('1002', 'agent', deskId);
  await disableUser(hub, '1002');
  expect(await author('1002', { ...sender, deskProven: false })).toBeNull();
  await hub.signedIn('1003');
  await disableUser(hub, '1003');
  expect(await author('1003')).toBeNull();
  const { userId } = sender.user;
  const at = { deskId, userId, workNo: '7777', at: 1, address: '192.0.2.1' };
  await hub.store.sessions.noteDesk(at);
  expect(await author('7777')).toBeNull();
});
