import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { applyCallRecord } from '../../../../../src/hub/areas/calls/apply-call-record.ts';
import type { ClaimEntity } from '../../../../../src/hub/areas/calls/claims-repository.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import type { CallRecord } from '../../../../../src/shared/domain/calls/call.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { aCall } from '../../../../support/hub-values.ts';

let hub: Awaited<ReturnType<typeof openHubInMemory>>;
let agent: SignedIn;
let other: SignedIn;
const callId = randomUUID();
const recordingId = randomUUID();
beforeEach(async () => {
  hub = await openHubInMemory();
  agent = await hub.signedIn('1001');
  other = await hub.signedIn('1002');
});
const call = (changes: Partial<CallRecord> = {}) => {
  const now = hub.clock.now();
  const times = { startedAt: now - 9000, answeredAt: now - 8000, endedAt: now - 1000 };
  return aCall({ callId, ...times, ...changes });
};
const tell = async (changes: Partial<CallRecord> = {}, who = agent) =>
  (await applyCallRecord(hub.contextOf(who), call({ agentWorkNo: who.user.workNo, ...changes })))
    .answer;
const accepted = { kind: 'accepted' };
const refused = { kind: 'refused', code: 'hub.refused' };
const kept = async () => (await hub.store.calls.get(callId))?.call;
const claims = async (entity: ClaimEntity, id: string) =>
  (await hub.store.claims.of(entity, [id])).map((claim) => [claim.deskId, claim.isFirm]);
const audited = async (action: string) =>
  (await hub.store.audit.newest(99)).filter((row) => row.action === action);

it('is kept as its desk’s own, which names its recording and does not claim it', async () => {
  expect(await tell({ recordingId })).toEqual(accepted);
  expect(await kept()).toEqual(call({ recordingId }));
  expect(await claims('call', callId)).toEqual([[agent.deskId, true]]);
  expect(await claims('recording', recordingId)).toEqual([[agent.deskId, false]]);
  expect(await audited('refused')).toEqual([]);
  expect(await audited('callTimesDoubted')).toEqual([]);
});

it('is brought in by who was at that desk with its agent, and by nobody else', async () => {
  expect(await tell({ agentWorkNo: '1002' })).toMatchObject(refused);
  expect(await kept()).toBeUndefined();
  const colleague = await hub.signedIn('1003', 'agent', agent.deskId);
  expect(await tell({ agentWorkNo: '1003' })).toEqual(accepted);
  expect(await tell({ agentWorkNo: '1003' }, colleague)).toEqual(accepted);
});

it('of a call that another desk has told first is refused, kept for the lead, and audited', async () => {
  await tell();
  expect(await tell({}, other)).toMatchObject(refused);
  expect((await kept())?.agentWorkNo).toBe('1001');
  expect(await claims('call', callId)).toEqual([
    [agent.deskId, true],
    [other.deskId, true],
  ]);
  expect(await audited('refused')).toMatchObject([
    { subjectId: callId, deskId: other.deskId, userId: other.user.userId },
  ]);
  expect(await tell({}, other)).toMatchObject(refused);
  expect(await tell({ recordingId })).toEqual(accepted);
  expect((await kept())?.recordingId).toBe(recordingId);
});

it('that would change what is final is refused, and later facts are added', async () => {
  await tell();
  expect(await tell({ talkMs: 1 })).toMatchObject(refused);
  expect(await audited('refused')).toHaveLength(1);
  expect(await tell({ note: '已告知' })).toEqual(accepted);
  expect(await kept()).toMatchObject({ note: '已告知', talkMs: 60_000 });
});

it('with times that cannot be is kept and doubted once, which the audit has', async () => {
  const year = 365 * 24 * 3_600_000;
  const wrong = { startedAt: hub.clock.now() + year, answeredAt: null, endedAt: null };
  expect(await tell(wrong)).toEqual(accepted);
  hub.advance(5000);
  const stored = await hub.store.calls.get(callId);
  expect(stored).toMatchObject({
    doubtedAt: hub.clock.now() - 5000,
    listedAt: hub.clock.now() - 5000,
  });
  expect(await tell({ ...wrong, note: 'x' })).toEqual(accepted);
  expect(await audited('callTimesDoubted')).toMatchObject([
    { subjectId: callId, deskId: agent.deskId, userId: agent.user.userId },
  ]);
});
