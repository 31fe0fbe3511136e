import { WebSocket } from 'ws';
import type { HubSocket } from '../hub-client/hub-client.ts';

/** Opens a WebSocket that carries request headers, as only the `ws` package can. */
export function openSocket(url: URL, headers: Readonly<Record<string, string>>): HubSocket {
  const socket: unknown = new WebSocket(url, { headers });
  // oRPC takes a `ws` socket, but types it as the browser's; they differ in the options of listeners only.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return socket as HubSocket;
}
