import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { contractNumber } from './since.ts';
import { errorCodeSchema } from './base-schemas.ts';

const triesSince = 2;

/** The one declared error of every procedure: an `AppError`, reduced to what may cross a boundary. */
const appErrorData = z.strictObject({
  code: errorCodeSchema,
  fields: z.record(z.string(), z.enum(['required', 'tooLong', 'invalid'])).nullable(),
  /** Seconds, as in `Retry-After` (RFC 9110 §10.2.3). Sent with codes that older releases do not know anyway. */
  retryAfter: z.int().min(1).max(86_400).optional(),
  /** Of a refused sign-in; a side of before `triesSince` would read no code beside it. */
  tries: z
    .strictObject({
      left: z.int().min(0).max(100),
      lockedForS: z.int().min(0).max(86_400).nullable(),
    })
    .optional(),
});

/** Where every contract begins. Handlers throw `AppError`; the servers turn it into `APP` with code and fields. */
export const procedure = oc.errors({
  // 422: over HTTP an expected failure is the caller's matter, never a 500.
  APP: { status: 422, message: 'expected failure', data: appErrorData },
});

/** What a server puts into `errors.APP({ data })` for an `AppError`, for a side that knows `contract`. */
export function toWireError(
  error: AppError,
  contract = contractNumber,
): z.infer<typeof appErrorData> {
  const { code, fields, retryAfter, tries } = error;
  return {
    code,
    fields: fields === null ? null : { ...fields },
    ...(retryAfter === null ? {} : { retryAfter }),
    ...(tries === null || contract < triesSince ? {} : { tries: { ...tries } }),
  };
}

/** The `AppError` that a client's caught error stands for; anything else becomes `ipc.internal` or `ipc.disconnected`. */
export function fromWireError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null;
  const parsed = appErrorData.safeParse(data);
  if (parsed.success) {
    return new AppError(parsed.data.code, {
      cause: error,
      ...(parsed.data.tries ? { tries: parsed.data.tries } : {}),
      ...(parsed.data.fields ? { fields: parsed.data.fields } : {}),
      ...(parsed.data.retryAfter === undefined ? {} : { retryAfter: parsed.data.retryAfter }),
    });
  }
  const isRemote =
    typeof error === 'object' && error !== null && 'code' in error && 'status' in error;
  return new AppError(isRemote ? 'ipc.internal' : 'ipc.disconnected', { cause: error });
}
