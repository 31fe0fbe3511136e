import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { hubClient, signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const marker = '暗访线索';
const demand = (no: string): Ticket => ({
  ...aTicket(randomUUID(), no),
  kind: 'help',
  categoryCode: 'drainage.blockage',
  district: '江汉区',
  address: '示例路 1 号',
  content: '路面积水',
});
describe('a merged ticket whose main ticket has become confidential', () => {
  const main = demand('SW20260612-0042');
  const other = demand('SW20260612-0043');
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub({ ...testSeed(), tickets: [main, other] });
  });
  afterEach(() => hub.stop());

  it('is let go without what was answered there', async () => {
    const lead = await signInAt(hub.url(), '2001');
    const agent = await signInAt(hub.url(), '1002');
    const read = async (by: typeof lead, ticketId: string) => {
      const { changes } = await hubClient(hub.url(), by.token).changes.pull({
        since: 0,
        limit: 200,
      });
      for (const { entity, body } of changes)
        if (entity === 'ticket' && body.ticketId === ticketId) return body;
      throw new Error('the ticket is in the feed');
    };
    const take = async (ticketId: string, action: TicketAction) => {
      hub.clock.advance(1000);
      const now = await read(lead, ticketId);
      const { ticketNo, revision } = now;
      const base = { revision, intake: intakeOf(now) };
      const of = { kind: 'ticket', at: hub.clock.now(), ticketId, ticketNo, base } as const;
      const command = { ...of, call: null, action };
      expect(await lead.client.commands.submit({ commandId: randomUUID(), command })).toEqual({
        kind: 'accepted',
      });
    };
    const order = {
      kind: 'ticketMerge',
      act: 'merge',
      reason: '同一处',
      at: hub.clock.now(),
    } as const;
    const command = { ...order, mainId: main.ticketId, otherIds: [other.ticketId] };
    expect(await lead.client.commands.submit({ commandId: randomUUID(), command })).toEqual({
      kind: 'accepted',
    });
    await take(main.ticketId, { kind: 'edit', changes: { kind: 'complaint', against: ['1002'] } });
    const changes = { answer: `${marker}已查实` };
    await take(main.ticketId, { kind: 'close', closeAs: 'selfHandled', changes });
    const follows = await read(agent, other.ticketId);
    expect(follows).toMatchObject({ state: 'awaitingReply', callbackOwed: true });
    expect(JSON.stringify(follows)).not.toContain(marker);
    expect(follows.work?.mergedInto?.answeredAt).toBe(hub.clock.now());
  });
});
