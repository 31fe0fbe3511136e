import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HubTicketCommand } from '../../../src/shared/contract/commands/schemas.ts';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';

describe('催办', () => {
  const assigned: Ticket = {
    ...aTicket(randomUUID(), 'SW20260612-0002'),
    state: 'assigned',
    handler: '江汉区水务局',
  };
  const seed = { ...testSeed(), tickets: [...testSeed().tickets, assigned] };
  const [opened] = seed.tickets;
  let desk: DeskWithHub;
  beforeEach(async () => {
    desk = await startDeskWithHub({ seed });
    await desk.signIn();
    await vi.waitFor(() => desk.desk().tickets.get({ ticketId: assigned.ticketId }), 10_000);
  });
  afterEach(() => desk.stop());

  const urging = ({ ticketId, ticketNo, revision, ...ticket }: Ticket, reason: string) => ({
    ticketId,
    ticketNo,
    base: { revision, intake: intakeOf(ticket as Ticket) },
    call: null,
    action: { kind: 'urge' as const, reason },
  });
  const courseElsewhere = async () => {
    const { client } = await signInAt(desk.hub.url(), '1002');
    const { changes } = await client.changes.pull({ since: 0, limit: 1000 });
    return changes.flatMap(({ entity, body }) =>
      entity === 'ticket' && body.ticketId === assigned.ticketId ? body.course : [],
    );
  };

  it('of what a department has is in the course at once, at the hub, and at the other desks', async () => {
    const command = urging(assigned, '市民再次来电');
    const commandId = randomUUID();
    const urged = await desk.desk().tickets.carryOut({ commandId, command });
    expect(urged).toMatchObject({ state: 'assigned', urgedCount: 1 });
    await desk.desk().tickets.carryOut({ commandId, command });
    await expect.poll(courseElsewhere, { timeout: 15_000 }).toContainEqual(
      expect.objectContaining({
        kind: 'urged',
        byWorkNo: '1001',
        note: expect.stringMatching(/^reason: 市民再次来电$/m),
      }),
    );
    expect((await courseElsewhere()).filter(({ kind }) => kind === 'urged')).toHaveLength(1);
  });

  it('of anything else is refused by the desk, and by the hub whatever the desk says', async () => {
    if (!opened) throw new Error('the seed has a ticket');
    const command = urging(opened, '快办');
    const asked = { commandId: randomUUID(), command };
    expect((await errorOf(desk.desk().tickets.carryOut(asked))).code).toBe(
      'ticket.notWithDepartment',
    );
    const { client } = await signInAt(desk.hub.url(), '1002');
    const sent: HubTicketCommand = { kind: 'ticket', ...command, at: desk.hub.clock.now() };
    expect(await client.commands.submit({ commandId: randomUUID(), command: sent })).toMatchObject({
      kind: 'refused',
      code: 'ticket.notWithDepartment',
    });
  });

  it('needs a reason', async () => {
    const asked = { commandId: randomUUID(), command: urging(assigned, ' ') };
    expect((await errorOf(desk.desk().tickets.carryOut(asked))).code).toBe('input.invalid');
  });
});
