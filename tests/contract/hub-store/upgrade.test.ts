import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it, onTestFinished } from 'vitest';
import { standingOf } from '../../../src/hub/areas/calls/standing.ts';
import { up as init } from '../../../src/hub/storage/migrations/0010-init.ts';
import { up as agents } from '../../../src/hub/storage/migrations/0020-agents.ts';
import { openStore } from '../../../src/hub/open-store.ts';

/** A database as the release before issue 8 left it: its schema and one row of each kind that later steps touch. */
async function anOldDatabase(path: string) {
  const database = new Database(path);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  const provider = {
    getMigrations: async () => ({ '0010-init': { up: init }, '0020-agents': { up: agents } }),
  };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  expect(error).toBeUndefined();
  const ids = {
    user: randomUUID(),
    desk: randomUUID(),
    session: randomUUID(),
    call: randomUUID(),
    recording: randomUUID(),
    command: randomUUID(),
  };
  const insert = (table: string, values: readonly unknown[]) =>
    database
      .prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`)
      .run(...values);
  insert('users', [ids.user, '1001', '坐席一', 'agent', 'hash']);
  insert('sign_in_failures', ['1001', 5, 9000, 1000]);
  const session = [ids.session, ids.user, ids.desk, 'access', 5000, 'refresh', 9000, null, 1000];
  insert('sessions', [...session, null]);
  insert('desks', [ids.desk, ids.user, '1001', 1000]);
  insert('commands', [ids.command, ids.desk, ids.user, 1000, '{"kind":"accepted"}']);
  insert('calls', [ids.call, ids.desk, '1001', 'inbound', 1000, '', '{}']);
  insert('recordings', [ids.recording, ids.call, ids.desk, '1001', null, null]);
  const receipt = {
    recordingId: ids.recording,
    segment: 0,
    byteLength: 7,
    sha256: 'a'.repeat(64),
    storedAt: 1000,
    keyId: 'key',
    signature: 'sig',
  };
  const file = [7, 'a'.repeat(64), 'day/file', 'wrapped', 'key', 1000, JSON.stringify(receipt)];
  insert('segments', [ids.recording, 0, ...file]);
  insert('audit', [1, 1000, 'signedIn', ids.user, ids.desk, ids.session, null]);
  await db.destroy();
  return ids;
}

it('a database of the release before keeps its sessions, calls, recordings, answers and audit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hub-upgrade-'));
  const path = join(folder, 'hub.db');
  const ids = await anOldDatabase(path);
  const store = await openStore(path);
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  // Nobody has to sign in again: the session lives as long as it would have, its desk not yet proven.
  expect(await store.sessions.findByRefreshHash('refresh')).toMatchObject({
    sessionId: ids.session,
    startedAt: 1000,
    refreshExpiresAt: 9000,
    deskProven: false,
    endedAt: null,
  });
  expect(await store.sessions.hasSignedInAt(ids.desk, '1001')).toBe(true);
  expect((await store.users.findByWorkNo('1001'))?.disabledAt).toBeNull();
  expect(await store.users.failures('1001', `desk:${ids.desk}`, 0)).toMatchObject({ count: 0 });
  // Whose they were, they are.
  for (const [entity, id] of [
    ['call', ids.call],
    ['recording', ids.recording],
  ] as const) {
    const claims = await store.claims.of(entity, [id]);
    expect(standingOf(claims, ids.desk)).toBe('own');
    expect(standingOf(claims, randomUUID())).toBe('others');
  }
  const [segment] = await store.recordings.segments(ids.recording);
  expect(segment).toMatchObject({ byteLength: 7, receipt: { signature: 'sig' } });
  expect(segment?.content).toBeUndefined();
  expect(await store.commands.find(ids.command)).toMatchObject({
    answer: { kind: 'accepted' },
    contentHash: null,
  });
  const everything = { before: null, from: null, to: null, action: null, userId: null };
  const filter = { ...everything, deskId: null, subjectId: null, limit: 10 };
  expect(await store.audit.list(filter)).toMatchObject([
    { action: 'signedIn', address: null, deskProven: null, count: 1 },
  ]);
});
