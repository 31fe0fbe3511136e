import { randomUUID } from 'node:crypto';
import { type IncomingMessage, createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createFetchFromHub } from '../../../src/main/hub-client/hub-bytes.ts';
import { createHubTransport } from '../../../src/main/hub-client/hub-transport.ts';
import { attemptUpload } from '../../../src/main/areas/recordings/upload/tus-attempt.ts';
import { openSocket, systemTimers } from '../../../src/main/system/system-parts.ts';
import { hubAddressOf } from '../../../src/shared/contract/hub-address.ts';

/** A server that keeps what it is asked, and answers with `answer`. */
async function listen(answer: (request: IncomingMessage) => { location?: string; status: number }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      const { status, location } = answer(request);
      response.writeHead(status, location === undefined ? {} : { location }).end();
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    asked.push(`UPGRADE ${request.url}`);
    const { status, location } = answer(request);
    if (status === 200) return sockets.handleUpgrade(request, socket, head, () => undefined);
    socket.end(`HTTP/1.1 ${status} Moved\r\nLocation: ${location ?? ''}\r\n\r\n`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let other: Awaited<ReturnType<typeof listen>>;
let front: Awaited<ReturnType<typeof listen>>;

describe.each([301, 302, 303, 307, 308])('a %i of what stands where the hub should', (status) => {
  beforeEach(async () => {
    other = await listen(() => ({ status: 200 }));
    front = await listen(({ url = '' }) => ({ status, location: `${other.url}${url}` }));
  });
  afterEach(() => {
    front.close();
    other.close();
  });

  it('is followed by nothing that carries a password or a token', async () => {
    const address = hubAddressOf(front.url);
    const transport = createHubTransport({ address, fetch, openSocket });
    const deskId = randomUUID();
    await expect(
      transport.client(null).auth.signIn({ workNo: '1001', password: 'secret', deskId }),
    ).rejects.toThrow();
    await expect(transport.client('token').changes.pull({ since: 0, limit: 1 })).rejects.toThrow();
    await expect(transport.watchChanges('token', new AbortController().signal)).rejects.toThrow();
    const tokens = { accessToken: async () => 'token', refuse: () => undefined };
    await expect(createFetchFromHub({ address, fetch, tokens })('/sound', {})).rejects.toThrow();
    const outcome = await attemptUpload({
      handle: {
        read: async () => Buffer.from('x'),
        write: async () => undefined,
        truncate: async () => undefined,
        sync: async () => undefined,
        size: async () => 1,
        close: async () => undefined,
      },
      byteLength: 1,
      address,
      uploadUrl: null,
      token: 'token',
      metadata: {
        recordingId: deskId,
        callId: deskId,
        segment: '0',
        sha256: '',
        wrappedKey: '',
        wrapKeyId: '',
      },
      timers: systemTimers,
      signal: new AbortController().signal,
      onUrl: () => undefined,
      onAccepted: () => undefined,
      onProgress: () => undefined,
    });
    expect(outcome).toMatchObject({ kind: 'refused', status });
    expect(front.asked).toHaveLength(5);
    expect(other.asked).toEqual([]);
  });
});
