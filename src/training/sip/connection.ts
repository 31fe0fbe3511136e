import type { WebSocket } from 'ws';

/** One phone's WebSocket. */
export interface SipConnection {
  readonly connectionId: number;
  isOpen(): boolean;
  /** Sends one message; lost silently when the socket has gone, as the far side would see it. */
  send(text: string): void;
  /** Cuts the TCP connection without a closing handshake. */
  drop(): void;
}

export interface ConnectionEvents {
  readonly onMessage: (text: string) => void;
  readonly onClose: () => void;
  readonly onSend: (text: string) => void;
}

/** A phone that reads nothing of so much is cut. */
const maxUnreadBytes = 1024 * 1024;

/** Wraps a socket that has been accepted with the sub-protocol `sip`. */
export function createSipConnection(
  connectionId: number,
  socket: WebSocket,
  events: ConnectionEvents,
): SipConnection {
  const send = (text: string) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > maxUnreadBytes) return socket.terminate();
    events.onSend(text);
    socket.send(text);
  };
  socket.on('message', (data) => {
    // ws hands over a Buffer, as its default binaryType promises.
    if (Buffer.isBuffer(data)) events.onMessage(data.toString('utf8'));
  });
  socket.on('close', events.onClose);
  socket.on('error', () => socket.terminate());
  return {
    connectionId,
    isOpen: () => socket.readyState === socket.OPEN,
    send,
    drop: () => socket.terminate(),
  };
}
