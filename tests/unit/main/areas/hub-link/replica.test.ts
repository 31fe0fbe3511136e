import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReplica } from '../../../../../src/main/areas/hub-link/replica.ts';
import { systemTimers } from '../../../../../src/main/system/system-parts.ts';
import type { News } from '../../../../../src/shared/contract/replica/hub.ts';
import type { Change } from '../../../../../src/shared/contract/replica/schemas.ts';
import { keptReplicaSeq } from '../../../../../src/shared/kept/desk-facts.ts';
import { systemClock } from '../../../../../src/shared/node/system-clock.ts';
import { aTicket } from '../../../../support/hub-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createReplica>[0];

const changeAt = (seq: number): Change => ({
  seq,
  entity: 'ticket',
  body: aTicket(randomUUID(), `SW20260612-${seq}`),
});

/** A hub's feed, and a desk that follows it. The hub tells only what the test says. */
function createFollower() {
  let changes: Change[] = [];
  const pulls: number[] = [];
  const written: number[] = [];
  const texts = new Map<string, string>();
  const told: News[] = [];
  let wake = (): void => {};
  const stop = new AbortController();
  stop.signal.addEventListener('abort', () => wake());
  const pull = async ({ since }: { readonly since: number }) => {
    pulls.push(since);
    const found = changes.filter(({ seq }) => seq > since);
    return { changes: found, next: found.at(-1)?.seq ?? since, more: false };
  };
  async function* watch(): AsyncGenerator<News> {
    while (!stop.signal.aborted) {
      const news = told.shift();
      if (news) yield news;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const link = {
    contract: () => 2,
    call: (ask: (hub: object) => Promise<unknown>) => ask({ changes: { pull } }),
    watchChanges: async () => watch(),
  } as unknown as Deps['link'];
  const replica = createReplica({
    link,
    store: {
      meta: {
        getMeta: async (key) => texts.get(key) ?? null,
        setMeta: async (key, value) => void texts.set(key, value),
      },
      tickets: {
        forgetTickets: async () => [],
        applyHubTickets: async (tickets) =>
          void written.push(...tickets.map(({ ticketNo }) => Number(ticketNo.split('-')[1]))),
      },
      knowledge: { applyKnowledge: async () => undefined },
      office: { applyOfficeRules: async () => undefined },
      incidents: { applyIncidents: async () => undefined },
    },
    clock: systemClock,
    timers: systemTimers,
    random: () => 0,
    logger: silentLogger,
    isSignedIn: () => true,
    onTicket: () => undefined,
    onForgotten: () => undefined,
    onOfficeRules: () => undefined,
    onIncidents: () => undefined,
    onFilling: () => undefined,
    onOpenHere: () => undefined,
    onCurrent: () => undefined,
  });
  return {
    pulls,
    written,
    keptSeq: () => keptReplicaSeq.read(texts.get(keptReplicaSeq.key) ?? null),
    has: (...seqs: readonly number[]) => (changes = seqs.map(changeAt)),
    tell: (...news: readonly News[]) => {
      told.push(...news);
      wake();
    },
    run: () => replica.run(stop.signal),
    stop: () => stop.abort(),
  };
}

describe('the copy of the hub’s matters', () => {
  let hub: ReturnType<typeof createFollower>;
  let running: Promise<void>;
  beforeEach(async () => {
    hub = createFollower();
    hub.has(1, 2);
    running = hub.run();
    hub.tell({ seq: 2 });
    await vi.waitUntil(() => hub.keptSeq() === 2);
  });
  afterEach(async () => {
    hub.stop();
    await running;
  });
  const page = (since: number, ...seqs: readonly number[]) => ({
    since,
    changes: seqs.map(changeAt),
  });

  it('takes what it is told next, without asking for it, and remembers how far it is', async () => {
    hub.tell({ seq: 3, page: page(2, 3) }, { seq: 5, page: page(3, 4, 5) });
    await expect.poll(() => hub.keptSeq()).toBe(5);
    expect(hub.written).toEqual([1, 2, 3, 4, 5]);
    expect(hub.pulls).toEqual([0]);
  });

  it('pulls what it was only told of, as a hub of an older release does, and what leaves a hole', async () => {
    hub.has(1, 2, 3);
    hub.tell({ seq: 3 });
    await expect.poll(() => hub.keptSeq()).toBe(3);
    hub.has(1, 2, 3, 4, 5);
    hub.tell({ seq: 5, page: page(4, 5) });
    await expect.poll(() => hub.keptSeq()).toBe(5);
    expect(hub.written).toEqual([1, 2, 3, 4, 5]);
    expect(hub.pulls).toEqual([0, 2, 3]);
  });

  it('writes nothing again that it has pulled before it was told, and reads nothing from the beginning for it', async () => {
    hub.has(1, 2, 3, 4, 5);
    hub.tell({ seq: 5 }, { seq: 4 }, { seq: 4, page: page(2, 3, 4) });
    hub.tell({ seq: 6, page: page(4, 5, 6) });
    await expect.poll(() => hub.keptSeq()).toBe(6);
    expect(hub.written).toEqual([1, 2, 3, 4, 5, 6]);
    expect(hub.pulls).toEqual([0, 2]);
  });
});

it('is read anew from a hub that was put back to an older day, which the beginning of a watch shows', async () => {
  const hub = createFollower();
  hub.has(1, 2, 3);
  hub.tell({ seq: 1 });
  const running = hub.run();
  await expect.poll(() => hub.pulls).toEqual([0, 0]);
  hub.stop();
  await running;
});
