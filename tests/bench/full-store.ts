import type { Database } from 'better-sqlite3';
import type { ChineseWords } from '../../src/shared/node/search/chinese-words.ts';
import { aTicket } from '../support/hub-values.ts';

/** What is in a filled store, for benches that ask for it. */
export const fullStore = {
  /** The rest is archived. */
  openCount: 3000,
  /** Open ones with a rare word; every fifth of the archived ones has it, too. */
  wanted: 200,
  callerCount: 250_000,
} as const;

/** Telephone number of a caller, as tickets are found by it. */
export function callerKey(index: number): string {
  return `+86199${String((index * 7919) % 100_000_000).padStart(8, '0')}`;
}

/**
 * Fills an empty store with small tickets, the first ones open: the rows that `applyHubTickets` would write, without its
 * checks, so that a million takes minutes and not an hour.
 */
export function fillStore(
  db: Database,
  words: ChineseWords,
  {
    ticketCount,
    callerCount = fullStore.callerCount,
  }: { readonly ticketCount: number; readonly callerCount?: number },
): void {
  const { openCount, wanted } = fullStore;
  db.pragma('synchronous = OFF');
  const write = db.prepare(
    `INSERT INTO tickets (ticket_id, ticket_no, state, is_open, number_key, opened_at, updated_at, revision, body)
     VALUES (@ticketId, @ticketNo, @state, @isOpen, @numberKey, @openedAt, @updatedAt, 1, @body)`,
  );
  const index = db.prepare('INSERT INTO ticket_words (rowid, words) VALUES (?, ?)');
  const model = aTicket();
  const contents = [false, true].map((hasWord) => {
    const content = `门前道路积水，水深没过脚踝，车辆绕行，要求尽快抽排。${hasWord ? '水表转得快。' : ''}`;
    return { content, words: words.forIndex(`${content}示例路弄`) };
  });
  const batch = 10_000;
  const fillBatch = db.transaction((from: number) => {
    for (let at = from; at < Math.min(from + batch, ticketCount); at += 1) {
      const open = at < openCount;
      const hasWord = at < wanted || (at >= openCount && at % 5 === 0);
      const said = contents[hasWord ? 1 : 0];
      const ticket = {
        ...model,
        ticketId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
        ticketNo: ticketNo(at),
        state: open ? 'inHandling' : 'archived',
        numberKey: callerKey(at % callerCount),
        deadline: open && at % 3 > 0 ? { dueAt: (at * 7919) % 1_000_000, rule: '普通件' } : null,
        closedAt: open ? null : at,
        categoryCode: at % 2 ? 'supply.outage' : 'drainage.waterlogging',
        address: `示例路 ${at % 1000} 弄`,
        content: said?.content ?? '',
        openedAt: at,
        updatedAt: at,
      };
      const body = JSON.stringify(ticket);
      write.run({ ...ticket, deadline: null, isOpen: open ? 1 : 0, body });
      index.run(
        at + 1,
        `${ticket.ticketNo.replaceAll('-', ' ')} ${at % 1000} ${said?.words ?? ''}`,
      );
    }
  });
  for (let from = 0; from < ticketCount; from += batch) fillBatch(from);
  db.pragma('wal_checkpoint(TRUNCATE)');
}

/** A number of the usual form: a day, an agent, a count of that day. */
function ticketNo(at: number): string {
  const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(at / 1500) * 86_400_000);
  const date = day.toISOString().slice(0, 10).replaceAll('-', '');
  return `SW${date}-${1001 + (at % 9)}-${String(Math.floor((at % 1500) / 9) + 1).padStart(4, '0')}`;
}
