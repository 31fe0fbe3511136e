import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'hub.sessionExpired': 401,
  'hub.forbidden': 403,
  'recording.notFound': 404,
  'input.invalid': 400,
  'recording.damaged': 422,
  'upload.rejected': 422,
  // tus 1.0, checksum extension: 460 Checksum Mismatch.
  'upload.hashMismatch': 460,
  'upload.hubDiskFull': 507,
};

/** HTTP status of a failure on the byte paths (`/uploads`, `/recordings`). */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}

/** Body of every refusal on the byte paths. */
export function errorBody(code: ErrorCode): string {
  return JSON.stringify({ code });
}

/** The `AppError` that the caller is told: anything unexpected is logged with an id and becomes `ipc.internal`. */
export function toAppError(error: unknown, logger: Logger, place: string): AppError {
  if (error instanceof AppError) return error;
  const errorId = randomUUID();
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  logger.error('hub.unexpected', { errorId, place, stack });
  return new AppError('ipc.internal', { cause: error });
}

/** Answers with the status and code of a failure; hangs up when an answer has already begun. */
export function sendError(response: ServerResponse, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = errorBody(error.code);
  response.writeHead(statusOf(error.code), {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
