import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flow } from '../../../src/shared/domain/tickets/flow.ts';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import { type TicketAction, actOf } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { noWork } from '../../../src/shared/domain/tickets/ticket-work.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { hubClient, signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';

const assign = {
  kind: 'assign',
  leadId: 'bureau.jianghan',
  assistIds: ['group.water'],
  instruction: '请现场核实',
  phonedTo: '',
  decidedBy: '',
  authority: '',
} as const satisfies TicketAction;

describe('the course of a ticket between desks', () => {
  const dispatched: Ticket = {
    ...aTicket(randomUUID(), 'SW20260612-0002'),
    source: 'cityPlatform',
    state: 'awaitingSignIn',
    closedAs: null,
    work: { ...noWork, city: { cityNo: 'WH1', dispatchedAt: 1, dueAt: null } },
  };
  const seed = { ...testSeed(), tickets: [...testSeed().tickets, dispatched] };
  let desk: DeskWithHub;
  beforeEach(async () => {
    desk = await startDeskWithHub({ seed });
    await desk.signIn();
    await vi.waitFor(() => desk.desk().tickets.get({ ticketId: dispatched.ticketId }), 10_000);
  });
  afterEach(() => desk.stop());

  const taking = ({ ticketId, ticketNo, revision, ...ticket }: Ticket, action: TicketAction) => ({
    ticketId,
    ticketNo,
    base: { revision, intake: intakeOf(ticket as Ticket) },
    call: null,
    action,
  });
  const take = (ticket: Ticket, action: TicketAction) =>
    desk.desk().tickets.carryOut({ commandId: randomUUID(), command: taking(ticket, action) });
  const elsewhere = async () => {
    const { client } = await signInAt(desk.hub.url(), '1002');
    const { changes } = await client.changes.pull({ since: 0, limit: 1000 });
    return changes.flatMap(({ entity, body }) =>
      entity === 'ticket' && body.ticketId === dispatched.ticketId ? [body] : [],
    )[0];
  };

  it('is decided at the desk at once, by the hub again, and is at the other desks with its clocks', async () => {
    const signed = await take(dispatched, { kind: 'sign' });
    expect(signed.state).toBe('screening');
    const assigned = await take(signed, assign);
    expect(assigned).toMatchObject({ state: 'assigned', handler: '江汉区水务局' });
    await expect.poll(async () => (await elsewhere())?.state, { timeout: 15_000 }).toBe('assigned');
    const there = await elsewhere();
    expect(there?.work?.assignment).toMatchObject({ leadId: 'bureau.jianghan' });
    expect(there?.work?.clocks.map(({ step }) => step)).toEqual([
      'assign',
      'departmentSign',
      'firstContact',
      'result',
    ]);
    expect(there?.course.map(({ act }) => act)).toEqual(expect.arrayContaining(['sign', 'assign']));
  });

  it('reaches a desk of before contract 3 without what that cannot read', async () => {
    await take(await take(dispatched, { kind: 'sign' }), assign);
    await expect.poll(async () => (await elsewhere())?.state, { timeout: 15_000 }).toBe('assigned');
    const { token } = await signInAt(desk.hub.url(), '1002');
    const older = hubClient(desk.hub.url(), token, 2);
    const text = JSON.stringify(await older.changes.pull({ since: 0, limit: 1000 }));
    expect(text).toContain(dispatched.ticketId);
    expect(text).not.toContain('"work"');
    expect(text).not.toContain('"act"');
  });

  it('is refused to an agent by desk and hub alike, where it is the city’s, a department’s or a lead’s', async () => {
    const { client } = await signInAt(desk.hub.url(), '1002');
    const tried: readonly TicketAction[] = [
      { kind: 'sendReturn' },
      { kind: 'cityConfirmed' },
      { kind: 'departmentSign' },
      { kind: 'archive' },
      { kind: 'correct', reason: '更正' },
      { kind: 'cityRework', reason: '重办', dueAt: 5 },
      {
        kind: 'supervise',
        level: 'listed',
        owner: '值班领导',
        dueAt: 5,
        reason: '反复',
      },
    ];
    for (const action of tried) {
      expect(flow[actOf(action)].every(({ who }) => !who.includes('agent'))).toBe(true);
      const here = await errorOf(take(dispatched, action));
      expect(['hub.forbidden', 'ticket.stepNotNow']).toContain(here.code);
      const sent = { kind: 'ticket' as const, ...taking(dispatched, action), at: 1 };
      expect(
        await client.commands.submit({ commandId: randomUUID(), command: sent }),
      ).toMatchObject({ kind: 'refused', code: here.code });
    }
    expect((await elsewhere())?.revision).toBe(dispatched.revision);
  });

  it('is taken once where two sign at once: the second hears so, and sees the ticket as it is', async () => {
    const { client } = await signInAt(desk.hub.url(), '1002');
    const sign = taking(dispatched, { kind: 'sign' });
    const at = desk.hub.clock.now();
    const answers = [];
    for (const commandId of [randomUUID(), randomUUID()])
      answers.push(
        await client.commands.submit({ commandId, command: { kind: 'ticket', ...sign, at } }),
      );
    expect(answers).toMatchObject([
      { kind: 'accepted' },
      { kind: 'refused', code: 'ticket.stepNotNow', ticket: { state: 'screening' } },
    ]);
  });
});
