import type { Database } from 'better-sqlite3';
import { ticketSchema } from '../../shared/contract/tickets/schemas.ts';
import {
  type Reader,
  anyAgent,
  mayReadTicket,
} from '../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { mainIdOf } from '../../shared/domain/tickets/merged-tickets.ts';
import { prepareHidden } from './hidden-tickets.ts';
import { shownBodies, shownBody } from '../../shared/kept/body.ts';

/** What a screen pop is made of: the ticket that the PBX named, and everything of the caller's number. */
export interface PopRows {
  readonly named: Ticket | null;
  /** Open ones first, newest first. */
  readonly ofNumber: readonly Ticket[];
  /** The main tickets of those of them, and of the named one, that were merged (并单): there it goes on. */
  readonly mains: readonly Ticket[];
  /** Of all tickets of the number, however many there are, by matter; without a ticket that only this call has made. */
  readonly contacts: readonly MatterContacts[];
}

/** What the citizens of a number came with under one category. */
export interface MatterContacts {
  readonly categoryCode: string | null;
  readonly firstAt: number;
  /** Calls of the tickets opened since the given moment, this one not counted; a ticket without any counts once. */
  readonly lately: number;
}

interface PopKey {
  /** Who has the call: what is not for this person is not shown. */
  readonly reader: Reader;
  readonly callId: string;
  readonly ticketNo: string | null;
  readonly numberKey: string | null;
  readonly limit: number;
  readonly lateSince: number;
}

interface BodyRow {
  readonly body: string;
}

type PopBound = Readonly<Record<string, string | number | null>>;

const isShown = 'row_id NOT IN (SELECT value FROM json_each(@hidden))';

/** What is known of a caller while the telephone rings. */
export function createPopQueries(db: Database) {
  const byNo = db.prepare<[string], BodyRow>('SELECT body FROM tickets WHERE ticket_no = ?');
  const hiddenFrom = prepareHidden(db);
  const ofNumber = db.prepare<[PopBound], BodyRow>(
    `SELECT body FROM tickets WHERE number_key = @numberKey AND ${isShown}
     ORDER BY is_open DESC, opened_at DESC LIMIT @limit`,
  );
  const contacts = db.prepare<[PopBound], MatterContacts>(
    `WITH ours AS (
       SELECT opened_at, json_extract(body, '$.categoryCode') AS category,
         json_array_length(body, '$.callIds') AS calls,
         (SELECT count(*) FROM json_each(body, '$.callIds') WHERE value <> @callId) AS earlier
       FROM tickets WHERE number_key = @numberKey AND ${isShown})
     SELECT category AS categoryCode, min(opened_at) AS firstAt,
       sum(CASE WHEN opened_at >= @lateSince THEN max(1, earlier) ELSE 0 END) AS lately
     FROM ours WHERE earlier > 0 OR calls = 0 GROUP BY category`,
  );
  const newest = db
    .prepare<[], string | null>('SELECT number_key FROM tickets ORDER BY rowid DESC LIMIT 1')
    .pluck();
  const byId = db.prepare<[string], BodyRow>('SELECT body FROM tickets WHERE ticket_id = ?');
  const findForPop = ({ reader, callId, ticketNo, ...key }: PopKey): PopRows => {
    const { numberKey } = key;
    const theirs = (ticket: Ticket | null) =>
      ticket !== null && mayReadTicket(reader, ticket) ? ticket : null;
    const mainsOf = (tickets: readonly (Ticket | null)[]) => {
      const ids = tickets.flatMap((ticket) => (ticket ? (mainIdOf(ticket) ?? []) : []));
      return [...new Set(ids)].flatMap((id) => theirs(shownBody(ticketSchema, byId.get(id))) ?? []);
    };
    const named = ticketNo === null ? null : theirs(shownBody(ticketSchema, byNo.get(ticketNo)));
    if (numberKey === null) return { named, ofNumber: [], mains: mainsOf([named]), contacts: [] };
    const bound = { ...key, callId, hidden: JSON.stringify(hiddenFrom(reader)) };
    const found = shownBodies(ticketSchema, ofNumber.all(bound));
    return {
      named,
      ofNumber: found,
      mains: mainsOf([named, ...found]),
      contacts: contacts.all(bound),
    };
  };
  return {
    findForPop,
    /** Looks somebody up for nobody, so that the first caller does not wait for what only the first look-up makes. */
    rehearse(): void {
      const numberKey = newest.get() ?? null;
      findForPop({
        reader: anyAgent,
        callId: '',
        ticketNo: null,
        numberKey,
        limit: 1,
        lateSince: 0,
      });
    },
  };
}
