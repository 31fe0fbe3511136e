import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { contractHeader, contractNumber } from '../../../src/shared/contract/since.ts';
import { codeOf, hubClient, signInAt, type SignedInDesk } from '../../support/hub-client.ts';
import { aCall, aTicketSave, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

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
  const pull = () => desk.client.changes.pull({ since: 0, limit: 100 });
  /** As a desk of contract `contract` says it, in whatever words. */
  const submit = async (command: unknown, contract = contractNumber) => {
    const answer = await fetch(`${hub.url()}/api/commands`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${desk.token}`,
        [contractHeader]: String(contract),
      },
      body: JSON.stringify({ commandId: randomUUID(), command }),
    });
    const body = await answer.json();
    expect(answer.headers.get(contractHeader)).toBe(String(contractNumber));
    return body.data?.code ?? body.kind;
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
    const any = { from: null, to: null, agentWorkNo: '1001', direction: null, text: '' };
    const { items } = await desk.client.calls.list({
      ...any,
      recordingStates: [],
      limit: 10,
      offset: 0,
    });
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

  it('a field that came with a contract goes to no desk of before it', async () => {
    change(
      `update tickets set body = json_set(body, '$.deadline', json('{"dueAt":1,"rule":"r","provisional":true}'))`,
    );
    const asked = (contract: number) =>
      hubClient(hub.url(), desk.token, contract).changes.pull({ since: 0, limit: 100 });
    const deadlineOf = async (contract: number) =>
      (await asked(contract)).changes.flatMap(({ entity, body }) =>
        entity === 'ticket' ? [body.deadline] : [],
      );
    expect(await deadlineOf(0)).toEqual([{ dueAt: 1, rule: 'r' }]);
    expect(await deadlineOf(contractNumber)).toEqual([{ dueAt: 1, rule: 'r', provisional: true }]);
  });

  it('an unknown field in a question is passed over', async () => {
    const client = hubClient(hub.url(), desk.token);
    const later = { since: 0, limit: 10, later: 1 };
    expect((await client.changes.pull(later)).changes).not.toEqual([]);
    expect(await codeOf(client.changes.pull({ since: -1, limit: 10 }))).toBe('input.invalid');
  });
});
