import { AppError } from '../../shared/app-error.ts';
import type { News } from '../../shared/contract/replica/hub.ts';
import type { SyncStatus } from '../../shared/domain/desk/desk-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { HubClient, HubTransport } from './hub-client.ts';
import { hubError, isAway, isBeforeAct } from './hub-errors.ts';
import { mustBeHub } from './must-be-hub.ts';

/** Where access tokens come from; the session service. */
export interface TokenSource {
  /** A token that should be good now. Throws `hub.sessionExpired` or `hub.unreachable`. */
  accessToken(): Promise<string>;
  /** The hub has refused this token: do not offer it again. */
  refuse(token: string): void;
}

/** Calls to the hub in the name of the signed-in user. */
export interface HubLink {
  /** Throws `hub.unreachable`, `hub.sessionExpired`, `hub.olderThanAct` for what an older hub does not have, and whatever code the hub answered with. */
  call<T>(ask: (client: HubClient) => Promise<T>): Promise<T>;
  /** Contract number of the hub that answered last (`shared/contract/since.ts`). */
  contract(): number;
  watchChanges(signal: AbortSignal): Promise<AsyncIterable<News>>;
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
      const translated = isBeforeAct(error, transport.contract())
        ? new AppError('hub.olderThanAct', { cause: error })
        : hubError(error);
      report(translated.code, onStatus);
      throw translated;
    }
  };
  return {
    call: (ask) => watched(() => withToken((token) => ask(transport.client(token)))),
    contract: transport.contract,
    watchChanges: (signal) =>
      watched(() => withToken((token) => transport.watchChanges(token, signal))),
    probe: () => watched(() => mustBeHub(transport.client(null))),
  };
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
