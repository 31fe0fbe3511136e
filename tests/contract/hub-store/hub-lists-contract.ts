import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredCall } from '../../../src/hub/areas/calls/calls-repository.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import type { CallListFilter } from '../../../src/shared/contract/calls/schemas.ts';
import type { DepartmentTab } from '../../../src/shared/domain/tickets/department-view.ts';
import type { CallRecord } from '../../../src/shared/domain/calls/call.ts';
import type { RecordingState } from '../../../src/shared/domain/recordings/recording.ts';
import { aCall, aRecording, aTicket } from '../../support/hub-values.ts';
import { assignIt, courseDepartment, takeCourse } from '../../support/course-ticket.ts';
import type { StoreUnderTest } from './hub-store-contract.ts';

const everything: CallListFilter = {
  from: null,
  to: null,
  agentWorkNo: null,
  direction: null,
  text: '',
  recordingStates: [],
  limit: 200,
  offset: 0,
};
const deskId = randomUUID();

/** What every engine of the hub has to promise of lists that are searched, ordered, paged and counted: the calls. */
export function describeHubLists(engine: string, open: () => Promise<StoreUnderTest>): void {
  describe(`lists of calls in the hub's store on ${engine}`, () => {
    let subject: StoreUnderTest;
    let store: HubStore;
    beforeEach(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterEach(() => subject.dispose());

    const lead = { workNo: '2001', role: 'lead' } as const;
    const put = async (changes: Partial<CallRecord> = {}, more: Partial<StoredCall> = {}) => {
      const call = aCall(changes);
      await store.calls.put({ call, deskId, ...more });
      return call.callId;
    };
    const found = async (filter: Partial<CallListFilter>): Promise<readonly string[]> => {
      const { calls, total } = await store.calls.query({ ...everything, ...filter }, lead);
      expect(total).toBe(calls.length);
      return calls.map(({ call }) => call.callId);
    };
    const only = async (filter: Partial<CallListFilter>, ...callIds: readonly string[]) =>
      expect((await found(filter)).toSorted()).toEqual(callIds.toSorted());
    const called = (raw: string): Partial<CallRecord> => ({
      number: { raw, key: null, display: raw, kind: 'unknown' },
    });

    it('gives a page of the newest first, equal times in the order of their ids, and a number of all', async () => {
      const [low = '', high = ''] = [randomUUID(), randomUUID()].toSorted();
      const oldest = await put({ startedAt: 1000 });
      await put({ startedAt: 2000, callId: high });
      await put({ startedAt: 2000, callId: low });
      const newest = await put({ startedAt: 3000 });
      expect(await found({})).toEqual([newest, low, high, oldest]);
      const page = await store.calls.query({ ...everything, limit: 2, offset: 1 }, lead);
      expect(page.calls.map(({ call }) => call.callId)).toEqual([low, high]);
      // The number itself, and no text that looks like one.
      expect(page.total).toBe(4);
      expect(await store.calls.query({ ...everything, offset: 9 }, lead)).toEqual({
        calls: [],
        total: 4,
      });
    });

    it('gives a department what it leads or assists with: what runs out first, of what is done the newest', async () => {
      const of = (departmentId: string, tab: DepartmentTab, page = { limit: 10, offset: 0 }) =>
        store.tickets.idsOfDepartment({ departmentId, workNo: '5001', tab, ...page });
      const later = takeCourse();
      later.pass(60_000);
      const sooner = takeCourse({ ticketId: randomUUID(), ticketNo: 'SW20260612-0009' });
      const done = takeCourse({ ticketId: randomUUID(), ticketNo: 'SW20260612-0010' });
      const assisted = { ...assignIt, assistIds: ['group.water'] };
      for (const course of [later, sooner, done]) {
        course.take('lead', assisted);
        await store.tickets.put(course.ticket());
      }
      const ids = [sooner, later].map((course) => course.ticket().ticketId);
      const withdraw = { basis: 'spoken', words: '不用了', decidedBy: '', authority: '' } as const;
      await store.tickets.put(done.take('lead', { kind: 'withdraw', ...withdraw }));
      expect(await of(courseDepartment, 'toSign')).toEqual(ids);
      expect(await of('group.water', 'toSign', { limit: 1, offset: 1 })).toEqual(ids.slice(1));
      expect(await of(courseDepartment, 'done')).toEqual([done.ticket().ticketId]);
      expect(
        await store.tickets.countsOfDepartment({ departmentId: 'group.water', workNo: '5001' }),
      ).toEqual({
        toSign: 2,
        inHandling: 0,
        withDesk: 0,
        done: 1,
      });
      const moved = {
        ...assignIt,
        kind: 'reassign',
        leadId: 'bureau.wuchang',
        reason: '改派',
      } as const;
      await store.tickets.put(later.take('lead', moved));
      expect(await of(courseDepartment, 'toSign')).toEqual(ids.slice(0, 1));
      expect(await of('bureau.nowhere', 'toSign')).toEqual([]);
    });

    it('gives the calls of a ticket in their order, and no others', async () => {
      const [ticketId, otherId] = [randomUUID(), randomUUID()];
      const later = await put({ startedAt: 3000 });
      const first = await put({ startedAt: 1000 });
      const foreign = await put({ startedAt: 2000 });
      await store.calls.linkTickets(later, [ticketId]);
      await store.calls.linkTickets(first, [ticketId, otherId]);
      await store.calls.linkTickets(foreign, [otherId]);
      const calls = await store.calls.ofTicket(ticketId);
      expect(calls.map(({ call }) => call.callId)).toEqual([first, later]);
      expect(await store.calls.ofTicket(randomUUID())).toEqual([]);
    });

    it('says which numbers were spoken with after a moment, also in a ring that had begun before', async () => {
      const [spoken, missed, before] = [
        '+8619900000701',
        '+8619900000702',
        '+8619900000703',
      ] as const;
      const of = (key: string) => ({ raw: key, key, display: key, kind: 'mobile' }) as const;
      await put({ number: of(spoken), startedAt: 4000, answeredAt: 6000 });
      await put({ number: of(missed), startedAt: 7000, answeredAt: null });
      await put({ number: of(before), startedAt: 1000, answeredAt: 2000 });
      const numbers = [spoken, missed, before].map((key) => ({ key, after: 5000 }));
      expect(await store.calls.reached(numbers)).toEqual([spoken]);
      expect(await store.calls.reached([])).toEqual([]);
    });

    it('keeps for each person how much of a recording was heard, and never less', async () => {
      const [recordingId, unheard] = [randomUUID(), randomUUID()];
      const heard = { workNo: '2001', heardMs: 3000, lengthMs: 9000, lastAt: 1 };
      await store.heard.note(recordingId, heard);
      await store.heard.note(recordingId, { ...heard, heardMs: 2000, lastAt: 2 });
      await store.heard.note(recordingId, { ...heard, workNo: '2002', lastAt: 3 });
      const all = await store.heard.of([recordingId, unheard]);
      expect(all.get(recordingId)).toMatchObject([
        { workNo: '2002', heardMs: 3000 },
        { ...heard, lastAt: 2 },
      ]);
      expect(all.has(unheard)).toBe(false);
      expect((await store.heard.of([])).size).toBe(0);
    });

    it('lists a call where it counts, and says since when its times are doubted', async () => {
      const doubted = await put({ startedAt: 9000 }, { listedAt: 1000, doubtedAt: 1000 });
      const believed = await put({ startedAt: 2000 });
      expect(await found({})).toEqual([believed, doubted]);
      const { calls } = await store.calls.query(everything, lead);
      expect(calls.map(({ doubtedAt }) => doubtedAt)).toEqual([undefined, 1000]);
      expect(await store.calls.get(doubted)).toMatchObject({ listedAt: 1000, doubtedAt: 1000 });
      expect(await store.calls.get(believed)).not.toHaveProperty('listedAt');
    });

    it('takes the first moment of a span and not the last', async () => {
      const [first, inside, last] = [
        await put({ startedAt: 1000 }),
        await put({ startedAt: 1500 }),
        await put({ startedAt: 2000 }),
      ];
      await only({ from: 1000, to: 2000 }, first, inside);
      await only({ from: 1001 }, inside, last);
      await only({ to: 1000 });
    });

    it('finds by agent, direction, how it ended, answered or not, recorded or not', async () => {
      const missed = await put({ answeredAt: null, endReason: 'missed' });
      const talked = await put({
        agentWorkNo: '1002',
        direction: 'outbound',
        recordingId: randomUUID(),
      });
      const running = await put({ endedAt: null, endReason: null });
      await only({ agentWorkNo: '1002' }, talked);
      await only({ direction: 'inbound' }, missed, running);
      await only({ endReasons: ['missed', 'busy'] }, missed);
      await only({ endReasons: ['citizenHungUp'] }, talked);
      await only({ endReasons: [] }, missed, talked, running);
      await only({ answered: false }, missed);
      await only({ answered: true }, talked, running);
      await only({ recorded: true }, talked);
      await only({ recorded: false }, missed, running);
      await only({ answered: true, recorded: false, direction: 'inbound' }, running);
      await only({ answered: true, agentWorkNo: '1003' });
    });

    it('finds calls that owe their result: talked and over, asked for one, and serving no other call', async () => {
      const owed = await put({ result: null });
      await put({ result: null, answeredAt: null, endReason: 'missed' });
      await put({ result: null, endedAt: null, endReason: null });
      await put({ result: null, servesCallId: randomUUID() });
      await put({ result: 'answered' });
      await put();
      await only({ owed: true }, owed);
      await only({ owed: true, direction: 'outbound' });
    });

    it('finds by the state of the recording; what was found damaged is damaged in every state', async () => {
      const withRecording = async (state: RecordingState) => {
        const callId = await put();
        const recording = aRecording({ callId, state });
        const { recordingId, agentWorkNo } = recording;
        await store.recordings.put({ recordingId, callId, deskId, agentWorkNo, recording });
        return { callId, recordingId };
      };
      await put();
      const [synced, closed, damaged, heard, flawed] = [
        await withRecording('synced'),
        await withRecording('closed'),
        await withRecording('damaged'),
        await withRecording('synced'),
        await withRecording('synced'),
      ];
      await store.recordings.setFoundDamaged(heard.recordingId, 5);
      const segment = aSegment(flawed.recordingId, 0);
      await store.recordings.insertSegment({
        ...segment,
        content: { firstSeq: 0, nextSeq: 4, flaws: ['missing'] },
      });
      await store.recordings.insertSegment({
        ...aSegment(synced.recordingId, 0),
        content: { firstSeq: 0, nextSeq: 4, flaws: [] },
      });
      await only({ recordingStates: ['closed'] }, closed.callId);
      await only({ recordingStates: ['synced'] }, synced.callId, heard.callId, flawed.callId);
      await only({ recordingStates: ['damaged'] }, damaged.callId, heard.callId, flawed.callId);
      await only({ recordingStates: ['closed', 'writing'], answered: false });
    });

    it('finds a number however it is written, and a part of it', async () => {
      const mobile = await put();
      await put(called('10086'));
      for (const text of ['19900000123', '199 0000 0123', '+86 199-0000-0123', '0000012', ' 0123 '])
        await only({ text }, mobile);
      await only({ text: '0124' });
    });

    it('finds by a part of a ticket number, with or without its lines, in capital letters or small ones', async () => {
      const [call, other] = [await put(), await put()];
      const ticket = aTicket(randomUUID(), 'SW20260612-0007');
      const elsewhere = aTicket(randomUUID(), 'SW20260613-0008');
      for (const each of [ticket, elsewhere]) await store.tickets.put(each);
      await store.calls.linkTickets(call, [ticket.ticketId]);
      await store.calls.linkTickets(other, [elsewhere.ticketId, ticket.ticketId]);
      for (const text of ['SW20260612', 'sw20260612-0007', 'Sw2026', '202606120007'])
        await only({ text }, call, other);
      await only({ text: '0008' }, other);
      const linked = await store.calls.ticketsOf([call, other]);
      const numbersOf = (callId: string) =>
        linked.filter((one) => one.callId === callId).map(({ ticketNo }) => ticketNo);
      expect(numbersOf(call)).toEqual(['SW20260612-0007']);
      expect(numbersOf(other)).toEqual(['SW20260612-0007', 'SW20260613-0008']);
      expect(await store.calls.ticketsOf([randomUUID()])).toEqual([]);
      expect(await store.calls.ticketsOf([])).toEqual([]);
    });

    it('finds Chinese words and letters in any case, and takes signs of a pattern for themselves', async () => {
      const office = await put(called('水务总机'));
      const trunk = await put(called('Trunk-A_1'));
      const percent = await put(called(String.raw`50%\x`));
      await only({ text: '总机' }, office);
      await only({ text: '务总' }, office);
      await only({ text: '机总' });
      await only({ text: 'TRUNK-a' }, trunk);
      await only({ text: 'A_1' }, trunk);
      await only({ text: 'A-1' });
      await only({ text: '%' }, percent);
      await only({ text: '_' }, trunk);
      await only({ text: String.raw`%\X` }, percent);
      await only({ text: "' or 1=1 --" });
    });
  });
}

/** A stored segment whose content is not known. */
export function aSegment(recordingId: string, segment: number, storedAt = 5) {
  const file = { byteLength: 10, sha256: 'a'.repeat(64), storedAt };
  const receipt = { recordingId, segment, ...file, keyId: 'k', signature: 's' };
  const keys = { wrappedKey: 'key', wrapKeyId: 'id' };
  return { recordingId, segment, ...file, ...keys, path: `day/${segment}`, receipt };
}
