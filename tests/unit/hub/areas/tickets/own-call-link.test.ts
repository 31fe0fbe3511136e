import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { ClaimEntity } from '../../../../../src/hub/areas/calls/claims-repository.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import { withOwnCallLink } from '../../../../../src/hub/areas/tickets/own-call-link.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { aTicketSave } from '../../../../support/hub-values.ts';

let hub: Awaited<ReturnType<typeof openHubInMemory>>;
let agent: SignedIn;
const [callId, recordingId, ticketId, other] = [0, 0, 0, 0].map(() => randomUUID()) as [
  string,
  string,
  string,
  string,
];
beforeEach(async () => {
  hub = await openHubInMemory();
  agent = await hub.signedIn('1001');
});
const linked = async (call: { callId: string; recordingId: string | null } | null) =>
  (await withOwnCallLink(hub.contextOf(agent), aTicketSave(ticketId, { call }))).call;
const claims = async (entity: ClaimEntity, id: string) =>
  (await hub.store.claims.of(entity, [id])).map((claim) => [claim.deskId, claim.isFirm]);
const othersSay = (entity: ClaimEntity, id: string) =>
  hub.store.claims.put({ entity, id, deskId: other, isFirm: true, at: 1 });
const refusals = async () =>
  (await hub.store.audit.newest(9)).filter(({ action }) => action === 'refused');

it('keeps the link to a call that is nobody else’s, which names it but does not claim it', async () => {
  expect(await linked(null)).toBeNull();
  expect(await linked({ callId, recordingId })).toEqual({ callId, recordingId });
  expect(await claims('call', callId)).toEqual([[agent.deskId, false]]);
  expect(await claims('recording', recordingId)).toEqual([[agent.deskId, false]]);
  expect(await linked({ callId, recordingId: null })).toEqual({ callId, recordingId: null });
  expect(await refusals()).toEqual([]);
});

it('leaves out another desk’s call, and the audit says so', async () => {
  await othersSay('call', callId);
  expect(await linked({ callId, recordingId })).toBeNull();
  expect(await claims('call', callId)).toEqual([[other, true]]);
  expect(await claims('recording', recordingId)).toEqual([]);
  expect(await refusals()).toMatchObject([
    { subjectId: callId, code: 'hub.refused', deskId: agent.deskId, userId: agent.user.userId },
  ]);
});

it('leaves out another desk’s recording of an own call', async () => {
  await othersSay('recording', recordingId);
  expect(await linked({ callId, recordingId })).toEqual({ callId, recordingId: null });
  expect(await claims('call', callId)).toEqual([[agent.deskId, false]]);
  expect(await claims('recording', recordingId)).toEqual([[other, true]]);
});

it('keeps its place for a desk that named the call first', async () => {
  expect(await linked({ callId, recordingId })).not.toBeNull();
  await othersSay('call', callId);
  expect(await linked({ callId, recordingId })).toEqual({ callId, recordingId });
});
