import type { Database } from 'better-sqlite3';
import { ticketSchema } from '../../shared/contract/tickets/schemas.ts';
import { shownBody } from '../../shared/kept/body.ts';
import { type Ticket, isOpen } from '../../shared/domain/tickets/ticket.ts';
import type { ChineseWords } from '../../shared/node/search/chinese-words.ts';
import { type NewOutboxEntry, prepareInsert } from './outbox-queries.ts';
import { createForgetTickets } from './forget-tickets.ts';
import { createPopQueries } from './pop-queries.ts';
import { createTakeBackQueries } from './take-back-queries.ts';
import { createTicketListQueries } from './ticket-list-queries.ts';

interface BodyRow {
  readonly body: string;
}

/** Replica of the hub's tickets together with this desk's own changes. */
export function createTicketQueries(db: Database, words: ChineseWords) {
  const write = prepareWrite(db, words);
  const enqueue = prepareInsert(db);
  const byId = db.prepare<[string], BodyRow>('SELECT body FROM tickets WHERE ticket_id = ?');
  const byNo = db.prepare<[string], BodyRow>('SELECT body FROM tickets WHERE ticket_no = ?');
  const commandKnown = db.prepare<[string], { n: number }>(
    'SELECT 1 AS n FROM outbox WHERE command_id = ?',
  );
  const waiting = db.prepare<[string], { n: number }>(
    `SELECT 1 AS n FROM outbox WHERE ticket_id = ? AND state = 'waiting' LIMIT 1`,
  );
  const holdBack = db.prepare('UPDATE tickets SET hub_body = ? WHERE ticket_id = ?');
  const heldBack = db.prepare<[string], { hubBody: string | null }>(
    'SELECT hub_body AS hubBody FROM tickets WHERE ticket_id = ?',
  );
  const renumberWaiting = db.prepare(
    `UPDATE outbox SET body = json_replace(body, '$.ticketNo', ?) WHERE ticket_id = ? AND state = 'waiting'`,
  );
  const forgetting = createForgetTickets(db);
  const isBack = db.prepare('DELETE FROM tickets_gone WHERE ticket_id = ?');
  const getTicket = (ticketId: string) => ticketOf(byId.get(ticketId));
  const hubTicket = (ticketId: string) => {
    const kept = heldBack.get(ticketId)?.hubBody;
    return kept ? ticketOf({ body: kept }) : null;
  };
  const holdTicketBack = (ticket: Ticket) =>
    void holdBack.run(JSON.stringify(ticket), ticket.ticketId);
  const isWaiting = (ticketId: string) => waiting.get(ticketId) !== undefined;

  return {
    getTicket,
    getTicketByNo: (ticketNo: string): Ticket | null => ticketOf(byNo.get(ticketNo)),
    isCommandKnown: (commandId: string): boolean => commandKnown.get(commandId) !== undefined,
    /**
     * Writes a decided change and its command in one transaction. `stale`: the ticket has changed since `expectedRevision`
     * was read (`null` = it did not exist); decide again. `repeated`: this command was taken before.
     */
    saveTicketWithCommand: db.transaction(
      (
        ticket: Ticket,
        expectedRevision: number | null,
        entry: NewOutboxEntry,
      ): 'saved' | 'stale' | 'repeated' => {
        if (commandKnown.get(entry.commandId)) return 'repeated';
        if ((getTicket(ticket.ticketId)?.revision ?? null) !== expectedRevision) return 'stale';
        const theirs = hubTicket(ticket.ticketId);
        write(ticket);
        if (theirs !== null) holdTicketBack(theirs);
        enqueue(entry);
        return 'saved';
      },
    ),
    /** Takes tickets of the hub. One with own commands still waiting is held back, so that the agent's work stays on screen. */
    applyHubTickets: db.transaction((tickets: readonly Ticket[]): void => {
      for (const ticket of tickets) {
        isBack.run(ticket.ticketId);
        if (isWaiting(ticket.ticketId)) holdTicketBack(ticket);
        else write(ticket);
      }
    }),
    /**
     * After a final refusal: the hub's ticket wins; `null` takes the newest one held back, if there is one. An answer that was long on its way
     * brings no ticket back that has gone meanwhile: it comes by the feed when the right does.
     */
    takeHubTicket(ticketId: string, ticket: Ticket | null): void {
      if (forgetting.isGone(ticketId)) return;
      const winner = ticket ?? hubTicket(ticketId);
      if (winner) write(winner);
    },
    /**
     * The hub has accepted a command: the ticket that it made of it is taken, if it was held back and nothing else waits. It
     * may hold what others have changed since. `false` = nothing changed here.
     */
    takeAccepted: db.transaction((ticketId: string, commandId: string): boolean => {
      const ticket = isWaiting(ticketId) ? null : hubTicket(ticketId);
      if (ticket === null) return false;
      const isMade = ticket.course.some(({ eventId }) => eventId.startsWith(commandId));
      if (isMade) write(ticket);
      return isMade;
    }),
    /** The ticket bears another number from now on, and all that waits for it says so. */
    renumberTicket: db.transaction((ticketId: string, ticketNo: string): void => {
      const ticket = getTicket(ticketId);
      if (ticket) write({ ...ticket, ticketNo });
      renumberWaiting.run(ticketNo, ticketId);
    }),
    ...forgetting,
    findForPop: createPopQueries(db).findForPop,
    ...createTicketListQueries(db, words),
    ...createTakeBackQueries(db, {
      getTicket,
      write,
      heldBack: hubTicket,
      holdBack: holdTicketBack,
      isWaiting,
    }),
    nextTicketCount: db.transaction((day: string, workNo: string): number =>
      nextCount(db, day, workNo),
    ),
  };
}

/** A copy of the hub's ticket: what is passed over here, the hub still has. */
function ticketOf(row: BodyRow | undefined): Ticket | null {
  return shownBody(ticketSchema, row);
}

function prepareWrite(db: Database, words: ChineseWords): (ticket: Ticket) => void {
  const write = db.prepare<unknown[], { row_id: number }>(
    `INSERT INTO tickets (ticket_id, ticket_no, state, is_open, number_key, opened_at, updated_at, revision, body)
     VALUES (@ticketId, @ticketNo, @state, @isOpen, @numberKey, @openedAt, @updatedAt, @revision, @body)
     ON CONFLICT (ticket_id) DO UPDATE SET ticket_no = excluded.ticket_no, state = excluded.state,
       is_open = excluded.is_open, number_key = excluded.number_key, opened_at = excluded.opened_at,
       updated_at = excluded.updated_at, revision = excluded.revision, body = excluded.body, hub_body = NULL
     RETURNING row_id`,
  );
  const forget = db.prepare('DELETE FROM ticket_words WHERE rowid = ?');
  const index = db.prepare('INSERT INTO ticket_words (rowid, words) VALUES (?, ?)');
  return (ticket) => {
    const { ticketId, ticketNo, state, numberKey, openedAt, updatedAt, revision } = ticket;
    const row = write.get({
      ticketId,
      ticketNo,
      state,
      numberKey,
      openedAt,
      updatedAt,
      revision,
      isOpen: isOpen(ticket) ? 1 : 0,
      body: JSON.stringify(ticket),
    });
    if (!row) return;
    forget.run(row.row_id);
    index.run(
      row.row_id,
      words.forIndex(`${ticketNo} ${ticket.address} ${ticket.content} ${ticket.requesterName}`),
    );
  };
}

/** The next count of this day and agent, above every number already known here, also one given at another desk. */
function nextCount(db: Database, day: string, workNo: string): number {
  const prefix = `SW${day}-${workNo}-`;
  const known = db
    .prepare<[string, string], { ticketNo: string | null }>(
      'SELECT max(ticket_no) AS ticketNo FROM tickets WHERE ticket_no >= ? AND ticket_no < ?',
    )
    .get(prefix, `${prefix}~`)?.ticketNo;
  const last = db
    .prepare<[string, string], { last: number }>(
      'SELECT last FROM ticket_counters WHERE day = ? AND work_no = ?',
    )
    .get(day, workNo)?.last;
  const count = Math.max(last ?? 0, Number(known?.slice(prefix.length) ?? 0) || 0) + 1;
  db.prepare('INSERT OR REPLACE INTO ticket_counters (day, work_no, last) VALUES (?, ?, ?)').run(
    day,
    workNo,
    count,
  );
  return count;
}
