import { connect, createServer } from 'node:net';

/** A TCP line that counts what goes over it. */
export interface CountingLine {
  readonly url: string;
  /** Bytes so far: to whoever listens behind `to`, and from there. */
  bytes(): { readonly sent: number; readonly received: number };
  close(): void;
}

export async function openCountingLine(to: string): Promise<CountingLine> {
  const { port } = new URL(to);
  let [sent, received] = [0, 0];
  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    near.on('data', (data) => (sent += data.length));
    far.on('data', (data) => (received += data.length));
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    bytes: () => ({ sent, received }),
    close: () => void server.close(),
  };
}
