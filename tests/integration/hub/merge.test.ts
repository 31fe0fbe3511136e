import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { MergeAct } from '../../../src/shared/domain/tickets/merge.ts';
import { followersOf } from '../../../src/shared/domain/tickets/merged-tickets.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import {
  type CitySimulator,
  createCitySimulator,
} from '../../../src/training/city/city-simulator.ts';
import { cityJson } from '../../support/city-mapping.ts';
import { type SignedInDesk, hubClient, signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { silentLogger } from '../../support/silent-logger.ts';

/** A demand that the desk may answer itself, and call back. */
const demand = (index: number): Ticket => ({
  ...aTicket(randomUUID(), `SW20260612-${String(1000 + index)}`),
  kind: 'help',
  categoryCode: 'drainage.blockage',
  district: '江汉区',
  address: `示例路 ${index} 号`,
  content: '路面积水',
  requesterNumber: '19900001234',
});

/** Who brings orders about several tickets, and sees what became of them. */
function people(hub: () => RunningHub, desks: () => { agent: SignedInDesk; lead: SignedInDesk }) {
  const copy = async (): Promise<ReadonlyMap<string, Ticket>> => {
    const found = new Map<string, Ticket>();
    let since = 0;
    for (;;) {
      const page = await hubClient(hub().url(), desks().agent.token).changes.pull({
        since,
        limit: 200,
      });
      for (const change of page.changes)
        if (change.entity === 'ticket') found.set(change.body.ticketId, change.body);
      since = page.next;
      if (!page.more) return found;
    }
  };
  const ticket = async (ticketId: string): Promise<Ticket> => {
    const found = (await copy()).get(ticketId);
    if (!found) throw new Error('the ticket is in the feed');
    return found;
  };
  const merge = (
    who: SignedInDesk,
    [main, ...others]: readonly Ticket[],
    { act = 'merge', commandId = randomUUID() }: { act?: MergeAct; commandId?: string } = {},
  ) =>
    who.client.commands.submit({
      commandId,
      command: {
        kind: 'ticketMerge',
        act,
        mainId: main?.ticketId ?? '',
        otherIds: others.map(({ ticketId }) => ticketId),
        reason: '同一处积水',
        at: hub().clock.now(),
      },
    });
  const ask = async (who: SignedInDesk, { ticketId }: Ticket, action: TicketAction) => {
    hub().clock.advance(1000);
    const now = await ticket(ticketId);
    const { ticketNo, revision } = now;
    const base = { revision, intake: intakeOf(now) };
    const of = { kind: 'ticket', at: hub().clock.now(), ticketId, ticketNo, base } as const;
    return who.client.commands.submit({
      commandId: randomUUID(),
      command: { ...of, call: null, action },
    });
  };
  const take = async (who: SignedInDesk, of: Ticket, action: TicketAction) => {
    expect(await ask(who, of, action)).toEqual({ kind: 'accepted' });
    return ticket(of.ticketId);
  };
  return { copy, ticket, merge, ask, take };
}

const answered = { kind: 'close', closeAs: 'selfHandled', changes: { answer: '已抽排' } } as const;
const reply = { kind: 'reply', text: '积水已排除', channel: 'sms' } as const;

describe('many tickets that are one matter, at the hub', () => {
  const tickets = Array.from({ length: 520 }, (_, index) => demand(index));
  const [main = demand(0), first = demand(1), second = demand(2), third = demand(3)] = tickets;
  let hub: RunningHub;
  let agent: SignedInDesk;
  let lead: SignedInDesk;
  beforeEach(async () => {
    hub = await startTestHub({ ...testSeed(), tickets });
    agent = await signInAt(hub.url(), '1001');
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(() => hub.stop());
  const by = people(
    () => hub,
    () => ({ agent, lead }),
  );

  it('merges 200 in one act, which a repetition does not do again; each caller keeps number and words', async () => {
    const set = tickets.slice(0, 201);
    const commandId = randomUUID();
    expect(await by.merge(lead, set, { commandId })).toEqual({ kind: 'accepted' });
    expect(await by.merge(lead, set, { commandId })).toEqual({ kind: 'accepted' });
    const now = await by.copy();
    expect(followersOf(now.get(main.ticketId)?.work)).toHaveLength(200);
    expect(now.get(main.ticketId)?.revision).toBe(main.revision + 1);
    for (const { ticketId, requesterNumber, address } of set.slice(1))
      expect(now.get(ticketId)).toMatchObject({
        state: 'merged',
        requesterNumber,
        address,
        work: { mergedInto: { ticketNo: main.ticketNo, byWorkNo: '2001' } },
      });
    expect(await by.merge(lead, set)).toMatchObject({ kind: 'refused', code: 'ticket.isMerged' });
    const audit = await lead.client.audit.list({
      from: null,
      to: null,
      workNo: '2001',
      deskId: null,
      subjectId: first.ticketId,
      action: 'ticketChanged',
      before: null,
      limit: 10,
    });
    expect(audit.lines).toHaveLength(1);
  });

  it('merges 500 at most, and of an agent 50', async () => {
    expect(await by.merge(agent, tickets.slice(0, 52))).toMatchObject({
      kind: 'refused',
      code: 'ticket.mergeMany',
    });
    expect(await by.merge(agent, tickets.slice(0, 51))).toEqual({ kind: 'accepted' });
    const rest = [main, ...tickets.slice(51, 520)];
    const before = performance.now();
    expect(await by.merge(lead, rest)).toEqual({ kind: 'accepted' });
    // A hub that serves calls must not stand still for it.
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(followersOf((await by.ticket(main.ticketId)).work)).toHaveLength(519);
  });

  it('leaves out what cannot, says why, and goes on with the rest', async () => {
    await by.take(agent, first, answered);
    const nobody = demand(9999);
    expect(await by.merge(agent, [main, first, main, nobody, second])).toEqual({
      kind: 'accepted',
      skipped: [
        { ticketId: first.ticketId, code: 'ticket.alreadyClosed' },
        { ticketId: main.ticketId, code: 'ticket.mergeSelf' },
        { ticketId: nobody.ticketId, code: 'ticket.notFound' },
      ],
    });
    expect((await by.ticket(second.ticketId)).state).toBe('merged');
    // No chain, neither way, and nothing into what is closed.
    expect(await by.merge(agent, [third, main])).toMatchObject({ code: 'ticket.hasMerged' });
    expect(await by.merge(agent, [second, third])).toMatchObject({ code: 'ticket.isMerged' });
    expect(await by.merge(agent, [first, third])).toMatchObject({ code: 'ticket.alreadyClosed' });
    // The main ticket cannot go without an answer to those that wait for it.
    const withdraw = {
      kind: 'withdraw',
      basis: 'spoken',
      words: '不用了',
      decidedBy: '',
      authority: '',
    } as const;
    expect(await by.ask(agent, main, withdraw)).toMatchObject({ code: 'ticket.hasMerged' });
  });

  it('gives a ticket back as it was, until the main ticket is answered; then each is owed its own reply and call-back', async () => {
    await by.merge(agent, [main, first, second]);
    hub.clock.advance(60_000);
    expect(await by.merge(agent, [main, first], { act: 'split' })).toEqual({ kind: 'accepted' });
    const back = await by.ticket(first.ticketId);
    expect(back).toMatchObject({ state: 'screening', deadline: first.deadline });
    expect(back.work?.mergedInto).toBeUndefined();
    await by.take(agent, main, answered);
    const follows = await by.ticket(second.ticketId);
    expect(follows).toMatchObject({
      state: 'awaitingReply',
      callbackOwed: true,
      work: { mergedInto: { reply: '已抽排' } },
    });
    expect(await by.merge(agent, [main, second], { act: 'split' })).toMatchObject({
      kind: 'refused',
    });
    const rating = { contact: 'reached', solved: 'solved', satisfaction: 5, note: '' } as const;
    const called = await by.take(agent, second, { kind: 'callback', ...rating });
    expect(called).toMatchObject({ state: 'awaitingReply', callbackOwed: false, satisfaction: 5 });
    expect((await by.take(agent, second, reply)).state).toBe('closed');
  });

  it('is told to a desk of before as a ticket that has been merged, without what it does not know', async () => {
    await by.merge(agent, [main, first]);
    const old = hubClient(hub.url(), agent.token, 2);
    const newest = await old.changes.pull({ since: 515, limit: 100 });
    const bodies = newest.changes.flatMap((change) =>
      change.entity === 'ticket' ? [change.body] : [],
    );
    expect(bodies.find(({ ticketId }) => ticketId === first.ticketId)?.state).toBe('merged');
    expect(bodies.filter(({ work }) => work !== undefined)).toEqual([]);
  });
});

describe('merged tickets of the city', () => {
  let hub: RunningHub;
  let city: CitySimulator;
  let agent: SignedInDesk;
  let lead: SignedInDesk;
  beforeEach(async () => {
    let now = () => Date.UTC(2026, 5, 12, 8);
    city = await createCitySimulator({ logger: silentLogger, now: () => now() });
    hub = await startTestHub(testSeed(), (dataFolder) =>
      writeFileSync(join(dataFolder, 'city.json'), cityJson(city, 1)),
    );
    now = () => hub.clock.now();
    agent = await signInAt(hub.url(), '1001');
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(async () => {
    await hub.stop();
    await city.close();
  });
  const by = people(
    () => hub,
    () => ({ agent, lead }),
  );
  const ofCity = (cityNo: string, state: Ticket['state']) =>
    vi.waitFor(
      async () => {
        const found = [...(await by.copy()).values()].find(
          ({ work }) => work?.city?.cityNo === cityNo,
        );
        expect(found?.state).toBe(state);
        if (!found) throw new Error('unreachable');
        return found;
      },
      { timeout: 20_000, interval: 50 },
    );

  it('are answered each under its own number, and only then end', async () => {
    const of = { QUESTION_CODE: 'SW0202', CALLER_TYPE: 'QZ', PILOT_LIGHT: '0', IS_SECRET: '0' };
    const cityNos = [1, 2, 3].map(() => city.desk.dispatch(of));
    const signed: Ticket[] = [];
    for (const cityNo of cityNos) {
      const ticket = await ofCity(cityNo, 'awaitingSignIn');
      signed.push(await by.take(agent, ticket, { kind: 'sign' }));
    }
    const [main = demand(0), ...others] = signed;
    expect(await by.merge(lead, signed)).toEqual({ kind: 'accepted' });
    const merged = await by.ticket(main.ticketId);
    expect(merged.work?.merged?.map(({ cityNo }) => cityNo)).toEqual(cityNos.slice(1));
    const results = () => city.desk.reports().filter(({ REPORT_TYPE }) => REPORT_TYPE === 'JG');
    await by.take(agent, main, answered);
    await by.take(lead, main, reply);
    for (const other of others) {
      expect((await by.ticket(other.ticketId)).state).toBe('awaitingReply');
      expect((await by.take(lead, other, reply)).state).toBe('submittedToCity');
    }
    await vi.waitFor(() => expect(results()).toHaveLength(3), { timeout: 20_000, interval: 50 });
    expect(new Set(results().map(({ ORDER_NO }) => ORDER_NO))).toEqual(new Set(cityNos));
    hub.clock.advance(1000);
    for (const cityNo of cityNos) city.desk.act(cityNo, { kind: 'confirm' });
    for (const cityNo of cityNos) await ofCity(cityNo, 'closed');
  });
});
