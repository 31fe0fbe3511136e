import { ORPCError } from '@orpc/server';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';

/** What every procedure starts with: which connection asks. */
export interface RpcContext {
  readonly connectionId: string;
}

/** What happens to errors on their way to a page. */
export interface RpcErrors {
  /** The `AppError` to tell; anything unexpected is logged with an id and becomes `ipc.internal`. */
  translate(error: unknown, path: readonly string[]): AppError;
}

export function createRpcErrors(deps: {
  readonly logger: Logger;
  readonly newId: () => string;
}): RpcErrors {
  return {
    translate(error, path) {
      if (error instanceof AppError) return error;
      if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
        return new AppError('input.invalid', { cause: error });
      const errorId = deps.newId();
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      deps.logger.error('rpc.unexpected', { errorId, path: path.join('.'), stack });
      return new AppError('ipc.internal', { cause: error, detail: errorId });
    },
  };
}
