import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import type { SessionRow } from '../../../src/hub/areas/session/sessions-repository.ts';
import { aStoredUser as aUser } from '../../support/hub-values.ts';
import type { StoreUnderTest } from './hub-store-contract.ts';

/** What every engine of the hub has to promise of people, sessions and desks. */
export function describeHubPeople(engine: string, open: () => Promise<StoreUnderTest>): void {
  describe(`people in the hub's store on ${engine}`, () => {
    let subject: StoreUnderTest;
    let store: HubStore;
    beforeEach(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterEach(() => subject.dispose());

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

    it('keeps a person of a department, shut out and let in again, and what has become of her', async () => {
      const user = { ...aUser('5001'), role: 'department' as const, departmentId: 'group.water' };
      await store.users.insert(user);
      expect(await store.users.findByWorkNo('5001')).toEqual(user);
      expect(await store.users.get(user.userId)).toMatchObject({ departmentId: 'group.water' });
      const [line] = await store.users.everybody(0);
      expect(line).toMatchObject({ role: 'department', disabledAt: null });
      await store.users.update({ ...user, disabledAt: 5 });
      expect(await store.users.get(user.userId)).toBeNull();
      expect(await store.users.findByWorkNo('5001')).toEqual({ ...user, disabledAt: 5 });
      await store.users.update(user);
      expect(await store.users.findByWorkNo('5001')).toEqual(user);
      const { departmentId: _, ...agent } = { ...user, role: 'agent' as const };
      await store.users.update(agent);
      expect(await store.users.findByWorkNo('5001')).toEqual(agent);
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
      expect(await store.users.failures('1001', 'here', 0)).toEqual({ count: 5, lockedUntil: 99 });
      expect(await store.users.failures('7777', 'here', 0)).toEqual({
        count: 0,
        lockedUntil: null,
      });
      expect(await store.users.failures('1001', 'there', 0)).toEqual({
        count: 0,
        lockedUntil: null,
      });
      expect(await store.users.failures('1001', 'here', 10)).toMatchObject({ count: 5 });
      expect(await store.users.failures('1001', 'here', 11)).toMatchObject({ count: 0 });
      await store.users.clearFailures('1001', 'there');
      expect(await store.users.failures('1001', 'here', 0)).toMatchObject({ count: 5 });
      await store.users.clearFailures('1001');
      expect(await store.users.failures('1001', 'here', 0)).toEqual({
        count: 0,
        lockedUntil: null,
      });
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
        deskId,
        publicKey: 'key',
        enrolledAt: 1,
        enrolledBy: user.userId,
        disabledAt: null,
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

    it('ends the sessions of one person that were refreshed longest ago', async () => {
      const [user, other] = [aUser(), aUser('1002')];
      for (const each of [user, other]) await store.users.insert(each);
      const session = (refreshedAt: number, changes: Partial<SessionRow> = {}) =>
        aSession(user.userId, { refreshedAt, ...changes });
      const sessions = [
        session(3),
        session(1),
        session(2),
        session(9, { endedAt: 4 }),
        aSession(other.userId),
      ];
      for (const each of sessions) await store.sessions.insert(each);
      await store.sessions.endOldestOf(user.userId, 2, 7);
      const ends = sessions.map(async (one) => (await store.sessions.get(one.sessionId))?.endedAt);
      expect(await Promise.all(ends)).toEqual([null, 7, null, 4, null]);
    });

    it('keeps what a refresh token was exchanged for, and an exchanged token once', async () => {
      const user = aUser();
      await store.users.insert(user);
      const session = aSession(user.userId, { successor: 'sealed', deskProven: true });
      await store.sessions.insert(session);
      for (let times = 0; times < 2; times += 1)
        await store.sessions.spend(session.sessionId, 'spent');
      expect(await store.sessions.findByRefreshHash('spent')).toEqual(session);
      await store.sessions.update(aSession(user.userId));
      expect(await store.sessions.get(session.sessionId)).toEqual(session);
    });

    it('knows from where a person and a desk were last seen, newest first', async () => {
      const [user, other] = [aUser(), aUser('1002')];
      for (const each of [user, other]) await store.users.insert(each);
      const { sessions } = store;
      const seen = (deskId: string, at: number, address: string, who = user) =>
        sessions.noteDesk({ deskId, userId: who.userId, workNo: who.workNo, at, address });
      await seen('a', 1, '192.0.2.1');
      await seen('b', 2, '192.0.2.2');
      await seen('a', 3, '192.0.2.3');
      await seen('b', 4, '192.0.2.2', other);
      expect(await sessions.hasSignedInFrom('192.0.2.3', '1001')).toBe(true);
      expect(await sessions.hasSignedInFrom('192.0.2.1', '1001')).toBe(false);
      expect(await sessions.hasSignedInFrom('192.0.2.3', '1002')).toBe(false);
      expect(await sessions.isUsedOnlyFrom('b', '192.0.2.2')).toBe(true);
      expect(await sessions.isUsedOnlyFrom('a', '192.0.2.2')).toBe(false);
      expect(await sessions.isUsedOnlyFrom('c', '192.0.2.2')).toBe(true);
      expect(await sessions.desksSeen()).toEqual([
        { deskId: 'b', workNo: '1002', lastSeenAt: 4, contract: null },
        { deskId: 'a', workNo: '1001', lastSeenAt: 3, contract: null },
        { deskId: 'b', workNo: '1001', lastSeenAt: 2, contract: null },
      ]);
      await sessions.noteContract('b', 2);
      expect((await sessions.desksSeen()).map(({ contract }) => contract)).toEqual([2, null, 2]);
    });

    it('forgets the desk that a person used longest ago when there are very many', async () => {
      const user = aUser();
      await store.users.insert(user);
      await store.transaction(async ({ sessions }) => {
        for (let at = 0; at < 201; at += 1)
          await sessions.noteDesk({
            deskId: `desk ${at}`,
            userId: user.userId,
            workNo: '1001',
            at,
            address: '192.0.2.1',
          });
      });
      expect(await store.sessions.desksSeen()).toHaveLength(200);
      expect(await store.sessions.hasSignedInAt('desk 0', '1001')).toBe(false);
      expect(await store.sessions.hasSignedInAt('desk 1', '1001')).toBe(true);
    });

    it('tells work numbers also of people who may no longer work here, and lists desk keys by their age', async () => {
      const [user, gone] = [aUser(), { ...aUser('1002'), disabledAt: 5 }];
      for (const each of [user, gone]) await store.users.insert(each);
      expect(await store.users.people([user.userId, gone.userId, 'nobody'])).toEqual(
        new Map([
          [user.userId, '1001'],
          [gone.userId, '1002'],
        ]),
      );
      expect((await store.users.people([])).size + (await store.users.names([])).size).toBe(0);
      for (const enrolledAt of [2, 1])
        await store.deskKeys.put({
          deskId: randomUUID(),
          publicKey: '',
          enrolledAt,
          enrolledBy: null,
          disabledAt: null,
        });
      expect((await store.deskKeys.list()).map((row) => row.enrolledAt)).toEqual([1, 2]);
    });
  });
}
