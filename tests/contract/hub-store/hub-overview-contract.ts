import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SessionRow } from '../../../src/hub/areas/session/sessions-repository.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import { aStoredUser as aUser } from '../../support/hub-values.ts';
import type { StoreUnderTest } from './hub-store-contract.ts';

/** What every engine of the hub has to promise of what the administrator sees. Called within `describe`. */
export function describeHubOverview(open: () => Promise<StoreUnderTest>): void {
  let subject: StoreUnderTest;
  let store: HubStore;
  beforeEach(async () => {
    subject = await open();
    ({ store } = subject);
  });
  afterEach(() => subject.dispose());

  const aSession = (userId: string, refreshedAt: number): SessionRow => ({
    sessionId: randomUUID(),
    userId,
    deskId: 'desk',
    accessHash: randomUUID(),
    accessExpiresAt: 10,
    refreshHash: randomUUID(),
    refreshExpiresAt: 20,
    previousRefreshHash: null,
    refreshedAt,
    endedAt: null,
    deskProven: false,
    startedAt: 0,
  });

  it('tells of everybody until when wrong passwords keep them out, and when each desk was last renewed', async () => {
    const users = [aUser('1002'), { ...aUser(), disabledAt: 5 }];
    for (const each of users) await store.users.insert(each);
    const lock = (source: string, lockedUntil: number | null) =>
      store.users.setFailures(
        { workNo: '1001', source },
        { count: 5, lockedUntil },
        { now: 10, forgetBefore: 0 },
      );
    await lock('a', 30);
    await lock('b', 20);
    await lock('c', null);
    const open = { displayName: '坐席', role: 'agent', disabledAt: null, lockedUntil: null };
    expect(await store.users.everybody(10)).toEqual([
      { ...open, workNo: '1001', disabledAt: 5, lockedUntil: 30 },
      { ...open, workNo: '1002' },
    ]);
    expect((await store.users.everybody(30))[0]).toMatchObject({ lockedUntil: null });
    for (const refreshedAt of [3, 7, 5])
      await store.sessions.insert(aSession(users[0]?.userId ?? '', refreshedAt));
    expect([...(await store.sessions.renewals())]).toEqual([['desk', 7]]);
  });
}
