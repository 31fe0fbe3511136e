import { beforeEach, describe, expect, it } from 'vitest';
import { createReplica } from '../../../../../src/main/areas/hub-link/replica.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aTicket } from '../../../../support/hub-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createReplica>[0];

/** Before a copy was filled from the newest back (replica.fill.test.ts). */
const contractBefore = 2;

/** A hub whose feed the test writes, and what a desk keeps of it through its restarts. */
describe('the copy of the hub at a desk', () => {
  let meta: Map<string, string>;
  let feed: Ticket[];
  let contract: number;
  let applied: string[];
  let told: string[];
  let current: number[];
  let pulls: number[];
  /** Says the newest place in the feed to who watches. */
  let announce: ((seq: number) => void)[];
  beforeEach(() => {
    meta = new Map();
    feed = [aTicket(), aTicket(), aTicket()];
    contract = contractBefore;
    [applied, told, current, pulls, announce] = [[], [], [], [], []];
  });

  const start = () => {
    const stop = new AbortController();
    const waits: number[] = [];
    const call = async (ask: (hub: object) => unknown) =>
      ask({
        changes: {
          pull: async ({ since }: { since: number }) => {
            pulls.push(since);
            const page = feed.slice(since, since + 2);
            const changes = page.map((body, n) => ({ seq: since + n + 1, entity: 'ticket', body }));
            return { changes, next: since + page.length, more: feed.length > since + page.length };
          },
        },
      });
    const replica = createReplica({
      store: {
        meta: {
          getMeta: async (key: string) => meta.get(key) ?? null,
          setMeta: async (key: string, value: string) => void meta.set(key, value),
        },
        tickets: {
          applyHubTickets: async (tickets: Ticket[]) =>
            void applied.push(...tickets.map(({ ticketId }) => ticketId)),
        },
        knowledge: { applyKnowledge: async () => undefined },
        office: { applyOfficeRules: async () => undefined },
      },
      link: {
        contract: () => contract,
        call,
        probe: async () => undefined,
        watchChanges: async (signal: AbortSignal) =>
          (async function* () {
            while (!signal.aborted) {
              const seq = await new Promise<number>((resolve) => {
                announce.push(resolve);
                signal.addEventListener('abort', () => resolve(-1));
              });
              if (seq >= 0) yield { seq };
            }
          })(),
      },
      clock: { now: () => 7, monotonicMs: () => 7 },
      timers: { wait: async (ms: number) => void waits.push(ms) },
      random: () => 0,
      logger: silentLogger,
      isSignedIn: () => true,
      onOfficeRules: () => undefined,
      onIncidents: () => undefined,
      onTicket: (ticketId: string) => void told.push(ticketId),
      onFilling: () => undefined,
      onCurrent: (at: number) => void current.push(at),
    } as unknown as Deps);
    const running = replica.run(stop.signal);
    const say = async (seq: number) => {
      const before = announce.length;
      announce.at(-1)?.(seq);
      await expect.poll(() => announce.length).toBeGreaterThan(before);
    };
    return {
      say,
      watching: () => expect.poll(() => announce.length).toBeGreaterThan(0),
      async end() {
        stop.abort();
        await running;
      },
    };
  };
  const ids = () => feed.map(({ ticketId }) => ticketId);

  it('is filled page by page, told ticket by ticket, and goes on where it was after a restart', async () => {
    const first = start();
    await first.watching();
    expect([applied, told, current]).toEqual([ids(), ids(), [7]]);
    await first.end();
    feed.push(aTicket());
    announce = [];
    const second = start();
    await second.watching();
    expect(pulls).toEqual([0, 2, 3]);
    expect(applied).toEqual(ids());
    // As it was at the end of the last run, and as it is.
    expect(current).toEqual([7, 7, 7]);
    await second.end();
  });

  it('is as the hub’s when the hub says that nothing is newer, and pulled when something is', async () => {
    const desk = start();
    await desk.watching();
    await desk.say(3);
    expect([current.length, pulls]).toEqual([2, [0, 2]]);
    feed.push(aTicket());
    await desk.say(4);
    expect(pulls).toEqual([0, 2, 3]);
    expect(applied).toEqual(ids());
    await desk.end();
  });

  it('is read from the beginning when the hub was put back to an older state', async () => {
    const desk = start();
    await desk.watching();
    feed = [aTicket()];
    applied = [];
    await desk.say(1);
    expect(pulls.slice(2)).toEqual([0]);
    expect(applied).toEqual(ids());
    await desk.end();
  });

  it('is read anew when hub and desk have more in common than when it was filled', async () => {
    contract = 1;
    const before = start();
    await before.watching();
    await before.end();
    contract = contractBefore;
    [announce, pulls, applied] = [[], [], []];
    const after = start();
    await after.watching();
    expect(pulls).toEqual([3, 0, 2]);
    expect(applied).toEqual(ids());
    await after.end();
  });
});
