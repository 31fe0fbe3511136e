import {
  type HubCommandResult,
  hubCommandResultSchema,
} from '../../../shared/contract/commands/schemas.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBody } from '../../storage/parse-body.ts';

export interface AnsweredCommand {
  readonly commandId: string;
  readonly deskId: string;
  readonly userId: string;
  readonly answeredAt: number;
  readonly answer: HubCommandResult;
  /** Hex SHA-256 of what the command said; `null` in rows of before ADR 0157. */
  readonly contentHash: string | null;
  /** The ticket that it was about. */
  readonly ticketId: string | null;
  /** What an accepted ticket command made of it, and when it counts as done; `null` for all others. */
  readonly revision: number | null;
  readonly countedAt: number | null;
}

/** Answers already given: a desk that did not hear one asks again and gets the same. Also the trail of who changed what ticket. */
export interface CommandsRepository {
  find(commandId: string): Promise<AnsweredCommand | null>;
  insert(command: AnsweredCommand): Promise<void>;
  /** When the newest accepted ticket command that this person gave at this desk counts as done. */
  lastCountedAt(deskId: string, userId: string): Promise<number | null>;
  /** The desk whose command made this revision of a ticket; `null` when none is known. */
  deskOfRevision(ticketId: string, revision: number): Promise<string | null>;
}

type CommandTables = {
  commands: {
    command_id: string;
    desk_id: string;
    user_id: string;
    answered_at: number;
    answer: string;
    content_hash: string | null;
    ticket_id: string | null;
    revision: number | null;
    counted_at: number | null;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly commands: CommandsRepository;
  }
}

export function createCommandsRepository(hub: HubDatabase): CommandsRepository {
  const db = hub.withTables<CommandTables>();
  return {
    async find(commandId) {
      const row = await db
        .selectFrom('commands')
        .selectAll()
        .where('command_id', '=', commandId)
        .executeTakeFirst();
      if (!row) return null;
      return {
        commandId: row.command_id,
        deskId: row.desk_id,
        userId: row.user_id,
        answeredAt: row.answered_at,
        answer: parseBody(hubCommandResultSchema, row.answer),
        contentHash: row.content_hash,
        ticketId: row.ticket_id,
        revision: row.revision,
        countedAt: row.counted_at,
      };
    },
    async insert(command) {
      await db
        .insertInto('commands')
        .values({
          command_id: command.commandId,
          desk_id: command.deskId,
          user_id: command.userId,
          answered_at: command.answeredAt,
          answer: JSON.stringify(command.answer),
          content_hash: command.contentHash,
          ticket_id: command.ticketId,
          revision: command.revision,
          counted_at: command.countedAt,
        })
        .execute();
    },
    async lastCountedAt(deskId, userId) {
      const row = await db
        .selectFrom('commands')
        .select((of) => of.fn.max('counted_at').as('at'))
        .where('desk_id', '=', deskId)
        .where('user_id', '=', userId)
        .where('counted_at', 'is not', null)
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async deskOfRevision(ticketId, revision) {
      const row = await db
        .selectFrom('commands')
        .select('desk_id')
        .where('ticket_id', '=', ticketId)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return row?.desk_id ?? null;
    },
  };
}
