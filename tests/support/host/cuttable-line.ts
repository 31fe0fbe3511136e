import { type Socket, connect, createServer } from 'node:net';

/** A TCP line to a server that may move, with a switch in it. */
export interface CuttableLine {
  readonly port: number;
  /** Off: running connections die and new ones are refused. */
  setOn(on: boolean): void;
  close(): Promise<void>;
}

export async function openCuttableLine(targetPort: () => number): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let on = true;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (!on) {
      near.destroy();
      return;
    }
    const far = connect(targetPort(), '127.0.0.1');
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    setOn(next) {
      on = next;
      if (!on) cut();
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
