import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import type { SessionRow } from '../../../src/hub/storage/sessions-repository.ts';
import { aCall, aKnowledgeEntry, aRecording, aTicket } from '../../support/hub-values.ts';

/** An engine under test: a fresh store, the same store opened again, and the end of it all. */
export interface StoreUnderTest {
  readonly store: HubStore;
  reopen(): Promise<HubStore>;
  dispose(): Promise<void>;
}

/** What every engine of the hub has to promise. */
export function describeHubStore(engine: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the hub's store on ${engine}`, () => {
    let subject: StoreUnderTest;
    let store: HubStore;
    beforeEach(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterEach(() => subject.dispose());

    const aUser = (workNo = '1001') => ({
      userId: randomUUID(),
      workNo,
      displayName: '坐席',
      role: 'agent' as const,
      passwordHash: 'hash',
      disabledAt: null,
    });
    const aSession = (userId: string, changes: Partial<SessionRow> = {}): SessionRow => ({
      sessionId: randomUUID(),
      userId,
      deskId: randomUUID(),
      accessHash: randomUUID(),
      accessExpiresAt: 10,
      refreshHash: randomUUID(),
      refreshExpiresAt: 20,
      previousRefreshHash: null,
      refreshedAt: 0,
      endedAt: null,
      deskProven: false,
      startedAt: 0,
      ...changes,
    });

    it('keeps users and tells whether there are any', async () => {
      expect(await store.users.isEmpty()).toBe(true);
      const user = aUser();
      await store.users.insert(user);
      expect(await store.users.isEmpty()).toBe(false);
      expect(await store.users.findByWorkNo('1001')).toEqual(user);
      expect(await store.users.findByWorkNo('1002')).toBeNull();
      const { passwordHash, disabledAt, ...open } = user;
      expect(await store.users.get(user.userId)).toEqual(open);
      expect([...(await store.users.names(['1001', '1002']))]).toEqual([['1001', '坐席']]);
      expect([passwordHash, disabledAt]).toEqual(['hash', null]);
      await store.users.update({ ...user, disabledAt: 5 });
      expect(await store.users.get(user.userId)).toBeNull();
      expect(await store.users.findByWorkNo('1001')).toEqual({ ...user, disabledAt: 5 });
    });

    it('refuses a second user with the same work number', async () => {
      await store.users.insert(aUser());
      await expect(store.users.insert(aUser())).rejects.toBeInstanceOf(Error);
    });

    it('changes a user and ends all sessions of that user', async () => {
      const [user, other] = [aUser(), aUser('1002')];
      for (const each of [user, other]) await store.users.insert(each);
      const sessions = [user, user, other].map((each) => aSession(each.userId));
      for (const session of sessions) await store.sessions.insert(session);
      await store.users.update({ ...user, displayName: '班长', role: 'lead' });
      await store.sessions.endAllOf(user.userId, 7);
      expect(await store.users.findByWorkNo('1001')).toMatchObject({
        displayName: '班长',
        role: 'lead',
      });
      const ends = sessions.map(
        async ({ sessionId }) => (await store.sessions.get(sessionId))?.endedAt,
      );
      expect(await Promise.all(ends)).toEqual([7, 7, null]);
    });

    it('counts failures and forgets old ones of others', async () => {
      await store.users.setFailures(
        { workNo: '7777', source: 'here' },
        { count: 3, lockedUntil: null },
        { now: 5, forgetBefore: 0 },
      );
      await store.users.setFailures(
        { workNo: '1001', source: 'here' },
        { count: 5, lockedUntil: 99 },
        { now: 10, forgetBefore: 6 },
      );
      expect(await store.users.failures('1001', 'here')).toEqual({ count: 5, lockedUntil: 99 });
      expect(await store.users.failures('7777', 'here')).toEqual({ count: 0, lockedUntil: null });
      expect(await store.users.failures('1001', 'there')).toEqual({ count: 0, lockedUntil: null });
      await store.users.clearFailures('1001', 'there');
      expect(await store.users.failures('1001', 'here')).toMatchObject({ count: 5 });
      await store.users.clearFailures('1001');
      expect(await store.users.failures('1001', 'here')).toEqual({ count: 0, lockedUntil: null });
    });

    it('finds a session by each of its hashes', async () => {
      const user = aUser();
      await store.users.insert(user);
      const session = aSession(user.userId);
      await store.sessions.insert(session);
      const changed = { ...session, refreshHash: 'new', previousRefreshHash: session.refreshHash };
      await store.sessions.update(changed);
      expect(await store.sessions.get(session.sessionId)).toEqual(changed);
      expect(await store.sessions.findByAccessHash(session.accessHash)).toEqual(changed);
      expect(await store.sessions.findByRefreshHash('new')).toEqual(changed);
      expect(await store.sessions.findByRefreshHash(session.refreshHash)).toEqual(changed);
      expect(await store.sessions.findByAccessHash('other')).toBeNull();
    });

    it('finds the session of a refresh token that was exchanged, and forgets it with the session', async () => {
      const user = aUser();
      await store.users.insert(user);
      const session = aSession(user.userId);
      await store.sessions.insert(session);
      await store.sessions.spend(session.sessionId, 'spent');
      expect(await store.sessions.findByRefreshHash('spent')).toEqual(session);
      await store.sessions.removeExpired(30);
      expect(await store.sessions.findByRefreshHash('spent')).toBeNull();
    });

    it('keeps the key of a desk, and ends what was opened there without it', async () => {
      const user = aUser();
      await store.users.insert(user);
      const deskId = randomUUID();
      const key = {
        ...{ deskId, publicKey: 'key', enrolledAt: 1 },
        ...{ enrolledBy: user.userId, disabledAt: null },
      };
      await store.deskKeys.put(key);
      await store.deskKeys.put({ ...key, disabledAt: 2 });
      expect(await store.deskKeys.get(deskId)).toEqual({ ...key, disabledAt: 2 });
      expect(await store.deskKeys.list()).toHaveLength(1);
      const sessions = [false, true].map((deskProven) =>
        aSession(user.userId, { deskId, deskProven }),
      );
      for (const session of sessions) await store.sessions.insert(session);
      await store.sessions.endUnprovenAt(deskId, 7);
      const ends = sessions.map(async (one) => (await store.sessions.get(one.sessionId))?.endedAt);
      expect(await Promise.all(ends)).toEqual([7, null]);
      await store.sessions.endAllAt(deskId, 8);
      expect(await store.sessions.get(sessions[1]?.sessionId ?? '')).toMatchObject({ endedAt: 8 });
      await store.deskKeys.remove(deskId);
      expect(await store.deskKeys.get(deskId)).toBeNull();
    });

    it('lists the audit by what is asked, and removes nothing but old refused sign-ins', async () => {
      const entry = (action: 'signInRefused' | 'listened', at: number) => ({
        ...{ at, action, userId: null, deskId: null, subjectId: null, code: null },
        ...{ address: '192.0.2.1', deskProven: false, tried: '77**', count: 3 },
      });
      for (const at of [1, 2, 3]) await store.audit.append(entry('signInRefused', at));
      await store.audit.append(entry('listened', 0));
      const everything = {
        ...{ before: null, from: null, to: null, action: null },
        ...{ userId: null, deskId: null, subjectId: null, limit: 10 },
      };
      const refusals = await store.audit.list({ ...everything, action: 'signInRefused', from: 2 });
      expect(refusals.map(({ at }) => at)).toEqual([3, 2]);
      expect(refusals[0]).toMatchObject(entry('signInRefused', 3));
      await store.audit.pruneRefusals(1);
      const left = await store.audit.list(everything);
      expect(left.map(({ action, at }) => [action, at])).toEqual([
        ['listened', 0],
        ['signInRefused', 3],
      ]);
      const [, older] = left;
      const { auditId: before = 0 } = left[0] ?? {};
      expect(await store.audit.list({ ...everything, before })).toEqual([older]);
    });

    it('removes sessions that are over, and remembers who was at which desk', async () => {
      const user = aUser();
      await store.users.insert(user);
      const old = aSession(user.userId);
      const live = aSession(user.userId, { refreshExpiresAt: 30 });
      for (const session of [old, live]) await store.sessions.insert(session);
      for (const at of [1, 2]) {
        await store.sessions.noteDesk({
          deskId: old.deskId,
          userId: user.userId,
          workNo: '1001',
          at,
          address: '127.0.0.1',
        });
      }
      await store.sessions.removeExpired(21);
      expect(await store.sessions.get(old.sessionId)).toBeNull();
      expect(await store.sessions.get(live.sessionId)).not.toBeNull();
      expect(await store.sessions.hasSignedInAt(old.deskId, '1001')).toBe(true);
      expect(await store.sessions.hasSignedInAt(old.deskId, '1002')).toBe(false);
      expect(await store.sessions.hasSignedInAt(live.deskId, '1001')).toBe(false);
    });

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
      const numbers = await store.calls.ticketNos([stored.call.callId]);
      expect(numbers.get(stored.call.callId)).toEqual([ticket.ticketNo]);
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

    it('appends to the audit, newest first when read', async () => {
      const entry = {
        at: 1,
        action: 'listened',
        userId: 'u',
        deskId: 'd',
        subjectId: 's',
        code: null,
      } as const;
      const later = { ...entry, at: 2, action: 'refused', code: 'hub.forbidden' } as const;
      for (const line of [entry, later]) await store.audit.append(line);
      expect(await store.audit.newest(10)).toEqual([later, entry]);
      expect(await store.audit.newest(1)).toEqual([later]);
    });
  });
}
