import { connect, createServer } from 'node:net';

/** A TCP proxy in front of a hub that holds the next upload in its middle. */
export interface UploadGate {
  readonly url: string;
  /** Lets the first bytes of the next PATCH through and nothing more; resolves when they are on their way. */
  holdNextUpload(): Promise<void>;
  close(): Promise<void>;
}

const passedBytes = 4096;

/** `hubUrl` may go away and come back; connections end with it. */
export async function startUploadGate(hubUrl: string): Promise<UploadGate> {
  const { hostname, port: hubPort } = new URL(hubUrl);
  let onHeld: (() => void) | null = null;
  const server = createServer((client) => {
    const hub = connect(Number(hubPort), hostname);
    const end = () => {
      client.destroy();
      hub.destroy();
    };
    client.on('error', end).on('close', end);
    hub.on('error', end).on('close', end);
    hub.pipe(client);
    let budget: number | null = null;
    client.on('data', (bytes: Buffer) => {
      if (budget === null && onHeld && bytes.includes('PATCH /uploads')) budget = passedBytes;
      if (budget === null) return void hub.write(bytes);
      const passed = bytes.subarray(0, budget);
      budget -= passed.length;
      if (passed.length > 0) hub.write(passed);
      if (budget > 0) return;
      onHeld?.();
      onHeld = null;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    holdNextUpload: () =>
      new Promise((resolve) => {
        onHeld = resolve;
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
