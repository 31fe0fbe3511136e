import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  aFullIntake,
  aTicketClose,
  aTicketSave,
  testPassword,
  testSeed,
} from '../../support/hub-values.ts';
import { signInAt } from '../../support/hub-client.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { sendForm } from '../../support/host/ticket-form.ts';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';

describe('a desk whose hub is away', () => {
  const seed = testSeed();
  const ticketId = seed.tickets[0]?.ticketId ?? '';
  const ticketNo = seed.tickets[0]?.ticketNo ?? '';
  let desk: DeskWithHub;

  beforeEach(async () => {
    desk = await startDeskWithHub({ seed });
    await desk.signIn();
    // The hub has heard that the agent is ready: from here on only what a test does can wait.
    await vi.waitFor(async () => {
      if ((await changesOfAgent()) !== 1) throw new Error('the hub has not heard');
    }, 10_000);
    await desk.watch().until('nothing waits', ({ sync }) => sync.commandsWaiting === 0);
  });
  afterEach(() => desk.stop());

  const changesOfAgent = async () => {
    const store = await openStore(join(desk.hub.dataFolder, 'hub.db'));
    try {
      return (await store.agents.changesOf('1001', 0, Infinity)).length;
    } finally {
      await store.close();
    }
  };
  const close = (commandId: string = randomUUID()) =>
    sendForm(desk.desk(), {
      commandId,
      ticketId,
      ticketNo,
      intake: aFullIntake(),
      closeAs: 'directAnswer',
    });
  const goAway = async () => {
    desk.setOnline(false);
    await desk.watch().until('offline', (state) => state.sync.hub === 'offline');
  };
  const comeBack = async () => {
    desk.setOnline(true);
    await desk
      .watch()
      .until(
        'everything sent',
        ({ sync }) => sync.hub === 'online' && sync.commandsWaiting === 0,
        20_000,
      );
  };
  const hubsTicket = async (id = ticketId) => {
    const { client } = await signInAt(desk.hub.url(), '2001');
    const { changes } = await client.changes.pull({ since: 0, limit: 1000 });
    return changes
      .flatMap((change) =>
        change.entity === 'ticket' && change.body.ticketId === id ? [change.body] : [],
      )
      .at(-1);
  };

  it('closes a ticket at once; when the hub is back it hears of it exactly once', async () => {
    await goAway();
    const commandId = randomUUID();
    expect(await close(commandId)).toMatchObject({ state: 'closed', closedByWorkNo: '1001' });
    expect(await close(commandId)).toMatchObject({ state: 'closed' });
    expect((await errorOf(close())).code).toBe('ticket.alreadyClosed');
    await desk.watch().until('one waits', (state) => state.sync.commandsWaiting === 1);
    expect(await hubsTicket()).toMatchObject({ state: 'screening' });
    await comeBack();
    const ticket = await hubsTicket();
    expect(ticket).toMatchObject({ state: 'closed', closedByWorkNo: '1001' });
    expect(ticket?.course.filter((event) => event.kind === 'closed')).toHaveLength(1);
  });

  it('gives a new number to a ticket whose number another desk has used, and loses no word of it', async () => {
    const { ticketId: newId, ticketNo: taken } = await desk.desk().tickets.newTicket();
    await goAway();
    const intake = { ...aFullIntake(), content: '整栋没水，家中有老人' };
    const asked = { ticketId: newId, ticketNo: taken, intake };
    await sendForm(desk.desk(), asked);
    const later = { ...intake, content: '整栋没水，家中有老人，盼回电' };
    await sendForm(desk.desk(), { ...asked, intake: later });
    const other = await signInAt(desk.hub.url(), '1002');
    await other.client.commands.submit({
      commandId: randomUUID(),
      command: aTicketSave(randomUUID(), { ticketNo: taken }),
    });
    await comeBack();
    const ticket = await hubsTicket(newId);
    expect(ticket).toMatchObject({ content: later.content, revision: 2 });
    expect(ticket?.ticketNo).not.toBe(taken);
    const { problems } = await desk
      .watch()
      .until('said', (state) => state.problems.some(({ code }) => code === 'ticket.numberTaken'));
    const said = problems.find(({ code }) => code === 'ticket.numberTaken');
    expect(said?.detail).toBe(`${taken} → ${ticket?.ticketNo}`);
    await desk.desk().problems.dismiss({ problemId: said?.problemId ?? '' });
    await desk
      .watch()
      .until('put away', (state) =>
        state.problems.every(({ code }) => code !== 'ticket.numberTaken'),
      );
    // The copy follows with the hub's feed.
    await expect
      .poll(() => desk.desk().tickets.get({ ticketId: newId }))
      .toMatchObject({ ticketNo: ticket?.ticketNo, content: later.content });
  });

  it('keeps what waits through a restart of the host, and sends it without another sign-in', async () => {
    await goAway();
    await close();
    await desk.restart();
    expect(await desk.desk().tickets.get({ ticketId })).toMatchObject({ state: 'closed' });
    await comeBack();
    expect(await hubsTicket()).toMatchObject({ state: 'closed' });
  });

  it('says that it is closed, keeps what was typed and takes the ticket of the hub when somebody else was first', async () => {
    await goAway();
    await close();
    const other = await signInAt(desk.hub.url(), '1002');
    await other.client.commands.submit({
      commandId: randomUUID(),
      command: aTicketClose(ticketId),
    });
    await comeBack();
    const { problems } = await desk
      .watch()
      .until('conflict', (state) =>
        state.problems.some(({ code }) => code === 'ticket.alreadyClosed'),
      );
    expect(problems.find(({ code }) => code === 'ticket.alreadyClosed')?.detail).toContain(
      ticketNo,
    );
    await expect
      .poll(() => desk.desk().tickets.get({ ticketId }))
      .toMatchObject({ closedByWorkNo: '1002' });
    expect(await desk.desk().drafts.get({ draftKey: ticketId })).not.toBeNull();
    await desk.restart();
    const told = await desk
      .watch()
      .until('still shown', (state) =>
        state.problems.some(({ code }) => code === 'ticket.alreadyClosed'),
      );
    const shown = told.problems.find(({ code }) => code === 'ticket.alreadyClosed');
    await desk.desk().problems.dismiss({ problemId: shown?.problemId ?? '' });
    const isGone = (state: typeof told) =>
      state.sync.hub === 'online' &&
      state.problems.every(({ code }) => code !== 'ticket.alreadyClosed');
    await desk.watch().until('put away', isGone);
    await desk.restart();
    await desk.watch().until('still put away', isGone);
  });

  it('overwrites nothing that a colleague wrote meanwhile, and keeps what was typed as a draft', async () => {
    await goAway();
    const intake = aFullIntake();
    const save = (content: string) =>
      sendForm(desk.desk(), { ticketId, ticketNo, intake: { ...intake, content } });
    await save('先写');
    await save('再写');
    const other = await signInAt(desk.hub.url(), '1002');
    await other.client.commands.submit({
      commandId: randomUUID(),
      command: aTicketSave(ticketId, { base: { revision: 1, intake: emptyIntake } }),
    });
    await comeBack();
    const { problems } = await desk
      .watch()
      .until('conflicts', (state) => state.problems.length === 2);
    expect(problems.map(({ code }) => code)).toEqual(['ticket.conflict', 'ticket.conflict']);
    expect(await hubsTicket()).toMatchObject({ content: '水压低', revision: 2 });
    await expect
      .poll(() => desk.desk().tickets.get({ ticketId }))
      .toMatchObject({ content: '水压低', revision: 2 });
    const draft = await desk.desk().drafts.get({ draftKey: ticketId });
    expect(draft?.body.content).toBe('再写');
    expect(await save('看过再写')).toMatchObject({ revision: 3 });
    await expect.poll(() => hubsTicket()).toMatchObject({ content: '看过再写' });
  });

  it('sends several saves of one ticket, each on top of the other', async () => {
    await goAway();
    for (const content of ['一', '二', '三']) {
      await sendForm(desk.desk(), {
        ticketId,
        ticketNo,
        intake: { ...aFullIntake(), content },
      });
    }
    await close();
    await comeBack();
    expect(await hubsTicket()).toMatchObject({ state: 'closed', revision: 5 });
    expect(desk.watch().state().problems).toEqual([]);
  });

  it('signs a known person in, nobody else, and locks after five wrong passwords', async () => {
    await desk.desk().session.signOut({ unguarded: true });
    await goAway();
    const signIn = (workNo: string, password: string) =>
      desk.desk().session.signIn({ workNo, password });
    expect((await errorOf(signIn('1002', testPassword))).code).toBe('hub.neverSignedInHere');
    expect(await signIn('1001', testPassword)).toMatchObject({ workNo: '1001' });
    await desk.desk().session.signOut({ unguarded: true });
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push((await errorOf(signIn('1001', 'wrong'))).code);
    expect(codes).toEqual([
      ...Array.from({ length: 4 }, () => 'hub.badCredentials'),
      'hub.accountLocked',
      'hub.accountLocked',
    ]);
    expect((await errorOf(signIn('1001', testPassword))).code).toBe('hub.accountLocked');
  });

  it('sends what was done after an offline sign-in as soon as the hub is back', async () => {
    await desk.desk().session.signOut({ unguarded: true });
    await goAway();
    await desk.desk().session.signIn({ workNo: '1001', password: testPassword });
    await close();
    await comeBack();
    expect(await hubsTicket()).toMatchObject({ state: 'closed', closedByWorkNo: '1001' });
  });

  it('takes new tickets and searches knowledge as before', async () => {
    await goAway();
    const { ticketId: id, ticketNo: no } = await desk.desk().tickets.newTicket();
    expect(no).toMatch(/^SW\d{8}-1001-001$/);
    const intake = { ...aFullIntake(), requesterNumber: '199 0000 0123' };
    const saved = await sendForm(desk.desk(), { ticketId: id, ticketNo: no, intake });
    expect(saved.numberKey).toBe('+8619900000123');
    expect((await desk.desk().tickets.newTicket()).ticketNo).toMatch(/-002$/);
    const { hits } = await desk.desk().knowledge.search({ text: '停水', limit: 5 });
    expect(hits.map((hit) => hit.entry.title)).toEqual(['停水怎么办']);
  });

  it('gets what others changed meanwhile', async () => {
    await goAway();
    const other = await signInAt(desk.hub.url(), '1002');
    await other.client.commands.submit({
      commandId: randomUUID(),
      command: aTicketClose(ticketId),
    });
    desk.setOnline(true);
    await expect
      .poll(() => desk.desk().tickets.get({ ticketId }), { timeout: 20_000 })
      .toMatchObject({ state: 'closed' });
  });
});
