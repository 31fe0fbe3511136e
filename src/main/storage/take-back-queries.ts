import type { Database } from 'better-sqlite3';
import type { Draft } from '../../shared/domain/desk/desk-state.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { createDraftQueries } from './draft-queries.ts';

/** A command that its author takes back before it has left the desk. */
export interface TakenBack {
  readonly commandId: string;
  readonly ticketId: string;
  readonly workNo: string;
  /** Revision that the command gave the ticket: another one says that more has been done to it since. */
  readonly revision: number;
  /** The ticket of before; `null` = the command has made it. */
  readonly before: Ticket | null;
  /** What was typed and went with the command; `null` = nothing was. */
  readonly draft: Draft | null;
}

interface TicketAccess {
  readonly getTicket: (ticketId: string) => Ticket | null;
  readonly write: (ticket: Ticket) => void;
  /** The hub's ticket that was held back while commands waited. */
  readonly heldBack: (ticketId: string) => Ticket | null;
  readonly holdBack: (ticket: Ticket) => void;
  readonly isWaiting: (ticketId: string) => boolean;
}

/** Takes a waiting command back together with what it did, in one transaction. */
export function createTakeBackQueries(db: Database, tickets: TicketAccess) {
  const drafts = createDraftQueries(db);
  const erase = db.prepare(`DELETE FROM outbox WHERE command_id = ? AND state = 'waiting'`);
  const eraseWords = db.prepare(
    'DELETE FROM ticket_words WHERE rowid = (SELECT row_id FROM tickets WHERE ticket_id = ?)',
  );
  const eraseTicket = db.prepare('DELETE FROM tickets WHERE ticket_id = ?');

  const restore = ({ ticketId, before }: TakenBack, ticketNo: string) => {
    if (before === null) {
      eraseWords.run(ticketId);
      eraseTicket.run(ticketId);
      return;
    }
    const theirs = tickets.heldBack(ticketId);
    // What the hub has told meanwhile is shown as soon as nothing of this desk waits on top of the old text.
    if (theirs !== null && !tickets.isWaiting(ticketId)) return tickets.write(theirs);
    tickets.write({ ...before, ticketNo });
    if (theirs !== null) tickets.holdBack(theirs);
  };
  return {
    /** `false` = nothing was changed: it no longer waits, or more has been done to the ticket since. */
    takeCommandBack: db.transaction((taken: TakenBack): boolean => {
      const { ticketId, revision, draft, workNo } = taken;
      const now = tickets.getTicket(ticketId);
      if (now?.revision !== revision) return false;
      if (erase.run(taken.commandId).changes === 0) return false;
      restore(taken, now.ticketNo);
      if (draft !== null) drafts.saveDraft(workNo, draft);
      return true;
    }),
  };
}
