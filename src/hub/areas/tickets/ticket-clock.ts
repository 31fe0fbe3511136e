import { setTimeout } from 'node:timers/promises';
import { toAppError } from '../../../shared/node/to-app-error.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { type TakeDueDeps, seeTicket, takeDue } from './take-due.ts';

export interface TicketClockDeps extends TakeDueDeps {
  readonly changes: ChangeSignal;
  /** Are all tickets in the index by which they are found? Set when all have been looked through. */
  readonly indexed: { isWhole: boolean };
}

/** How often the hub looks at what is due. */
const roundMs = 60_000;
/** In one round: an archive of years comes by and by, and no desk waits for it. */
const mostInRound = 50;
/** Looked through at once: most are as this program has left them, and are passed by. */
const seenAtOnce = 2000;
const seenEachMs = 1000;

/** The hub's own clock: urges departments, takes what is late to lead and officer, archives (ADR 0253). */
export interface TicketClock {
  /** Does what is due now; says how many tickets have changed. */
  round(): Promise<number>;
  /** Looks once through all tickets for what a program of before has left, while desks are served; resolves at the end. */
  lookThrough(): Promise<void>;
  close(): Promise<void>;
}

/** Begins at once to look through, and takes rounds until it is closed. */
export function createTicketClock(deps: TicketClockDeps): TicketClock {
  const { store, clock, logger, changes, indexed } = deps;
  const ending = new AbortController();
  const { signal } = ending;
  const quietly = async (place: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) toAppError(error, logger, { event: 'tickets.clockFailed', place });
    }
  };
  const round = async () => {
    let changed = 0;
    for (const ticketId of await store.times.due(clock.now(), mostInRound)) {
      if (signal.aborted) break;
      if (await takeDue(deps, ticketId)) changed += 1;
    }
    if (changed > 0) changes.notify();
    return changed;
  };
  const lookThrough = async () => {
    for (let after: string | null = ''; after !== null && !signal.aborted;) {
      const { ticketIds, last } = await store.times.unseen(after, seenAtOnce);
      for (const ticketId of ticketIds) {
        if (signal.aborted) return;
        await store.transaction((repositories) => seeTicket(repositories, ticketId));
      }
      after = last;
      const restMs = ticketIds.length === 0 ? 0 : seenEachMs;
      if (last !== null) await setTimeout(restMs, undefined, { signal, ref: false });
    }
    indexed.isWhole = true;
  };
  let running = quietly('lookThrough', lookThrough);
  const ticking = setInterval(() => {
    running = running.then(() =>
      quietly('round', async () => {
        await round();
      }),
    );
  }, roundMs);
  ticking.unref();
  return {
    round,
    lookThrough,
    async close() {
      clearInterval(ticking);
      ending.abort();
      await running;
    },
  };
}
