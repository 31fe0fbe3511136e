import { errorCodeOf } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';

/** Lets a promise run on its own; a failure is logged as `event` with its code. */
export function inBackground(promise: Promise<unknown>, logger: Logger, event: string): void {
  promise.catch((error: unknown) => logger.warn(event, { code: errorCodeOf(error) }));
}
