import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseDesk } from '../../../src/hub/areas/session/set-desk.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { errorCatalogue } from '../../../src/shared/error-catalogue.ts';
import { aKeyedDesk, codeOf, hubClient } from '../../support/hub-client.ts';
import { makeSegment, tusClient, uploadWhole } from '../../support/hub-upload.ts';
import { aCall, testPassword, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

interface OldDesk {
  readonly deskId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}
interface OldRelease {
  readonly recordingId: string;
  readonly callId: string;
  readonly ticketId: string;
  readonly one: OldDesk & { readonly previousRefreshToken: string };
  readonly two: OldDesk;
  readonly outbox: readonly { readonly commandId: string; readonly command: { kind: string } }[];
}
const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'release-240c39c');
const oldSql = readFileSync(join(folder, 'hub.sql'), 'utf8');
const old: OldRelease = JSON.parse(readFileSync(join(folder, 'old-desk.json'), 'utf8'));

/** The upload that was begun there; no byte of it had come. */
const begunUpload = /INSERT INTO "uploads" VALUES \('([^']+)', '[^']+', \d+, NULL/.exec(
  oldSql,
)?.[1];

/** That release reads strictly: a key that it does not know is a list that it does not show. */
const knownOfCalls = ['call', 'agentName', 'ticketNos', 'recording'];

function load(path: string): Database.Database {
  const database = new Database(path);
  database.exec(oldSql);
  return database;
}

describe('the data and desks of the release before at this hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed(), (dataFolder) => {
      load(join(dataFolder, 'hub.db')).close();
      mkdirSync(join(dataFolder, 'incoming'));
      writeFileSync(join(dataFolder, 'incoming', begunUpload ?? ''), '');
    });
    hub.clock.advance(60_000);
  });
  afterEach(() => hub.stop());

  /** As a desk of that release speaks: no key, and only the fields that it knows. */
  const post = async (path: string, body: unknown, token: string | null = null) => {
    const headers = {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${hub.url()}/api${path}`, init);
    return { status: answer.status, body: await answer.json() };
  };
  const signIn = (deskId: string) =>
    post('/auth/sign-in', { workNo: '1001', password: testPassword, deskId });
  const filter = {
    from: null,
    to: null,
    agentWorkNo: null,
    direction: null,
    text: '',
    recordingStates: [],
    limit: 50,
    offset: 0,
  };

  it('every row is kept, but for the failed sign-ins that were counted', () => {
    const before = load(':memory:');
    const after = new Database(join(hub.dataFolder, 'hub.db'), { readonly: true });
    const tables = before
      .prepare<[], string>(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
      )
      .pluck()
      .all();
    const rows = (database: Database.Database, table: string, columns: string) =>
      database.prepare(`select ${columns} from "${table}" order by ${columns}`).raw().all();
    let compared = 0;
    for (const table of tables.filter((name) => name !== 'sign_in_failures')) {
      const columns = before
        .prepare<[string], string>('select name from pragma_table_info(?)')
        .pluck()
        .all(table)
        .join(', ');
      const kept = rows(after, table, columns).map((row) => JSON.stringify(row));
      for (const row of rows(before, table, columns)) {
        expect(kept, table).toContain(JSON.stringify(row));
        compared += 1;
      }
    }
    expect(compared).toBe((oldSql.match(/^INSERT/gm) ?? []).length - 1);
    before.close();
    after.close();
  });

  it('a desk goes on with its session, renews it, and signs in', async () => {
    const { deskId, accessToken, refreshToken } = old.one;
    await expect(
      hubClient(hub.url(), accessToken).changes.pull({ since: 0, limit: 10 }),
    ).resolves.toBeDefined();
    const renewed = await post('/auth/refresh', { refreshToken, deskId });
    expect(renewed).toMatchObject({ status: 200, body: { user: { workNo: '1001' } } });
    expect(await signIn(deskId)).toMatchObject({ status: 200 });
  });

  it('a desk whose last refresh answer was lost gets another one', async () => {
    const { deskId, previousRefreshToken: refreshToken } = old.one;
    expect(await post('/auth/refresh', { refreshToken, deskId })).toMatchObject({ status: 200 });
  });

  it('what waits in its outbox is taken, in its own words, and once', async () => {
    const token = old.one.accessToken;
    for (const submission of old.outbox) {
      const accepted = { status: 200, body: { kind: 'accepted' } };
      expect(await post('/commands', submission, token), submission.command.kind).toEqual(accepted);
      expect(await post('/commands', submission, token)).toEqual(accepted);
    }
    const { body } = await post('/calls/query', filter, token);
    expect(body.items).toHaveLength(2);
    for (const item of body.items) {
      expect(Object.keys(item)).toEqual(knownOfCalls);
    }
  });

  it('a lead’s desk reads the list, also with a call whose times are in doubt', async () => {
    const submit = hubClient(hub.url(), old.one.accessToken).commands.submit;
    const command = { kind: 'callRecord', call: aCall({ startedAt: 0 }) } as const;
    expect(await submit({ commandId: randomUUID(), command })).toEqual({ kind: 'accepted' });
    const lead = { workNo: '2001', password: testPassword, deskId: randomUUID() };
    const { body: session } = await post('/auth/sign-in', lead);
    const { body } = await post('/calls/query', filter, session.accessToken);
    expect(body.items).toHaveLength(2);
    for (const item of body.items) expect(Object.keys(item)).toEqual(knownOfCalls);
  });

  it('a colleague’s desk cannot change what was another’s before', async () => {
    const client = hubClient(hub.url(), old.two.accessToken);
    const { recordingId } = old;
    expect(await codeOf(client.recordings.receipt({ recordingId, segment: 0 }))).toBe(
      'hub.forbidden',
    );
    const call = aCall({ callId: old.callId, agentWorkNo: '1002' });
    const command = { kind: 'callRecord', call } as const;
    expect(await client.commands.submit({ commandId: randomUUID(), command })).toMatchObject({
      kind: 'refused',
      code: 'hub.refused',
    });
  });

  it('uploads go on: what was received has its receipt, what was begun goes on, a new one is taken', async () => {
    const own = hubClient(hub.url(), old.one.accessToken);
    const receipt = await own.recordings.receipt({ recordingId: old.recordingId, segment: 0 });
    expect(receipt).toMatchObject({ recordingId: old.recordingId });
    const { body } = await signIn(old.one.deskId);
    const segment = await makeSegment(body.keys);
    expect((await uploadWhole(hub.url(), body.accessToken, segment)).status).toBe(204);
    const { head } = tusClient(hub.url(), old.two.accessToken);
    const begun = await head(`/uploads/${begunUpload}`);
    expect([begun.status, begun.headers.get('upload-offset')]).toEqual([200, '0']);
  });

  it('a desk that was renewed goes on as one of before until IT has released its id, then the old program is told', async () => {
    const { deskId, refreshToken } = old.one;
    const desk = aKeyedDesk(deskId);
    const client = hubClient(hub.url());
    const proof = await desk.prove(client, 'refresh', '1001');
    const session = await client.auth.refresh({ refreshToken, deskId, proof });
    expect(session.user.workNo).toBe('1001');
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    expect(await store.deskKeys.list()).toEqual([]);
    await releaseDesk({ store, clock: hub.clock }, deskId);
    await store.close();
    const password = testPassword;
    const again = await desk.prove(client, 'signIn', '1001');
    await client.auth.signIn({ workNo: '1001', password, deskId, proof: again });
    const refused = await signIn(deskId);
    expect(refused).toMatchObject({ status: 422, body: { data: { code: 'hub.deskNotProven' } } });
    expect(errorCatalogue['hub.deskNotProven'].title).not.toBe('');
  });
});
