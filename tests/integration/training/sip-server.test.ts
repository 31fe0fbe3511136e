import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type SipServer, listenForSip } from '../../../src/training/sip/sip-server.ts';
import { silentLogger } from '../../support/silent-logger.ts';

let server: SipServer | null = null;
afterEach(() => server?.close());

test('a message that breaks whoever reads it costs its sender the socket, and nobody else anything', async () => {
  const faults: unknown[] = [];
  server = await listenForSip(
    0,
    {
      onMessage(text, connection) {
        if (text === 'break') throw new URIError('URI malformed');
        connection.send(`heard ${text}`);
      },
      onClosed: () => {},
      onTrace: () => {},
    },
    { ...silentLogger, error: (event, fields) => void faults.push({ event, ...fields }) },
  );
  const open = async () => {
    const phone = new WebSocket(`ws://127.0.0.1:${server?.port}/ws`, 'sip');
    await once(phone, 'open');
    return phone;
  };
  const [bad, good] = [await open(), await open()];
  const isCut = once(bad, 'close');
  bad.send('break');
  await isCut;
  const answer = once(good, 'message');
  good.send('a message');
  expect(String((await answer)[0])).toBe('heard a message');
  expect(faults).toEqual([{ event: 'training.messageFailed', kind: 'URIError' }]);
  good.terminate();
});
