import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchSigning } from '../../../../../src/main/areas/tickets/sign-watch.ts';
import type { SignAlarm } from '../../../../../src/shared/domain/tickets/sign-alarm.ts';
import type { User } from '../../../../../src/shared/domain/session/user.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { agent } from '../../../../support/desk/desk-samples.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const signIn = { step: 'signIn', startedAt: 0, dueAt: 100_000, ruleId: 'signIn.ordinary' } as const;
const waits: Ticket = {
  ...aTicket(),
  state: 'awaitingSignIn',
  work: { ...noWork, clocks: [signIn] },
};

describe('the watch over what waits to be signed', () => {
  let stop: AbortController;
  let lookAgain: () => void;
  let now: number;
  let user: User | null;
  let tickets: readonly Ticket[] | Error;
  let told: (SignAlarm | undefined)[];
  beforeEach(() => {
    lookAgain = () => {};
    stop = new AbortController();
    [now, user, tickets, told] = [0, agent, [waits], []];
    void watchSigning(
      {
        store: {
          listTickets: async () => {
            if (tickets instanceof Error) throw tickets;
            return { tickets: [...tickets], total: tickets.length };
          },
        },
        clock: { now: () => now, monotonicMs: () => now },
        timers: {
          wait: () => new Promise((resolve) => void (lookAgain = resolve)),
          after: () => () => {},
        },
        inBackground: (_name, work) => void work().catch(() => undefined),
        user: () => user,
        onAlarm: (alarm) => void told.push(alarm),
      },
      stop.signal,
    );
  });
  afterEach(() => stop.abort());
  const pass = async (ms: number) => {
    now += ms;
    lookAgain();
    await new Promise((resolve) => setImmediate(resolve));
  };

  it('tells once when half the limit is over, and that it is signed', async () => {
    await pass(30_000);
    expect(told).toEqual([]);
    await pass(30_000);
    await pass(30_000);
    expect(told).toEqual([{ count: 1, firstDueAt: 100_000 }]);
    tickets = [];
    await pass(15_000);
    expect(told).toEqual([{ count: 1, firstDueAt: 100_000 }, undefined]);
  });

  it('goes on after a look that failed, and is silent for whoever signs nothing', async () => {
    tickets = new Error('the store is away');
    await pass(60_000);
    tickets = [waits];
    user = { ...agent, role: 'admin' };
    await pass(15_000);
    expect(told).toEqual([]);
    user = agent;
    await pass(15_000);
    expect(told).toEqual([{ count: 1, firstDueAt: 100_000 }]);
  });
});
