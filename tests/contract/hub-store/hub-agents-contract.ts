import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReportedAgent } from '../../../src/hub/areas/agents/agents-repository.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import type { AgentChange } from '../../../src/shared/contract/agents/schemas.ts';
import type { AgentAsk } from '../../../src/shared/domain/agents/agent-view.ts';
import { aRecording, aStoredUser } from '../../support/hub-values.ts';
import { aSegment } from './hub-lists-contract.ts';
import type { StoreUnderTest } from './hub-store-contract.ts';

/** What every engine of the hub has to promise of the team, and of whose a call or a recording is. */
export function describeHubAgents(engine: string, open: () => Promise<StoreUnderTest>): void {
  describe(`agents and claims in the hub's store on ${engine}`, () => {
    let subject: StoreUnderTest;
    let store: HubStore;
    beforeEach(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterEach(() => subject.dispose());

    it('keeps one seat for each work number, in their order, as it was last reported', async () => {
      const [second, first] = [aSeat('1002'), { ...aSeat('1001'), reportedAt: 12 }];
      for (const seat of [second, first]) await store.agents.putSeat(seat);
      const leaving = { ...second, deskId: randomUUID(), reportedAt: 9, leavingUntil: 24 };
      await store.agents.putSeat(leaving);
      expect(await store.agents.seats()).toEqual([first, leaving]);
    });

    it('keeps one ask and one order for each work number until it is taken back', async () => {
      const ask: AgentAsk = {
        to: 'meal',
        reason: '午饭',
        askedAt: 5,
        answer: 'waiting',
        until: null,
      };
      const granted: AgentAsk = { ...ask, answer: 'granted', until: 99 };
      const { agents } = store;
      expect([await agents.getAsk('1001'), await agents.getOrder('1001')]).toEqual([null, null]);
      await agents.putAsk('1001', ask);
      await agents.putAsk('1002', ask);
      await agents.putAsk('1001', granted);
      expect(await agents.getAsk('1001')).toEqual(granted);
      expect(await agents.asks()).toEqual(
        new Map([
          ['1001', granted],
          ['1002', ask],
        ]),
      );
      const order = { orderId: randomUUID(), to: 'ready' as const, reason: '', byWorkNo: '2001' };
      await agents.putOrder('1001', order);
      const next = { ...order, orderId: randomUUID() };
      await agents.putOrder('1001', next);
      expect(await agents.getOrder('1001')).toEqual(next);
      expect(await agents.getOrder('1002')).toBeNull();
      await agents.putAsk('1001', null);
      await agents.putOrder('1001', null);
      await agents.putOrder('1003', null);
      expect([await agents.getAsk('1001'), await agents.getOrder('1001')]).toEqual([null, null]);
      expect(await agents.getAsk('1002')).toEqual(ask);
    });

    it('keeps each change of a state once, and gives those of one agent and span, oldest first', async () => {
      const change = (at: number, workNo = '1001'): AgentChange => ({
        changeId: randomUUID(),
        workNo,
        from: 'ready',
        to: 'break',
        reason: '',
        cause: 'agent',
        guard: 'passed',
        at,
      });
      const [late, early, end, others] = [change(20), change(10), change(30), change(15, '1002')];
      for (const each of [late, early, end, others]) await store.agents.insertChange(each);
      await store.agents.insertChange({ ...early, to: 'meal' });
      expect(await store.agents.changesOf('1001', 10, 30)).toEqual([early, late]);
      expect(await store.agents.changesOf('1001', 11, 31)).toEqual([late, end]);
      expect(await store.agents.changesOf('1003', 0, 99)).toEqual([]);
    });

    it('keeps who named a call or a recording, in the order of the first time; a claim only becomes firm', async () => {
      const [id, other, first, second] = Array.from({ length: 4 }, () => randomUUID());
      const claim = { entity: 'call', id: id ?? '', deskId: first ?? '', at: 5 } as const;
      const later = { ...claim, deskId: second ?? '' };
      await store.claims.put({ ...claim, isFirm: false });
      await store.claims.put({ ...later, isFirm: true });
      await store.claims.put({ ...claim, isFirm: true, at: 9, body: '{}' });
      await store.claims.put({ ...later, isFirm: false });
      await store.claims.put({ ...claim, entity: 'recording', isFirm: false });
      await store.claims.put({ ...claim, id: other ?? '', isFirm: false });
      expect(await store.claims.of('call', [id ?? ''])).toEqual([
        { id, deskId: first, isFirm: true },
        { id, deskId: second, isFirm: true },
      ]);
      expect(await store.claims.of('recording', [id ?? '', other ?? ''])).toEqual([
        { id, deskId: first, isFirm: false },
      ]);
      expect(await store.claims.of('call', [id ?? '', other ?? ''])).toHaveLength(3);
      expect(await store.claims.of('call', [])).toEqual([]);
    });

    it('finds a recording by the name its desk has for it, and tells when all of it was there', async () => {
      const [deskId, elsewhere] = [randomUUID(), randomUUID()];
      const recording = aRecording();
      const { recordingId, callId, agentWorkNo } = recording;
      const own = { recordingId, callId, deskId, agentWorkNo, recording };
      const apart = {
        ...own,
        recordingId: randomUUID(),
        deskId: elsewhere,
        claimedId: recordingId,
      };
      for (const each of [own, apart]) await store.recordings.put(each);
      expect(await store.recordings.ofDesk(recordingId, deskId)).toEqual(own);
      expect(await store.recordings.ofDesk(recordingId, elsewhere)).toEqual(apart);
      expect(await store.recordings.ofDesk(recordingId, randomUUID())).toBeNull();
      expect(await store.recordings.get(recordingId)).toEqual(own);
      expect(await store.recordings.ofCalls([])).toEqual([]);
      const event = { recordingId, callId, at: 1, code: null };
      await store.recordings.insertEvent({ ...event, kind: 'started' });
      expect(await store.recordings.isFinished(recordingId)).toBe(false);
      await store.recordings.insertEvent({ ...event, kind: 'finished' });
      expect(await store.recordings.isFinished(recordingId)).toBe(true);
      expect(await store.recordings.isFinished(apart.recordingId)).toBe(false);
    });

    it('gives segments in order, of some recordings or of all, with what was seen in them', async () => {
      const [early, late] = [aRecording(), aRecording()];
      for (const recording of [early, late]) {
        const { recordingId, callId, agentWorkNo } = recording;
        const row = { recordingId, callId, deskId: randomUUID(), agentWorkNo, recording };
        await store.recordings.put(row);
      }
      const content = { firstSeq: 3, nextSeq: 9, flaws: ['missing' as const, 'cut' as const] };
      const segments = [
        { ...aSegment(late.recordingId, 0, 20), content },
        aSegment(early.recordingId, 1, 10),
        aSegment(early.recordingId, 0, 10),
      ];
      for (const segment of segments) await store.recordings.insertSegment(segment);
      const [ofLate, second, first] = segments;
      expect(await store.recordings.allSegments()).toEqual([first, second, ofLate]);
      expect(await store.recordings.segmentsOf([late.recordingId])).toEqual([ofLate]);
      expect(await store.recordings.segmentsOf([early.recordingId])).toEqual([first, second]);
      expect(await store.recordings.segmentsOf([])).toEqual([]);
    });

    it('finds uploads that a desk or a person has begun and not finished, oldest first', async () => {
      const who = { deskId: randomUUID(), userId: randomUUID() };
      const upload = (createdAt: number, changes: object = {}) => ({
        uploadId: randomUUID(),
        deskId: randomUUID(),
        createdAt,
        finishedAt: null,
        body: '{}',
        ...changes,
      });
      const ofDesk = upload(2, { deskId: who.deskId });
      const ofPerson = upload(1, { userId: who.userId });
      const finished = upload(0, { ...who, finishedAt: 3 });
      for (const each of [ofDesk, ofPerson, finished, upload(0)]) await store.uploads.put(each);
      expect(await store.uploads.unfinishedOf(who)).toEqual([ofPerson, ofDesk]);
    });
  });
}

function aSeat(workNo: string): ReportedAgent {
  const { userId, displayName, role } = aStoredUser(workNo);
  return {
    user: { userId, workNo, displayName, role },
    deskId: randomUUID(),
    reportedAt: 5,
    leavingUntil: null,
    report: {
      agent: {
        state: 'ready',
        since: 1,
        reason: '',
        endsAt: null,
        next: null,
        missedRings: 0,
        queueTold: null,
      },
      talking: false,
      reachable: true,
      orderDone: null,
    },
  };
}
