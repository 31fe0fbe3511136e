import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { makeSegment, uploadWhole } from '../../support/hub-upload.ts';
import { aCall, aTicketSave } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('the audit of somebody who is signed in', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const rows = (action: string) => {
    const database = new Database(join(hub.dataFolder, 'hub.db'), { readonly: true });
    try {
      return database
        .prepare<[string], { subject_id: string | null; code: string; count: number }>(
          'select subject_id, code, count from audit where action = ? order by audit_id',
        )
        .all(action);
    } finally {
      database.close();
    }
  };
  const listen = (token: string, recordingId: string) =>
    fetch(`${hub.url()}/recordings/${recordingId}/audio`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const times = async (count: number, act: () => Promise<unknown>) => {
    for (let done = 0; done < count; done += 1) await act();
  };

  it('counts the same refusal in one row for ten minutes, then begins a new one', async () => {
    const { client } = await signInAt(hub.url(), '9001');
    const pull = () => codeOf(client.changes.pull({ since: 0, limit: 1 }));
    await times(30, pull);
    const refusal = { subject_id: 'changes.pull', code: 'hub.forbidden' };
    expect(rows('refused')).toEqual([{ ...refusal, count: 30 }]);
    hub.clock.advance(11 * 60_000);
    await times(2, pull);
    expect(rows('refused')).toEqual([
      { ...refusal, count: 30 },
      { ...refusal, count: 2 },
    ]);
  });

  it('loses none of many different ones, though their rows have an end', async () => {
    const { token } = await signInAt(hub.url(), '1001');
    await times(130, () => listen(token, randomUUID()));
    const found = rows('refused');
    expect(found).toHaveLength(101);
    expect(found.reduce((sum, row) => sum + row.count, 0)).toBe(130);
    expect(found.at(-1)).toEqual({ subject_id: null, code: 'recording.notFound', count: 30 });
  });

  it('tells each ticket and recording apart, behind however many others', async () => {
    const { client, token, session } = await signInAt(hub.url(), '1001');
    const ticketId = randomUUID();
    await client.commands.submit({ commandId: randomUUID(), command: aTicketSave(ticketId) });
    await times(105, () => client.tickets.numberShown({ ticketId: randomUUID() }));
    await times(2, () => client.tickets.numberShown({ ticketId }));
    const shown = rows('numberShown');
    expect(shown).toHaveLength(102);
    expect(shown.at(-1)).toEqual({ subject_id: ticketId, code: null, count: 2 });
    const segment = await makeSegment(session.keys);
    const { recordingId } = segment.metadata;
    await uploadWhole(hub.url(), token, segment);
    const lead = await signInAt(hub.url(), '2001');
    const database = new Database(join(hub.dataFolder, 'hub.db'));
    const earlier = database.prepare(
      `insert into audit (at, action, user_id, subject_id) select ?, 'listened', user_id, ? from users where work_no = '2001'`,
    );
    for (let row = 0; row < 100; row += 1) earlier.run(hub.clock.now(), randomUUID());
    database.close();
    await listen(lead.token, recordingId);
    expect(rows('listened').at(-1)).toMatchObject({ subject_id: recordingId });
  });

  it('counts reading and listening again too, and refused commands', async () => {
    const owner = await signInAt(hub.url(), '1001');
    const segment = await makeSegment(owner.session.keys);
    await uploadWhole(hub.url(), owner.token, segment);
    const lead = await signInAt(hub.url(), '2001');
    await times(20, () => listen(lead.token, segment.metadata.recordingId));
    expect(rows('listened')).toMatchObject([{ count: 20 }]);
    const filter = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
    const all = { ...filter, recordingStates: [], limit: 1, offset: 0 };
    await times(20, () => lead.client.calls.list(all));
    expect(rows('callsRead')).toMatchObject([{ count: 20 }]);
    const call = aCall();
    const submit = (client: typeof owner.client, agentWorkNo: string) =>
      client.commands.submit({
        commandId: randomUUID(),
        command: { kind: 'callRecord', call: { ...call, agentWorkNo } },
      });
    await submit(owner.client, '1001');
    const other = await signInAt(hub.url(), '1002');
    await times(20, () => submit(other.client, '1002'));
    expect(rows('refused')).toEqual([{ subject_id: call.callId, code: 'hub.refused', count: 20 }]);
  });

  it('and the log tell of a command id that comes again with other words', async () => {
    const { client } = await signInAt(hub.url(), '1001');
    const commandId = randomUUID();
    const submit = () => client.commands.submit({ commandId, command: aTicketSave(randomUUID()) });
    expect(await submit()).toEqual({ kind: 'accepted' });
    const refused = { kind: 'refused', code: 'input.invalid', ticket: null };
    expect(await submit()).toEqual(refused);
    expect(await submit()).toEqual(refused);
    expect(rows('refused')).toEqual([{ subject_id: commandId, code: 'input.invalid', count: 2 }]);
    expect(hub.log.filter(({ event }) => event === 'command.idReused')).toHaveLength(2);
  });
});

describe('an audit that cannot be written', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const run = (sql: string) => {
    const database = new Database(join(hub.dataFolder, 'hub.db'));
    database.exec(sql);
    database.close();
  };
  const breakAudit = () =>
    run(`create trigger no_audit before insert on audit begin select raise(abort, 'full'); end`);
  const mendAudit = () => run('drop trigger no_audit');
  const failures = () => hub.log.filter(({ event }) => event === 'audit.notWritten');

  it('leaves each refusal its reason, and is logged and counted', async () => {
    const admin = await signInAt(hub.url(), '9001');
    const agent = await signInAt(hub.url(), '1001');
    const segment = await makeSegment(agent.session.keys);
    const recordingId = randomUUID();
    breakAudit();
    const wrong = { workNo: '1001', password: 'wrong', deskId: randomUUID() };
    expect(await codeOf(hubClient(hub.url()).auth.signIn(wrong))).toBe('hub.badCredentials');
    expect(await codeOf(admin.client.changes.pull({ since: 0, limit: 1 }))).toBe('hub.forbidden');
    const bearer = { headers: { authorization: `Bearer ${agent.token}` } };
    expect((await fetch(`${hub.url()}/recordings/${recordingId}/audio`, bearer)).status).toBe(404);
    expect((await uploadWhole(hub.url(), admin.token, segment)).status).toBe(403);
    expect(
      failures().map(({ fields }) => [fields['action'], fields['code'], fields['failures']]),
    ).toEqual([
      ['signInRefused', 'hub.badCredentials', 1],
      ['refused', 'hub.forbidden', 2],
      ['refused', 'recording.notFound', 3],
      ['refused', 'hub.forbidden', 4],
    ]);
  });

  it('does not keep a copied token alive', async () => {
    const { session, deskId } = await signInAt(hub.url(), '1001');
    const { auth } = hubClient(hub.url());
    const refresh = (refreshToken: string) => auth.refresh({ refreshToken, deskId });
    const next = await refresh(session.refreshToken);
    await refresh(next.refreshToken);
    breakAudit();
    expect(await codeOf(refresh(session.refreshToken))).toBe('hub.sessionExpired');
    mendAudit();
    expect(await codeOf(refresh(next.refreshToken))).toBe('hub.sessionExpired');
  });

  it('plays no sound', async () => {
    const owner = await signInAt(hub.url(), '1001');
    const segment = await makeSegment(owner.session.keys);
    await uploadWhole(hub.url(), owner.token, segment);
    const lead = await signInAt(hub.url(), '2001');
    breakAudit();
    const { recordingId } = segment.metadata;
    const answer = await fetch(`${hub.url()}/recordings/${recordingId}/audio`, {
      headers: { authorization: `Bearer ${lead.token}` },
    });
    expect(answer.status).toBe(500);
  });
});
