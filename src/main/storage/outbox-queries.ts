import type { Database } from 'better-sqlite3';
import type { HubCommand } from '../../shared/contract/commands/schemas.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { prepareScrub } from './forget-tickets.ts';

/** A command on its way to the hub. */
export interface OutboxEntry {
  readonly commandId: string;
  /** Who gave it. Ticket commands count in this person's name only. */
  readonly workNo: string;
  readonly command: HubCommand;
  readonly attempts: number;
}

export interface NewOutboxEntry {
  readonly commandId: string;
  readonly workNo: string;
  readonly command: HubCommand;
  readonly at: number;
}

/** A command that the hub refused for good; kept until a person has seen to it. */
export interface RefusedEntry {
  readonly commandId: string;
  readonly code: ErrorCode;
  readonly command: HubCommand;
  readonly decidedAt: number;
}

/** Days for which an accepted command is still recognised when a page repeats it. */
const keepAcceptedMs = 7 * 24 * 3_600_000;

export function createOutboxQueries(db: Database) {
  const insert = prepareInsert(db);
  const next = db.prepare<
    [{ workNo: string; passing: string; held: string }],
    { commandId: string; workNo: string; body: string; attempts: number }
  >(
    `SELECT command_id AS commandId, work_no AS workNo, body, attempts FROM outbox
     WHERE state = 'waiting'
       AND (ticket_id IS NULL OR work_no = @workNo OR work_no NOT IN (SELECT value FROM json_each(@passing)))
       AND command_id NOT IN (SELECT value FROM json_each(@held))
       AND NOT EXISTS (SELECT 1 FROM outbox AS before
         WHERE before.ticket_id = outbox.ticket_id AND before.seq < outbox.seq AND before.state = 'waiting'
           AND before.command_id IN (SELECT value FROM json_each(@held)))
     ORDER BY seq LIMIT 1`,
  );
  const count = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM outbox WHERE state = 'waiting'`,
  );
  const tried = db.prepare('UPDATE outbox SET attempts = attempts + 1 WHERE command_id = ?');
  const decide = db.prepare(
    `UPDATE outbox SET state = @state, refused_code = @code, decided_at = @at WHERE command_id = @commandId`,
  );
  const prune = db.prepare(`DELETE FROM outbox WHERE state = 'accepted' AND decided_at < ?`);
  const refused = db.prepare<
    [],
    { commandId: string; code: ErrorCode; body: string; decidedAt: number }
  >(
    `SELECT command_id AS commandId, refused_code AS code, body, decided_at AS decidedAt FROM outbox
     WHERE state = 'refused' AND seen_at IS NULL ORDER BY seq DESC LIMIT 20`,
  );
  const see = db.prepare(
    `UPDATE outbox SET seen_at = ? WHERE command_id = ? AND state = 'refused'`,
  );
  const { scrubAnswered } = prepareScrub(db);
  const waitingOf = db.prepare<[string], { commandId: string; body: string }>(
    `SELECT command_id AS commandId, body FROM outbox
     WHERE state = 'waiting' AND ticket_id = ? AND kind <> 'ticketMerge' ORDER BY seq`,
  );
  return {
    /** Repeating a `commandId` changes nothing. */
    enqueueCommand: (entry: NewOutboxEntry): void => insert(entry),
    /**
     * The oldest waiting command that may be sent while `workNo` is signed in; `passing` over other people's, and over those
     * `held` with all that was done to their ticket after them.
     */
    nextCommand(
      workNo: string,
      passing: readonly string[],
      held: readonly string[],
    ): OutboxEntry | null {
      const lists = { passing: JSON.stringify(passing), held: JSON.stringify(held) };
      const row = next.get({ workNo, ...lists });
      return row
        ? {
            commandId: row.commandId,
            workNo: row.workNo,
            command: commandOf(row.body),
            attempts: row.attempts,
          }
        : null;
    },
    countWaitingCommands: (): number => count.get()?.n ?? 0,
    markCommandTried: (commandId: string): void => void tried.run(commandId),
    markCommandAccepted(commandId: string, at: number): void {
      decide.run({ commandId, state: 'accepted', code: null, at });
      scrubAnswered(commandId);
      prune.run(at - keepAcceptedMs);
    },
    markCommandRefused(commandId: string, code: ErrorCode, at: number): void {
      decide.run({ commandId, state: 'refused', code, at });
      scrubAnswered(commandId);
    },
    /** Refuses all that waits for a ticket: what was made on top of a refused text falls with it. Oldest first. */
    refuseWaitingOf: db.transaction(
      (ticketId: string, code: ErrorCode, at: number): Omit<RefusedEntry, 'decidedAt'>[] =>
        waitingOf.all(ticketId).map(({ commandId, body }) => {
          decide.run({ commandId, state: 'refused', code, at });
          scrubAnswered(commandId);
          return { commandId, code, command: commandOf(body) };
        }),
    ),
    /** A person has seen to a refused command: it is kept, and told no more. */
    markRefusalSeen: (commandId: string, at: number): void => void see.run(at, commandId),
    /** Those that nobody has seen to yet, newest first. */
    refusedCommands: (): RefusedEntry[] =>
      refused.all().map(({ body, ...row }) => ({ ...row, command: commandOf(body) })),
  };
}

/** The one way into the outbox, also used inside the transaction that changes a ticket. */
export function prepareInsert(db: Database): (entry: NewOutboxEntry) => void {
  const insert = db.prepare(
    `INSERT INTO outbox (command_id, work_no, kind, ticket_id, body, state, created_at)
     VALUES (@commandId, @workNo, @kind, @ticketId, @body, 'waiting', @at) ON CONFLICT (command_id) DO NOTHING`,
  );
  return ({ commandId, workNo, command, at }) => {
    const ofTicket = 'ticketId' in command ? command.ticketId : null;
    // Of a merge the main one: it stands in the order of what is done to that, and counts in its author's name.
    const ticketId = command.kind === 'ticketMerge' ? command.mainId : ofTicket;
    insert.run({
      commandId,
      workNo,
      kind: command.kind,
      ticketId,
      body: JSON.stringify(command),
      at,
    });
  };
}

/** What waits is sent as it lies there, whatever release wrote it: the hub judges it. */
function commandOf(body: string): HubCommand {
  // oxlint-disable-next-line house/checked-json
  return JSON.parse(body);
}
