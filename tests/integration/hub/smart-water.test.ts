import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import { aFullIntake, aTicket, testSeed } from '../../support/hub-values.ts';
import { type OpenClient, anOpenClient } from '../../support/open-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const start = Date.UTC(2026, 5, 12, 7);
const patience = { timeout: 10_000, interval: 50 } as const;
const ours: Ticket = {
  ...aTicket(randomUUID(), 'SW20260612-0001'),
  state: 'screening',
  closedAt: null,
  closedAs: null,
};
const ofEvent = (messageId: string, more: object = {}) => ({
  messageId,
  eventNo: 'BG-20260612-7',
  saidAt: start,
  ...more,
});
const opened = (messageId = 'message-1', more: object = {}) =>
  ofEvent(messageId, {
    kind: 'opened',
    matter: 'burst',
    district: '江汉区',
    address: '样例路 1 号',
    content: '主管爆裂，周边停水',
    ...more,
  });
const progress = ofEvent('message-2', {
  kind: 'progress',
  content: '抢修队到场',
  saidAt: start + 1,
});
const resolved = ofEvent('message-3', { kind: 'resolved', content: '已恢复', saidAt: start + 2 });
const noLonger = { basis: 'spoken', words: '不再需要', decidedBy: '2001', authority: '' } as const;
/** Names and numbers also where they were typed into the answer. */
const ofCitizen = {
  ...aFullIntake(),
  requesterName: '样例名',
  requesterNumber: '19900000123',
  answer: '已告知样例名，电话19900000123',
};
const reportsSchema = z.object({
  reports: z.array(z.looseObject({ reportId: z.string(), kind: z.string() })),
});

describe('the line of Smart Water', () => {
  let hub: RunningHub;
  let water: OpenClient;
  let lead: SignedInDesk;
  beforeEach(async () => {
    hub = await startTestHub({ ...testSeed(), tickets: [ours] });
    water = await anOpenClient(hub, '智慧水务', ['events']);
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(() => hub.stop());

  const send = (body: object) => water.call('POST /water/events', { body });
  const tickets = async () => {
    const { changes } = await lead.client.changes.pull({ since: 0, limit: 200 });
    return changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
  };
  const waterTicket = async (): Promise<Ticket> => {
    const found = (await tickets()).filter(({ ticketId }) => ticketId !== ours.ticketId);
    expect(found).toHaveLength(1);
    const [ticket = ours] = found;
    return ticket;
  };
  const notesOf = ({ course }: Ticket) => course.map(({ note }) => note).join('\n');
  const take = async (action: TicketAction, of?: Ticket): Promise<Ticket> => {
    hub.clock.advance(1000);
    const ticket = of ?? (await waterTicket());
    const { ticketId, ticketNo, revision } = ticket;
    const base = { revision, intake: intakeOf(ticket) };
    const command = { kind: 'ticket', at: hub.clock.now(), ticketId, ticketNo, base } as const;
    const answer = await lead.client.commands.submit({
      commandId: randomUUID(),
      command: { ...command, call: null, action },
    });
    expect(answer).toEqual({ kind: 'accepted' });
    const now = (await tickets()).find((one) => one.ticketId === ticketId);
    return now ?? ticket;
  };
  const reports = async () => {
    const { status, body } = await water.call('GET /water/reports');
    expect(status).toBe(200);
    return reportsSchema.parse(body).reports;
  };
  const taken = (reportId: string, body: object = { isTaken: true }) =>
    water.call(`POST /water/reports/${reportId}/receipt`, { body });
  const ledger = async () => {
    const query = { states: [], direction: null, ticketId: null, before: null, limit: 50 };
    return (await lead.client.city.exchanges({ ...query, system: 'smartWater' })).lines;
  };
  const code = ({ status, body }: Awaited<ReturnType<OpenClient['call']>>) =>
    `${status} ${z.object({ code: z.string() }).parse(body).code}`;

  it('takes no moment of another century: seconds for milliseconds would be a ticket of 1970', async () => {
    for (const saidAt of [Math.floor(start / 1000), start * 1000])
      expect(code(await send(opened('message-1', { saidAt })))).toBe('400 request.invalid');
    expect(await tickets()).toHaveLength(1);
  });

  it('opens one urgent ticket for an event, whatever is sent again, and writes what follows into its course', async () => {
    const first = await send(opened());
    expect([first.status, first.body]).toMatchObject([202, { state: 'done' }]);
    expect((await send(opened())).body).toEqual(first.body);
    // The same event under another message: it has happened once.
    expect((await send(opened('message-9', { content: '同一处' }))).body).toEqual(first.body);
    expect(code(await send(opened('message-1', { content: '另一件' })))).toBe('409 key.used');
    expect((await send(progress)).body).toEqual(first.body);
    expect((await send(resolved)).body).toEqual(first.body);
    const ticket = await waterTicket();
    expect(ticket).toMatchObject({
      source: 'other',
      state: 'awaitingSignIn',
      categoryCode: 'supply.leak',
      flags: ['urgent'],
      openedAt: start,
      content: '主管爆裂，周边停水',
    });
    expect(notesOf(ticket)).toMatch(
      /智慧水务事件编号：BG-20260612-7[^]*智慧水务进展[^]*抢修队到场[^]*现场处置完毕[^]*已恢复/,
    );
    expect((await ledger()).map(({ kind, state, reason }) => [kind, state, reason])).toEqual([
      ['resolved', 'done', null],
      ['progress', 'done', null],
      ['dispatch', 'done', 'known'],
      ['dispatch', 'done', null],
    ]);
    expect((await ledger()).at(-1)?.raw).toContain('样例路 1 号');
  });

  it('lets what comes before its event wait for it, in any order', async () => {
    expect((await send(resolved)).body).toEqual({ state: 'waiting', ticketNo: null });
    expect((await send(progress)).body).toEqual({ state: 'waiting', ticketNo: null });
    expect((await ledger()).map(({ state, reason }) => [state, reason])).toEqual([
      ['waiting', 'noTicket'],
      ['waiting', 'noTicket'],
    ]);
    await send(opened());
    await vi.waitFor(async () => {
      expect((await ledger()).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    }, patience);
    const notes = notesOf(await waterTicket());
    expect(notes).toContain('抢修队到场');
    expect(notes).toContain('已恢复');
    expect(await lead.client.city.troubles()).toMatchObject({ count: 0 });
  });

  it('joins the ticket that it names, and no other one', async () => {
    const joined = await send(opened('message-1', { ticketNo: ours.ticketNo }));
    expect(joined.body).toEqual({ state: 'done', ticketNo: ours.ticketNo });
    const [only, ...more] = await tickets();
    expect(more).toEqual([]);
    expect(notesOf(only ?? ours)).toContain('智慧水务事件 BG-20260612-7（爆管，样例路 1 号）');
    const unknown = opened('message-4', { eventNo: 'BG-8', ticketNo: 'SW20260612-0099' });
    expect(code(await send(unknown))).toBe('404 ticket.notFound');
    // It hears of the ticket as of one of its own.
    await take({ kind: 'selfHandle' }, only);
    expect(await reports()).toEqual([]);
    await take({ kind: 'withdraw', ...noLonger }, (await tickets())[0]);
    expect(await reports()).toMatchObject([{ kind: 'notAccepted', ticketNo: ours.ticketNo }]);
  });

  it('tells what became of it, one after the other, again until it is taken, and without names and numbers', async () => {
    await send(opened('message-1', { matter: 'lowPressure' }));
    expect(await reports()).toEqual([]);
    await take({ kind: 'sign' });
    await take({ kind: 'close', changes: ofCitizen, closeAs: 'selfHandled' });
    const [signed, ...rest] = await reports();
    expect([signed, rest]).toMatchObject([{ kind: 'signed', eventNo: 'BG-20260612-7' }, []]);
    // Nobody has said to have it.
    expect((await reports()).map(({ kind }) => kind)).toEqual(['signed']);
    const reportId = signed?.reportId ?? '';
    expect((await taken(reportId)).status).toBe(200);
    expect((await taken(reportId)).status).toBe(200);
    expect(code(await taken(randomUUID()))).toBe('404 report.notFound');
    const [result] = await reports();
    expect(result).toMatchObject({
      kind: 'resultSubmitted',
      solved: null,
      reply: '已告知样**，电话199****0123',
    });
    const line = (await ledger()).find(({ exchangeId }) => exchangeId === reportId);
    expect(line).toMatchObject({ direction: 'out', state: 'done', kind: 'signed' });
  });

  it('says no word of a ticket that has become confidential before its report was fetched', async () => {
    await send(opened('message-1', { matter: 'lowPressure' }));
    await take({ kind: 'sign' });
    const changes = { ...ofCitizen, answer: '阀门被人为关闭' };
    await take({ kind: 'close', changes, closeAs: 'selfHandled' });
    const unsolved = { contact: 'reached', solved: 'unsolved', satisfaction: 1, note: '' } as const;
    await take({ kind: 'callback', ...unsolved });
    await take({ kind: 'rework', reason: '市民另有说法' });
    await take({ kind: 'edit', changes: { kind: 'complaint', against: ['1002'] } });
    const [signed] = await reports();
    await taken(signed?.reportId ?? '');
    expect(await reports()).toMatchObject([
      { kind: 'resultSubmitted', eventNo: 'BG-20260612-7', reply: '', handling: '', reason: '' },
    ]);
  });

  it('says that somebody is needed when a report is refused', async () => {
    await send(opened());
    await take({ kind: 'sign' });
    const [signed] = await reports();
    const reportId = signed?.reportId ?? '';
    await taken(reportId, { isTaken: false, reason: '没有这个事件' });
    expect(await lead.client.city.troubles()).toMatchObject({ count: 1 });
    const [line] = await ledger();
    expect(line).toMatchObject({
      state: 'refused',
      reason: 'refusedByPartner',
      detail: '没有这个事件',
    });
    hub.clock.advance(1000);
    await lead.client.city.sendAgain({ exchangeId: reportId });
    expect((await reports()).map((one) => one.reportId)).toEqual([reportId]);
  });
});
