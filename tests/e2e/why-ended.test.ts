import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { ErrorCode } from '../../src/shared/error-codes.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { systemClock } from '../../src/shared/node/system-clock.ts';
import { type TrainingPbx, createTrainingPbx } from '../../src/training/training-pbx.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { type Stack, startStack } from '../support/stack.ts';

const extension = '8001';
const secret = 'geheim-a3f9c2';
const patienceMs = 30_000;
const caller = '019900000777';
/** All that a list shows of it. */
const lastDigits = caller.slice(-4);

/** No call ends without a word where there is something to tell: real phone page, real SIP, the desk's own screen. */
describe('why a call came to nothing', () => {
  let pbx: TrainingPbx;
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  let stack: Stack;
  let desk: Page;
  beforeAll(async () => {
    pbx = await createTrainingPbx({
      logger: silentLogger,
      clock: systemClock,
      accounts: [{ extension, secret }],
      outbound: (dialled) => ({ kind: 'refuses', status: dialled.endsWith('1') ? 486 : 404 }),
    });
    gateway = await startGateway(pbx.url);
    const account = { serverUrl: gateway.url, domain: pbx.domain, extension, secret };
    stack = await startStack({ pbx: account });
    desk = stack.desk();
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
  });
  afterAll(async () => {
    await stack.stop();
    await gateway.close();
    await pbx.close();
  });

  const reads = (code: ErrorCode) =>
    desk.getByText(errorCatalogue[code].title).first().waitFor({ timeout: patienceMs });

  it.each([
    ['19900000771', 'sip.busy'],
    ['19900000774', 'sip.numberNotFound'],
  ] as const)('is read on the screen after dialling %s: %s', async (number, code) => {
    await desk.keyboard.press('F7');
    await desk.getByLabel(words.dialPad.number, { exact: true }).fill(number);
    await desk.keyboard.press('Enter');
    await reads(code);
  });

  it('is read on the screen for a citizen who could not be connected, and she is among the missed', async () => {
    gateway.offerOnlyG729(true);
    const call = pbx.call({ to: extension, fromNumber: caller });
    expect(await call.ended).toMatchObject({ how: 'refused', status: 488 });
    gateway.offerOnlyG729(false);
    await reads('media.noCommonCodec');
    await desk.keyboard.press('Alt+M');
    const missed = desk.getByRole('list', { name: words.missed.title }).getByRole('listitem');
    await missed.filter({ hasText: lastDigits }).waitFor({ timeout: patienceMs });
  });
});

/** Stands between phone and PBX as a gateway that can offer one codec only, which no browser has. */
async function startGateway(pbxUrl: string) {
  let isG729 = false;
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  await once(server, 'listening');
  server.on('connection', (phone) => {
    const line = new WebSocket(pbxUrl, 'sip');
    const open = once(line, 'open');
    const end = () => {
      phone.terminate();
      line.terminate();
    };
    phone.on('message', (data: Buffer) => void open.then(() => line.send(data.toString()), end));
    line.on('message', (data: Buffer) => {
      const text = data.toString();
      phone.send(isG729 && text.startsWith('INVITE') ? onlyG729(text) : text);
    });
    for (const socket of [phone, line]) socket.on('close', end).on('error', end);
  });
  // A TCP server's address is never a path.
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    offerOnlyG729: (only: boolean) => void (isG729 = only),
    async close() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function onlyG729(invite: string): string {
  const at = invite.indexOf('\r\n\r\n');
  const body = invite
    .slice(at + 4)
    .replace(/a=(?:rtpmap|fmtp):.*\r\n/g, '')
    .replace(/(m=audio \d+ \S+) .*\r\n/, '$1 18\r\na=rtpmap:18 G729/8000\r\n');
  const head = invite
    .slice(0, at)
    .replace(/^Content-Length:.*$/im, `Content-Length: ${body.length}`);
  return `${head}\r\n\r\n${body}`;
}
