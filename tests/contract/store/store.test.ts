import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubTicketCommand } from '../../../src/shared/contract/commands/schemas.ts';
import { createDraftQueries } from '../../../src/main/storage/draft-queries.ts';
import { migrate, readMigrations } from '../../../src/main/storage/migrate.ts';
import { openDatabase } from '../../../src/main/storage/open-database.ts';
import { type Store, openStore } from '../../../src/main/storage/store-client.ts';
import { type Ticket, emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { aDataDirectory, removeDirectory, sourcePlaces } from '../../support/host/desk-host.ts';
import { aTicket } from '../../support/hub-values.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const migrations = readMigrations(sourcePlaces.migrationsDirectory);
const reader = { workNo: '1001', role: 'agent' } as const;

describe('the store', () => {
  let directory: string;
  let file: string;
  let key: Uint8Array;
  let opened: Store[];

  beforeEach(() => {
    directory = aDataDirectory();
    file = join(directory, 'desk.db');
    key = randomBytes(32);
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
    removeDirectory(directory);
  });
  const open = async (withKey = key) => {
    const store = await openStore({
      file,
      key: withKey,
      migrationsDirectory: sourcePlaces.migrationsDirectory,
      workerUrl: sourcePlaces.storeWorker,
      now: Date.UTC(2026, 5, 12),
      logger: silentLogger,
    });
    opened.push(store);
    return store;
  };
  const reopen = async (withKey = key) => {
    await opened.pop()?.close();
    return open(withKey);
  };

  it('keeps what was written, and nothing of it is readable in the file', async () => {
    const first = await open();
    const ticket = { ...aTicket(), content: 'a citizen wrote this' };
    await first.api.tickets.applyHubTickets([ticket]);
    const second = await reopen();
    expect(await second.api.tickets.getTicket(ticket.ticketId)).toEqual(ticket);
    for (const name of readdirSync(directory)) {
      expect(readFileSync(join(directory, name)).includes('a citizen wrote this')).toBe(false);
    }
  });

  it('refuses a wrong key and touches nothing', async () => {
    await open();
    await opened.pop()?.close();
    const before = readFileSync(file);
    await expect(open(randomBytes(32))).rejects.toMatchObject({ code: 'storage.wrongKey' });
    expect(readFileSync(file).equals(before)).toBe(true);
    await open();
  });

  it('keeps a damaged database aside, whole, and begins a fresh one', async () => {
    const first = await open();
    await first.api.meta.setMeta('fact', 'kept');
    await opened.pop()?.close();
    const damaged = readFileSync(file);
    damaged.fill(0xa5, 0, 4096);
    writeFileSync(file, damaged);
    const second = await open();
    expect(second.damagedKeptAs).toBe(`${file}.damaged-2026-06-12T00-00-00-000Z`);
    expect(readFileSync(second.damagedKeptAs ?? '').equals(damaged)).toBe(true);
    expect(existsSync(`${second.damagedKeptAs}.keycheck`)).toBe(true);
    expect(await second.api.meta.getMeta('fact')).toBeNull();
    await second.api.meta.setMeta('fact', 'fresh');
  });

  /** Overwrites the last pages of the closed database, in which `fill` has put something. */
  const damageTheEnd = async (fill: (store: Store) => Promise<void>) => {
    await fill(await open());
    await opened.pop()?.close();
    const damaged = readFileSync(file);
    damaged.fill(0xa5, damaged.length - 6 * 4096, damaged.length - 4096);
    writeFileSync(file, damaged);
  };

  it('notices damage to what this desk alone has before anything is served', async () => {
    await damageTheEnd(({ api }) => api.meta.setMeta('fact', 'long'.repeat(10_000)));
    expect((await open()).damagedKeptAs).not.toBeNull();
  });

  it('finds damage in the copy of the hub behind what is served, and puts the database aside when it is next opened', async () => {
    await damageTheEnd(({ api }) =>
      api.tickets.applyHubTickets(
        Array.from({ length: 50 }, (_, n) => aTicket(randomUUID(), `SW-${n}`)),
      ),
    );
    const damaged = await open();
    expect(damaged.damagedKeptAs).toBeNull();
    expect(await damaged.check()).toBe('damaged');
    await damaged.api.meta.setMeta('fact', 'still written');
    const fresh = await reopen();
    expect(fresh.damagedKeptAs).not.toBeNull();
    expect(await fresh.api.meta.getMeta('fact')).toBeNull();
    expect(await fresh.check()).toBe('sound');
    expect((await reopen()).damagedKeptAs).toBeNull();
  });

  it('finds a sound database sound, and a close breaks a check off', async () => {
    const store = await open();
    expect(await Promise.all([store.check(), store.check()])).toEqual(['sound', 'sound']);
    const brokenOff = store.check();
    await opened.pop()?.close();
    expect(['sound', null]).toContain(await brokenOff);
    expect((await open()).damagedKeptAs).toBeNull();
  });

  it('does not take the mark of a database that is gone for its successor’s', async () => {
    writeFileSync(`${file}.damage-found`, '');
    await open();
    expect((await reopen()).damagedKeptAs).toBeNull();
  });

  it('answers a pop that was asked behind a search before it', async () => {
    const { api } = await open();
    const many = Array.from({ length: 20_000 }, (_, n) => ({
      ...aTicket(randomUUID(), `SW-${n}`),
      numberKey: n === 0 ? '+8619900000123' : null,
      content: '门前道路积水',
    }));
    await api.tickets.applyHubTickets(many);
    const key = { reader, callId: 'a call', ticketNo: null, limit: 50, lateSince: 0 };
    const pop = () => api.tickets.findForPop({ ...key, numberKey: '+8619900000123' });
    const search = () =>
      api.tickets.listTickets({ reader, text: '积水', states: [], limit: 50, offset: 0 });
    // Whatever both threads load before their first answer is none of the question.
    await Promise.all([pop(), search()]);
    const order: string[] = [];
    const searches = Array.from({ length: 20 }, () => search().then(() => order.push('search')));
    const popped = pop().then(({ ofNumber }) => order.push(`pop of ${ofNumber.length}`));
    await Promise.all([...searches, popped]);
    expect(order.indexOf('pop of 1')).toBeGreaterThanOrEqual(0);
    expect(order.indexOf('pop of 1')).toBeLessThan(order.length - 1);
  }, 60_000);

  it('refuses the database of a newer program', async () => {
    const other = { version: 9990, sql: 'CREATE TABLE later (x)', onlyAdds: false };
    openDatabase({ file, key, migrations: [...migrations, other], now: 0 }).db.close();
    await expect(open()).rejects.toMatchObject({ code: 'storage.newerVersion' });
  });

  it('opens the database to which a newer program has only added, and leaves the addition to it', async () => {
    const added = { version: 9990, sql: 'CREATE TABLE later (x)', onlyAdds: true };
    const newer = [...migrations, added];
    const upgraded = openDatabase({ file, key, migrations: newer, now: 0 });
    upgraded.db.exec('INSERT INTO later VALUES (1)');
    upgraded.db.close();
    const rolledBack = await open();
    await rolledBack.api.meta.setMeta('fact', 'written after the roll-back');
    await opened.pop()?.close();
    const again = openDatabase({ file, key, migrations: newer, now: 0 });
    expect(again.db.prepare('SELECT x FROM later').all()).toEqual([{ x: 1 }]);
    expect(again.db.prepare("SELECT value FROM meta WHERE key = 'fact'").all()).toHaveLength(1);
    again.db.close();
  });

  it('writes a change once, and only against the revision it was decided on', async () => {
    const store = await open();
    const ticket = aTicket();
    const command = {
      kind: 'ticketSave' as const,
      ticketId: ticket.ticketId,
      ticketNo: ticket.ticketNo,
      intake: emptyIntake,
      call: null,
      numberKey: null,
      at: 1,
    };
    const entry = { commandId: randomUUID(), workNo: '1001', command, at: 1 };
    expect(await store.api.tickets.saveTicketWithCommand(ticket, 7, entry)).toBe('stale');
    expect(await store.api.tickets.saveTicketWithCommand(ticket, null, entry)).toBe('saved');
    expect(await store.api.tickets.saveTicketWithCommand(ticket, ticket.revision, entry)).toBe(
      'repeated',
    );
    expect(await store.api.outbox.countWaitingCommands()).toBe(1);
  });

  describe('takes a waiting command back', () => {
    const workNo = '1001';
    const before = aTicket();
    const { ticketId, ticketNo } = before;
    const closed: Ticket = { ...before, state: 'closed', revision: before.revision + 1 };
    const commandId = randomUUID();
    const draft = {
      draftKey: ticketId,
      body: { ...emptyIntake, content: '已答复' },
      base: { revision: before.revision, intake: emptyIntake },
      savedAt: 5,
    };
    const taken = { commandId, ticketId, workNo, revision: closed.revision, before, draft };
    const closing = { kind: 'close' as const, closeAs: 'directAnswer' as const, changes: {} };
    const command: HubTicketCommand = {
      kind: 'ticket',
      ticketId,
      ticketNo,
      base: null,
      call: null,
      action: closing,
      at: 1,
    };
    const entry = { commandId, workNo, command, at: 1 };
    const openClosed = async (known: Ticket | null = before) => {
      const store = await open();
      if (known) await store.api.tickets.applyHubTickets([known]);
      await store.api.tickets.saveTicketWithCommand(closed, known?.revision ?? null, entry);
      return store.api;
    };

    it('with what it did, in one, and once', async () => {
      const { tickets, outbox, drafts } = await openClosed();
      expect(await tickets.takeCommandBack(taken)).toBe(true);
      expect(await tickets.takeCommandBack(taken)).toBe(false);
      expect(await tickets.getTicket(ticketId)).toEqual(before);
      expect(await drafts.getDraft(workNo, ticketId)).toEqual(draft);
      expect(await outbox.countWaitingCommands()).toBe(0);
    });

    it('and the ticket that it made, with its words', async () => {
      const { tickets } = await openClosed(null);
      expect(await tickets.takeCommandBack({ ...taken, before: null })).toBe(true);
      expect(await tickets.getTicket(ticketId)).toBeNull();
      expect(
        await tickets.listTickets({ reader, text: '', states: [], limit: 9, offset: 0 }),
      ).toEqual({
        tickets: [],
        total: 0,
      });
    });

    it('not when it has been answered, or more was done to the ticket since', async () => {
      const { tickets, outbox } = await openClosed();
      const later = { ...closed, revision: closed.revision + 1 };
      const next = { ...entry, commandId: randomUUID() };
      await tickets.saveTicketWithCommand(later, closed.revision, next);
      expect(await tickets.takeCommandBack(taken)).toBe(false);
      await outbox.markCommandAccepted(commandId, 2);
      const atLast = { ...taken, revision: later.revision };
      expect(await tickets.takeCommandBack(atLast)).toBe(false);
      expect(await tickets.getTicket(ticketId)).toEqual(later);
    });

    it('under the number that the ticket bears by now', async () => {
      const { tickets } = await openClosed();
      await tickets.renumberTicket(ticketId, 'SW20260612-1001-9999');
      expect(await tickets.takeCommandBack(taken)).toBe(true);
      expect(await tickets.getTicketByNo('SW20260612-1001-9999')).toMatchObject({ ticketId });
    });

    it('and shows what the hub has told meanwhile, also what it told before the closing', async () => {
      const { tickets, outbox } = (await open()).api;
      const saved = { ...entry, commandId: randomUUID() };
      await tickets.saveTicketWithCommand(before, null, saved);
      const theirs = { ...before, content: '同事补充', revision: before.revision + 1 };
      await tickets.applyHubTickets([theirs]);
      await tickets.saveTicketWithCommand(closed, before.revision, entry);
      await outbox.markCommandAccepted(saved.commandId, 2);
      expect(await tickets.takeCommandBack(taken)).toBe(true);
      expect(await tickets.getTicket(ticketId)).toEqual(theirs);
    });
  });

  it.each([
    '19900000123',
    '+86 199-0000-0123',
    '１９９０００００１２３',
    '="19900000123"',
    '19900000123.0',
    '17951 199 0000 0123',
    '19900000123 / 027-00000456',
    '联系电话：19900000123',
    '0000 0123',
    '0123',
  ])('finds a ticket by its telephone number, spelled or cut as %j', async (text) => {
    const store = await open();
    const [wanted, other] = [aTicket(randomUUID(), 'SW-1'), aTicket(randomUUID(), 'SW-2')];
    await store.api.tickets.applyHubTickets([
      { ...wanted, numberKey: '+8619900000123' },
      { ...other, numberKey: '+8619900000456' },
    ]);
    const { tickets } = await store.api.tickets.listTickets({
      reader,
      text,
      states: [],
      limit: 10,
      offset: 0,
    });
    expect(tickets.map(({ ticketNo }) => ticketNo)).toEqual(['SW-1']);
  });

  it('answers a query that does not exist with an error', async () => {
    const store = await open();
    const strange: unknown = Reflect.get(store.api.tickets, 'constructor');
    await expect(Reflect.apply(strange as () => Promise<unknown>, null, [])).rejects.toThrow(
      'no query',
    );
  });

  it('rejects what is asked after its thread has ended', async () => {
    const store = await open();
    await opened.pop()?.close();
    await expect(store.api.meta.getMeta('x')).rejects.toThrow('ended');
  });
});

describe('migrations', () => {
  const schemaOf = (db: BetterSqlite.Database) =>
    db
      .prepare("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
      .all();

  it('give an upgraded database the schema of a fresh one, step by step', () => {
    const fresh = new BetterSqlite(':memory:');
    migrate(fresh, migrations);
    const upgraded = new BetterSqlite(':memory:');
    migrations.forEach((_, index) => migrate(upgraded, migrations.slice(0, index + 1)));
    expect(schemaOf(upgraded)).toEqual(schemaOf(fresh));
    expect(upgraded.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
  });

  it('keep what is typed for a step with the words of the form, and read past what they do not know', () => {
    const db = new BetterSqlite(':memory:');
    migrate(db, migrations);
    const drafts = createDraftQueries(db);
    const step = { act: 'reply', values: { text: '已修复' } } as const;
    const draft = {
      draftKey: 'a ticket',
      body: emptyIntake,
      base: { revision: 3, intake: emptyIntake },
      asking: { button: '', reason: '', step },
      savedAt: 5,
    };
    drafts.saveDraft('1001', draft);
    expect(drafts.getDraft('1001', 'a ticket')).toEqual(draft);
    expect(drafts.listDrafts('1001', 9)).toHaveLength(1);
    db.prepare(`UPDATE drafts SET body = replace(body, '"reply"', '"later"')`).run();
    const { asking: _, ...rest } = draft;
    expect(drafts.getDraft('1001', 'a ticket')).toEqual(rest);
    db.close();
  });

  it('keep every draft from before drafts had owners: for the agent of its call, else for whoever comes', () => {
    const db = new BetterSqlite(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version < 40),
    );
    db.prepare(
      `INSERT INTO calls (call_id, agent_work_no, number_key, direction, started_at, ended_at, body)
       VALUES ('a call', '1001', NULL, 'inbound', 1, 2, '{}')`,
    ).run();
    const write = db.prepare('INSERT INTO drafts (draft_key, body, saved_at) VALUES (?, ?, 5)');
    write.run('a call', '{"content":"1"}');
    write.run('a ticket', '{"content":"2"}');
    migrate(db, migrations);
    const drafts = createDraftQueries(db);
    expect(drafts.getDraft('1001', 'a call')?.body).toMatchObject({ content: '1' });
    expect(drafts.getDraft('1002', 'a call')).toBeNull();
    for (const workNo of ['1001', '1002'])
      expect(drafts.getDraft(workNo, 'a ticket')?.body).toMatchObject({ content: '2' });
  });

  it('leave a database at the old version when a step fails', () => {
    const db = new BetterSqlite(':memory:');
    migrate(db, migrations);
    const before = schemaOf(db);
    const bad = {
      version: 9990,
      sql: 'CREATE TABLE half (x); CREATE TABLE half (x);',
      onlyAdds: false,
    };
    expect(() => migrate(db, [...migrations, bad])).toThrow('already exists');
    expect(schemaOf(db)).toEqual(before);
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
  });

  it('are numbered upwards in tens', () => {
    const versions = migrations.map((migration) => migration.version);
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
    expect(versions.filter((version) => version % 10 !== 0)).toEqual([]);
  });
});
