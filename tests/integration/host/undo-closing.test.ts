import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Timers } from '../../../src/main/host/timers.ts';
import { systemTimers } from '../../../src/main/system/system-parts.ts';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { aFullIntake, aTicketSave, testSeed } from '../../support/hub-values.ts';
import { signInAt } from '../../support/hub-client.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { createHandTimers } from '../../support/host/hand-timers.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { sendForm } from '../../support/host/ticket-form.ts';

const undoMs = 7_777;

describe('a closing', () => {
  const seed = testSeed();
  const ticketId = seed.tickets[0]?.ticketId ?? '';
  const ticketNo = seed.tickets[0]?.ticketNo ?? '';
  const typed = { ...aFullIntake(), content: '整栋没水，已告知来电人' };
  let hand: ReturnType<typeof createHandTimers>;
  let desk: DeskWithHub;
  beforeEach(async () => {
    hand = createHandTimers();
    const after: Timers['after'] = (ms, call) =>
      ms === undoMs ? hand.after(ms, call) : systemTimers.after(ms, call);
    desk = await startDeskWithHub({
      seed,
      changes: { undoMs, timers: { ...systemTimers, after } },
    });
    await desk.signIn();
    await sentAll();
  });
  afterEach(() => desk.stop());

  const sentAll = () =>
    desk.watch().until('nothing waits', ({ sync }) => sync.commandsWaiting === 0, 20_000);
  const close = (id = ticketId, no = ticketNo, commandId: string = randomUUID()) =>
    sendForm(desk.desk(), {
      commandId,
      ticketId: id,
      ticketNo: no,
      intake: typed,
      closeAs: 'directAnswer',
    });
  const undo = (id = ticketId) => desk.desk().tickets.undoClose({ ticketId: id });
  const local = (id = ticketId) => desk.desk().tickets.get({ ticketId: id });
  const atHub = async (id = ticketId) => {
    const { client } = await signInAt(desk.hub.url(), '2001');
    const { changes } = await client.changes.pull({ since: 0, limit: 1000 });
    return changes
      .flatMap(({ entity, body }) => (entity === 'ticket' && body.ticketId === id ? [body] : []))
      .at(-1);
  };
  const closedAtHub = () =>
    vi.waitFor(async () => {
      const ticket = await atHub();
      expect(ticket).toMatchObject({ state: 'closed', closedByWorkNo: '1001' });
    }, 20_000);
  const saveNew = async () => {
    const named = await desk.desk().tickets.newTicket();
    await sendForm(desk.desk(), { ...named, intake: aFullIntake() });
    return named.ticketId;
  };

  it('is kept at once, holds up no other ticket, and leaves when its time is over', async () => {
    expect(await close()).toMatchObject({ state: 'closed' });
    const { undoable } = await desk
      .watch()
      .until('offered', (state) => state.undoable?.length === 1);
    expect(undoable).toMatchObject([{ ticketId }]);
    const other = await saveNew();
    await vi.waitFor(async () => expect(await atHub(other)).toBeDefined(), 15_000);
    expect(await atHub()).toMatchObject({ state: 'screening' });
    hand.pass(undoMs);
    await closedAtHub();
    expect(desk.watch().state().undoable).toEqual([]);
    expect((await errorOf(undo())).code).toBe('ticket.undoTooLate');
    expect(await local()).toMatchObject({ state: 'closed' });
  });

  it('taken back in time never was: the ticket is as before, the words are a draft, pressed twice as well', async () => {
    const before = await local();
    await close();
    const [first, second] = await Promise.all([undo(), undo()]);
    expect(first.ticket).toEqual(before);
    expect(first.draft?.body).toMatchObject({ content: typed.content });
    expect(second.ticket?.state).not.toBe('closed');
    expect(await local()).toEqual(before);
    expect(await desk.desk().drafts.get({ draftKey: ticketId })).toEqual(first.draft);
    hand.pass(undoMs);
    const other = await saveNew();
    await vi.waitFor(async () => expect(await atHub(other)).toBeDefined(), 15_000);
    await sentAll();
    expect(await atHub()).toMatchObject({ state: 'screening', course: before.course });
    // Closed again, it is closed.
    await close();
    hand.pass(undoMs);
    await closedAtHub();
  });

  it('that had made the ticket leaves none behind', async () => {
    const named = await desk.desk().tickets.newTicket();
    await close(named.ticketId, named.ticketNo);
    const undone = await undo(named.ticketId);
    expect(undone).toMatchObject({ ticket: null, draft: { body: { content: typed.content } } });
    expect((await errorOf(local(named.ticketId))).code).toBe('ticket.notFound');
    await sentAll();
  });

  it('stands after a restart, and is sent without waiting', async () => {
    await close();
    await desk.restart();
    await closedAtHub();
    expect((await errorOf(undo())).code).toBe('ticket.undoTooLate');
  });

  it('is sent before its author leaves, and is nobody else’s to take back', async () => {
    await close();
    await desk.desk().session.signOut({ unguarded: true });
    expect(await atHub()).toMatchObject({ state: 'closed', closedByWorkNo: '1001' });
    await desk.signIn('1002');
    expect((await errorOf(undo())).code).toBe('ticket.undoTooLate');
  });

  it('without the hub stands after a sign-out, and goes when its author is back', async () => {
    desk.setOnline(false);
    await close();
    await desk.desk().session.signOut({ unguarded: true });
    expect(await local().catch(() => null)).toBeNull();
    desk.setOnline(true);
    await desk.signIn('1002');
    expect((await errorOf(undo())).code).toBe('ticket.undoTooLate');
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn();
    await closedAtHub();
  });

  it('taken back shows what a colleague has changed meanwhile', async () => {
    await close();
    const { client } = await signInAt(desk.hub.url(), '1002');
    const theirs = aTicketSave(ticketId, {
      ticketNo,
      base: { revision: 1, intake: emptyIntake },
      changes: { content: '同事补充：二楼也没水' },
    });
    const answer = await client.commands.submit({ commandId: randomUUID(), command: theirs });
    expect(answer.kind).toBe('accepted');
    // The feed tells in order: a ticket of after is known here, so that change is.
    const later = randomUUID();
    await client.commands.submit({ commandId: randomUUID(), command: aTicketSave(later) });
    await vi.waitFor(() => local(later), 15_000);
    expect(await local()).toMatchObject({ state: 'closed', content: typed.content });
    const { ticket } = await undo();
    expect(ticket).toMatchObject({ content: '同事补充：二楼也没水', state: 'screening' });
  });
});
