import { type Socket, connect, createServer } from 'node:net';

/** A TCP line to the PBX that can be cut. */
export interface CutLine {
  readonly url: string;
  /** Cuts every connection; a new one can be made at once. Returns when, in epoch milliseconds. */
  cut(): number;
  close(): Promise<void>;
}

export async function startCutLine(target: string): Promise<CutLine> {
  const { port, pathname } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the line has no port');
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    return performance.timeOrigin + performance.now();
  };
  return {
    url: `ws://127.0.0.1:${address.port}${pathname}`,
    cut,
    async close() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
