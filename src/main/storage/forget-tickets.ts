import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { intakeSchema } from '../../shared/contract/tickets/intake-schemas.ts';
import { tolerant } from '../../shared/contract/tolerant.ts';
import { ticketBaseSchema } from '../../shared/contract/tickets/schemas.ts';
import {
  changesOf,
  differingFields,
  ownWords,
  withChanges,
} from '../../shared/domain/tickets/intake-merge.ts';
import { emptyIntake } from '../../shared/domain/tickets/ticket.ts';
import { shownBody } from '../../shared/kept/body.ts';
import { askedWords } from '../../shared/domain/desk/desk-state.ts';
import { askedSchema, typedSchema } from './draft-queries.ts';

/** What went, and whose own words of it are kept. */
export interface Forgotten {
  readonly ticketId: string;
  /** Of the row that stood here; `null` = none did. */
  readonly ticketNo: string | null;
  /** Work numbers of those who had typed something and not saved it: their own words stay as drafts. */
  readonly drafts: readonly string[];
}

/**
 * Forgets tickets that whoever is signed in may not see: the row, what search and lists know of it, and the colleague's words in
 * drafts and in commands that the hub has answered. What somebody typed here stays that person's. Commands that still wait
 * are sent as they are, and forgotten once they are answered (`scrubAnswered`).
 */
export function createForgetTickets(db: Database) {
  const row = db.prepare<[string], { rowId: number; ticketNo: string }>(
    'SELECT row_id AS rowId, ticket_no AS ticketNo FROM tickets WHERE ticket_id = ?',
  );
  const eraseWords = db.prepare('DELETE FROM ticket_words WHERE rowid = ?');
  const erase = db.prepare('DELETE FROM tickets WHERE row_id = ?');
  const mark = db.prepare(
    `INSERT INTO tickets_gone (ticket_id) VALUES (?) ON CONFLICT (ticket_id) DO UPDATE SET wipe = 'waiting'`,
  );
  const known = db.prepare<[string], { n: number }>(
    'SELECT 1 AS n FROM tickets_gone WHERE ticket_id = ?',
  );
  const { scrubOf } = prepareScrub(db);
  const keepOwn = prepareOwnWords(db);

  return {
    /** On disk when it returns. */
    forgetTickets: db.transaction((ticketIds: readonly string[]): Forgotten[] =>
      ticketIds.map((ticketId) => {
        const found = row.get(ticketId);
        if (found) {
          eraseWords.run(found.rowId);
          erase.run(found.rowId);
        }
        if (found || known.get(ticketId) === undefined) mark.run(ticketId);
        scrubOf(ticketId);
        return { ticketId, ticketNo: found?.ticketNo ?? null, drafts: keepOwn(ticketId) };
      }),
    ),
    /** Has this desk been told that the ticket is not for its user? */
    isGone: (ticketId: string): boolean => known.get(ticketId) !== undefined,
  };
}

/** The colleague's words out of commands that the hub has answered, of a ticket that is gone. */
export function prepareScrub(db: Database) {
  const accepted = db.prepare(
    `UPDATE outbox SET body = '{}' WHERE ticket_id = ? AND state = 'accepted'`,
  );
  const refused = db.prepare<[string], { commandId: string; body: string }>(
    `SELECT command_id AS commandId, body FROM outbox WHERE ticket_id = ? AND state = 'refused'`,
  );
  const keep = db.prepare('UPDATE outbox SET body = ? WHERE command_id = ?');
  const ofGone = db.prepare<[string], { ticketId: string }>(
    `SELECT ticket_id AS ticketId FROM outbox
     WHERE command_id = ? AND ticket_id IN (SELECT ticket_id FROM tickets_gone)`,
  );
  const scrubOf = (ticketId: string) => {
    accepted.run(ticketId);
    // The own words stay with the refusal until somebody has seen to it.
    for (const { commandId, body } of refused.all(ticketId)) keep.run(ownOnly(body), commandId);
  };
  return {
    scrubOf,
    /** After an answer. */
    scrubAnswered(commandId: string): void {
      const gone = ofGone.get(commandId);
      if (gone) scrubOf(gone.ticketId);
    },
  };
}

/** Leaves of each draft of a ticket what its owner typed. Gives the owners of those that say something. */
function prepareOwnWords(db: Database): (ticketId: string) => string[] {
  const drafts = db.prepare<[string], { workNo: string; body: string }>(
    'SELECT work_no AS workNo, body FROM drafts WHERE draft_key = ?',
  );
  const baseOf = db.prepare<[string, string], { body: string }>(
    'SELECT body FROM drafts WHERE draft_key = ? AND work_no = ?',
  );
  const keep = db.prepare('UPDATE drafts SET body = ? WHERE draft_key = ? AND work_no = ?');
  const drop = db.prepare('DELETE FROM drafts WHERE draft_key = ? AND work_no = ?');
  return (ticketId) => {
    const baseKey = `${ticketId}:base`;
    return drafts.all(ticketId).flatMap(({ workNo, body }) => {
      const said = shownBody(typedSchema, { body });
      const beside = baseOf.get(baseKey, workNo);
      const from = shownBody(ticketBaseSchema, beside)?.intake ?? null;
      const asking = shownBody(askedSchema, beside)?.asking;
      drop.run(baseKey, workNo);
      const own = said === null ? null : ownWords(said, from, asking && askedWords(asking));
      if (own === null || differingFields(own, emptyIntake).length === 0) {
        drop.run(ticketId, workNo);
        return [];
      }
      keep.run(JSON.stringify(own), ticketId, workNo);
      return [workNo];
    });
  };
}

/** A command without the words that it was based on. What release 0.1.0 kept was the whole form: of it nothing stays. */
function ownOnly(body: string): string {
  const { intake: _form, ...command } = z.looseObject({}).parse(JSON.parse(body));
  const read = basedSchema.safeParse(command);
  if (!read.success) return JSON.stringify({ ...command, base: null });
  const { base, action } = read.data;
  const from = base.intake;
  const own = ownWords(withChanges(from, action.changes), from);
  return JSON.stringify({
    ...command,
    base: null,
    action: { ...action, changes: changesOf(emptyIntake, own) },
  });
}

const basedSchema = z.looseObject({
  base: z.looseObject({ intake: typedSchema }),
  action: z.looseObject({ changes: tolerant(intakeSchema.partial()) }),
});
