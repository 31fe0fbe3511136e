import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';

const demand = (index: number): Ticket => ({
  ...aTicket(randomUUID(), `SW20260612-${String(2000 + index)}`),
  kind: 'help',
  categoryCode: 'drainage.blockage',
  address: `示例路 ${index} 号`,
});

describe('merging at a desk', () => {
  const tickets = Array.from({ length: 4 }, (_, index) => demand(index));
  const [main = demand(0), first = demand(1), second = demand(2), third = demand(3)] = tickets;
  let desk: DeskWithHub;
  beforeEach(async () => {
    desk = await startDeskWithHub({ seed: { ...testSeed(), tickets } });
    await desk.signIn();
    await untilIn(third, 'screening');
  });
  afterEach(() => desk.stop());

  const untilIn = ({ ticketId }: Ticket, state: Ticket['state']) =>
    vi.waitFor(
      async () => expect((await desk.desk().tickets.get({ ticketId })).state).toBe(state),
      { timeout: 20_000, interval: 50 },
    );
  const order = (...others: Ticket[]) => ({
    act: 'merge' as const,
    mainId: main.ticketId,
    otherIds: others.map(({ ticketId }) => ticketId),
    reason: '同一处积水',
  });

  it('says what can be done and what cannot, and does it at once with the hub there', async () => {
    const asked = order(first, second, main);
    const { fit, skipped, refused } = await desk.desk().tickets.preview({
      kind: 'merge',
      order: asked,
    });
    expect(fit).toEqual([first.ticketId, second.ticketId]);
    expect(skipped).toEqual([{ ticketId: main.ticketId, code: 'ticket.mergeSelf' }]);
    expect(refused).toBeNull();
    const commandId = randomUUID();
    const answer = await desk.desk().tickets.merge({ commandId, order: order(first, second) });
    expect(answer).toEqual({ kind: 'done', skipped: [] });
    await untilIn(first, 'merged');
    await untilIn(second, 'merged');
    const now = await desk.desk().tickets.get({ ticketId: main.ticketId });
    expect(now.work?.merged?.map(({ ticketNo }) => ticketNo)).toEqual([
      first.ticketNo,
      second.ticketNo,
    ]);
    const again = await desk
      .desk()
      .tickets.merge({ commandId: randomUUID(), order: order(first) })
      .catch(fromWireError);
    expect(again).toMatchObject({ code: 'ticket.isMerged' });
    const urged = await desk.desk().tickets.preview({
      kind: 'act',
      ticketIds: [first.ticketId, third.ticketId],
      action: { kind: 'urge', reason: '再次来电' },
    });
    expect(urged.skipped.map(({ code }) => code)).toEqual([
      'ticket.isMerged',
      'ticket.notWithDepartment',
    ]);
  });

  it('keeps the decision while the hub is away, also over a restart, and brings it afterwards', async () => {
    desk.setOnline(false);
    const answer = await desk
      .desk()
      .tickets.merge({ commandId: randomUUID(), order: order(first, second) });
    expect(answer).toEqual({ kind: 'waiting' });
    expect((await desk.desk().tickets.get({ ticketId: first.ticketId })).state).toBe('screening');
    await desk.restart();
    desk.setOnline(true);
    await desk.signIn();
    await untilIn(first, 'merged');
    await untilIn(second, 'merged');
  });
});
