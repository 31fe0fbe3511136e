import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import { describeError } from '../../shared/node/describe-error.ts';
import { drain } from '../../shared/node/guard-server.ts';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'hub.sessionExpired': 401,
  'hub.forbidden': 403,
  'hub.busy': 503,
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
  logger.error('hub.unexpected', { errorId, place, ...describeError(error) });
  return new AppError('ipc.internal', { cause: error });
}

/** Answers with the status and code of a failure; hangs up when an answer has already begun. */
export async function sendError(response: ServerResponse, error: AppError): Promise<void> {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  const body = errorBody(error.code);
  await endAnswer(response, { status: statusOf(error.code), headers, body });
}

/**
 * Answers and ends. When the request's body has not come to its end, nobody will read it: the connection is closed after it,
 * and what still comes is read away for a moment, so that the answer arrives before the reset.
 */
export async function endAnswer(
  response: ServerResponse,
  answer: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
  },
): Promise<void> {
  const { status, headers = {}, body = '' } = answer;
  const isWhole = response.req.complete;
  const connection = isWhole ? {} : { connection: 'close' };
  response.writeHead(status, {
    ...headers,
    ...connection,
    'content-length': Buffer.byteLength(body),
  });
  if (!isWhole) {
    response.flushHeaders();
    response.write(body);
    await drain(response.req);
  }
  response.end(isWhole ? body : undefined);
}
