import type { ContractRouterClient } from '@orpc/contract';
import type { hubContract } from '../../shared/contract/areas.ts';

/** The hub as this desk calls it. */
export type HubClient = ContractRouterClient<typeof hubContract>;

/** The two ways to the hub, made at the edge that knows HTTP and WebSocket. */
export interface HubTransport {
  /** Calls over HTTP; `token: null` for those that need none. Each ends after a time limit of its own. */
  client(token: string | null): HubClient;
  /** Opens the WebSocket and emits the newest sequence number, until `signal` aborts or the connection ends. */
  watchChanges(
    token: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<{ readonly seq: number }>>;
}
