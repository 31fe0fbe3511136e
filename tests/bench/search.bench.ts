import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChineseWords } from '../../src/shared/node/search/chinese-words.ts';
import { readMigrations } from '../../src/main/storage/migrate.ts';
import { openDatabase, openForReading } from '../../src/main/storage/open-database.ts';
import {
  type TicketQuery,
  createTicketListQueries,
} from '../../src/main/storage/ticket-list-queries.ts';
import { openStore } from '../../src/main/storage/store-client.ts';
import { closedStates, openStates } from '../../src/shared/domain/tickets/ticket-lists.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { figureOf, print, round } from './figure.ts';
import { callerKey, fillStore, fullStore } from './full-store.ts';
import { printKnowledge } from './knowledge-figures.ts';

const migrationsFolder = join(import.meta.dirname, '../../src/main/storage/migrations');
const rounds = 11;
const asked: TicketQuery = {
  reader: { workNo: '1001', role: 'agent' },
  text: '',
  states: openStates,
  limit: 50,
  offset: 0,
};

const { openCount, wanted } = fullStore;

const questions = (
  tickets: number,
): Readonly<Record<string, { ask: TicketQuery; total: number }>> => ({
  // 200 open ones behind a fifth of all, closed, with the same word.
  'search.word': { ask: { ...asked, text: '水表' }, total: wanted },
  'search.everyTicket': { ask: { ...asked, text: '积水', states: [] }, total: tickets },
  'search.telephone': {
    ask: { ...asked, text: callerKey(7).slice(3), states: [] },
    total: Math.ceil(tickets / fullStore.callerCount),
  },
  'search.partOfNumber': { ask: { ...asked, text: '20240103', states: [] }, total: 1500 },
  'list.open': { ask: asked, total: openCount },
  'list.all': { ask: { ...asked, states: [] }, total: tickets },
  'list.closed': { ask: { ...asked, states: closedStates }, total: tickets - openCount },
  'list.byColumn': {
    ask: { ...asked, states: [], sort: { by: 'category', descending: true } },
    total: tickets,
  },
});

/**
 * Searches and lists of the desk's encrypted copy of `--tickets` (1,000,000) tickets, and a pop that is asked behind the longest of
 * them. The peer is what needs no index of ours and hides nothing either: SQLite looks for the word in the body of every ticket.
 * Before them the knowledge search: what it finds of the judged questions, and the time of one.
 */
export async function run({
  tickets = '1000000',
}: Readonly<Record<string, string>>): Promise<void> {
  const ticketCount = Number(tickets);
  const folder = mkdtempSync(join(tmpdir(), 'hotline-search-'));
  const [file, key] = [join(folder, 'desk.db'), randomBytes(32)];
  try {
    const words = createChineseWords();
    printKnowledge(words);
    const { db } = openDatabase({
      file,
      key,
      migrations: readMigrations(migrationsFolder),
      now: 0,
    });
    fillStore(db, words, { ticketCount });
    db.close();
    const reader = openForReading(file, key);
    const store = createTicketListQueries(reader, words);
    const plain = reader.prepare('SELECT row_id FROM tickets WHERE instr(body, ?) > 0');
    const withWord = wanted + (ticketCount - openCount) / 5;
    const peer = figureOf(
      'search.scanPeer',
      'ms',
      timed(() => plain.all('水表').length, Math.ceil(withWord), 5),
      { tickets: ticketCount },
    );
    print(peer);
    for (const [name, { ask, total }] of Object.entries(questions(ticketCount))) {
      const figure = figureOf(
        name,
        'ms',
        timed(() => store.listTickets(ask).total, total),
        { tickets: ticketCount, found: total },
      );
      print({ ...figure, ratio: round(figure.p50 / peer.p50) });
    }
    reader.close();
    await measurePops(file, key, ticketCount);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A pop through the store's own threads: alone, and asked right behind a search of every ticket. */
async function measurePops(file: string, key: Uint8Array, tickets: number): Promise<void> {
  const store = await openStore({
    file,
    key,
    migrationsDirectory: migrationsFolder,
    workerUrl: new URL('../../src/main/storage/store-worker.ts', import.meta.url),
    now: 0,
    logger: silentLogger,
  });
  const everyTicket = { ...asked, text: '积水', states: [] };
  const pop = async (index: number) => {
    const before = performance.now();
    await store.api.tickets.findForPop({
      reader: { workNo: '1001', role: 'agent' },
      callId: 'a call',
      ticketNo: null,
      numberKey: callerKey(index * 79),
      limit: 50,
      lateSince: 0,
    });
    return performance.now() - before;
  };
  await Promise.all([pop(0), store.api.tickets.listTickets(everyTicket)]);
  const alone: number[] = [];
  for (let index = 1; index <= 500; index += 1) alone.push(await pop(index));
  const behind: number[] = [];
  for (let search = 0; search < rounds; search += 1) {
    let searching = true;
    const found = store.api.tickets.listTickets(everyTicket).then(() => {
      searching = false;
    });
    while (searching) behind.push(await pop(1000 + behind.length));
    await found;
  }
  await store.close();
  print(figureOf('pop.lookUp', 'ms', alone, { tickets }));
  const figure = figureOf('pop.behindSearch', 'ms', behind, { tickets, limitMs: 33 });
  print({ ...figure, ratio: round(figure.p99 / 33) });
}

/** Milliseconds of each round; a round that does not find what is there is no measurement. */
function timed(find: () => number, total: number, times = rounds): number[] {
  return Array.from({ length: times }, () => {
    const before = performance.now();
    const found = find();
    const ms = performance.now() - before;
    if (found !== total) throw new Error(`found ${found} of ${total}`);
    return ms;
  });
}
