import { type HubCommandResult, hubCommandResultSchema } from '../../shared/contract/hub.ts';
import type { HubDatabase } from './database.ts';
import { parseBody } from './parse-body.ts';

export interface AnsweredCommand {
  readonly commandId: string;
  readonly deskId: string;
  readonly userId: string;
  readonly answeredAt: number;
  readonly answer: HubCommandResult;
}

/** Answers already given: a desk that did not hear one asks again and gets the same. */
export interface CommandsRepository {
  find(commandId: string): Promise<AnsweredCommand | null>;
  insert(command: AnsweredCommand): Promise<void>;
}

export function createCommandsRepository(db: HubDatabase): CommandsRepository {
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
        })
        .execute();
    },
  };
}
