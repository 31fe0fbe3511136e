import { AppError } from '../../shared/app-error.ts';
import { fromWireError } from '../../shared/contract/base.ts';
import { contractNumber } from '../../shared/contract/since.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { tlsFaultOf } from './tls-fault.ts';

/**
 * Any failure of a call to the hub as an `AppError`: no answer at all is `hub.unreachable`, or the fault of its TLS; a redirect
 * or something that is no HTTP is `hub.notAHub`.
 */
export function hubError(error: unknown): AppError {
  const translated = fromWireError(error);
  if (isUnauthorised(error)) return new AppError('hub.sessionExpired', { cause: error });
  if (translated.code !== 'ipc.disconnected' && !isBadGateway(error)) return translated;
  const fault = tlsFaultOf(error) ?? strangerOf(error);
  return new AppError(fault === null ? 'hub.unreachable' : `hub.${fault}`, { cause: error });
}

/** A hub of contract `said` has answered that there is no such procedure: it is of a release before it. */
export function isBeforeAct(error: unknown, said: number): boolean {
  return (
    statusOf(error) === 404 && hubError(error).code === 'ipc.internal' && said < contractNumber
  );
}

/** The hub cannot be spoken with now, or must not be: the desk works on alone, and tries again. */
export function isAway(code: ErrorCode): boolean {
  return awayCodes.has(code);
}

const awayCodes: ReadonlySet<ErrorCode> = new Set([
  'hub.unreachable',
  'hub.notAHub',
  'hub.notConfigured',
  'hub.certificateNotTrusted',
  'hub.certificateExpired',
  'hub.certificateNotYetValid',
  'hub.certificateWrongName',
  'hub.certificateUnsafe',
  'hub.tlsFailed',
  'hub.keyChanged',
]);

function statusOf(error: unknown): number | null {
  return typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number'
    ? error.status
    : null;
}

/** A plain 401, as from a proxy in front of the hub. */
function isUnauthorised(error: unknown): boolean {
  return fromWireError(error).code === 'ipc.internal' && statusOf(error) === 401;
}

function isBadGateway(error: unknown): boolean {
  return (
    [502, 503, 504].includes(statusOf(error) ?? 0) && fromWireError(error).code === 'ipc.internal'
  );
}

/**
 * `notAHub` when a failed call shows that something else than a hub answered: it sent the desk elsewhere, or spoke no HTTP
 * (Node's parser says `HPE_…` or `HTTPParserError`). Looked for along the causes of an error of `fetch`; `null` = it shows no such thing.
 */
function strangerOf(error: unknown): 'notAHub' | null {
  let at: unknown = error;
  for (let depth = 0; depth < 8 && typeof at === 'object' && at !== null; depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    const isNoHttp = code.startsWith('HPE_') || ('name' in at && at.name === 'HTTPParserError');
    // There is no code for a redirect where none is followed, only words.
    const isRedirect = 'message' in at && /\bredirect/i.test(String(at.message));
    if (isNoHttp || isRedirect) return 'notAHub';
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}
