import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openExistingStore, openStore } from '../../../src/hub/open-store.ts';
import { describeHubAgents } from './hub-agents-contract.ts';
import { describeHubAudit } from './hub-audit-contract.ts';
import { describeHubCity } from './hub-city-contract.ts';
import { describeHubLists } from './hub-lists-contract.ts';
import { describeHubOverview } from './hub-overview-contract.ts';
import { describeHubPeople } from './hub-people-contract.ts';
import { describeHubTimes } from './hub-times-contract.ts';
import { type StoreUnderTest, describeHubStore } from './hub-store-contract.ts';

async function open(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-store-'));
  const path = join(folder, 'hub.db');
  let current = await openStore(path);
  return {
    store: current,
    async reopen() {
      await current.close();
      current = await openStore(path);
      return current;
    },
    async dispose() {
      await current.close();
      await rm(folder, { recursive: true });
    },
  };
}

describeHubStore('SQLite', open);
describe('what the administrator sees in the hub’s store on SQLite', () => {
  describeHubOverview(open);
});
describe('the audit in the hub’s store on SQLite', () => {
  describeHubAudit(open);
});
describeHubPeople('SQLite', open);
describeHubLists('SQLite', open);
describeHubAgents('SQLite', open);
describeHubCity('SQLite', open);
describeHubTimes('SQLite', open);

describe('a SQLite file that cannot be used', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-store-'));
    path = join(folder, 'hub.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is named damaged and left as it is', async () => {
    const content = Buffer.alloc(8192, 'not a database ');
    await writeFile(path, content);
    await expect(openStore(path)).rejects.toMatchObject({ code: 'storage.damaged' });
    expect((await readFile(path)).equals(content)).toBe(true);
  });

  it('is refused when a newer program has written it', async () => {
    await (await openStore(path)).close();
    const database = new Database(path);
    database.exec("insert into kysely_migration (name, timestamp) values ('9990-future', 'now')");
    database.close();
    await expect(openStore(path)).rejects.toMatchObject({ code: 'storage.newerVersion' });
  });

  it('is opened when a newer program has only added to it', async () => {
    await (await openStore(path)).close();
    const database = new Database(path);
    database.exec(`create table later (x);
      insert into kysely_migration (name, timestamp) values ('9990-adds-later', '2199-01-01T00:00:00.000Z')`);
    const store = await openStore(path);
    await store.close();
    const checked = await openExistingStore(path);
    await checked.close();
    expect(database.prepare('select name from kysely_migration').all()).toContainEqual({
      name: '9990-adds-later',
    });
    database.close();
  });
});
