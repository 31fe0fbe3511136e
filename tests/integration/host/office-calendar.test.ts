import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { aYear } from '../../support/calendar-years.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aFullIntake } from '../../support/hub-values.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';

const shanghai = (text: string) => Date.parse(`${text}+08:00`);

describe('the office’s calendar at a desk', () => {
  let desk: DeskWithHub;
  const now = shanghai('2026-12-30T10:00');
  beforeEach(async () => {
    desk = await startDeskWithHub({
      changes: { clock: { now: () => now, monotonicMs: () => now } },
    });
    desk.hub.clock.advance(now - desk.hub.clock.now());
    await desk.signIn();
  });
  afterEach(() => desk.stop());

  const putYear = async () => {
    const { client } = await signInAt(desk.hub.url(), '2001');
    return client.office.putCalendarYear({ year: aYear(2027) });
  };
  const openTicket = async () => {
    const { ticketId, ticketNo } = await desk.desk().tickets.newTicket();
    return desk.desk().tickets.carryOut({
      commandId: randomUUID(),
      command: {
        ticketId,
        ticketNo,
        base: null,
        call: null,
        action: { kind: 'edit', changes: { ...aFullIntake(), kind: 'help', categoryCode: null } },
      },
    });
  };
  const years = () =>
    desk
      .watch()
      .state()
      .officeYears?.years.map(({ year }) => year) ?? [];

  it('comes by the feed, counts also without the hub, and is there after a restart', async () => {
    expect((await openTicket()).deadline).toMatchObject({
      dueAt: shanghai('2027-01-07T10:00'),
      provisional: true,
    });
    await putYear();
    await expect.poll(years).toEqual([2027]);
    desk.setOnline(false);
    await desk.restart();
    expect(years()).toEqual([2027]);
    await desk.signIn();
    const { deadline } = await openTicket();
    expect(deadline).toMatchObject({
      dueAt: shanghai('2027-01-08T10:00'),
      calendar: 'cn-2026+1',
    });
    expect(deadline?.provisional).toBeUndefined();
  });

  it('is put in by the lead at a desk, with what may be settled told before; without the hub nothing is', async () => {
    await openTicket();
    await expect.poll(() => desk.watch().state().sync.commandsWaiting).toBe(0);
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn('2001');
    const { office } = desk.desk();
    expect(await office.years()).toEqual({ put: null, provisional: 1 });
    const put = () => office.putCalendarYear({ year: aYear(2027) });
    desk.setOnline(false);
    const refused = await put().then(() => null, fromWireError);
    expect(refused?.code).toBe('hub.unreachable');
    expect(years()).toEqual([]);
    desk.setOnline(true);
    expect(await put()).toEqual({ version: 1, settled: 1 });
    await expect.poll(years).toEqual([2027]);
    expect(await office.years()).toEqual({
      put: { version: 1, years: [aYear(2027)], byWorkNo: '2001' },
      provisional: 0,
    });
  });

  it('settles a ticket that this desk has opened, and shows it so', async () => {
    const { ticketId } = await openTicket();
    const deadline = async () => (await desk.desk().tickets.get({ ticketId })).deadline;
    await expect.poll(() => desk.watch().state().sync.commandsWaiting).toBe(0);
    expect((await deadline())?.provisional).toBe(true);
    await putYear();
    await expect.poll(deadline).toMatchObject({
      dueAt: shanghai('2027-01-08T10:00'),
      calendar: 'cn-2026+1',
    });
    expect((await deadline())?.provisional).toBeUndefined();
  });
});
