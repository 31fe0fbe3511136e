import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChineseWords } from '../../src/main/storage/chinese-words.ts';
import { readMigrations } from '../../src/main/storage/migrate.ts';
import { openDatabase, openForReading } from '../../src/main/storage/open-database.ts';
import {
  type TicketQuery,
  createTicketListQueries,
} from '../../src/main/storage/ticket-list-queries.ts';
import { createTicketQueries } from '../../src/main/storage/ticket-queries.ts';
import { openStates } from '../../src/shared/domain/tickets/ticket-lists.ts';
import { aTicket } from '../support/hub-values.ts';
import { figureOf, print, round } from './figure.ts';

const ticketCount = 100_000;
const openCount = 3000;
const wanted = 200;
const batch = 1000;
const rounds = 41;
const asked: TicketQuery = { text: '', states: openStates, limit: 50, offset: 0 };

const questions: Readonly<Record<string, { readonly ask: TicketQuery; readonly total: number }>> = {
  // 200 open ones behind 20,000 closed ones with the same word.
  'search.word': { ask: { ...asked, text: '水表' }, total: wanted },
  'search.everyTicket': { ask: { ...asked, text: '积水', states: [] }, total: ticketCount },
  'search.number': { ask: { ...asked, text: '0007' }, total: openCount / 1000 },
  'list.open': { ask: asked, total: openCount },
  'list.byColumn': {
    ask: { ...asked, states: [], sort: { by: 'category', descending: true } },
    total: ticketCount,
  },
};

/**
 * Searches and lists of the desk's encrypted copy of 100,000 tickets. The peer is what needs no index of ours and hides nothing either:
 * SQLite looks for the word in the body of every ticket.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-search-'));
  const [file, key] = [join(folder, 'desk.db'), randomBytes(32)];
  const migrationsFolder = join(
    import.meta.dirname,
    '..',
    '..',
    'src',
    'main',
    'storage',
    'migrations',
  );
  const words = createChineseWords();
  const { db } = openDatabase({ file, key, migrations: readMigrations(migrationsFolder), now: 0 });
  fill(createTicketQueries(db, words));
  const reader = openForReading(file, key);
  const store = createTicketListQueries(reader, words);
  const plain = reader.prepare('SELECT row_id FROM tickets WHERE instr(body, ?) > 0');
  const peer = figureOf(
    'search.scanPeer',
    'ms',
    timed(() => plain.all('水表').length, 19_600),
    {
      tickets: ticketCount,
    },
  );
  print(peer);
  for (const [name, { ask, total }] of Object.entries(questions)) {
    const figure = figureOf(
      name,
      'ms',
      timed(() => store.listTickets(ask).total, total),
      {
        tickets: ticketCount,
        found: total,
      },
    );
    print({ ...figure, ratio: round(figure.p50 / peer.p50) });
  }
  reader.close();
  db.close();
  rmSync(folder, { recursive: true });
}

/** Milliseconds of each round; a round that does not find what is there is no measurement. */
function timed(find: () => number, total: number): number[] {
  return Array.from({ length: rounds }, () => {
    const before = performance.now();
    const found = find();
    const ms = performance.now() - before;
    if (found !== total) throw new Error(`found ${found} of ${total}`);
    return ms;
  });
}

function fill(tickets: ReturnType<typeof createTicketQueries>): void {
  const model = aTicket();
  for (let from = 0; from < ticketCount; from += batch) {
    const many = Array.from({ length: batch }, (_none, offset) => {
      const index = from + offset;
      const open = index < openCount;
      const hasWord = index < wanted || (index >= openCount && index % 5 === 0);
      return {
        ...model,
        ticketId: randomUUID(),
        ticketNo: `SW-${index.toString(36)}x`,
        state: open ? ('inHandling' as const) : ('archived' as const),
        numberKey: `+86199${String(index % 1000).padStart(4, '0')}9999`,
        deadline:
          open && index % 3 > 0 ? { dueAt: (index * 7919) % 1_000_000, rule: '普通件' } : null,
        closedAt: open ? null : index,
        categoryCode: index % 2 ? 'supply.outage' : 'drainage.waterlogging',
        address: `示例路 ${index % 1000} 弄`,
        content: `门前道路积水，水深没过脚踝，车辆绕行，要求尽快抽排。${hasWord ? '水表转得快。' : ''}`,
        openedAt: index,
        updatedAt: index,
      };
    });
    tickets.applyHubTickets(many);
  }
}
