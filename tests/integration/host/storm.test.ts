import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { boardOf, mergeOf } from '../../../src/shared/domain/incidents/incident.ts';
import { incidentIdOf } from '../../../src/shared/domain/incidents/storm.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import { signInAt, type SignedInDesk } from '../../support/hub-client.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';

type Edit = Extract<TicketAction, { kind: 'edit' }>;

describe('a storm at a hub with two desks', () => {
  let one: DeskWithHub;
  let two: DeskWithHub;
  let lead: SignedInDesk;
  beforeEach(async () => {
    one = await startDeskWithHub();
    one.hub.clock.advance(Date.now() - one.hub.clock.now());
    two = await startDeskWithHub({ hub: one.hub });
    await one.signIn('1001');
    await two.signIn('1002');
    lead = await signInAt(one.hub.url(), '2001');
  });
  afterEach(async () => {
    await two.stop();
    await one.stop();
  });

  const stormOf = (desk: DeskWithHub) => desk.watch().state().storm;
  const start = async () => {
    const { points } = await lead.client.incidents.putPoints({
      points: [{ name: '竹叶山立交', district: '江岸区', aliases: ['竹叶山桥洞'] }],
    });
    const storm = await lead.client.incidents.startStorm({ level: 'orange', reason: '橙色预警' });
    for (const desk of [one, two]) await expect.poll(() => stormOf(desk)?.isOn).toBe(true);
    const point = points[0];
    if (!point) throw new Error('no point');
    return { storm, point, incidentId: incidentIdOf(storm.stormId, point.pointId) };
  };
  const call = async (desk: DeskWithHub, action: Edit) => {
    const { ticketId, ticketNo } = await desk.desk().tickets.newTicket();
    const command = { ticketId, ticketNo, base: null, call: null, action };
    return desk.desk().tickets.carryOut({ commandId: randomUUID(), command });
  };
  const linkOf = ({ storm, point, incidentId }: Awaited<ReturnType<typeof start>>) => ({
    incidentId,
    stormId: storm.stormId,
    pointId: point.pointId,
    point: point.name,
  });
  const board = async (desk: DeskWithHub, stormId: string | null = null) => {
    const { incidents, tickets } = await desk.desk().incidents.board({ stormId });
    return boardOf(incidents, tickets, stormId);
  };
  const numbers = async (desk: DeskWithHub) =>
    (await board(desk)).map(({ callers }) =>
      callers.map(({ requesterNumber }) => requesterNumber).toSorted(),
    );
  const waiting = (desk: DeskWithHub) => desk.watch().state().sync.commandsWaiting;
  const codeOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'in',
      (error) => fromWireError(error).code,
    );

  it('is on at every desk, goes on without the hub, and there after a restart', async () => {
    const { storm } = await start();
    expect(stormOf(two)).toEqual(storm);
    two.setOnline(false);
    await two.restart();
    expect(stormOf(two)).toMatchObject({ isOn: true, level: 'orange', byWorkNo: '2001' });
    await lead.client.incidents.startStorm({ level: 'red', reason: '红色预警' });
    two.setOnline(true);
    await two.signIn('1002');
    await expect
      .poll(() => stormOf(two))
      .toMatchObject({ level: 'red', version: 2, stormId: storm.stormId });
  });

  it('two desks, one of them cut off, open one incident of a point and lose no caller', async () => {
    const storm = await start();
    two.setOnline(false);
    const changes = (requesterNumber: string) => ({
      content: '积水情况：齐膝',
      address: '竹叶山立交',
      categoryCode: 'drainage.waterlogging',
      requesterNumber,
    });
    const join = (desk: DeskWithHub, number: string) =>
      call(desk, { kind: 'edit', changes: changes(number), incident: linkOf(storm) });
    await join(one, '19900000101');
    const away = await join(two, '19900000102');
    // It stands on the board of the desk that is cut off, and is urgent there at once.
    expect(await numbers(two)).toEqual([['19900000102']]);
    expect(away.flags).toEqual(['urgent', 'waterlogging']);
    two.setOnline(true);
    for (const desk of [one, two])
      await expect.poll(() => numbers(desk)).toEqual([['19900000101', '19900000102']]);
    // The incident is the hub's by now, with what its callers are told.
    const text = '排水队已到场，预计一小时排干。';
    await lead.client.incidents.say({ incidentId: storm.incidentId, text, seen: 0 });
    for (const desk of [one, two])
      await expect
        .poll(async () => (await board(desk))[0]?.incident.says)
        .toMatchObject([{ version: 1, text, byWorkNo: '2001' }]);
    expect(
      await codeOf(
        lead.client.incidents.say({ incidentId: storm.incidentId, text: '别的', seen: 0 }),
      ),
    ).toBe('incident.conflict');
  });

  it('ends only when every caller is answered or listed; what is owed then is owed after it', async () => {
    const storm = await start();
    const opened = await call(one, {
      kind: 'edit',
      changes: { content: '积水', address: '竹叶山立交', requesterNumber: '19900000101' },
      incident: linkOf(storm),
      trapped: 'people',
    });
    await expect.poll(() => numbers(two)).toEqual([['19900000101']]);
    expect(await codeOf(lead.client.incidents.endStorm())).toBe('storm.callersOpen');
    expect(stormOf(one)?.isOn).toBe(true);
    const words = { incidentId: storm.incidentId, text: '积水已退，道路已通。', seen: 0 };
    expect((await lead.client.incidents.list(words)).reply?.text).toBe(words.text);
    // Sent again because the answer was lost.
    expect((await lead.client.incidents.list(words)).reply?.version).toBe(1);
    expect(await lead.client.incidents.endStorm()).toMatchObject({ owed: 1 });
    expect(await codeOf(lead.client.incidents.endStorm())).toBe('storm.notOn');
    await expect.poll(() => stormOf(one)?.isOn).toBe(false);
    const { ticketId, ticketNo } = opened;
    const answer = async (outcome: 'noAnswer' | 'told') => {
      const now = await one.desk().tickets.get({ ticketId });
      const base = null;
      const action = { kind: 'answerCaller', outcome, text: words.text } as const;
      const command = { ticketId, ticketNo, base, call: null, action };
      await one.desk().tickets.carryOut({ commandId: randomUUID(), command });
      return now.flags;
    };
    expect(await answer('noAnswer')).toContain('urgent');
    expect((await board(one))[0]?.owed).toHaveLength(1);
    await answer('told');
    await expect.poll(() => waiting(one)).toBe(0);
    await expect.poll(async () => (await board(two))[0]?.owed).toEqual([]);
    expect((await board(two))[0]?.callers).toHaveLength(1);
  });

  it('makes the tickets of a point one, and every caller is on the board and owed a reply all the same', async () => {
    const storm = await start();
    for (const last of [1, 2, 3])
      await call(one, {
        kind: 'edit',
        changes: {
          content: '积水',
          categoryCode: 'drainage.waterlogging',
          requesterNumber: `1990000010${last}`,
        },
        incident: linkOf(storm),
      });
    await expect.poll(async () => (await numbers(two))[0]?.length).toBe(3);
    await two.desk().session.signOut({ unguarded: true });
    await two.signIn('2001');
    const [row] = await board(two);
    const order = row && mergeOf(row);
    if (!order) throw new Error('nothing to merge');
    const merge = { commandId: randomUUID(), ...order, reason: '同一点位' };
    expect(await two.desk().incidents.merge(merge)).toEqual({ skipped: 0 });
    const states = async () => (await board(one))[0]?.callers.map(({ state }) => state);
    await expect.poll(states).toEqual(['screening', 'merged', 'merged']);
    expect((await board(one))[0]?.owed).toHaveLength(3);
  });

  it('finds repeat, mass and the incident of a point from what other desks have taken', async () => {
    const storm = await start();
    const at = (address: string, number: string, incident = false) =>
      call(one, {
        kind: 'edit',
        changes: {
          content: '积水',
          categoryCode: 'drainage.waterlogging',
          district: '江岸区',
          address,
          requesterNumber: number,
        },
        ...(incident ? { incident: linkOf(storm) } : {}),
      });
    await at('竹叶山立交', '19900000100', true);
    for (const last of [1, 2, 3, 4]) await at('建设大道12号', `1990000010${last}`);
    const typed = {
      ticketId: null,
      categoryCode: 'drainage.waterlogging',
      district: '江岸区',
      content: '',
      requesterNumber: '19900000109',
    };
    const hints = async (address: string) =>
      (await two.desk().incidents.hints({ ...typed, address })).map(({ kind }) => kind);
    await expect.poll(() => hints('建社大道 12号门口')).toEqual(['mass', 'repeat', 'waterlogging']);
    expect(await hints('建设大道112号')).toEqual(['waterlogging']);
    await expect.poll(() => hints('竹叶山桥洞')).toEqual(['incident', 'waterlogging']);
    expect(await two.desk().incidents.history({ ...typed, address: '建设大道12号' })).toMatchObject(
      {
        times: 4,
        suggestion: { departmentId: 'bureau.jiangan', why: 'usual' },
      },
    );
  });
});
