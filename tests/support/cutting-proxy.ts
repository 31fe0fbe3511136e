import { connect, createServer } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** The next connection is cut after this many bytes from the client; later ones pass, until it is called again. */
  cutNextAfter(byteLength: number): void;
  /** Cuts made so far. */
  cuts(): number;
  /** Bytes that clients have sent to the target, headers included. */
  forwardedBytes(): number;
  close(): Promise<void>;
}

/** A TCP proxy on loopback that cuts connections in the middle of what a client sends. */
export async function startCuttingProxy(targetPort: number): Promise<CuttingProxy> {
  let budget: number | null = null;
  let cuts = 0;
  let forwarded = 0;
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    const end = () => {
      client.destroy();
      target.destroy();
    };
    client.on('error', end).on('close', end);
    target.on('error', end).on('close', end);
    target.pipe(client);
    client.on('data', (bytes: Buffer) => {
      if (budget !== null && bytes.byteLength >= budget) {
        target.write(bytes.subarray(0, budget));
        forwarded += budget;
        budget = null;
        cuts += 1;
        // Let what was written arrive: a cut is the end of a stream, not the loss of its beginning.
        target.end();
        client.destroy();
        return;
      }
      if (budget !== null) budget -= bytes.byteLength;
      forwarded += bytes.byteLength;
      if (!target.write(bytes)) {
        client.pause();
        target.once('drain', () => client.resume());
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cutNextAfter: (byteLength) => {
      budget = byteLength;
    },
    cuts: () => cuts,
    forwardedBytes: () => forwarded,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
