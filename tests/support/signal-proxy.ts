import { type Socket, connect, createServer } from 'node:net';

/** A TCP proxy on loopback for the signalling of a phone; its sound goes another way. */
export interface SignalProxy {
  readonly port: number;
  /** Cuts what is open; while `refused`, nothing new comes through. */
  refuse(refused: boolean): void;
  cut(): void;
  /** Half-open: sockets stay, and what either side sends is swallowed, on old and new connections alike. */
  swallow(swallowed: boolean): void;
  /** Connections taken so far. */
  taken(): number;
  close(): Promise<void>;
}

export async function startSignalProxy(targetPort: number): Promise<SignalProxy> {
  const sockets = new Set<Socket>();
  let isRefused = false;
  let isSwallowed = false;
  let taken = 0;
  const server = createServer((client) => {
    taken += 1;
    if (isRefused) return void client.destroy();
    const target = connect(targetPort, '127.0.0.1');
    const end = () => {
      for (const socket of [client, target]) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (bytes) => void (isSwallowed || target.write(bytes)));
    target.on('data', (bytes) => void (isSwallowed || client.write(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    refuse(refused) {
      isRefused = refused;
      if (refused) cut();
    },
    cut,
    swallow(swallowed) {
      isSwallowed = swallowed;
    },
    taken: () => taken,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
