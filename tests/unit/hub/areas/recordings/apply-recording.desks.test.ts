import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyRecordingEvent,
  applyRecordingRow,
} from '../../../../../src/hub/areas/recordings/apply-recording.ts';
import { noteHeard } from '../../../../../src/hub/areas/recordings/note-heard.ts';
import { mayBecome } from '../../../../../src/hub/areas/recordings/recording-changes.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import type { Recording } from '../../../../../src/shared/domain/recordings/recording.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { aRecording } from '../../../../support/hub-values.ts';

const refused = { kind: 'refused', code: 'hub.refused' };
const accepted = { kind: 'accepted' };
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
const tell = async (who = agent, changes: Partial<Recording> = {}) =>
  (
    await applyRecordingRow(
      hub.contextOf(who),
      aRecording({ recordingId, callId, agentWorkNo: who.user.workNo, ...changes }),
    )
  ).answer;
const happen = async (who = agent, changes: object = {}) =>
  (
    await applyRecordingEvent(hub.contextOf(who), {
      recordingId,
      callId,
      at: 1,
      kind: 'stopped',
      code: null,
      ...changes,
    })
  ).answer;
const says = (who: SignedIn, entity: 'call' | 'recording', isFirm = true) =>
  hub.store.claims.put({
    entity,
    id: entity === 'call' ? callId : recordingId,
    deskId: who.deskId,
    isFirm,
    at: 1,
  });
const claims = async (entity: 'call' | 'recording', id: string) =>
  (await hub.store.claims.of(entity, [id])).map((claim) => [claim.deskId, claim.isFirm]);
const refusals = async () =>
  (await hub.store.audit.newest(99)).filter(({ action }) => action === 'refused');
const segment = (archiveId: string, byteLength: number) =>
  hub.store.recordings.insertSegment({
    recordingId: archiveId,
    segment: 0,
    byteLength,
    sha256: 'a'.repeat(64),
    path: archiveId,
    wrappedKey: 'w',
    wrapKeyId: 'k',
    storedAt: 7,
    receipt: {
      recordingId: archiveId,
      segment: 0,
      byteLength,
      sha256: 'a'.repeat(64),
      storedAt: 7,
      keyId: 'k',
      signature: 's',
    },
  });

describe('a recording that a desk tells of', () => {
  it('is that desk’s from then on, and its call is named by it', async () => {
    expect(await tell()).toEqual(accepted);
    expect(await claims('recording', recordingId)).toEqual([[agent.deskId, true]]);
    expect(await claims('call', callId)).toEqual([[agent.deskId, false]]);
    expect(await hub.store.recordings.get(recordingId)).toMatchObject({
      recordingId,
      callId,
      deskId: agent.deskId,
      agentWorkNo: '1001',
      recording: { state: 'closed', uploadedBytes: 0 },
    });
    expect((await hub.store.recordings.get(recordingId))?.claimedId).toBeUndefined();
    expect(await refusals()).toEqual([]);
  });

  it('of another desk’s call or recording is refused and audited, by row and by event', async () => {
    await says(other, 'call');
    expect([await tell(), await happen()]).toMatchObject([refused, refused]);
    expect(await refusals()).toMatchObject([{ subjectId: recordingId, deskId: agent.deskId }]);
    expect(await hub.store.recordings.get(recordingId)).toBeNull();
  });

  it('under an id that is another desk’s is refused, but for one that it has brought itself', async () => {
    await says(other, 'recording');
    expect([await tell(), await happen()]).toMatchObject([refused, refused]);
    await hub.store.recordings.put({
      recordingId,
      callId,
      deskId: agent.deskId,
      agentWorkNo: null,
      recording: null,
    });
    expect([await tell(), await happen()]).toEqual([accepted, accepted]);
  });

  it('under an id that another desk has taken meanwhile is kept under one of its own', async () => {
    const { deskId } = other;
    const theirs = { recordingId, callId: randomUUID(), deskId, agentWorkNo: null };
    await hub.store.recordings.put({ ...theirs, recording: null });
    expect(await tell()).toEqual(accepted);
    const mine = await hub.store.recordings.ofDesk(recordingId, agent.deskId);
    expect(mine).toMatchObject({ claimedId: recordingId, callId, agentWorkNo: '1001' });
    expect(mine?.recordingId).not.toBe(recordingId);
    expect(mine?.recording?.recordingId).toBe(mine?.recordingId);
    expect(await hub.store.recordings.get(recordingId)).toMatchObject(theirs);
    await segment(mine?.recordingId ?? '', 1000);
    expect(await tell()).toEqual(accepted);
    expect((await hub.store.recordings.ofDesk(recordingId, agent.deskId))?.recording).toMatchObject(
      {
        state: 'synced',
        uploadedBytes: 1000,
        syncedAt: 7,
      },
    );
  });

  it('is not made less by words once it is received', async () => {
    await tell();
    await segment(recordingId, 1000);
    expect(await tell(agent, { byteLength: 999 })).toMatchObject(refused);
    expect(await tell(agent, { state: 'damaged' })).toMatchObject(refused);
    expect(await tell(agent, { byteLength: 1001 })).toEqual(accepted);
    expect(await refusals()).toHaveLength(1);
  });

  it('whose agent is not yet said may be said to be anybody’s of the desk', async () => {
    const { deskId } = agent;
    await hub.store.recordings.put({
      recordingId,
      callId,
      deskId,
      agentWorkNo: null,
      recording: null,
    });
    expect(await tell()).toEqual(accepted);
  });

  it('keeps what a newer program of the desk has said', async () => {
    await tell(agent, { mood: 'glad' } as Partial<Recording>);
    await tell();
    expect((await hub.store.recordings.get(recordingId))?.recording).toMatchObject({
      mood: 'glad',
    });
  });

  it('has events also where nothing was ever recorded', async () => {
    expect(await happen()).toEqual(accepted);
    expect(await claims('recording', recordingId)).toEqual([[agent.deskId, true]]);
    expect(await tell(agent, { callId: randomUUID() })).toEqual(accepted);
    expect(await happen()).toMatchObject(refused);
  });
});

describe('what may become of a recording that is received in part', () => {
  const known = aRecording({ byteLength: 1000, durationMs: 60_000 });
  const became = (
    next: Partial<Recording>,
    facts: { storedBytes?: number; isFinished?: boolean } = {},
    of = known,
  ) => mayBecome(of, { ...of, ...next }, { storedBytes: 400, isFinished: false, ...facts });

  it.each([
    ['the same', {}, {}, true],
    ['longer', { byteLength: 1001, durationMs: 60_001 }, {}, true],
    ['the same again when it is finished', {}, { isFinished: true }, true],
    ['one byte longer when it is finished', { byteLength: 1001 }, { isFinished: true }, false],
    [
      'shorter when it is finished and nothing is stored',
      { byteLength: 999 },
      { isFinished: true, storedBytes: 0 },
      true,
    ],
    [
      'begun again when it is finished',
      { state: 'writing' },
      { isFinished: true, storedBytes: 0 },
      false,
    ],
    ['begun again when it is not', { state: 'writing' }, {}, true],
    ['damaged while a byte is missing', { state: 'damaged' }, { storedBytes: 999 }, true],
    ['damaged when all is there', { state: 'damaged' }, { storedBytes: 1000 }, false],
  ] as const)('%s', (_, next, facts, expected) => {
    expect(became(next, facts)).toBe(expected);
  });

  it('may say once more that it is damaged, and a running one may end as it likes', () => {
    const damaged = { ...known, state: 'damaged' } as const;
    expect(became({}, { storedBytes: 1000 }, damaged)).toBe(true);
    const writing = { ...known, state: 'writing' } as const;
    expect(became({ state: 'closed', byteLength: 2000 }, { isFinished: true }, writing)).toBe(true);
    expect(became({ state: 'damaged' }, { storedBytes: 1000 }, writing)).toBe(true);
  });
});

describe('how much of a recording was heard', () => {
  const note = (who: SignedIn) =>
    noteHeard(hub, who, { recordingId, heardMs: 5, lengthMs: 9 }).then(
      () => 'noted',
      (error: { code: string }) => error.code,
    );

  it('is the lead’s alone to say until its desk has said whose it is', async () => {
    const lead = await hub.signedIn('2001', 'lead');
    expect(await note(lead)).toBe('recording.notFound');
    const { deskId } = agent;
    await hub.store.recordings.put({
      recordingId,
      callId,
      deskId,
      agentWorkNo: null,
      recording: null,
    });
    expect([await note(agent), await note(lead)]).toEqual(['hub.forbidden', 'noted']);
    expect((await hub.store.heard.of([recordingId])).get(recordingId)).toMatchObject([
      { workNo: '2001', heardMs: 5, lengthMs: 9, lastAt: hub.clock.now() },
    ]);
  });
});
