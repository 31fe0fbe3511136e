import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { contractHeader, contractNumber } from '../../../src/shared/contract/since.ts';
import { keptTicketCommand } from '../../../src/shared/contract/tickets/release-0-1-0.ts';
import { codeOf, hubClient, signInAt, type SignedInDesk } from '../../support/hub-client.ts';
import { aCall, aRecording, aTicketSave, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const aReport = {
  agent: {
    state: 'ready',
    since: 1,
    reason: '',
    endsAt: null,
    next: null,
    missedRings: 0,
    queueTold: null,
  },
  talking: false,
  reachable: true,
  orderDone: null,
} as const;

describe('a hub between two releases', () => {
  let hub: RunningHub;
  let desk: SignedInDesk;
  const seed = testSeed();
  const seeded = seed.tickets[0]?.ticketId ?? '';
  beforeEach(async () => {
    hub = await startTestHub(seed);
    desk = await signInAt(hub.url(), '1001');
  });
  afterEach(() => hub.stop());

  const change = (sql: string, ...values: unknown[]) => {
    const db = new Database(join(hub.dataFolder, 'hub.db'));
    // A newer program has other checks in its tables.
    db.pragma('ignore_check_constraints = on');
    const rows = db.prepare<unknown[], { body: string }>(sql);
    const found = rows.reader ? rows.all(...values) : [];
    if (!rows.reader) rows.run(...values);
    db.close();
    return found.map(({ body }) => JSON.parse(body));
  };
  const calls = async () => {
    const any = { from: null, to: null, agentWorkNo: '1001', direction: null, text: '' };
    const page = { recordingStates: [], limit: 10, offset: 0 };
    return (await desk.client.calls.list({ ...any, ...page })).items;
  };
  const pull = () => desk.client.changes.pull({ since: 0, limit: 100 });
  /** As a desk of contract `contract` says it, in whatever words. */
  const submit = async (
    command: unknown,
    contract = contractNumber,
    commandId: string = randomUUID(),
  ) => {
    const answer = await fetch(`${hub.url()}/api/commands`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${desk.token}`,
        [contractHeader]: String(contract),
      },
      body: JSON.stringify({ commandId, command }),
    });
    const body = await answer.json();
    expect(answer.headers.get(contractHeader)).toBe(String(contractNumber));
    return body.data?.code ?? body.code ?? body.kind;
  };

  it('a command of a kind that it does not know is to wait, whoever sends it', async () => {
    expect(await submit({ kind: 'ticketAssign', to: 'x' }, 0)).toBe('hub.olderThanDesk');
    expect(await submit({ kind: 'ticketAssign' }, contractNumber + 1)).toBe('hub.olderThanDesk');
  });

  it('what it would lose of a newer desk’s command is to wait; of its own release it is wrong', async () => {
    const command = { ...aTicketSave(randomUUID()), later: 1 };
    expect(await submit(command, contractNumber + 1)).toBe('hub.olderThanDesk');
    expect(await submit(command)).toBe('input.invalid');
    const call = { ...aCall(), endReason: 'inSomeNewWay' };
    expect(await submit({ kind: 'callRecord', call }, contractNumber + 1)).toBe(
      'hub.olderThanDesk',
    );
    expect(await submit({ kind: 'callRecord', call })).toBe('input.invalid');
  });

  it('a newer field of a call record is kept, and no desk of this release is sent it', async () => {
    const call = { ...aCall(), later: { a: 1 } };
    expect(await submit({ kind: 'callRecord', call }, contractNumber + 1)).toBe('accepted');
    expect(change('select body from calls')).toMatchObject([{ later: { a: 1 } }]);
    const items = await calls();
    expect(items.map((item) => item.call)).toEqual([expect.not.objectContaining({ later: {} })]);
    expect(items[0]?.call.callId).toBe(call.callId);
  });

  it('a newer field of a stored ticket is kept by its next change, and sent to nobody', async () => {
    change(`update tickets set body = json_set(body, '$.assignedTo', 'x')`);
    const { changes } = await pull();
    expect(changes.map(({ entity }) => entity)).toContain('ticket');
    expect(changes.filter(({ body }) => 'assignedTo' in body)).toEqual([]);
    const save = aTicketSave(seeded, {
      ticketNo: 'SW20260612-0001',
      base: { revision: 1, intake: emptyIntake },
    });
    expect(await submit(save)).toBe('accepted');
    expect(change('select body from tickets')).toMatchObject([
      { assignedTo: 'x', content: '水压低' },
    ]);
  });

  it('one ticket in a newer word, or a feed row of a newer kind, hides nothing else', async () => {
    const other = randomUUID();
    expect(await submit(aTicketSave(other))).toBe('accepted');
    change(
      `update tickets set body = json_set(body, '$.state', 'inSomeNewState') where ticket_id = ?`,
      seeded,
    );
    change(`insert into changes (entity, entity_id) values ('roster', 'x')`);
    const { changes, more } = await pull();
    const ids = changes.flatMap(({ entity, body }) => (entity === 'ticket' ? body.ticketId : []));
    expect(ids).toEqual([other]);
    expect(more).toBe(false);
  });

  it('a seat, an ask or an order in a newer word hides nobody else, and no report fails by it', async () => {
    const other = await signInAt(hub.url(), '1002');
    const lead = await signInAt(hub.url(), '2001');
    for (const { client } of [desk, other]) await client.agents.report(aReport);
    for (const { client } of [desk, other])
      await client.agents.ask({ to: 'break', reason: 'rest' });
    await lead.client.agents.force({ workNo: '1001', to: 'break', reason: 'rest' });
    const seen = async () => {
      const { team } = await lead.client.agents.report(aReport);
      return team?.map(({ workNo, agent }) => [workNo, agent.ask?.to ?? null]);
    };
    change(`update agent_asks set body = json_set(body, '$.to', 'later') where work_no = '1001'`);
    change(`update agent_orders set body = json_set(body, '$.to', 'later')`);
    expect(await seen()).toEqual([
      ['1001', null],
      ['1002', 'break'],
      ['2001', null],
    ]);
    expect(await desk.client.agents.report(aReport)).toMatchObject({ ask: null, order: null });
    change(
      `update agent_seats set body = json_set(body, '$.report.agent.state', 'later') where work_no = '1001'`,
    );
    // How the seats stand is read once, at the start.
    await hub.restart();
    const again = await signInAt(hub.url(), '2001');
    const { team } = await again.client.agents.report(aReport);
    expect(team?.map(({ workNo }) => workNo)).toEqual(['1002', '2001']);
    const { client } = await signInAt(hub.url(), '1002');
    expect(await client.agents.report(aReport)).toMatchObject({ othersOnPost: 1 });
  });

  it('a recording in a newer word hides no call, and what its desk says of it waits', async () => {
    const [call, other] = [aCall(), aCall()];
    for (const each of [call, other]) await submit({ kind: 'callRecord', call: each });
    const recording = aRecording({ callId: call.callId });
    const ofOther = aRecording({ callId: other.callId });
    for (const each of [recording, ofOther])
      await submit({ kind: 'recordingRow', recording: each });
    change(
      `update recordings set body = json_set(body, '$.state', 'inSomeNewStore') where recording_id = ?`,
      recording.recordingId,
    );
    expect((await calls()).map((item) => [item.call.callId, item.recording?.state])).toEqual(
      [call, other]
        .toSorted((a, b) => (a.callId < b.callId ? -1 : 1))
        .map(({ callId }) => [callId, callId === other.callId ? 'closed' : undefined]),
    );
    expect(await submit({ kind: 'recordingRow', recording })).toBe('storage.damaged');
    expect(change('select body from recordings')).toContainEqual(
      expect.objectContaining({ state: 'inSomeNewStore' }),
    );
  });

  it('newer fields of a recording, and of a call that has ended, outlive what is said without them', async () => {
    const call = aCall();
    const recording = aRecording({ callId: call.callId });
    const later = { later: { a: 1 } };
    expect(await submit({ kind: 'callRecord', call })).toBe('accepted');
    for (const newer of [later, {}]) {
      const said = { call: { ...call, ...newer }, recording: { ...recording, ...newer } };
      expect(await submit({ kind: 'callRecord', call: said.call })).toBe('accepted');
      expect(await submit({ kind: 'recordingRow', recording: said.recording })).toBe('accepted');
    }
    expect(change('select body from calls')).toMatchObject([later]);
    expect(change('select body from recordings')).toMatchObject([later]);
    const moved = { ...call, ...later, startedAt: call.startedAt + 1 };
    expect(await submit({ kind: 'callRecord', call: moved })).toBe('hub.refused');
  });

  it('a ticket command that the hub of 0.1.0 has taken in its shape is the same command now', async () => {
    const command = aTicketSave(randomUUID());
    const kept = command.kind === 'ticket' ? keptTicketCommand(command) : null;
    const commandId = randomUUID();
    expect(await submit(kept, 0, commandId)).toBe('accepted');
    expect(await submit(command, contractNumber, commandId)).toBe('accepted');
    const other = { ...command, ticketNo: 'SW20260612-1001-002' };
    expect(await submit(other, contractNumber, commandId)).toBe('input.invalid');
  });

  it('a field that came with a contract goes to no desk of before it', async () => {
    const said = { dueAt: 1, rule: 'r', provisional: true, ruleId: 'demand', calendar: 'cn-2026' };
    change(`update tickets set body = json_set(body, '$.deadline', json(?))`, JSON.stringify(said));
    const asked = (contract: number) =>
      hubClient(hub.url(), desk.token, contract).changes.pull({ since: 0, limit: 100 });
    const deadlineOf = async (contract: number) =>
      (await asked(contract)).changes.flatMap(({ entity, body }) =>
        entity === 'ticket' ? [body.deadline] : [],
      );
    expect(await deadlineOf(0)).toEqual([{ dueAt: 1, rule: 'r' }]);
    expect(await deadlineOf(2)).toEqual([{ dueAt: 1, rule: 'r', provisional: true }]);
    expect(await deadlineOf(contractNumber)).toEqual([said]);
  });

  it('an unknown field in a question is passed over', async () => {
    const client = hubClient(hub.url(), desk.token);
    const later = { since: 0, limit: 10, later: 1 };
    expect((await client.changes.pull(later)).changes).not.toEqual([]);
    expect(await codeOf(client.changes.pull({ since: -1, limit: 10 }))).toBe('input.invalid');
  });
});
