import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createTicketSets } from '../../../../../src/main/areas/tickets/ticket-sets.ts';
import { systemTimers } from '../../../../../src/main/system/system-parts.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import type { HubCommand } from '../../../../../src/shared/contract/commands/schemas.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const demand = (): Ticket => ({
  ...aTicket(randomUUID()),
  kind: 'help',
  categoryCode: 'drainage.blockage',
});

/** At a desk where the copy still holds what the person before could read, the hub being away. */
function setUp() {
  const open = demand();
  const other = demand();
  const hidden = { ...demand(), against: ['1002'] };
  const here = [open, other, hidden];
  const sent: HubCommand[] = [];
  const sets = createTicketSets({
    store: {
      getTicket: async (ticketId) => here.find((one) => one.ticketId === ticketId) ?? null,
      isCommandKnown: async () => false,
    },
    clock: { now: () => 7, monotonicMs: () => 7 },
    timers: systemTimers,
    newId: randomUUID,
    rules: () => shippedRules,
    hubLink: {
      enqueue: async (command) => void sent.push(command),
      holdBack: () => async () => ({ kind: 'notYet' }),
    },
  });
  return { sets, sent, open, other, hidden };
}

const agent = { workNo: '1003', role: 'agent' } as const;
const order = (mainId: string, ...otherIds: string[]) =>
  ({ act: 'merge', mainId, otherIds, reason: '同一处积水' }) as const;

it('says of a ticket that is not for whoever asks what it says of one that there is not', async () => {
  const { sets, open, hidden } = setUp();
  const missing = randomUUID();
  const action = { kind: 'message', text: '请回电' } as const;
  const ticketIds = [open.ticketId, hidden.ticketId, missing];
  const { skipped } = await sets.preview(agent, { kind: 'act', ticketIds, action });
  expect(skipped.filter(({ ticketId }) => ticketId !== open.ticketId)).toEqual([
    { ticketId: hidden.ticketId, code: 'ticket.notFound' },
    { ticketId: missing, code: 'ticket.notFound' },
  ]);
  const merged = await sets.preview(agent, {
    kind: 'merge',
    order: order(open.ticketId, hidden.ticketId, missing),
  });
  expect(new Set(merged.skipped.map(({ code }) => code))).toEqual(new Set(['ticket.notFound']));
});

it('merges into no ticket that is not for whoever asks, and sends nothing', async () => {
  const { sets, sent, open, other, hidden } = setUp();
  const merging = sets.merge(agent, randomUUID(), order(hidden.ticketId, open.ticketId));
  await expect(merging).rejects.toThrow(new AppError('ticket.notFound'));
  expect(sent).toEqual([]);
  expect(await sets.merge(agent, randomUUID(), order(open.ticketId, other.ticketId))).toEqual({
    kind: 'waiting',
  });
});
