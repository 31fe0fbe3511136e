import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
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
import { type SmsSimulator, createSmsSimulator } from '../../support/sms-simulator.ts';

const start = Date.UTC(2026, 5, 12, 8);
/** A demand of our own channels that only waits for its reply. */
const ownId = randomUUID();
const own = (): Ticket => ({
  ...aTicket(ownId),
  kind: 'help',
  categoryCode: 'supply.outage',
  flags: [],
  state: 'awaitingReply',
  requesterNumber: '199 0000 1234',
});
const isOwn = ({ ticketId }: Ticket) => ticketId === ownId;
const waiting = { timeout: 20_000, interval: 50 } as const;

describe('a hub with 110 linkage and a gateway of short messages', () => {
  let hub: RunningHub;
  let office: CitySimulator;
  let gateway: SmsSimulator;
  let lead: SignedInDesk;
  beforeEach(async () => {
    let now = () => start;
    office = await createCitySimulator({ logger: silentLogger, now: () => now() });
    gateway = await createSmsSimulator();
    hub = await startTestHub({ ...testSeed(), tickets: [own()] }, (dataFolder) => {
      const named = { linkage110: office, sms: gateway };
      for (const system of ['linkage110', 'sms'] as const)
        writeFileSync(join(dataFolder, `${system}.json`), cityJson(named[system], 1, system));
    });
    now = () => hub.clock.now();
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(async () => {
    await hub.stop();
    await office.close();
    await gateway.close();
  });

  const copy = async (): Promise<readonly Ticket[]> => {
    const desk = hubClient(hub.url(), lead.token);
    const { changes } = await desk.changes.pull({ since: 0, limit: 200 });
    return changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
  };
  const until = (is: (ticket: Ticket) => boolean) =>
    vi.waitFor(async () => {
      const ticket = (await copy()).find(is);
      if (!ticket) throw new Error('not yet');
      return ticket;
    }, waiting);
  const transferred = (caseNo: string) => until(({ work }) => work?.linkage?.caseNo === caseNo);
  const take = async (ticket: Ticket, action: TicketAction): Promise<Ticket> => {
    hub.clock.advance(1000);
    const { ticketId, ticketNo, revision } = ticket;
    const base = { revision, intake: intakeOf(ticket) };
    const command = { kind: 'ticket', at: hub.clock.now(), ticketId, ticketNo, base } as const;
    const answer = await hubClient(hub.url(), lead.token).commands.submit({
      commandId: randomUUID(),
      command: { ...command, call: null, action },
    });
    expect(answer).toEqual({ kind: 'accepted' });
    return until((now) => now.ticketId === ticketId && now.revision > revision);
  };
  const reply = (channel: 'sms' | 'phone' = 'sms') =>
    ({ kind: 'reply', text: '已恢复供水', channel }) as const;
  const rows = async (system: 'sms' | 'linkage110') => {
    const desk = hubClient(hub.url(), lead.token);
    const query = { states: [], direction: null, ticketId: null, before: null, limit: 50 };
    return (await desk.city.exchanges({ ...query, system })).lines;
  };
  const rowsAre = (system: 'sms' | 'linkage110', states: readonly (readonly string[])[]) =>
    vi.waitFor(async () => {
      const now = (await rows(system)).map(({ direction, kind, state }) => [
        direction,
        kind,
        state,
      ]);
      expect(now).toEqual(states);
    }, waiting);
  const failedLine = ({ course }: Ticket) => course.at(-1)?.note ?? '';

  it('takes a transferred case as an urgent ticket with a limit of 15 minutes, tells 110 that it was taken and what came of it', async () => {
    const caseNo = office.desk.dispatch({
      CALLER_TYPE: 'ZX',
      PILOT_LIGHT: '',
      DEADLINE: '',
      HANDLE_DAYS: '',
    });
    office.desk.sendOnceMore(1);
    const ticket = await transferred(caseNo);
    expect(ticket).toMatchObject({
      source: 'linkage110',
      state: 'awaitingSignIn',
      deadline: { ruleId: 'urgentQuestion' },
      work: { clocks: [{ step: 'signIn', ruleId: 'signIn.urgent' }] },
    });
    expect(ticket.flags).toContain('urgent');
    expect(ticket.course[0]?.note).toContain(`110 警情编号：${caseNo}`);
    const signed = await take(ticket, { kind: 'sign' });
    const cited = { entryId: randomUUID(), entryNo: 'K-0001', version: 1, title: '路线' };
    const answer = { citations: [cited], answer: '已告知路线' };
    await take(signed, { kind: 'close', closeAs: 'directAnswer', changes: answer });
    await vi.waitFor(
      () =>
        expect(office.desk.reports()).toMatchObject([
          { REPORT_TYPE: 'JS', ORDER_NO: caseNo, OPERATOR: '2001' },
          { REPORT_TYPE: 'JG', ORDER_NO: caseNo, REPLY: '已告知路线' },
        ]),
      waiting,
    );
    expect((await copy()).filter(({ work }) => work?.linkage)).toHaveLength(1);
  });

  it('tells 110 why a case is not ours, also when it was away meanwhile', async () => {
    const caseNo = office.desk.dispatch();
    const signed = await take(await transferred(caseNo), { kind: 'sign' });
    office.fail('cut');
    await take(signed, {
      kind: 'notAccept',
      ground: 'notWater',
      reason: '属城管职责',
      channelTold: '110',
    });
    await vi.waitFor(async () => {
      const [last] = await rows('linkage110');
      expect(last).toMatchObject({ kind: 'notAccepted', state: 'waiting', reason: 'unreachable' });
    }, waiting);
    office.fail(null);
    hub.clock.advance(60_000);
    await vi.waitFor(
      () => expect(office.desk.reports().map(({ REPORT_TYPE }) => REPORT_TYPE)).toContain('BJS'),
      waiting,
    );
    expect(office.desk.reports().at(-1)?.['REASON']).toContain('属城管职责');
    const [last, , first] = await rows('linkage110');
    expect(last).toMatchObject({ system: 'linkage110', kind: 'notAccepted', cityNo: caseNo });
    expect(first).toMatchObject({ direction: 'in', kind: 'dispatch', state: 'done' });
  });

  it('keeps what 110 says in a code that nobody knows, with its reason', async () => {
    office.desk.dispatch({ QUESTION_CODE: 'XX99' });
    await vi.waitFor(async () => {
      expect(await rows('linkage110')).toMatchObject([
        { state: 'waiting', reason: 'unknownCode', detail: 'category XX99' },
      ]);
    }, waiting);
  });

  it('sends the text of a reply once, also when the gateway was away and the hub went meanwhile', async () => {
    gateway.fail('cutAfter');
    const closed = await take(await until(isOwn), reply());
    expect(closed.state).toBe('closed');
    await vi.waitFor(() => expect(gateway.texts()).toHaveLength(1), waiting);
    await rowsAre('sms', [['out', 'reply', 'waiting']]);
    await hub.restart();
    gateway.fail(null);
    hub.clock.advance(60_000);
    await rowsAre('sms', [['out', 'reply', 'done']]);
    expect(gateway.texts()).toMatchObject([{ MOBILE: '19900001234' }]);
    expect(gateway.asked()).toBeGreaterThan(1);
    const [ticket] = (await copy()).filter(isOwn);
    expect(ticket).toMatchObject({ callbackOwed: false, revision: closed.revision });
    const log = JSON.stringify(hub.log);
    for (const word of ['19900001234', '199 0000 1234', '已恢复供水', gateway.token])
      expect(log).not.toContain(word);
  });

  it('sends nothing for a reply by telephone', async () => {
    await take(await until(isOwn), reply('phone'));
    hub.clock.advance(60_000);
    expect(await rows('sms')).toEqual([]);
  });

  it('says in the ticket why a text was refused, and owes a call', async () => {
    gateway.fail({ code: 'BLACK', words: '黑名单 19900001234' });
    const closed = await take(await until(isOwn), reply());
    const told = await until((ticket) => isOwn(ticket) && ticket.revision > closed.revision);
    expect(failedLine(told)).toBe(
      '短信未能送达：网关答复“BLACK 黑名单 199****1234”。请改用电话告知诉求人',
    );
    expect(told.callbackOwed).toBe(true);
    await rowsAre('sms', [['out', 'reply', 'refused']]);
  });

  it('says in the ticket that a text which was taken did not arrive, once, and sends no second one', async () => {
    await take(await until(isOwn), reply());
    await rowsAre('sms', [['out', 'reply', 'done']]);
    const exchangeId = (await rows('sms'))[0]?.exchangeId ?? '';
    gateway.tell(exchangeId, 'ODD');
    gateway.tell(exchangeId, 'UNDELIV', '空号');
    gateway.tellOnceMore();
    const told = await until((ticket) => isOwn(ticket) && ticket.callbackOwed);
    expect(failedLine(told)).toContain('空号');
    await rowsAre('sms', [
      ['in', 'undelivered', 'done'],
      ['in', '', 'waiting'],
      ['out', 'reply', 'done'],
    ]);
    expect(gateway.texts()).toHaveLength(1);
    expect(told.course.filter(({ note }) => note.startsWith('短信未能送达'))).toHaveLength(1);
  });

  it('does not send a day later what could not be sent, and says so', async () => {
    gateway.fail('cut');
    await take(await until(isOwn), reply());
    await vi.waitFor(async () => {
      expect((await rows('sms')).map(({ reason }) => reason)).toEqual(['unreachable']);
    }, waiting);
    gateway.fail(null);
    hub.clock.advance(25 * 3_600_000);
    const desk = await signInAt(hub.url(), '2001');
    lead = desk;
    expect(failedLine(await until((ticket) => isOwn(ticket) && ticket.callbackOwed))).toContain(
      '24 小时',
    );
    expect(gateway.texts()).toEqual([]);
  });
});

describe('a hub without a gateway', () => {
  it('says in the ticket that nothing was sent', async () => {
    const hub = await startTestHub({ ...testSeed(), tickets: [own()] });
    try {
      const lead = await signInAt(hub.url(), '2001');
      const { ticketId, ticketNo, revision } = own();
      const base = { revision, intake: intakeOf(own()) };
      const action = { kind: 'reply', text: '已恢复供水', channel: 'sms' } as const;
      const command = { kind: 'ticket', at: hub.clock.now(), ticketId, ticketNo, base } as const;
      await lead.client.commands.submit({
        commandId: randomUUID(),
        command: { ...command, call: null, action },
      });
      await vi.waitFor(async () => {
        const { changes } = await lead.client.changes.pull({ since: 0, limit: 200 });
        expect(JSON.stringify(changes)).toContain('短信未能送达：服务器没有接入短信网关');
      }, waiting);
    } finally {
      await hub.stop();
    }
  });
});
