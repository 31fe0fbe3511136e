import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../../../src/hub/open-store.ts';

const parts = {
  tickets: `SELECT * FROM changes WHERE seq < 5 ORDER BY seq DESC LIMIT 101`,
  matters: `SELECT * FROM changes WHERE entity <> 'ticket' AND seq < 5 ORDER BY seq DESC LIMIT 101`,
  open: `SELECT row FROM ticket_index JOIN changes ON entity_id = ticket_id AND entity = 'ticket'
    WHERE is_open = 1 AND row < 5 ORDER BY row DESC LIMIT 101`,
};

it.each(Object.entries(parts))(
  'reads a page of %s where it stands, however many there are, and sorts nothing',
  async (_, sql) => {
    const folder = await mkdtemp(join(tmpdir(), 'hub-plan-'));
    const store = await openStore(join(folder, 'hub.db'));
    await store.close();
    const db = new Database(join(folder, 'hub.db'), { readonly: true });
    onTestFinished(async () => {
      db.close();
      await rm(folder, { recursive: true });
    });
    const plan = JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(plan).not.toContain('TEMP B-TREE');
  },
);
