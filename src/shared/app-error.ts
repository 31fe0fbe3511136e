import type { ErrorCode } from './error-codes.ts';

/** What an error says about single fields of a form: field name → code of what is wrong with it. */
export type FieldErrors = Readonly<Record<string, 'required' | 'tooLong' | 'invalid'>>;

/** What the hub tells of wrong passwords: how many more may be tried from here, and for how many seconds none. */
export interface SignInTries {
  readonly left: number;
  /** `null` = not locked. */
  readonly lockedForS: number | null;
}

/**
 * An expected failure. Its code is shown, logged and sent across a boundary; its cause never leaves the process.
 * Foreign errors (DOMException, SIP status, SqliteError, errno) are translated to it by the edge that knows them.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  /** Set when the input of a form was refused. */
  readonly fields: FieldErrors | null;
  /** Seconds after which it may go well; `null` = nobody knows. */
  readonly retryAfter: number | null;
  /** Of a refused sign-in; `null` = not told. */
  readonly tries: SignInTries | null;

  constructor(
    code: ErrorCode,
    options: {
      cause?: unknown;
      fields?: FieldErrors;
      detail?: string;
      retryAfter?: number;
      tries?: SignInTries;
    } = {},
  ) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? null;
    this.retryAfter = options.retryAfter ?? null;
    this.tries = options.tries ?? null;
  }
}

/** The code of an error that crossed a boundary or was caught; `ipc.internal` for anything unexpected. */
export function errorCodeOf(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : 'ipc.internal';
}
