import { AppError } from '../../../shared/app-error.ts';
import type { CommandId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Timers } from '../../host/timers.ts';

/** Commands that a phone page has been sent and has not answered. */
export interface PendingCommands {
  /** Resolves when `settle` says done; rejects with its code, or `phone.notConnected` after `limitMs`. */
  add(commandId: CommandId, limitMs: number): Promise<void>;
  /** `null` = done. An answer to nothing, or a second one, is ignored. */
  settle(commandId: CommandId, code: ErrorCode | null): void;
  /** The page is gone. */
  failAll(): void;
}

interface Pending {
  readonly resolve: () => void;
  readonly reject: (error: AppError) => void;
  readonly cancelTimeout: () => void;
}

export function createPendingCommands(timers: Timers): PendingCommands {
  const pending = new Map<CommandId, Pending>();
  const settle = (commandId: CommandId, code: ErrorCode | null) => {
    const command = pending.get(commandId);
    if (!command) return;
    pending.delete(commandId);
    command.cancelTimeout();
    if (code === null) command.resolve();
    else command.reject(new AppError(code));
  };
  return {
    add: (commandId, limitMs) =>
      new Promise((resolve, reject) => {
        const cancelTimeout = timers.after(limitMs, () => settle(commandId, 'phone.notConnected'));
        pending.set(commandId, { resolve, reject, cancelTimeout });
      }),
    settle,
    failAll() {
      for (const commandId of pending.keys()) settle(commandId, 'phone.notConnected');
    },
  };
}
