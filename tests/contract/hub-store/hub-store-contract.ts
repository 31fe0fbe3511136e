import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import {
  aCall,
  aKnowledgeEntry,
  aRecording,
  aStoredUser as aUser,
  aTicket,
} from '../../support/hub-values.ts';

/** An engine under test: a fresh store, the same store opened again, and the end of it all. */
export interface StoreUnderTest {
  readonly store: HubStore;
  reopen(): Promise<HubStore>;
  dispose(): Promise<void>;
}

/** What every engine of the hub has to promise of tickets, knowledge, calls and recordings. */
export function describeHubStore(engine: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the hub's store on ${engine}`, () => {
    let subject: StoreUnderTest;
    let store: HubStore;
    beforeEach(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterEach(() => subject.dispose());

    it('keeps tickets whole and replaces them', async () => {
      const ticket = aTicket();
      await store.tickets.put(ticket);
      await store.tickets.put({ ...ticket, content: '积水', revision: 2 });
      expect(await store.tickets.get(ticket.ticketId)).toEqual({
        ...ticket,
        content: '积水',
        revision: 2,
      });
      expect(await store.tickets.list([ticket.ticketId, randomUUID()])).toHaveLength(1);
      expect(await store.tickets.list([])).toEqual([]);
    });

    it('keeps every version of a knowledge entry as it was', async () => {
      const first = aKnowledgeEntry();
      const second = { ...first, version: 2, answer: '新答复' };
      for (const entry of [second, first, { ...first, answer: 'never' }])
        await store.knowledge.add(entry);
      expect(await store.knowledge.get(first.entryId, 1)).toEqual(first);
      expect(await store.knowledge.newest([first.entryId])).toEqual([second]);
      expect(await store.knowledge.get(first.entryId, 3)).toBeNull();
    });

    it('keeps every version of an office rule, once, and gives the newest of each kind', async () => {
      const rule = (kind: string, version: number) => ({
        kind,
        version,
        body: `{"of":${version}}`,
        byWorkNo: '2001',
        at: 7,
      });
      const { office } = store;
      expect(await office.newest()).toEqual([]);
      // Ten comes after nine also where a version would be read as a text.
      for (const version of [1, 10, 9]) await office.add(rule('calendar', version));
      await office.add(rule('presets', 2));
      await expect(office.add({ ...rule('calendar', 9), body: 'other' })).rejects.toThrow();
      const [calendar, presets] = [rule('calendar', 10), rule('presets', 2)];
      const again = await subject.reopen();
      expect(await again.office.newest()).toEqual([calendar, presets]);
      expect(await again.office.newest(['presets', 'unknown'])).toEqual([presets]);
      expect(await again.office.newest([])).toEqual([]);
    });

    it('finds the tickets whose deadline is provisional, and none that only says so', async () => {
      const [firm, provisional, closed, words] = [aTicket(), aTicket(), aTicket(), aTicket()];
      const deadline = { dueAt: 1, rule: 'r' };
      const given = { ...deadline, provisional: true } as const;
      await store.tickets.put({ ...firm, deadline });
      await store.tickets.put({ ...provisional, deadline: given });
      await store.tickets.put({ ...closed, state: 'closed', deadline: given });
      await store.tickets.put({ ...words, deadline, content: '"provisional":true' });
      const ids = [provisional, closed].map(({ ticketId }) => ticketId).toSorted();
      expect(await store.tickets.provisional()).toEqual(ids);
      await store.tickets.put({ ...provisional, deadline });
      expect(await store.tickets.provisional()).toEqual([closed.ticketId]);
    });

    it('moves a changed entity to the end of the feed and never uses a number again', async () => {
      const { feed } = store;
      expect(await feed.newestSeq()).toBe(0);
      const first = await feed.append('ticket', 'a');
      const second = await feed.append('knowledge', 'b');
      const third = await feed.append('ticket', 'a');
      expect(first < second && second < third).toBe(true);
      expect(await feed.read(0, 10)).toEqual([
        { seq: second, entity: 'knowledge', entityId: 'b' },
        { seq: third, entity: 'ticket', entityId: 'a' },
      ]);
      expect(await feed.read(second, 10)).toHaveLength(1);
      expect(await feed.read(0, 1)).toHaveLength(1);
      expect(await feed.newestSeq()).toBe(third);
      const again = await subject.reopen();
      expect(await again.feed.append('ticket', 'a')).toBeGreaterThan(third);
    });

    it('undoes a failed transaction whole and keeps a finished one over a reopening', async () => {
      const [lost, kept] = [aTicket(), aTicket()];
      const failing = store.transaction(async ({ tickets, feed }) => {
        await tickets.put(lost);
        await feed.append('ticket', lost.ticketId);
        throw new Error('planned');
      });
      await expect(failing).rejects.toThrow('planned');
      await store.transaction(({ tickets }) => tickets.put(kept));
      const again = await subject.reopen();
      expect(await again.tickets.get(lost.ticketId)).toBeNull();
      expect(await again.feed.newestSeq()).toBe(0);
      expect(await again.tickets.get(kept.ticketId)).toEqual(kept);
    });

    it('runs transactions one after the other', async () => {
      const ticket = aTicket();
      await store.tickets.put(ticket);
      const bump = () =>
        store.transaction(async ({ tickets }) => {
          const current = await tickets.get(ticket.ticketId);
          if (current) await tickets.put({ ...current, urgedCount: current.urgedCount + 1 });
        });
      await Promise.all(Array.from({ length: 10 }, bump));
      expect((await store.tickets.get(ticket.ticketId))?.urgedCount).toBe(10);
    });

    it('keeps the answer of a command and takes an id once', async () => {
      const user = aUser();
      await store.users.insert(user);
      const command = {
        commandId: randomUUID(),
        deskId: randomUUID(),
        userId: user.userId,
        answeredAt: 1,
        answer: {
          kind: 'refused' as const,
          code: 'ticket.alreadyClosed' as const,
          ticket: aTicket(),
        },
        contentHash: 'hash',
        ticketId: randomUUID(),
        revision: null,
        countedAt: null,
      };
      await store.commands.insert(command);
      expect(await store.commands.find(command.commandId)).toEqual(command);
      expect(await store.commands.find(randomUUID())).toBeNull();
      await expect(store.commands.insert(command)).rejects.toBeInstanceOf(Error);
    });

    it('knows which desk made a revision of a ticket, and when an agent last did something there', async () => {
      const [user, other] = [aUser(), aUser('1002')];
      for (const each of [user, other]) await store.users.insert(each);
      const [deskId, ticketId] = [randomUUID(), randomUUID()];
      const change = (revision: number, changes: object = {}) => ({
        commandId: randomUUID(),
        deskId,
        userId: user.userId,
        answeredAt: 9,
        answer: { kind: 'accepted' as const },
        contentHash: 'hash',
        ticketId,
        revision,
        countedAt: revision,
        ...changes,
      });
      const elsewhere = randomUUID();
      await store.commands.insert(change(1));
      await store.commands.insert(change(2, { deskId: elsewhere, userId: other.userId }));
      const desk = (revision: number) => store.commands.deskOfRevision(ticketId, revision);
      expect([await desk(1), await desk(2), await desk(3)]).toEqual([deskId, elsewhere, null]);
      expect(await store.commands.lastCountedAt(deskId, user.userId)).toBe(1);
      expect(await store.commands.lastCountedAt(deskId, other.userId)).toBeNull();
      await store.tickets.put(aTicket(ticketId, 'SW20260612-0007'));
      expect(await store.tickets.isNumberTaken('SW20260612-0007')).toBe(true);
      expect(await store.tickets.isNumberTaken('SW20260612-0008')).toBe(false);
    });

    it('keeps calls and links tickets to them once', async () => {
      const ticket = aTicket();
      await store.tickets.put(ticket);
      const stored = { call: aCall(), deskId: randomUUID() };
      await store.calls.put(stored);
      for (let count = 0; count < 2; count += 1) {
        await store.calls.linkTickets(stored.call.callId, [ticket.ticketId]);
      }
      expect(await store.calls.get(stored.call.callId)).toEqual(stored);
      const { callId } = stored.call;
      const { ticketId, ticketNo } = ticket;
      expect(await store.calls.ticketsOf([callId])).toEqual([{ callId, ticketId, ticketNo }]);
    });

    it('keeps recordings, their segments in order, and a segment as it first was', async () => {
      const recording = aRecording();
      const { recordingId, callId } = recording;
      const row = { recordingId, callId, deskId: randomUUID(), agentWorkNo: null, recording: null };
      await store.recordings.put(row);
      await store.recordings.put({ ...row, agentWorkNo: '1001', recording });
      expect(await store.recordings.get(recordingId)).toEqual({
        ...row,
        agentWorkNo: '1001',
        recording,
      });
      expect(await store.recordings.ofCalls([callId])).toHaveLength(1);
      await store.recordings.setFoundDamaged(recordingId, 7);
      await store.recordings.put({ ...row, agentWorkNo: '1001', recording });
      expect(await store.recordings.get(recordingId)).toMatchObject({ foundDamagedAt: 7 });
      await store.recordings.setFoundDamaged(recordingId, null);
      expect(await store.recordings.get(recordingId)).not.toHaveProperty('foundDamagedAt');
      const segment = (number: number) => ({
        recordingId,
        segment: number,
        byteLength: 10,
        sha256: 'a'.repeat(64),
        path: 'day/file',
        wrappedKey: 'key',
        wrapKeyId: 'id',
        storedAt: 5,
        receipt: {
          recordingId,
          segment: number,
          byteLength: 10,
          sha256: 'a'.repeat(64),
          storedAt: 5,
          keyId: 'k',
          signature: 's',
        },
      });
      for (const number of [1, 0]) await store.recordings.insertSegment(segment(number));
      expect(await store.recordings.segments(recordingId)).toEqual([segment(0), segment(1)]);
      expect(await store.recordings.segment(recordingId, 2)).toBeNull();
      await expect(store.recordings.insertSegment(segment(0))).rejects.toBeInstanceOf(Error);
      const event = {
        recordingId,
        callId,
        at: 1,
        kind: 'silent',
        code: 'recording.silent',
      } as const;
      await expect(store.recordings.insertEvent(event)).resolves.toBeUndefined();
    });

    it('remembers uploads until they are removed', async () => {
      const upload = {
        uploadId: randomUUID(),
        deskId: randomUUID(),
        createdAt: 5,
        finishedAt: null,
        body: '{}',
      };
      await store.uploads.put(upload);
      await store.uploads.markFinished(upload.uploadId, 9);
      expect(await store.uploads.get(upload.uploadId)).toEqual({ ...upload, finishedAt: 9 });
      expect(await store.uploads.createdBefore(5)).toEqual([]);
      expect(await store.uploads.createdBefore(6)).toHaveLength(1);
      await store.uploads.remove(upload.uploadId);
      expect(await store.uploads.get(upload.uploadId)).toBeNull();
    });
  });
}
