import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createReplica } from '../../../../../src/main/areas/hub-link/replica.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import type { News } from '../../../../../src/shared/contract/replica/hub.ts';
import type { Change } from '../../../../../src/shared/contract/replica/schemas.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aKnowledgeEntry, aTicket } from '../../../../support/hub-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createReplica>[0];

/** How the copy follows the hub through time: a hub that answers as the test says, and rests that the test ends. */
describe('following the hub', () => {
  let changes: Change[];
  let more: boolean;
  let onPull: () => void;
  let fails: boolean;
  let isSignedIn: boolean;
  let asked: string[];
  let writes: { readonly kind: 'tickets' | 'knowledge'; readonly count: number }[];
  let told: string[];
  let current: number;
  let meta: Map<string, string>;
  let rests: number[];
  let endRest: () => void;
  /** What the hub tells who watches: news, or that the watch is over. */
  let tell: (news: News | null) => void;
  let stop: AbortController;
  let replica: ReturnType<typeof createReplica>;
  beforeEach(() => {
    [changes, fails, isSignedIn, asked] = [[], false, true, []];
    [writes, told, current, meta, rests] = [[], [], 0, new Map(), []];
    [endRest, tell, onPull, more] = [() => {}, () => {}, () => {}, false];
    stop = new AbortController();
    const pull = async ({ since, limit }: { since: number; limit: number }) => {
      asked.push(`pull ${since} ${limit}`);
      onPull();
      return { changes, next: changes.length, more };
    };
    async function* watch() {
      for (;;) {
        const news = await new Promise<News | null>((resolve) => {
          tell = resolve;
          if (stop.signal.aborted) resolve(null);
          stop.signal.addEventListener('abort', () => resolve(null));
        });
        if (news === null) return;
        yield news;
      }
    }
    const link = {
      contract: () => 2,
      call: async (ask: (hub: object) => unknown) => {
        if (fails) throw new AppError('hub.unreachable');
        return ask({ changes: { pull } });
      },
      probe: async () => void asked.push('probe'),
      watchChanges: async () => (asked.push('watch'), watch()),
    };
    replica = createReplica({
      store: {
        meta: {
          getMeta: async (key: string) => meta.get(key) ?? null,
          setMeta: async (key: string, value: string) => void meta.set(key, value),
        },
        tickets: {
          applyHubTickets: async (tickets: Ticket[]) =>
            void writes.push({ kind: 'tickets', count: tickets.length }),
        },
        knowledge: {
          applyKnowledge: async (entries: object[]) =>
            void writes.push({ kind: 'knowledge', count: entries.length }),
        },
      },
      link,
      clock: { now: () => 7, monotonicMs: () => 7 },
      timers: {
        wait: (ms: number, signal: AbortSignal) =>
          new Promise<void>((resolve) => {
            rests.push(ms);
            endRest = resolve;
            if (signal.aborted) resolve();
            signal.addEventListener('abort', () => resolve());
          }),
      },
      random: () => 0.5,
      logger: silentLogger,
      isSignedIn: () => isSignedIn,
      onTicket: (ticketId: string) => void told.push(ticketId),
      onFilling: () => undefined,
      onCurrent: () => (current += 1),
    } as unknown as Deps);
  });
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const run = async () => {
    const running = replica.run(stop.signal);
    onTestFinished(async () => {
      stop.abort();
      await running;
    });
    await settled();
  };
  const next = async () => {
    endRest();
    await settled();
  };
  const aTicketChange = (seq: number): Change => ({ seq, entity: 'ticket', body: aTicket() });

  it('writes tickets and knowledge each to their place, at most a hundred at once, and tells of tickets only', async () => {
    const entry: Change = { seq: 1, entity: 'knowledge', body: aKnowledgeEntry() };
    changes = [entry, ...Array.from({ length: 204 }, (_, n) => aTicketChange(n + 2))];
    await run();
    expect(asked).toEqual(['pull 0 1000', 'watch']);
    expect(writes).toEqual([
      { kind: 'tickets', count: 99 },
      { kind: 'knowledge', count: 1 },
      { kind: 'tickets', count: 100 },
      { kind: 'tickets', count: 5 },
    ]);
    const tickets = changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
    expect(told).toEqual(tickets.map(({ ticketId }) => ticketId));
    expect(current).toBe(1);
  });

  it('only asks whether the hub is there while nobody is signed in, and pulls as soon as somebody is', async () => {
    isSignedIn = false;
    await run();
    expect([asked, current, rests]).toEqual([['probe'], 0, [750]]);
    isSignedIn = true;
    replica.wake();
    await settled();
    expect(asked).toEqual(['probe', 'pull 0 1000', 'watch']);
  });

  it('is woken once for each wake: the rest after it is a rest again', async () => {
    fails = true;
    await run();
    expect(rests).toHaveLength(1);
    replica.wake();
    await settled();
    expect(rests).toHaveLength(2);
  });

  it('rests longer and longer while the hub is away, and shortly again once it was watched', async () => {
    fails = true;
    await run();
    for (let round = 0; round < 6; round += 1) await next();
    expect(rests).toEqual([750, 1250, 2250, 4250, 7750, 7750, 7750]);
    fails = false;
    await next();
    expect(asked).toEqual(['pull 0 1000', 'watch']);
    tell(null);
    await settled();
    expect(rests.slice(7)).toEqual([750]);
    await next();
    expect(asked).toHaveLength(4);
  });

  it('is not called current when its run ends in the middle of the filling, which goes on from there', async () => {
    changes = [aTicketChange(1)];
    more = true;
    onPull = () => stop.abort();
    await run();
    expect([asked, told.length, current]).toEqual([['pull 0 1000', 'watch'], 1, 0]);
    expect([...meta.values()]).toContain('1');
  });
});
