import { WebSocket } from 'ws';
import type { HubSocket } from '../services/hub/hub-transport.ts';

/** Opens the socket to the hub with request headers, as only the `ws` package can. */
export function openSocket(url: URL, headers: Readonly<Record<string, string>>): HubSocket {
  const socket: unknown = new WebSocket(url, { headers });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- oRPC takes a `ws` socket but types it as the browser's
  return socket as HubSocket;
}
