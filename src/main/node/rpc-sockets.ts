import { randomUUID } from 'node:crypto';
import { RPCHandler } from '@orpc/server/websocket';
import type { WebSocket } from 'ws';
import type { DoorPage } from '../../shared/contract/door.ts';
import type { Logger } from '../../shared/logger.ts';
import { parseCallText } from '../../shared/node/parse-call-text.ts';
import type { Host } from '../host.ts';
import type { RpcContext } from '../rpc-errors.ts';

/**
 * Serves a page's contract on its WebSocket. What is no call ends the connection with one log line (RFC 6455 §7.4.1: 1003, 1008);
 * oRPC's own adapter for `ws` writes such errors past the logger.
 */
export function createRpcSockets(
  host: Pick<Host, 'deskRouter' | 'phoneRouter' | 'connectionClosed'>,
  logger: Logger,
) {
  const handlers = {
    desk: new RPCHandler<RpcContext>(host.deskRouter),
    phone: new RPCHandler<RpcContext>(host.phoneRouter),
  };
  return {
    serve(webSocket: WebSocket, page: DoorPage, onMessage: () => void): void {
      const connectionId = randomUUID();
      const context = { connectionId };
      // Stands for the socket before oRPC: an answer to somebody who has left is no failure.
      const peer = {
        addEventListener: () => undefined,
        // Without a file in it, which no contract of ours has, an answer is text.
        send: (data: unknown) => {
          if (typeof data === 'string' && webSocket.readyState === webSocket.OPEN)
            webSocket.send(data);
        },
      };
      const refuse = (closeCode: number) => {
        logger.warn('door.frameRefused', { page, closeCode });
        webSocket.close(closeCode);
      };
      webSocket.on('error', (error: Error & { code?: string }) =>
        logger.warn('door.socketError', { page, code: error.code ?? null }),
      );
      webSocket.on('message', (data: Buffer, isBinary: boolean) => {
        if (webSocket.readyState !== webSocket.OPEN) return;
        onMessage();
        const text = isBinary ? null : callIn(data.toString('utf8'));
        if (text === null) return refuse(isBinary ? 1003 : 1008);
        handlers[page].message(peer, text, { context }).catch((error: unknown) => {
          const kind = error instanceof Error ? error.name : typeof error;
          logger.warn('door.callBroke', { page, kind });
        });
      });
      webSocket.on('close', () => {
        handlers[page].close(peer);
        host.connectionClosed(connectionId);
      });
    },
  };
}

/**
 * The message as oRPC may see it: a call or the end of one, with its own keys only, so that no header makes it look for
 * files, forms or streams. `null` for everything else.
 */
function callIn(text: string): string | null {
  const message = parseObject(text);
  if (message === null) return null;
  const { i, t, p } = message;
  if (typeof i !== 'string' || i === '' || i.length > 64) return null;
  if (t === 4) return JSON.stringify({ i, t });
  if ((t !== undefined && t !== 1) || !isObject(p)) return null;
  if (typeof p['u'] !== 'string' || !/^(?:\/[a-zA-Z]{1,40}){1,4}$/.test(p['u'])) return null;
  return JSON.stringify({ i, p: { u: p['u'], b: p['b'] } });
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value = parseCallText(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
