import type { ContractRouterClient } from '@orpc/contract';
import { AppError } from '../../shared/app-error.ts';
import type { News } from '../../shared/contract/replica/hub.ts';
import type { hubContract } from '../../shared/contract/areas.ts';

/** The hub as this desk calls it. */
export type HubClient = ContractRouterClient<typeof hubContract>;

/** The two ways to the hub, made at the edge that knows HTTP and WebSocket. */
export interface HubTransport {
  /** Calls over HTTP; `token: null` for those that need none. Each ends after a time limit of its own. */
  client(token: string | null): HubClient;
  /** Contract number of the hub that answered last; 0 before the first answer. */
  contract(): number;
  /** Opens the WebSocket and emits what the hub tells of its feed, until `signal` aborts or the connection ends. */
  watchChanges(token: string, signal: AbortSignal): Promise<AsyncIterable<News>>;
}

/** What oRPC needs of a socket, and closing it. */
export type HubSocket = Pick<
  WebSocket,
  'addEventListener' | 'removeEventListener' | 'send' | 'readyState' | 'close'
>;

/** Opens a WebSocket with request headers. The `ws` package in both hosts; browsers cannot send headers. */
export type OpenSocket = (url: URL, headers: Readonly<Record<string, string>>) => HubSocket;

/** Stands where the hub would be while none is configured: the desk works alone, and knows that no network is to blame. */
export const absentHub: HubTransport = {
  contract: () => 0,
  client() {
    throw new AppError('hub.notConfigured');
  },
  async watchChanges() {
    throw new AppError('hub.notConfigured');
  },
};
