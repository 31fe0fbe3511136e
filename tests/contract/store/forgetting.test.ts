import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Store, openStore } from '../../../src/main/storage/store-client.ts';
import { openForReading } from '../../../src/main/storage/open-database.ts';
import type { Reader } from '../../../src/shared/domain/tickets/ticket-audience.ts';
import { type Ticket, emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import { sourcePlaces } from '../../support/host/desk-host.ts';
import { aTicket, aTicketSave } from '../../support/hub-values.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { until } from '../../support/until.ts';

/** Nobody else writes so: one word of the index, a number of an own, a name. */
const secrets = ['xvqzwhisper', '199000778899', '孟朵朵'];
const [word = '', number = '', name = ''] = secrets;
const lead: Reader = { workNo: '2001', role: 'lead' };

describe('what a desk forgets', () => {
  const key = new Uint8Array(randomBytes(32));
  let folder = '';
  let store: Store;
  const file = () => join(folder, 'desk.db');
  const open = async () => {
    store = await openStore({
      file: file(),
      key,
      now: 0,
      migrationsDirectory: sourcePlaces.migrationsDirectory,
      workerUrl: sourcePlaces.storeWorker,
      logger: silentLogger,
    });
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'forget-'));
    await open();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const secret = (of: Partial<Ticket> = {}): Ticket => ({
    ...aTicket(),
    kind: 'report',
    content: `有人 ${word} 夜里倒土。${word.repeat(300)}`,
    address: `${word}路`,
    requesterName: name,
    requesterNumber: number,
    numberKey: `+86${number}`,
    ...of,
  });
  /** Tables, and every page of the file with the free ones, decrypted, in which a secret stands. */
  const found = (): string[] => {
    const db = openForReading(file(), key);
    const tables = db
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0",
      )
      .all();
    const hits = tables.flatMap(({ name: table }) => {
      const rows = db.prepare(`SELECT * FROM "${table}"`).raw().all();
      return holdsSecret(rows.map(textOf).join('\n')) ? [table] : [];
    });
    db.close();
    return holdsSecret(plainFile()) ? [...hits, 'file'] : hits;
  };
  const plainFile = (): string => {
    const copy = join(folder, 'copy.db');
    for (const end of ['', '-wal']) copyFileSync(`${file()}${end}`, `${copy}${end}`);
    const db = openForReading(copy, key);
    db.pragma('query_only = OFF');
    db.pragma('journal_mode = DELETE');
    db.pragma("rekey = ''");
    db.close();
    const bytes = readFileSync(copy);
    expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
    rmSync(copy);
    return bytes.toString('utf8');
  };

  it('is in no table afterwards, nor in what full texts keep of deleted rows', async () => {
    const { api } = store;
    const others = Array.from({ length: 300 }, (_, n) => ({
      ...aTicket(randomUUID(), `SW20260612-${n}`),
      content: '门前道路积水',
    }));
    const ticket = secret();
    // So many that what is freed is not at once written over by something else.
    const more = Array.from({ length: 60 }, (_, n) =>
      secret({ ...aTicket(randomUUID(), `SW20260613-${n}`), content: ticket.content }),
    );
    await api.tickets.applyHubTickets([...others.slice(0, 150), ticket, ...more]);
    await api.tickets.applyHubTickets(others.slice(150));
    const { ticketId } = ticket;
    // A newer one of the hub is held back behind a command; another command has been answered, a third is refused.
    const base = { revision: 1, intake: intakeOf(ticket) };
    const put = async (commandId: string) =>
      api.outbox.enqueueCommand({
        commandId,
        workNo: '1001',
        at: 1,
        command: aTicketSave(ticketId, { base, changes: { district: '江汉区' } }),
      });
    for (const id of ['answered', 'refused']) await put(id);
    await api.outbox.markCommandAccepted('answered', 2);
    await api.outbox.markCommandRefused('refused', 'ticket.conflict', 2);
    const typed = { ...base.intake, address: '自己写的路' };
    await api.drafts.saveDraft('1001', {
      draftKey: ticketId,
      body: typed,
      base,
      asking: { button: 'step', reason: '', step: { act: 'message', values: { text: '留的话' } } },
      savedAt: 1,
    });
    expect(found().toSorted()).toEqual(
      expect.arrayContaining(['drafts', 'file', 'outbox', 'tickets', 'ticket_words_data']),
    );
    await api.tickets.forgetTickets(more.map((one) => one.ticketId));
    expect(await api.tickets.forgetTickets([ticketId])).toEqual([
      { ticketId, ticketNo: ticket.ticketNo, drafts: ['1001'] },
    ]);
    await until('all is wiped', () => found().length === 0, 20_000);
    expect(await api.drafts.getDraft('1001', ticketId)).toMatchObject({
      body: { ...emptyIntake, address: '自己写的路', content: '留的话' },
      base: null,
    });
    expect(await api.tickets.getTicket(ticketId)).toBeNull();
    const everything = { reader: lead, text: '', states: [], limit: 5, offset: 0 };
    expect((await api.tickets.listTickets(everything)).total).toBe(300);
    // What was not forgotten is found as before, by words and numbers.
    expect((await api.tickets.listTickets({ ...everything, text: '积水' })).total).toBe(300);
    expect((await api.tickets.listTickets({ ...everything, text: '0612-0299' })).total).toBe(0);
    expect((await api.tickets.listTickets({ ...everything, text: word })).total).toBe(0);
  });

  it('keeps a command that waits, and forgets what it was based on once it is answered', async () => {
    const { api } = store;
    const ticket = secret();
    const { ticketId } = ticket;
    await api.tickets.applyHubTickets([ticket]);
    const base = { revision: 1, intake: intakeOf(ticket) };
    const command = aTicketSave(ticketId, { base, changes: { address: '自己写的路' } });
    await api.outbox.enqueueCommand({ commandId: 'waits', workNo: '1001', at: 1, command });
    await api.tickets.forgetTickets([ticketId]);
    const waiting = await api.outbox.nextCommand('1001', [], []);
    expect(waiting?.command).toEqual(command);
    await api.outbox.markCommandRefused('waits', 'ticket.notFound', 2);
    await until('all is wiped', () => found().length === 0, 20_000);
    expect(await api.outbox.refusedCommands()).toMatchObject([
      { command: { base: null, action: { changes: { address: '自己写的路' } } } },
    ]);
  });

  it('goes on after a restart in the middle, and takes a ticket again whose right came back', async () => {
    const ticket = secret();
    await store.api.tickets.applyHubTickets([ticket]);
    await store.api.tickets.forgetTickets([ticket.ticketId]);
    await store.close();
    await open();
    await until('all is wiped', () => found().length === 0, 20_000);
    expect(await store.api.tickets.isGone(ticket.ticketId)).toBe(true);
    await store.api.tickets.applyHubTickets([ticket]);
    expect(await store.api.tickets.isGone(ticket.ticketId)).toBe(false);
    expect(await store.api.tickets.getTicket(ticket.ticketId)).toEqual(ticket);
  });
});

const holdsSecret = (text: string) => secrets.some((one) => text.includes(one));

/** Texts and blobs of a row. A full text keeps its words cut where two begin alike, so the end of a word is looked for. */
function textOf(row: unknown): string {
  const values: readonly unknown[] = Array.isArray(row) ? row : [];
  return values
    .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : String(value)))
    .join(' ');
}
