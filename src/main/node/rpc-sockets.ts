import { randomUUID } from 'node:crypto';
import { RPCHandler } from '@orpc/server/websocket';
import type { WebSocket } from 'ws';
import type { DoorPage } from '../../shared/contract/door.ts';
import type { Logger } from '../../shared/logger.ts';
import { judgeFrame } from '../../shared/node/frame-gate.ts';
import type { Host } from '../host.ts';
import type { RpcContext } from '../host/desk-guards.ts';

/**
 * Serves a page's contract on its WebSocket. What is no call ends the connection with one log line (RFC 6455 §7.4.1: 1003, 1007, 1008);
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
      const refuse = (reason: string, closeCode: number) => {
        logger.warn('door.frameRefused', { page, reason });
        webSocket.close(closeCode);
      };
      webSocket.on('error', (error: Error & { code?: string }) =>
        logger.warn('door.socketError', { page, code: error.code ?? null }),
      );
      webSocket.on('message', (data: Buffer, isBinary: boolean) => {
        if (webSocket.readyState !== webSocket.OPEN) return;
        onMessage();
        const frame = judgeFrame(data, isBinary);
        if (frame.kind === 'refused') return refuse(frame.reason, frame.closeCode);
        handlers[page].message(peer, frame.text, { context }).catch((error: unknown) => {
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
