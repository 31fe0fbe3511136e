import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubCommand } from '../../../src/shared/contract/commands/schemas.ts';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { codeOf, signInAt } from '../../support/hub-client.ts';
import {
  aCall,
  aFullIntake,
  aRecording,
  aTicketClose,
  aTicketSave,
  testSeed,
} from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('commands of a desk', () => {
  const seed = testSeed();
  const ticketId = seed.tickets[0]?.ticketId ?? '';
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(seed);
  });
  afterEach(() => hub.stop());

  const desk = async (workNo = '1001', deskId?: string) => {
    const signedIn = await signInAt(hub.url(), workNo, deskId);
    return {
      ...signedIn,
      send: (command: HubCommand, commandId: string = randomUUID()) =>
        signedIn.client.commands.submit({ commandId, command }),
      pull: (since = 0, limit = 100) => signedIn.client.changes.pull({ since, limit }),
    };
  };

  it('close a ticket, and the change stands at the end of the feed', async () => {
    const { send, pull } = await desk();
    const before = await pull();
    expect(await send(aTicketClose(ticketId))).toEqual({ kind: 'accepted' });
    const after = await pull(before.next);
    expect(after.changes).toMatchObject([
      {
        entity: 'ticket',
        body: { ticketId, state: 'closed', closedByWorkNo: '1001', revision: 2 },
      },
    ]);
  });

  it('with a time that no date holds are refused at the door: shown as one, it would end the lead’s page', async () => {
    const { send, client } = await desk();
    const never = 9e15;
    const place = { recordingId: randomUUID(), callId: randomUUID() };
    for (const command of [
      { kind: 'callRecord', call: aCall({ startedAt: never }) },
      { kind: 'callRecord', call: aCall({ endedAt: never }) },
      { kind: 'recordingRow', recording: aRecording({ startedAt: never }) },
      { kind: 'recordingEvent', event: { ...place, at: never, kind: 'stopped', code: null } },
    ] satisfies HubCommand[])
      expect(await send(command)).toMatchObject({ kind: 'refused', code: 'input.invalid' });
    const agent = {
      state: 'ready' as const,
      since: never,
      reason: '',
      endsAt: null,
      next: null,
      missedRings: 0,
      queueTold: null,
    };
    const report = { agent, talking: false, reachable: true, orderDone: null };
    expect(await codeOf(client.agents.report(report))).toBe('input.invalid');
  });

  it('open a new ticket in the name of the agent who is signed in', async () => {
    const { send, pull } = await desk('1002');
    const newId = randomUUID();
    await send(aTicketSave(newId));
    const { changes } = await pull();
    expect(changes.at(-1)).toMatchObject({
      body: { ticketId: newId, course: [{ byWorkNo: '1002' }] },
    });
  });

  it('are decided once: a repeated command gets its first answer and changes nothing', async () => {
    const { send, pull } = await desk();
    const [commandId, command] = [randomUUID(), aTicketClose(ticketId)];
    await send(command, commandId);
    const before = await pull();
    expect(await send(command, commandId)).toEqual({ kind: 'accepted' });
    await hub.restart();
    const again = await desk('1001', (await desk()).deskId);
    expect((await again.pull()).next).toBe(before.next);
  });

  it('are refused to another desk that uses the same command id', async () => {
    const commandId = randomUUID();
    await (await desk()).send(aTicketClose(ticketId), commandId);
    expect(await codeOf((await desk('1002')).send(aTicketClose(ticketId), commandId))).toBe(
      'hub.forbidden',
    );
  });

  it('of two desks closing one ticket at once: one wins, the other gets the ticket as it is', async () => {
    const [first, second] = [await desk('1001'), await desk('1002')];
    const answers = await Promise.all([
      first.send(aTicketClose(ticketId)),
      second.send(aTicketClose(ticketId, { closeAs: 'selfHandled' })),
    ]);
    const accepted = answers.filter((answer) => answer.kind === 'accepted');
    const refused = answers.filter((answer) => answer.kind === 'refused');
    expect(accepted).toHaveLength(1);
    expect(refused).toMatchObject([
      { code: 'ticket.alreadyClosed', ticket: { ticketId, state: 'closed' } },
    ]);
    const { changes } = await first.pull();
    const closings = changes.flatMap((change) =>
      change.entity === 'ticket'
        ? change.body.course.filter((event) => event.kind === 'closed')
        : [],
    );
    expect(closings).toHaveLength(1);
  });

  it('that lack fields are refused with the ticket unchanged', async () => {
    const { send, pull } = await desk();
    const before = await pull();
    const changes = { ...aFullIntake(), answer: ' ' };
    const answer = await send(aTicketClose(ticketId, { changes }));
    expect(answer).toMatchObject({
      kind: 'refused',
      code: 'ticket.fieldsMissing',
      ticket: { revision: 1 },
    });
    expect((await pull()).next).toBe(before.next);
  });

  it('from a clock that is ahead are dated now', async () => {
    const { send, pull } = await desk();
    await send(aTicketClose(ticketId, { at: hub.clock.now() + 3_600_000 }));
    const { changes } = await pull();
    expect(changes.at(-1)).toMatchObject({ body: { closedAt: hub.clock.now() } });
  });

  it('are refused for the calls and recordings of an agent who never signed in at the desk', async () => {
    const { send } = await desk('1001');
    const refused = { kind: 'refused', code: 'hub.refused', ticket: null };
    expect(await send({ kind: 'callRecord', call: aCall({ agentWorkNo: '1002' }) })).toEqual(
      refused,
    );
    expect(
      await send({ kind: 'recordingRow', recording: aRecording({ agentWorkNo: '1002' }) }),
    ).toEqual(refused);
  });

  it('bring in what a colleague of the shift before has left on the desk', async () => {
    const { deskId } = await desk('1002');
    const { send } = await desk('1001', deskId);
    expect(await send({ kind: 'callRecord', call: aCall({ agentWorkNo: '1002' }) })).toEqual({
      kind: 'accepted',
    });
  });

  it('cannot make a colleague’s recording or call one’s own', async () => {
    const other = await desk('1002');
    const call = aCall({ agentWorkNo: '1002' });
    const recording = aRecording({ agentWorkNo: '1002' });
    await other.send({ kind: 'callRecord', call });
    await other.send({ kind: 'recordingRow', recording });
    const { send } = await desk('1001');
    const refused = { kind: 'refused', code: 'hub.refused', ticket: null };
    expect(await send({ kind: 'callRecord', call: { ...call, agentWorkNo: '1001' } })).toEqual(
      refused,
    );
    expect(
      await send({ kind: 'recordingRow', recording: { ...recording, agentWorkNo: '1001' } }),
    ).toEqual(refused);
    const { recordingId, callId } = recording;
    const event = { recordingId, callId, at: 0, kind: 'finished', code: null } as const;
    expect(await send({ kind: 'recordingEvent', event })).toEqual(refused);
  });
});

describe('the change feed', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('comes in pages, in order, each entity once and at its latest place', async () => {
    const { client } = await signInAt(hub.url(), '1001');
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const [index, id] of ids.entries()) {
      const command = aTicketSave(id, { ticketNo: `SW20260612-1001-00${index}` });
      await client.commands.submit({ commandId: randomUUID(), command });
    }
    const base = { revision: 1, intake: emptyIntake };
    const again = aTicketSave(ids[0] ?? '', { base, changes: { requesterName: '甲' } });
    await client.commands.submit({ commandId: randomUUID(), command: again });
    const seen: { seq: number; id: string }[] = [];
    let since = 0;
    for (let more = true; more;) {
      const page = await client.changes.pull({ since, limit: 2 });
      for (const { seq, entity, body } of page.changes) {
        seen.push({ seq, id: entity === 'ticket' ? body.ticketId : entity });
      }
      ({ next: since, more } = page);
    }
    expect(seen.map(({ seq }) => seq)).toEqual(
      seen.map(({ seq }) => seq).toSorted((a, b) => a - b),
    );
    expect(seen.slice(-3).map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0]]);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(await client.changes.pull({ since, limit: 10 })).toEqual({
      changes: [],
      next: since,
      more: false,
      audience: 'agent:1001',
    });
  });
});

describe('the list of calls', () => {
  const seed = testSeed();
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(seed);
  });
  afterEach(() => hub.stop());

  const all = {
    from: null,
    to: null,
    agentWorkNo: null,
    direction: null,
    text: '',
    recordingStates: [],
    limit: 10,
    offset: 0,
  };

  const filled = async () => {
    const ticketId = seed.tickets[0]?.ticketId ?? '';
    const first = await signInAt(hub.url(), '1001');
    const second = await signInAt(hub.url(), '1002');
    const lead = await signInAt(hub.url(), '2001');
    const base = Date.UTC(2026, 5, 12, 7);
    const older = aCall({ startedAt: base, ticketIds: [ticketId] });
    const number = {
      raw: '02700000456',
      key: '02700000456',
      display: '027 0000 0456',
      kind: 'landline',
    } as const;
    const newer = aCall({
      startedAt: base + 1000,
      agentWorkNo: '1002',
      direction: 'outbound',
      number,
    });
    const recording = aRecording({ callId: older.callId });
    const send = (desk: typeof first, command: HubCommand) =>
      desk.client.commands.submit({ commandId: randomUUID(), command });
    await send(first, { kind: 'callRecord', call: older });
    await send(first, { kind: 'recordingRow', recording });
    await send(second, { kind: 'callRecord', call: newer });
    return { first, lead, older, newer, recording };
  };

  it('joins call, agent, ticket and recording, newest first, for the lead', async () => {
    const { lead, older, newer, recording } = await filled();
    expect(await lead.client.calls.list(all)).toEqual({
      total: 2,
      items: [
        { call: newer, agentName: '工号1002', ticketNos: [], recording: null },
        { call: older, agentName: '工号1001', ticketNos: ['SW20260612-0001'], recording },
      ],
    });
  });

  it('shows an agent the own calls only', async () => {
    const { first, older } = await filled();
    const { items, total } = await first.client.calls.list(all);
    expect([total, items.map((item) => item.call.callId)]).toEqual([1, [older.callId]]);
  });

  it('filters by each of its fields and pages', async () => {
    const { lead, older, newer } = await filled();
    const ids = async (filter: Partial<typeof all> | object) =>
      (await lead.client.calls.list({ ...all, ...filter })).items.map((item) => item.call.callId);
    expect(await ids({ from: newer.startedAt })).toEqual([newer.callId]);
    expect(await ids({ to: newer.startedAt })).toEqual([older.callId]);
    expect(await ids({ agentWorkNo: '1002' })).toEqual([newer.callId]);
    expect(await ids({ direction: 'inbound' })).toEqual([older.callId]);
    expect(await ids({ text: '0000 0456' })).toEqual([newer.callId]);
    expect(await ids({ text: '0612-0001' })).toEqual([older.callId]);
    for (const spelling of [
      '(027)0000-0456',
      '+86 27 0000 0456',
      '０２７００００ ０４５６',
      '0456',
      '027-00000456w801',
      '17951 027 0000 0456',
      '="02700000456"',
    ])
      expect(await ids({ text: spelling })).toEqual([newer.callId]);
    expect(await ids({ text: 'SW20260612-0001' })).toEqual([older.callId]);
    expect(await ids({ text: older.number.display.slice(-9) })).toEqual([older.callId]);
    expect(await ids({ text: '%' })).toEqual([]);
    expect(await ids({ recordingStates: ['closed'] })).toEqual([older.callId]);
    expect(await ids({ recordingStates: ['synced'] })).toEqual([]);
    expect(await ids({ endReasons: ['missed'] })).toEqual([]);
    expect(await ids({ endReasons: older.endReason === null ? [] : [older.endReason] })).toContain(
      older.callId,
    );
    expect(await ids({ answered: true })).toEqual([newer.callId, older.callId]);
    expect(await ids({ answered: false })).toEqual([]);
    expect(await ids({ recorded: true })).toEqual(
      [newer, older].filter((call) => call.recordingId !== null).map((call) => call.callId),
    );
    expect(await ids({ limit: 1, offset: 1 })).toEqual([older.callId]);
  });

  it('keeps an ended call ended when an older record arrives late', async () => {
    const { first, older } = await filled();
    const running = { ...older, endedAt: null, endReason: null };
    const command = { kind: 'callRecord', call: running } as const;
    await first.client.commands.submit({ commandId: randomUUID(), command });
    const { items } = await first.client.calls.list(all);
    expect(items.map((item) => item.call.endedAt)).toEqual([older.endedAt]);
  });
});
