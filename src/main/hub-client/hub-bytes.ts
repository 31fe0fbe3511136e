import { AppError } from '../../shared/app-error.ts';
import type { HubAddress } from '../../shared/contract/hub-address.ts';
import { hubError } from './hub-errors.ts';
import type { TokenSource } from './hub-link.ts';

/** Gets bytes from the hub in the user's name: `path` under the hub's address. Throws `hub.unreachable`, `hub.notConfigured`, `hub.sessionExpired`. */
export type FetchFromHub = (path: string, headers: Record<string, string>) => Promise<Response>;

export function createFetchFromHub(deps: {
  /** `null` = no hub is configured. */
  readonly address: HubAddress | null;
  readonly fetch: typeof fetch;
  readonly tokens: TokenSource;
}): FetchFromHub {
  const get = async (path: string, headers: Record<string, string>, token: string) => {
    if (deps.address === null) throw new AppError('hub.notConfigured');
    const answer = deps.fetch(deps.address.at(path), {
      headers: { ...headers, authorization: `Bearer ${token}` },
      redirect: 'error',
    });
    return answer.catch((error: unknown) => Promise.reject(hubError(error)));
  };
  return async (path, headers) => {
    const token = await deps.tokens.accessToken();
    const response = await get(path, headers, token);
    if (response.status !== 401) return response;
    await response.body?.cancel();
    deps.tokens.refuse(token);
    return get(path, headers, await deps.tokens.accessToken());
  };
}
