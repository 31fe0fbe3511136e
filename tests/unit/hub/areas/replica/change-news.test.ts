import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChangeNews } from '../../../../../src/hub/areas/replica/change-news.ts';
import { createChangeSignal } from '../../../../../src/hub/areas/replica/change-signal.ts';
import { issueTokens } from '../../../../../src/hub/areas/session/tokens.ts';
import { openStore } from '../../../../../src/hub/open-store.ts';
import type { HubStore } from '../../../../../src/hub/storage/hub-store.ts';
import type { News } from '../../../../../src/shared/contract/replica/hub.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aStoredUser, aTicket } from '../../../../support/hub-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

describe('news of the feed', () => {
  let store: HubStore;
  let now = 1_000_000;
  let changes = createChangeSignal();
  const abort = new AbortController();
  beforeEach(async () => {
    store = await openStore(':memory:');
    changes = createChangeSignal();
  });
  afterEach(() => store.close());

  const clock = { now: () => now, monotonicMs: () => now };
  const newsOf = (from: HubStore = store) =>
    createChangeNews({ store: from, clock, logger: silentLogger, changes });
  const aSession = async () => {
    const user = { ...aStoredUser(), workNo: randomUUID().slice(0, 8) };
    const sessionId = randomUUID();
    const kept = { deskId: randomUUID(), previousRefreshHash: null, endedAt: null };
    const { row } = issueTokens(now, now);
    await store.users.insert(user);
    await store.sessions.insert({
      ...row,
      ...kept,
      sessionId,
      userId: user.userId,
      deskProven: true,
      startedAt: now,
    });
    return { sessionId, user };
  };
  /** A change, as a command makes it. */
  const change = async (of: Partial<Ticket> = {}) => {
    const ticket = { ...aTicket(randomUUID(), randomUUID()), ...of };
    const seq = await store.transaction(async ({ tickets, feed }) => {
      await tickets.put(ticket);
      return feed.append('ticket', ticket.ticketId);
    });
    changes.notify();
    return { seq, entity: 'ticket', body: ticket } as const;
  };

  const changeUpTo = async (seq: number) => {
    while ((await change()).seq < seq);
  };
  /** The news with which the watcher knows of `seq`. */
  const untilTold = async (watch: AsyncGenerator<News>, seq: number) => {
    for await (const news of { [Symbol.asyncIterator]: () => ({ next: () => watch.next() }) })
      if (news.seq >= seq) return news;
    throw new Error('the watch has ended');
  };

  it('begins with the newest number, also when there is none yet, and goes on with what changed', async () => {
    const { sessionId, user } = await aSession();
    const audience = `agent:${user.workNo}`;
    const watch = newsOf().watch({ sessionId, deskContract: 3 }, abort.signal);
    expect((await watch.next()).value).toEqual({ seq: 0 });
    const first = await change();
    expect((await watch.next()).value).toEqual({
      seq: 1,
      audience,
      page: { since: 0, changes: [first] },
    });
    const second = await change();
    expect((await watch.next()).value).toEqual({
      seq: 2,
      audience,
      page: { since: 1, changes: [second] },
    });
  });

  it('tells each watcher what is for her or him, also when a person becomes something else', async () => {
    const [session, lead] = [await aSession(), await aSession()];
    await store.users.update({ ...lead.user, role: 'lead' });
    const feed = newsOf();
    const watch = feed.watch({ ...session, deskContract: 3 }, abort.signal);
    const old = feed.watch({ ...session, deskContract: 2 }, abort.signal);
    const whole = feed.watch({ ...lead, deskContract: 3 }, abort.signal);
    for (const each of [watch, old, whole]) await each.next();
    const { ticketId } = (await change({ kind: 'report', content: '暗访线索' })).body;
    const gone = { seq: 1, entity: 'ticketGone', body: { ticketId } };
    expect((await watch.next()).value).toMatchObject({
      audience: `agent:${session.user.workNo}`,
      page: { changes: [gone] },
    });
    const emptied = { ticketId, content: '', ticketNo: '', state: 'archived', course: [] };
    const { value: told } = await old.next();
    expect(told).toMatchObject({ page: { changes: [{ entity: 'ticket', body: emptied }] } });
    expect(JSON.stringify(told)).not.toContain('暗访线索');
    const { value: all } = await whole.next();
    expect(JSON.stringify(all)).toContain('暗访线索');
    await store.users.update({ ...lead.user, role: 'agent' });
    await change({ kind: 'report', content: '暗访线索' });
    expect(JSON.stringify((await whole.next()).value)).not.toContain('暗访线索');
  });

  it('reads a change once, however many watch', async () => {
    let reads = 0;
    const counting: HubStore = {
      ...store,
      transaction: (work) => {
        reads += 1;
        return store.transaction(work);
      },
    };
    const feed = newsOf(counting);
    const sessions = await Promise.all([aSession(), aSession(), aSession()]);
    const watches = sessions.map(({ sessionId }) =>
      feed.watch({ sessionId, deskContract: 3 }, abort.signal),
    );
    for (const watch of watches) await watch.next();
    const told = await change();
    for (const watch of watches)
      expect((await watch.next()).value).toMatchObject({ page: { changes: [told] } });
    expect(reads).toBe(1);
  });

  it('misses no change that comes while the newest number is being read', async () => {
    const { sessionId } = await aSession();
    let isMade = false;
    const slow: HubStore = {
      ...store,
      feed: {
        ...store.feed,
        async newestSeq() {
          const newest = await store.feed.newestSeq();
          if (!isMade) await change();
          isMade = true;
          return newest;
        },
      },
    };
    await untilTold(newsOf(slow).watch({ sessionId, deskContract: 3 }, abort.signal), 1);
  });

  it('gives a slow reader what came meanwhile as one page without a hole, and of very much the number only', async () => {
    const { sessionId, user } = await aSession();
    const audience = `agent:${user.workNo}`;
    const feed = newsOf();
    const slow = feed.watch({ sessionId, deskContract: 3 }, abort.signal);
    const quick = feed.watch({ sessionId, deskContract: 3 }, abort.signal);
    for (const watch of [slow, quick]) await watch.next();
    const first = await change();
    await quick.next();
    const second = await change();
    await quick.next();
    expect((await slow.next()).value).toEqual({
      seq: 2,
      audience,
      page: { since: 0, changes: [first, second] },
    });
    for (const upTo of [32, 62]) {
      await changeUpTo(upTo);
      await untilTold(quick, upTo);
    }
    expect((await slow.next()).value).toEqual({ seq: 62, audience });
    await changeUpTo(122);
    expect(await untilTold(quick, 122)).toEqual({ seq: 122, audience });
  });

  it.each([
    ['signed out', ({ sessionId }, at) => end(sessionId, at)],
    ['too old', async (_, at) => void (now = at + 16 * 60_000)],
    ['of somebody dismissed', ({ user }, at) => store.users.update({ ...user, disabledAt: at })],
    ['of an administrator', ({ user }) => store.users.update({ ...user, role: 'admin' })],
  ] satisfies [string, (of: Awaited<ReturnType<typeof aSession>>, at: number) => Promise<void>][])(
    'tells nothing any more to a session that is %s',
    async (_, lose) => {
      const [session, other] = [await aSession(), await aSession()];
      const feed = newsOf();
      const [watch, still] = [session, other].map(({ sessionId }) =>
        feed.watch({ sessionId, deskContract: 3 }, abort.signal),
      );
      for (const each of [watch, still]) await each?.next();
      await lose(session, now);
      await change();
      await expect(watch?.next()).rejects.toMatchObject({ code: 'hub.sessionExpired' });
      expect(await watch?.next()).toMatchObject({ done: true });
    },
  );
  const end = async (sessionId: string, at: number) => {
    const row = await store.sessions.get(sessionId);
    if (row) await store.sessions.update({ ...row, endedAt: at });
  };

  it('ends for all when it cannot be read, so that they come again and pull', async () => {
    const { sessionId } = await aSession();
    const broken: HubStore = { ...store, transaction: () => Promise.reject(new Error('full')) };
    const watch = newsOf(broken).watch({ sessionId, deskContract: 3 }, abort.signal);
    await watch.next();
    await change();
    await expect(watch.next()).rejects.toMatchObject({ code: 'ipc.internal' });
  });

  it('ends when its reader goes', async () => {
    const { sessionId } = await aSession();
    const gone = new AbortController();
    const watch = newsOf().watch({ sessionId, deskContract: 3 }, gone.signal);
    await watch.next();
    const next = watch.next();
    gone.abort();
    expect((await next).done).toBe(true);
  });
});
