import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubCommand } from '../../../src/shared/contract/commands/schemas.ts';
import type { IntakeChanges } from '../../../src/shared/domain/tickets/intake-merge.ts';
import {
  type Intake,
  type Ticket,
  emptyIntake,
} from '../../../src/shared/domain/tickets/ticket.ts';
import { signInAt } from '../../support/hub-client.ts';
import {
  aFullIntake,
  aKeptClose,
  aKeptSave,
  aTicketClose,
  aTicketSave,
  testSeed,
} from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const minute = 60_000;
const hour = 60 * minute;
const conflict = { kind: 'refused', code: 'ticket.conflict' };
const accepted = { kind: 'accepted' };

describe('a ticket at the hub', () => {
  const seed = testSeed();
  const seeded = seed.tickets[0]?.ticketId ?? '';
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(seed);
  });
  afterEach(() => hub.stop());

  const desk = async (workNo = '1001') => {
    const { client, deskId } = await signInAt(hub.url(), workNo);
    return {
      deskId,
      send: (command: HubCommand, commandId: string = randomUUID()) =>
        client.commands.submit({ commandId, command }),
      ticket: async (ticketId: string): Promise<Ticket> => {
        const { changes } = await client.changes.pull({ since: 0, limit: 1000 });
        const found = changes.find(({ entity, body }) =>
          entity === 'ticket' ? body.ticketId === ticketId : false,
        );
        if (found?.entity !== 'ticket') throw new Error('no such ticket');
        return found.body;
      },
    };
  };
  const kept = (ticketId: string, changes: Parameters<typeof aKeptSave>[1]) =>
    aKeptSave(ticketId, { ticketNo: 'SW20260612-1001-001', at: hub.clock.now(), ...changes });
  const save = (ticketId: string, facts: Parameters<typeof aTicketSave>[1]) =>
    aTicketSave(ticketId, { ticketNo: 'SW20260612-1001-001', at: hub.clock.now(), ...facts });
  const over = (revision: number, intake: Intake = emptyIntake) => ({ revision, intake });
  const without = (command: HubCommand) => {
    const { baseRevision: _, ...rest } = command as HubCommand & { baseRevision?: unknown };
    return rest as HubCommand;
  };

  it('is written over by a whole form of release 0.1.0 only when that names its revision', async () => {
    const { send } = await desk('1002');
    for (const baseRevision of [null, 0, 2, 999])
      expect(await send(kept(seeded, { baseRevision }))).toMatchObject(conflict);
    expect(await send(without(kept(seeded, {})))).toMatchObject(conflict);
    expect(await send(without(aKeptClose(seeded)))).toMatchObject(conflict);
    expect(await send(kept(seeded, { baseRevision: 1 }))).toEqual(accepted);
    expect(await send(aKeptClose(seeded, { baseRevision: 2 }))).toEqual(accepted);
  });

  it('takes of two forms what each has typed, and of one field nobody’s second text unread', async () => {
    const [own, other] = [await desk('1001'), await desk('1002')];
    const base = over(1);
    const send = (from: typeof own, changes: IntakeChanges) =>
      from.send(save(seeded, { base, changes }));
    expect(await send(other, { address: '样例街 2 号' })).toEqual(accepted);
    expect(await send(own, { answer: '已解释' })).toEqual(accepted);
    const answer = await send(own, { address: '示例路 18 号', content: '水压低' });
    expect(answer).toMatchObject({ ...conflict, ticket: { address: '样例街 2 号', revision: 3 } });
    expect(await own.ticket(seeded)).toMatchObject({
      address: '样例街 2 号',
      answer: '已解释',
      content: '',
      revision: 3,
    });
    expect(await own.send(save(seeded, { base: over(4), changes: {} }))).toMatchObject(conflict);
    const bare = { base: null, changes: { address: '别处' } };
    expect(await own.send(save(seeded, bare))).toMatchObject(conflict);
  });

  it('is closed by nobody who has not seen what it says', async () => {
    const [own, other] = [await desk('1001'), await desk('1002')];
    await other.send(save(seeded, { base: over(1), changes: { requesterName: '甲' } }));
    expect(await own.send(aTicketClose(seeded))).toMatchObject(conflict);
    const seen = over(2, { ...emptyIntake, requesterName: '甲' });
    const { requesterName: _, ...changes } = aFullIntake();
    expect(await own.send(aTicketClose(seeded, { base: seen, changes }))).toEqual(accepted);
    expect(await own.ticket(seeded)).toMatchObject({ state: 'closed', requesterName: '甲' });
  });

  it('takes a waiting command of an old desk, which names no base, where the last change is that desk’s own', async () => {
    const [own, other] = [await desk('1001'), await desk('1002')];
    const ticketId = randomUUID();
    expect(await own.send(without(kept(ticketId, {})))).toEqual(accepted);
    expect(await other.send(without(kept(ticketId, {})))).toMatchObject(conflict);
    expect(await own.send(without(kept(ticketId, {})))).toEqual(accepted);
    expect(await other.send(kept(ticketId, { baseRevision: 2 }))).toEqual(accepted);
    expect(await own.send(without(kept(ticketId, {})))).toMatchObject(conflict);
  });

  it('tells who changed what, in the citizen’s old and new words', async () => {
    const [own, other] = [await desk('1001'), await desk('1002')];
    const ticketId = randomUUID();
    await own.send(save(ticketId, {}));
    hub.clock.advance(minute);
    const changes = { content: '水压低，要求赔偿', requesterName: '甲' };
    await other.send(save(ticketId, { base: over(1, aFullIntake()), changes }));
    const { course } = await other.ticket(ticketId);
    expect(course.slice(1)).toMatchObject([
      { kind: 'edited', byWorkNo: '1002', at: hub.clock.now() },
    ]);
    const note = course[1]?.note.split('\n');
    expect(note).toContain('content: “水压低” → “水压低，要求赔偿”');
    expect(note).toContain('requesterName: “” → “甲”');
  });

  it('leaves a line for every save, also one that changed nothing, and for the call that was joined', async () => {
    const { send, ticket } = await desk();
    const call = { callId: randomUUID(), recordingId: null };
    await send(save(seeded, { base: over(1) }));
    await send(save(seeded, { base: over(2), changes: {} }));
    await send(save(seeded, { base: over(3), changes: {}, call }));
    const { course, revision } = await ticket(seeded);
    expect(revision).toBe(4);
    expect(course.slice(1).map(({ kind }) => kind)).toEqual(['edited', 'edited', 'callLinked']);
  });

  it('cannot be dated back: what is said to be older than its last change counts as now, and both are told', async () => {
    const { send, ticket } = await desk('1002');
    const now = hub.clock.now();
    const intake = aFullIntake();
    expect(await send(save(seeded, { base: over(1), changes: intake, at: 0 }))).toEqual(accepted);
    const closing = { base: over(2, intake), changes: {}, at: 1 };
    expect(await send(aTicketClose(seeded, closing))).toEqual(accepted);
    const { updatedAt, closedAt, course } = await ticket(seeded);
    expect([updatedAt, closedAt]).toEqual([now, now]);
    expect(course.slice(1).map(({ at }) => at)).toEqual(course.slice(1).map(() => now));
    expect(course.at(-1)?.note).toContain(
      'saidAtNotTaken: 1970-01-01 08:00:00\nreceivedAt: 2026-06-12 16:00:00',
    );
  });

  it('opened by a command that is said to be years old counts as opened now', async () => {
    const { send, ticket } = await desk();
    const ticketId = randomUUID();
    await send(save(ticketId, { at: 0 }));
    expect(await ticket(ticketId)).toMatchObject({
      openedAt: hub.clock.now(),
      updatedAt: hub.clock.now(),
    });
  });

  it('cannot be dated before what the same agent last did at that desk', async () => {
    const { send, ticket } = await desk();
    const [first, second] = [randomUUID(), randomUUID()];
    await send(save(first, { at: hub.clock.now() - minute }));
    const command = aTicketSave(second, {
      ticketNo: 'SW20260612-1001-002',
      at: hub.clock.now() - hour,
    });
    await send(command);
    expect((await ticket(second)).openedAt).toBe(hub.clock.now());
  });

  it('keeps the hours-old times of a desk that was offline; only its closing is dated by the hub', async () => {
    hub.clock.advance(5 * hour);
    const { send, ticket } = await desk();
    const ticketId = randomUUID();
    const start = hub.clock.now() - 4 * hour;
    const intake = aFullIntake();
    await send(save(ticketId, { at: start, changes: intake }));
    const changes = { content: '整栋没水' };
    await send(save(ticketId, { at: start + hour, base: over(1, intake), changes }));
    const base = over(2, { ...intake, ...changes });
    await send(aTicketClose(ticketId, { at: start + 2 * hour, base, changes: {} }));
    const { openedAt, closedAt, updatedAt, course } = await ticket(ticketId);
    expect(course.map(({ at }) => (at - start) / hour)).toEqual([0, 1, 2]);
    expect([openedAt, closedAt, updatedAt]).toEqual([start, hub.clock.now(), hub.clock.now()]);
    for (const { note } of course) expect(note).toMatch(/^saidAt: .*\nreceivedAt: .*21:00:00$/m);
  });

  it('is found by the number that it names, not by a key that the desk has sent', async () => {
    const { send, ticket } = await desk('1002');
    const mine = { ...aFullIntake(), requesterNumber: '199-0000-0123' };
    await send(kept(seeded, { baseRevision: 1, intake: mine, numberKey: '+8619900000999' }));
    expect((await ticket(seeded)).numberKey).toBe('+8619900000123');
    const changes = { requesterNumber: '不愿留' };
    await send(save(seeded, { base: over(2, mine), changes }));
    expect((await ticket(seeded)).numberKey).toBeNull();
  });

  it('bears its number alone: a second one is refused, and taken under another number', async () => {
    const { send, ticket } = await desk('1002');
    const [ticketId, commandId] = [randomUUID(), randomUUID()];
    expect(await send(aTicketSave(ticketId, { ticketNo: 'SW20260612-0001' }), commandId)).toEqual({
      kind: 'refused',
      code: 'ticket.numberTaken',
      ticket: null,
    });
    expect(
      await send(aTicketSave(ticketId, { ticketNo: 'SW20260612-1002-001' }), commandId),
    ).toEqual(accepted);
    expect((await ticket(ticketId)).ticketNo).toBe('SW20260612-1002-001');
    expect((await ticket(seeded)).revision).toBe(1);
  });

  it('is not changed by other words under a command id that was answered; the same words get the same answer', async () => {
    const { send, ticket } = await desk();
    const [ticketId, commandId] = [randomUUID(), randomUUID()];
    const command = save(ticketId, {});
    expect(await send(command, commandId)).toEqual(accepted);
    const other = save(ticketId, { changes: { ...aFullIntake(), content: '别的' } });
    expect(await send(other, commandId)).toEqual({
      kind: 'refused',
      code: 'input.invalid',
      ticket: null,
    });
    expect(await send(command, commandId)).toEqual(accepted);
    expect((await ticket(ticketId)).content).toBe('水压低');
  });
});
