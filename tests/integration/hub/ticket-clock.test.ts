import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChangeSignal } from '../../../src/hub/areas/replica/change-signal.ts';
import {
  type TicketClock,
  createTicketClock,
} from '../../../src/hub/areas/tickets/ticket-clock.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import { escalatedTo } from '../../../src/shared/domain/tickets/hub-due.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { assignIt, takeCourse } from '../../support/course-ticket.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const dayMs = 24 * 3_600_000;

describe('the hub’s own clock', () => {
  const assigned = () => {
    const course = takeCourse({ ticketNo: 'SW20260612-0001' });
    course.take('agent', assignIt);
    return course.ticket();
  };
  const ended = (ticketNo: string, closedAt: number): Ticket => ({
    ...aTicket(randomUUID(), ticketNo),
    state: 'closed',
    closedAs: 'directAnswer',
    closedAt,
  });
  let hub: RunningHub;
  let store: HubStore;
  let clock: TicketClock;
  let told: number;
  let indexed: { isWhole: boolean };
  beforeEach(async () => {
    const at = Date.UTC(2026, 5, 12, 8);
    const tickets = [
      assigned(),
      ended('SW20260401-0001', at - 31 * dayMs),
      ended('SW20260601-0001', at - dayMs),
      { ...ended('SW20260401-0002', at - 31 * dayMs), callbackOwed: true },
    ];
    hub = await startTestHub({ ...testSeed(), tickets });
    store = await openStore(join(hub.dataFolder, 'hub.db'));
    const changes = createChangeSignal();
    told = 0;
    changes.onChange(() => (told += 1));
    indexed = { isWhole: false };
    const deps = { store, clock: hub.clock, logger: silentLogger, changes, indexed };
    clock = createTicketClock(deps);
    await clock.lookThrough();
  });
  afterEach(async () => {
    await clock.close();
    await store.close();
    await hub.stop();
  });

  const copy = async (ticketNo: string) => {
    // Days go by between two looks: nobody stays signed in for them.
    const { client } = await signInAt(hub.url(), '2001');
    const { changes } = await client.changes.pull({ since: 0, limit: 100 });
    const found = changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
    const ticket = found.find((one) => one.ticketNo === ticketNo);
    if (!ticket) throw new Error(`${ticketNo} is not in the feed`);
    return ticket;
  };

  it('archives what ended thirty days ago and nothing that still owes a call-back, and tells the desks', async () => {
    expect(await clock.round()).toBe(1);
    expect(told).toBe(1);
    expect((await copy('SW20260401-0001')).state).toBe('archived');
    expect((await copy('SW20260601-0001')).state).toBe('closed');
    expect((await copy('SW20260401-0002')).state).toBe('closed');
    expect(await clock.round()).toBe(0);
    hub.clock.advance(30 * dayMs);
    await clock.round();
    expect((await copy('SW20260601-0001')).state).toBe('archived');
  });

  it('urges the department and takes to lead and officer what runs late, each once', async () => {
    hub.clock.advance(9 * dayMs);
    // What was missed meanwhile is done by and by, one thing of a ticket in a round.
    let changed = await clock.round();
    while (changed > 0) changed = await clock.round();
    const late = await copy('SW20260612-0001');
    expect(late.urgedCount).toBe(1);
    expect(escalatedTo(late)).toBe('officer');
    const acts = late.course.map(({ act, kind }) => act ?? kind);
    expect(acts.filter((act) => act === 'escalate')).toHaveLength(5);
    await clock.lookThrough();
    expect(await clock.round()).toBe(0);
  });

  it('looks at what a program of before has written since', async () => {
    const ticket = { ...ended('SW20260402-0009', 1), revision: 7 };
    await store.tickets.put(ticket);
    await store.times.put(ticket.ticketId, { revision: 6, dueAt: null });
    const index = new Database(join(hub.dataFolder, 'hub.db'));
    index.prepare('delete from ticket_index where ticket_id = ?').run(ticket.ticketId);
    index.close();
    expect(await store.ticketIndex.idOf(ticket.ticketNo)).toBeNull();
    await clock.round();
    expect((await store.tickets.get(ticket.ticketId))?.state).toBe('closed');
    await clock.lookThrough();
    expect(indexed.isWhole).toBe(true);
    expect(await store.ticketIndex.idOf(ticket.ticketNo)).toBe(ticket.ticketId);
    await clock.round();
    expect((await store.tickets.get(ticket.ticketId))?.state).toBe('archived');
  });

  it('puts off what it cannot do, and goes on with the rest', async () => {
    await store.times.put(randomUUID(), { revision: 0, dueAt: 1 });
    expect(await clock.round()).toBe(1);
    expect(await store.times.due(hub.clock.now(), 10)).toEqual([]);
  });
});
