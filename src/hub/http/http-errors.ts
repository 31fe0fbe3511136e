import type { ServerResponse } from 'node:http';
import type { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import { statusOf } from '../../shared/contract/http-status.ts';
import { drain } from '../../shared/node/guard-server.ts';
import { toAppError } from '../../shared/node/to-app-error.ts';

/** Body of every refusal on the byte paths. */
export function errorBody(code: ErrorCode): string {
  return JSON.stringify({ code });
}

/** `toAppError` of a failure in the hub, which its log calls `hub.unexpected`. */
export function hubFailure(error: unknown, logger: Logger, place: string): AppError {
  return toAppError(error, logger, { event: 'hub.unexpected', place });
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
