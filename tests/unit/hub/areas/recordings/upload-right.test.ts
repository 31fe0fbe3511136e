import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { allowListening } from '../../../../../src/hub/areas/recordings/allow-listening.ts';
import { findReceipt } from '../../../../../src/hub/areas/recordings/find-receipt.ts';
import { allowUpload, uploadRight } from '../../../../../src/hub/areas/recordings/upload-right.ts';
import type { ClaimEntity } from '../../../../../src/hub/areas/calls/claims-repository.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { aRecording } from '../../../../support/hub-values.ts';

const recordingId = randomUUID();
const callId = randomUUID();
let hub: Awaited<ReturnType<typeof openHubInMemory>>;
let agent: SignedIn;
let other: SignedIn;
beforeEach(async () => {
  hub = await openHubInMemory();
  agent = await hub.signedIn('1001');
  other = await hub.signedIn('1002');
});
const says = (who: SignedIn, entity: ClaimEntity, isFirm = true) =>
  hub.store.claims.put({
    entity,
    id: entity === 'call' ? callId : recordingId,
    deskId: who.deskId,
    isFirm,
    at: 1,
  });
const receipt = (segment: number) => ({
  recordingId,
  segment,
  byteLength: 400,
  sha256: 'a'.repeat(64),
  storedAt: 1,
  keyId: 'k',
  signature: 's',
});
const stored = (segment: number, id = recordingId) =>
  hub.store.recordings.insertSegment({
    ...receipt(segment),
    recordingId: id,
    path: `${id}/${segment}`,
    wrappedKey: 'w',
    wrapKeyId: 'k',
    receipt: receipt(segment),
  });
const row = (who: SignedIn, facts: Partial<Parameters<typeof aRecording>[0]> & object = {}) =>
  hub.store.recordings.put({
    recordingId,
    callId,
    deskId: who.deskId,
    agentWorkNo: who.user.workNo,
    recording: aRecording({ recordingId, callId, byteLength: 1000, state: 'closed', ...facts }),
  });

describe('a segment that a desk brings', () => {
  const bring = (
    who = agent,
    facts: { callId?: string; segment?: number; byteLength?: number } = {},
  ) =>
    uploadRight(hub.store, {
      deskId: who.deskId,
      recordingId,
      callId,
      segment: 0,
      byteLength: 400,
      ...facts,
    }).catch((error: { code: string }) => error.code);

  it('is taken under its own id while nobody else has named it', async () => {
    expect(await bring()).toBe(recordingId);
    await says(agent, 'call');
    await says(agent, 'recording');
    expect(await bring()).toBe(recordingId);
  });

  it('is not taken of another desk’s call', async () => {
    await says(other, 'call');
    expect(await bring()).toBe('hub.forbidden');
    expect(await bring(other)).toBe(recordingId);
  });

  it('is not taken of another desk’s recording, unless this one says that the call is its own', async () => {
    await says(other, 'recording');
    expect(await bring()).toBe('hub.forbidden');
    await says(agent, 'call');
    expect(await bring()).toBe(recordingId);
  });

  it('of a call that two desks call their own is taken from both, under two ids', async () => {
    await says(other, 'call');
    await says(other, 'recording');
    await row(other);
    await says(agent, 'call');
    const apart = await bring();
    expect(apart).not.toBe(recordingId);
    expect(apart).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await bring()).toBe(apart);
    expect(await bring(other)).toBe(recordingId);
  });

  it('of a recording that it has begun itself is taken, whoever has named it since', async () => {
    await row(agent, { state: 'writing' });
    await says(other, 'recording');
    expect(await bring()).toBe(recordingId);
  });

  it('is not taken for another call than the recording’s', async () => {
    await row(agent);
    expect(await bring(agent, { callId: randomUUID() })).toBe('upload.rejected');
  });

  it('is taken up to the bytes of a closed recording, and the one that is there again', async () => {
    await row(agent);
    await stored(0);
    await stored(1);
    expect(await bring(agent, { segment: 2, byteLength: 200 })).toBe(recordingId);
    expect(await bring(agent, { segment: 2, byteLength: 201 })).toBe('upload.rejected');
    expect(await bring(agent, { segment: 1, byteLength: 999 })).toBe(recordingId);
    await row(agent, { state: 'writing' });
    expect(await bring(agent, { segment: 2, byteLength: 201 })).toBe(recordingId);
  });

  it('is brought by people who take calls, and the audit has who else has tried', async () => {
    await allowUpload(hub, agent);
    await allowUpload(hub, await hub.signedIn('2001', 'lead'));
    const admin = await hub.signedIn('9001', 'admin');
    await expect(allowUpload(hub, admin)).rejects.toMatchObject({ code: 'hub.forbidden' });
    expect(await hub.store.audit.newest(9)).toMatchObject([
      {
        action: 'refused',
        subjectId: 'uploads',
        code: 'hub.forbidden',
        userId: admin.user.userId,
        deskId: admin.deskId,
      },
    ]);
  });
});

describe('the receipt of a segment', () => {
  const find = (who: SignedIn, segment = 0) =>
    findReceipt(hub.store, who, { recordingId, segment }).catch(
      (error: { code: string }) => error.code,
    );

  it('is its desk’s and the lead’s', async () => {
    const lead = await hub.signedIn('2001', 'lead');
    expect(await find(agent)).toBeNull();
    expect(await find(lead)).toBeNull();
    await row(agent);
    await stored(0);
    expect(await find(agent)).toEqual(receipt(0));
    expect(await find(lead)).toEqual(receipt(0));
    expect([await find(agent, 1), await find(lead, 1)]).toEqual([null, null]);
  });

  it('is nothing for a desk that may still bring its own, and forbidden to the others', async () => {
    await row(other);
    await stored(0);
    expect(await find(agent)).toBeNull();
    await says(other, 'recording');
    expect(await find(agent)).toBe('hub.forbidden');
    await says(agent, 'call');
    expect(await find(agent)).toBeNull();
  });

  it('is forbidden where the call is another desk’s', async () => {
    await row(other);
    await says(other, 'call');
    expect(await find(agent)).toBe('hub.forbidden');
    await says(agent, 'call');
    expect(await find(agent)).toBeNull();
  });
});

describe('who may hear a recording', () => {
  const listen = (who: SignedIn) =>
    allowListening(hub, who, recordingId).then(
      () => 'yes',
      (error: { code: string }) => error.code,
    );

  it('is whose call it was, and the lead; each time is in the audit', async () => {
    const lead = await hub.signedIn('2001', 'lead');
    await row(agent);
    expect([await listen(agent), await listen(lead), await listen(other)]).toEqual([
      'yes',
      'yes',
      'hub.forbidden',
    ]);
    const rows = await hub.store.audit.newest(9);
    expect(
      rows.map(({ action, subjectId, userId, code }) => [action, subjectId, userId, code]),
    ).toEqual([
      ['refused', recordingId, other.user.userId, 'hub.forbidden'],
      ['listened', recordingId, lead.user.userId, null],
      ['listened', recordingId, agent.user.userId, null],
    ]);
  });

  it('is the lead alone until its desk has said whose it is', async () => {
    const lead = await hub.signedIn('2001', 'lead');
    const { deskId } = agent;
    await hub.store.recordings.put({
      recordingId,
      callId,
      deskId,
      agentWorkNo: null,
      recording: null,
    });
    expect([await listen(agent), await listen(lead)]).toEqual(['hub.forbidden', 'yes']);
  });

  it('is nobody where there is none', async () => {
    expect(await listen(agent)).toBe('recording.notFound');
    expect(await hub.store.audit.newest(9)).toMatchObject([
      { action: 'refused', code: 'recording.notFound', subjectId: recordingId },
    ]);
  });
});
