import { AppError } from '../../shared/app-error.ts';
import { fromWireError } from '../../shared/contract/base.ts';
import type { SyncStatus } from '../../shared/domain/desk/desk-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { tlsFaultOf } from './tls-fault.ts';
import type { HubClient, HubTransport } from './hub-client.ts';
import { mustBeHub } from './must-be-hub.ts';
import { strangerOf } from './stranger.ts';

/** Where access tokens come from; the session service. */
export interface TokenSource {
  /** A token that should be good now. Throws `hub.sessionExpired` or `hub.unreachable`. */
  accessToken(): Promise<string>;
  /** The hub has refused this token: do not offer it again. */
  refuse(token: string): void;
}

/** Calls to the hub in the name of the signed-in user. */
export interface HubLink {
  /** Throws `hub.unreachable`, `hub.sessionExpired` and whatever code the hub answered with. */
  call<T>(ask: (client: HubClient) => Promise<T>): Promise<T>;
  watchChanges(signal: AbortSignal): Promise<AsyncIterable<{ readonly seq: number }>>;
  /** Asks without a token whether the hub is there, so that the sign-in page can say so. Throws like `call`. */
  probe(): Promise<void>;
}

export function createHubLink(deps: {
  readonly transport: HubTransport;
  readonly tokens: TokenSource;
  readonly onStatus: (hub: SyncStatus['hub'], error: ErrorCode | null) => void;
}): HubLink {
  const { transport, tokens, onStatus } = deps;

  /** Once more with a fresh token when the hub says that this one is over. */
  const withToken = async <T>(ask: (token: string) => Promise<T>): Promise<T> => {
    const token = await tokens.accessToken();
    try {
      return await ask(token);
    } catch (error) {
      if (hubError(error).code !== 'hub.sessionExpired') throw error;
      tokens.refuse(token);
      return await ask(await tokens.accessToken());
    }
  };
  const watched = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      const answer = await ask();
      onStatus('online', null);
      return answer;
    } catch (error) {
      const translated = hubError(error);
      report(translated.code, onStatus);
      throw translated;
    }
  };
  return {
    call: (ask) => watched(() => withToken((token) => ask(transport.client(token)))),
    watchChanges: (signal) =>
      watched(() => withToken((token) => transport.watchChanges(token, signal))),
    probe: () => watched(() => mustBeHub(transport.client(null))),
  };
}

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

function report(
  code: ErrorCode,
  onStatus: (hub: SyncStatus['hub'], error: ErrorCode | null) => void,
): void {
  if (isAway(code)) onStatus('offline', code);
  else if (code === 'hub.sessionExpired' || code === 'hub.badCredentials')
    onStatus('unauthorised', code);
  else onStatus('online', code);
}
