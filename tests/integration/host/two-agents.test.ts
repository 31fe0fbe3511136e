import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/hub/open-store.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { openSheet } from '../../../src/renderer/workbench/workbench-state.ts';
import { createWorkbenchStore } from '../../../src/renderer/workbench/workbench-store.ts';
import { clashesOf } from '../../../src/renderer/workbench/sheet.ts';
import { type IntakeChanges, intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aKeptSave, aTicketSave, testSeed } from '../../support/hub-values.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';

const edit = { kind: 'edit', changes: {} } as const;

describe('two agents on one ticket', () => {
  const seed = testSeed();
  const ticketId = seed.tickets[0]?.ticketId ?? '';
  const ticketNo = seed.tickets[0]?.ticketNo ?? '';
  const kept = new Map<string, string>();
  let desk: DeskWithHub;
  beforeEach(async () => {
    kept.clear();
    desk = await startDeskWithHub({ seed });
    await desk.signIn();
  });
  afterEach(() => desk.stop());

  /** The workbench of agent 1001's page, over the real host. */
  const openPage = () => {
    const { calls, drafts, tickets, workspaces } = desk.desk();
    // A client has no keys of its own that could be spread.
    const { get, list, newTicket, numberShown, printed, undoClose, preview, merge } = tickets;
    // A page's link translates errors so (`reconnecting-link.ts`).
    const carryOut: typeof tickets.carryOut = async (...asked) => {
      try {
        return await tickets.carryOut(...asked);
      } catch (error) {
        throw fromWireError(error);
      }
    };
    return createWorkbenchStore({
      api: {
        calls,
        drafts,
        workspaces,
        tickets: {
          get,
          list,
          newTicket,
          numberShown,
          printed,
          carryOut,
          undoClose,
          preview,
          merge,
        },
      },
      memory: {
        get: (key) => kept.get(key) ?? null,
        set: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
      },
      createId: randomUUID,
      schedule: () => () => {},
      isTyping: () => false,
      endTyping: () => undefined,
    });
  };
  const hubTicket = async (): Promise<Ticket> => {
    const store = await openStore(join(desk.hub.dataFolder, 'hub.db'));
    try {
      const ticket = await store.tickets.get(ticketId);
      if (!ticket) throw new Error('no such ticket');
      return ticket;
    } finally {
      await store.close();
    }
  };
  /** Agent 1002 saves at another desk, over the ticket as the hub has it. */
  const other = async (changes: IntakeChanges) => {
    const { client } = await signInAt(desk.hub.url(), '1002');
    const ticket = await hubTicket();
    const base = { revision: ticket.revision, intake: intakeOf(ticket) };
    const at = desk.hub.clock.now();
    const command = aTicketSave(ticketId, { ticketNo, base, changes, at });
    const commandId = randomUUID();
    expect(await client.commands.submit({ commandId, command })).toEqual({ kind: 'accepted' });
  };
  const atDesk = (part: Partial<Ticket>) =>
    expect
      .poll(() => desk.desk().tickets.get({ ticketId }), { timeout: 15_000 })
      .toMatchObject(part);
  const atHub = (part: Partial<Ticket>) =>
    expect.poll(hubTicket, { timeout: 15_000 }).toMatchObject(part);
  const goAway = async () => {
    desk.setOnline(false);
    await desk.watch().until('offline', ({ sync }) => sync.hub === 'offline');
  };

  it('lose no word of each other: a save changes what was typed, and nothing else', async () => {
    const page = openPage();
    await page.getState().openTicket(ticketId);
    page.getState().edit(ticketId, { answer: '已告知' });
    await other({ address: '对方的地址' });
    await atDesk({ address: '对方的地址' });
    await page.getState().carryOut(edit);
    expect(openSheet(page.getState())).toMatchObject({
      failure: null,
      intake: { answer: '已告知', address: '对方的地址' },
    });
    await atHub({ answer: '已告知', address: '对方的地址' });
  });

  it('lose none either when the other one still works with release 0.1.0', async () => {
    const page = openPage();
    await page.getState().openTicket(ticketId);
    page.getState().edit(ticketId, { answer: '已告知' });
    const { client } = await signInAt(desk.hub.url(), '1002');
    const { revision, ...ticket } = await hubTicket();
    const intake = { ...intakeOf(ticket as Ticket), address: '对方的地址' };
    const at = desk.hub.clock.now();
    const command = aKeptSave(ticketId, { ticketNo, intake, baseRevision: revision, at });
    await client.commands.submit({ commandId: randomUUID(), command });
    await atDesk({ address: '对方的地址' });
    await page.getState().carryOut(edit);
    await atHub({ answer: '已告知', address: '对方的地址' });
  });

  it('lose none through a reload: the draft knows what it began on', async () => {
    const page = openPage();
    await page.getState().openTicket(ticketId);
    page.getState().edit(ticketId, { answer: '打到一半' });
    await page.getState().flushDraft();
    await other({ address: '对方的地址', answer: '' });
    await atDesk({ address: '对方的地址' });
    const again = openPage();
    await again.getState().restore();
    expect(openSheet(again.getState())?.intake).toMatchObject({
      answer: '打到一半',
      address: '对方的地址',
    });
    await again.getState().carryOut(edit);
    await atHub({ answer: '打到一半', address: '对方的地址' });
    expect(await desk.desk().drafts.get({ draftKey: ticketId })).toBeNull();
  });

  it('lose none offline: what each has typed is there when the desk is back', async () => {
    const page = openPage();
    await page.getState().openTicket(ticketId);
    await goAway();
    page.getState().edit(ticketId, { answer: '已告知' });
    await page.getState().carryOut(edit);
    await other({ address: '对方的地址' });
    desk.setOnline(true);
    await atHub({ answer: '已告知', address: '对方的地址' });
    await atDesk({ answer: '已告知', address: '对方的地址' });
    expect(desk.watch().state().problems).toEqual([]);
  });

  it('in the same field: the form shows both texts, and the one who comes later chooses', async () => {
    const page = openPage();
    await page.getState().openTicket(ticketId);
    page.getState().edit(ticketId, { answer: '我的答复' });
    await other({ answer: '对方的答复' });
    await atDesk({ answer: '对方的答复' });
    await page.getState().carryOut(edit);
    const sheet = openSheet(page.getState());
    expect(sheet).toMatchObject({
      failure: 'ticket.conflict',
      intake: { answer: '我的答复' },
      ticket: { answer: '对方的答复' },
    });
    expect(sheet && clashesOf(sheet)).toEqual(['answer']);
    page.getState().chooseText('answer', 'mine');
    await page.getState().carryOut(edit);
    await atHub({ answer: '我的答复', revision: 3 });
  });

  it('in the same field, offline: the save comes back as a draft, with what was typed since, and asks', async () => {
    const page = openPage();
    await page.getState().openTicket(ticketId);
    await goAway();
    page.getState().edit(ticketId, { answer: '我的答复', content: '停水' });
    await page.getState().carryOut(edit);
    page.getState().edit(ticketId, { requesterName: '甲' });
    await page.getState().flushDraft();
    await other({ answer: '对方的答复' });
    desk.setOnline(true);
    await desk.watch().until('said', ({ problems }) => problems.length === 1, 20_000);
    await atDesk({ answer: '对方的答复', content: '' });
    await page.getState().ticketChanged(ticketId);
    const sheet = openSheet(page.getState());
    expect(sheet && clashesOf(sheet)).toEqual(['answer']);
    expect(sheet?.intake).toMatchObject({
      answer: '我的答复',
      content: '停水',
      requesterName: '甲',
    });
    const reloaded = openPage();
    await reloaded.getState().restore();
    const restored = openSheet(reloaded.getState());
    expect(restored && clashesOf(restored)).toEqual(['answer']);
    reloaded.getState().chooseText('answer', 'theirs');
    await reloaded.getState().carryOut(edit);
    await atHub({
      answer: '对方的答复',
      content: '停水',
      requesterName: '甲',
    });
  });
});
