import { createORPCClient } from '@orpc/client';
import type { ClientContext } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { deskHostContract } from '../../shared/contract/areas.ts';
import { launchedMark } from '../../shared/contract/door.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { phoneHostContract } from '../../shared/contract/phone-host.ts';
import { createDoorKeys } from './door-keys.ts';
import { createPageProver } from './prove-page.ts';
import { type Connector, type LinkState, createReconnectingLink } from './reconnecting-link.ts';
import { steady } from './steady.ts';

interface PageContracts {
  phone: typeof phoneHostContract;
  desk: typeof deskHostContract;
}
export type Page = keyof PageContracts;

/** A page's connection to its host, for as long as the page lives. */
export interface PageLink<P extends Page> {
  /** Calls reject with `AppError`: the declared code, or `ipc.disconnected`, or `ipc.internal`. */
  readonly client: ContractRouterClient<PageContracts[P]>;
  state(): LinkState;
  /** Returns the unsubscribe. On each `connected`, attach or watch again and read snapshots again. */
  onState(listener: (state: LinkState) => void): () => void;
  close(): void;
}

/**
 * Connects this page to its host: by the MessagePort that Electron's preload hands over, otherwise by a WebSocket to
 * the same origin. The one place that knows that there are two hosts. Reconnects by itself, with back-off, without end.
 */
export function connectPageLink<P extends Page>(page: P): PageLink<P> {
  const connect =
    'hotlineBridge' in globalThis ? messagePortConnector(page) : webSocketConnector(page);
  const reconnecting = createReconnectingLink({
    connect,
    random: Math.random,
    setTimer: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  });
  return {
    client: steady(createORPCClient<ContractRouterClient<PageContracts[P]>>(reconnecting.link)),
    state: reconnecting.state,
    onState: reconnecting.onState,
    close: reconnecting.close,
  };
}

/**
 * To where the page came from, once host and page have proven themselves to each other. Until then, and whenever somebody
 * else answers there, nothing is sent.
 */
function webSocketConnector(page: Page): Connector {
  const url = new URL(page === 'phone' ? paths.rpcPhone : paths.rpcDesk, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const prove = createPageProver({
    page,
    port: Number(location.port),
    isLaunched: takeLaunchedMark(),
    keys: createDoorKeys(indexedDB),
    fetch: (input, init) => fetch(input, init),
    crypto,
  });
  return ({ onUp, onDown }) => {
    let close = () => {};
    let isGivenUp = false;
    void prove().then((proven) => {
      if (isGivenUp) return;
      if (proven !== 'proven') return onDown(proven === 'away' ? undefined : proven);
      const websocket = new WebSocket(url);
      const link = new WebSocketLink<ClientContext>({ websocket });
      close = () => websocket.close();
      websocket.addEventListener('open', () => onUp({ link, close }));
      websocket.addEventListener('close', () => onDown());
    });
    return () => {
      isGivenUp = true;
      close();
    };
  };
}

/** The launcher's mark, once: a reload of the page is no launch. */
function takeLaunchedMark(): boolean {
  if (location.hash !== launchedMark) return false;
  history.replaceState(null, '', location.pathname + location.search);
  return true;
}

/** The preload posts `{ kind: 'hotline-port', page }` with a fresh port after each load and after each host restart. */
function messagePortConnector(page: Page): Connector {
  return ({ onUp, onDown }) => {
    const opened: { port: MessagePort | null } = { port: null };
    const handleMessage = (event: MessageEvent<unknown>) => {
      const port =
        event.source === window && isPortMessage(event.data, page) ? event.ports[0] : undefined;
      if (!port) return;
      window.removeEventListener('message', handleMessage);
      opened.port = port;
      port.addEventListener('close', () => onDown());
      const link = new MessagePortLink<ClientContext>({ port });
      port.start();
      onUp({ link, close: () => port.close() });
    };
    window.addEventListener('message', handleMessage);
    window.postMessage({ kind: 'hotline-port-wanted', page }, location.origin);
    return () => {
      window.removeEventListener('message', handleMessage);
      opened.port?.close();
    };
  };
}

function isPortMessage(data: unknown, page: Page): boolean {
  if (typeof data !== 'object' || data === null || !('kind' in data) || !('page' in data))
    return false;
  return data.kind === 'hotline-port' && data.page === page;
}
