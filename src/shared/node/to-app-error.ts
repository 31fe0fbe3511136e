import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import { AppError } from '../app-error.ts';
import type { Logger } from '../logger.ts';
import { describeError } from './describe-error.ts';

/**
 * The `AppError` that the other side is told. What does not fit the contract is `input.invalid`; anything unexpected is logged
 * as `event` with an id and becomes `ipc.internal` with that id as its detail.
 */
export function toAppError(
  error: unknown,
  logger: Logger,
  { event, place }: { readonly event: string; readonly place: string },
): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return new AppError('input.invalid', { cause: error });
  const errorId = randomUUID();
  logger.error(event, { errorId, place, ...describeError(error) });
  return new AppError('ipc.internal', { cause: error, detail: errorId });
}
