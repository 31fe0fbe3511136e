import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createSender } from '../../../../src/hub/http/export-sender.ts';

it('cuts off who takes nothing, so that the place is free for others', async () => {
  const ended = Promise.withResolvers<unknown>();
  const server = createServer((_request, response) => {
    const sender = createSender(response, 50);
    const endlessly = async () => {
      for (;;) await sender.bytes(new Uint8Array(1024 * 1024));
    };
    endlessly().catch((error: unknown) => ended.resolve(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reader = connect(port, '127.0.0.1');
  onTestFinished(() => {
    reader.destroy();
    server.close();
  });
  reader.pause();
  reader.on('error', () => undefined);
  reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await ended.promise).toMatchObject({ code: 'export.cut' });
});
