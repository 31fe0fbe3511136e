import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shippedYears } from '../../../src/shared/domain/office/calendar-data.ts';
import { shippedRules } from '../../../src/shared/domain/office/office-rules.ts';
import type { CalendarYear } from '../../../src/shared/domain/office/calendar.ts';
import { presetDeadline } from '../../../src/shared/domain/tickets/deadlines.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { type AppError } from '../../../src/shared/app-error.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { contractHeader } from '../../../src/shared/contract/since.ts';
import { aYear } from '../../support/calendar-years.ts';
import {
  type SignedInDesk,
  hubClient,
  hubSocketClient,
  signInAt,
} from '../../support/hub-client.ts';
import { aTicket, aTicketSave, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const openedAt = shanghai('2026-12-30T10:00');
const demand = (ticketNo: string, changes: Partial<Ticket> = {}): Ticket => ({
  ...aTicket(randomUUID(), ticketNo),
  kind: 'help',
  openedAt,
  deadline: presetDeadline(shippedRules, {
    kind: 'help',
    urgency: 'ordinary',
    startedAt: openedAt,
  }),
  ...changes,
});

describe('the office’s calendar at the hub', () => {
  const tickets = [
    demand('SW20261230-0001'),
    demand('SW20261230-0002'),
    demand('SW20261230-0003', { state: 'closed', closedAs: 'selfHandled', closedAt: openedAt + 1 }),
    demand('SW20261230-0004', {
      source: 'cityPlatform',
      deadline: { dueAt: 1, rule: '市级平台派件时限，原样沿用', provisional: true },
    }),
  ];
  let hub: RunningHub;
  let lead: SignedInDesk;
  beforeEach(async () => {
    hub = await startTestHub({ ...testSeed(), tickets });
    hub.clock.advance(openedAt + 3_600_000 - hub.clock.now());
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(() => hub.stop());

  const put = (year: CalendarYear, { client }: SignedInDesk = lead) =>
    client.office.putCalendarYear({ year });
  const refusal = (year: CalendarYear) =>
    put(year).then(
      () => null,
      (error: unknown) => {
        const { code, fields }: AppError = fromWireError(error);
        return [code, fields];
      },
    );
  const hubTickets = async () => {
    const { changes } = await lead.client.changes.pull({ since: 0, limit: 100 });
    const found = changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
    return tickets.map(({ ticketId }) => found.find((one) => one.ticketId === ticketId));
  };
  const query = (sql: string) => {
    const db = new Database(join(hub.dataFolder, 'hub.db'));
    const rows = db.prepare<unknown[], Record<string, unknown>>(sql).all();
    db.close();
    return rows;
  };

  it('a year that the lead puts in settles provisional deadlines of open tickets once, and nothing else', async () => {
    const before = await hubTickets();
    const { next } = await lead.client.changes.pull({ since: 0, limit: 100 });
    expect(await put(aYear(2027))).toEqual({ version: 1, settled: 2 });
    const after = await hubTickets();
    const due = { dueAt: shanghai('2027-01-08T10:00'), calendar: 'cn-2026+1', ruleId: 'demand' };
    for (const ticket of after.slice(0, 2)) {
      expect(ticket?.deadline).toEqual({ ...due, rule: '预设：求助、投诉 5 个工作日办结' });
      expect(ticket?.course.at(-1)).toMatchObject({ byWorkNo: '2001', kind: 'note' });
    }
    expect(after.slice(2)).toEqual(before.slice(2));
    const told = await lead.client.changes.pull({ since: next, limit: 100 });
    expect(told.changes.map(({ entity }) => entity)).toEqual(['officeRule', 'ticket', 'ticket']);
    // Corrected later: for deadlines from then on.
    const corrected = { ...aYear(2027), daysOff: [...aYear(2027).daysOff, '2027-01-05'] };
    expect(await put(corrected)).toEqual({ version: 2, settled: 0 });
    expect((await hubTickets()).slice(0, 2)).toEqual(after.slice(0, 2));
  });

  it('counts with it from then on, and keeps each version, who put it in, and the audit', async () => {
    await put(aYear(2027));
    expect(await put({ ...aYear(2027), daysOff: aYear(2027).daysOff.toReversed() })).toEqual({
      version: 1,
      settled: 0,
    });
    await put(aYear(2028));
    const ticketId = randomUUID();
    const agent = await signInAt(hub.url(), '1001');
    const save = aTicketSave(ticketId, { changes: { kind: 'help' } });
    const command = { ...save, at: hub.clock.now() };
    await agent.client.commands.submit({ commandId: randomUUID(), command });
    const { changes } = await agent.client.changes.pull({ since: 0, limit: 100 });
    const opened = changes.flatMap(({ entity, body }) =>
      entity === 'ticket' && body.ticketId === ticketId ? [body.deadline] : [],
    );
    expect(opened).toMatchObject([{ calendar: 'cn-2026+2' }]);
    expect(opened[0]?.provisional).toBeUndefined();
    const { rules } = await agent.client.office.list();
    expect(rules).toMatchObject([{ kind: 'calendar', version: 2, byWorkNo: '2001' }]);
    expect(JSON.parse(rules[0]?.body ?? '')).toMatchObject({
      years: [{ year: 2027 }, { year: 2028 }],
    });
    expect(query('select version from office_rules order by version')).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
    const audited = query(`select subject_id from audit where action = 'officeRuleSet'`);
    expect(audited).toEqual([{ subject_id: 'calendar:2027' }, { subject_id: 'calendar:2028' }]);
  });

  it('refuses a year with its fields, and takes nothing of it', async () => {
    const good = aYear(2027);
    const invalid = (field: string) => ['input.invalid', { [field]: 'invalid' }];
    expect(await refusal(aYear(2028))).toEqual(invalid('year'));
    expect(await refusal(aYear(2024))).toEqual(invalid('year'));
    expect(await refusal({ ...good, workingWeekends: ['2027-03-01'] })).toEqual(
      invalid('workingWeekends'),
    );
    expect(await refusal({ ...good, daysOff: good.daysOff.slice(0, 9) })).toEqual(
      invalid('daysOff'),
    );
    // What is no day at all is refused before it is judged.
    expect((await refusal({ ...good, daysOff: ['2027-02-30'] }))?.[0]).toBe('input.invalid');
    // Neither the closed one nor the city's is counted.
    expect(await lead.client.office.list()).toEqual({ rules: [], provisional: 2 });
    expect((await hubTickets())[0]?.deadline?.provisional).toBe(true);
  });

  it('settles at its start what a hub that was stopped had not come to', async () => {
    await put({ ...aYear(2027), workingWeekends: [] });
    // As it was: the version is there, the tickets are not settled yet.
    const db = new Database(join(hub.dataFolder, 'hub.db'));
    for (const { ticketId, ...ticket } of tickets)
      db.prepare('update tickets set body = ? where ticket_id = ?').run(
        JSON.stringify({ ticketId, ...ticket }),
        ticketId,
      );
    db.close();
    await hub.restart();
    lead = await signInAt(hub.url(), '2001');
    const settled = (await hubTickets()).map((ticket) => ticket?.deadline?.provisional ?? false);
    expect(settled).toEqual([false, false, true, true]);
  });

  it('never sends a rule to a desk of before contract 3, by pull or watch, and loses no change for it', async () => {
    const older = await signInAt(hub.url(), '1001');
    const client = hubClient(hub.url(), older.token, 2);
    const { next } = await client.changes.pull({ since: 0, limit: 100 });
    const socket = await hubSocketClient(hub.url(), {
      authorization: `Bearer ${older.token}`,
      [contractHeader]: '2',
    });
    const changes = await socket.client.changes.watch();
    await changes.next();
    await put(aYear(2027));
    const seen: string[] = [];
    let newest = next;
    for await (const { seq, page } of changes) {
      const told = page ?? (await client.changes.pull({ since: newest, limit: 100 }));
      newest = seq;
      seen.push(...told.changes.map(({ entity }) => entity));
      if (seen.length >= 2) break;
    }
    expect(seen).toEqual(['ticket', 'ticket']);
    const pulled = await client.changes.pull({ since: next, limit: 1 });
    expect(pulled).toEqual({ changes: [], next: next + 1, more: true });
    const rest = await client.changes.pull({ since: next, limit: 100 });
    expect([rest.changes.map(({ entity }) => entity), rest.next]).toEqual([
      ['ticket', 'ticket'],
      newest,
    ]);
    socket.close();
  });

  it('is not there for an agent to change, and the shipped years may be corrected', async () => {
    const agent = await signInAt(hub.url(), '1001');
    await expect(put(aYear(2027), agent)).rejects.toMatchObject({
      data: { code: 'hub.forbidden' },
    });
    const [, year] = shippedYears;
    if (!year) throw new Error('no shipped year');
    const corrected = { ...year, daysOff: [...year.daysOff, '2026-12-31'] };
    const admin = await signInAt(hub.url(), '9001');
    expect(await put(corrected, admin)).toEqual({ version: 1, settled: 0 });
  });
});
