import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createFileKeyVault } from '../../../src/main/node/file-key-vault.ts';
import { openStore } from '../../../src/main/storage/store-client.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { sourcePlaces } from '../../support/host/desk-host.ts';
import { silentLogger } from '../../support/silent-logger.ts';

let desk: DeskWithHub;
beforeEach(async () => {
  desk = await startDeskWithHub();
  await desk.signIn();
});
afterEach(() => desk.stop());

/** Changes what the closed desk has kept, and starts it again. */
async function restartWith(key: string, change: (kept: string) => string): Promise<void> {
  await desk.restart();
  const store = await openStore({
    workerUrl: sourcePlaces.storeWorker,
    file: join(desk.directory, 'desk.db'),
    key: await createFileKeyVault(desk.directory).deskKey(),
    migrationsDirectory: sourcePlaces.migrationsDirectory,
    now: Date.now(),
    logger: silentLogger,
  });
  await store.api.meta.setMeta(key, change((await store.api.meta.getMeta(key)) ?? ''));
  await store.close();
  await desk.restart();
}

/** The same with one key more, at its top or in one of its parts. */
const added = (part: string | null) => (kept: string) => {
  const value = z.looseObject({}).parse(JSON.parse(kept));
  if (part === null) return JSON.stringify({ ...value, later: 1 });
  return JSON.stringify({ ...value, [part]: { ...Object(value[part]), later: 1 } });
};

it.each([
  ['session', 'user'],
  ['hubKeys', null],
  ['verifier:1001', 'user'],
])(
  'a desk goes on with a kept %s in which a newer release has a further key',
  async (key, part) => {
    await restartWith(key, added(part));
    expect(desk.host().failure).toBeNull();
    expect(desk.watch().state().user?.workNo).toBe('1001');
    desk.setOnline(false);
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn();
  },
);

it.each(['session', 'hubKeys', 'verifier:1001', 'latestTime', 'replicaSeq', 'window.settings'])(
  'a desk starts with a kept %s that nobody can read, and somebody can sign in',
  async (key) => {
    await restartWith(key, () => '{"v":9}');
    expect(desk.host().failure).toBeNull();
    expect(desk.watch().state().user === null).toBe(key === 'session');
    await desk.signIn();
    await desk.watch().until('signed in', ({ user }) => user?.workNo === '1001');
  },
);
