import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { pullChanges } from '../../../../../src/hub/areas/replica/pull-changes.ts';
import { openStore } from '../../../../../src/hub/open-store.ts';
import { aTicket } from '../../../../support/hub-values.ts';

it('goes on past a matter that only a newer release knows, and takes it for nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hub-feed-'));
  const path = join(folder, 'hub.db');
  const store = await openStore(path);
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const ticket = aTicket();
  await store.tickets.put(ticket);
  const first = await store.feed.append('ticket', ticket.ticketId);
  const newer = new Database(path);
  newer.pragma('ignore_check_constraints = ON');
  newer.exec("insert into changes (entity, entity_id) values ('roster', 'a')");
  newer.close();
  const [, row] = await store.feed.read(0, 10);
  expect(row).toMatchObject({ entity: null, entityId: 'a' });
  expect(await pullChanges(store, { since: 0, limit: 10 })).toEqual({
    changes: [{ seq: first, entity: 'ticket', body: ticket }],
    next: await store.feed.newestSeq(),
    more: false,
  });
});
