import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../src/shared/logger.ts';
import type { PhoneEvent } from '../../src/telephony/core/phone.ts';
import { openBrowserSocket } from '../../src/telephony/sip/line/browser-socket.ts';
import { createSipPhone } from '../../src/telephony/sip/sip-phone.ts';
import { createFakeMedia } from './fake-media.ts';
import { plainPhoneConfig } from './phone-config.ts';
import { silentLogger } from './silent-logger.ts';
import { until } from './until.ts';

/** A real SipPhone, registered over a real WebSocket, whose other end is in the test's hand. */
export interface WireDesk {
  readonly events: readonly PhoneEvent[];
  /** Messages of the desk except REGISTER and its keep-alive OPTIONS. */
  readonly sent: readonly string[];
  /** Rules by which the guard refused frames. */
  readonly refused: readonly string[];
  /** Sends one frame and waits until the desk has dealt with it. */
  deliver(frame: string | Uint8Array): Promise<void>;
  /** Declines each call that rings. */
  declineAll(): Promise<void>;
  isRegistered(): boolean;
  close(): Promise<void>;
}

export async function startWireDesk(contactUser: string): Promise<WireDesk> {
  const events: PhoneEvent[] = [];
  const sent: string[] = [];
  const refused: string[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  let socket: WebSocket | null = null;
  let markersSeen = 0;
  server.on('connection', (one) => {
    socket = one;
    one.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString() : '';
      if (/^(REGISTER|OPTIONS) /.test(text)) one.send(okFor(text));
      else if (text.includes('Call-ID: marker@')) markersSeen += 1;
      else sent.push(text);
    });
  });
  const logger: Logger = {
    ...silentLogger,
    warn: (event, fields) => event === 'sip.frameRefused' && refused.push(String(fields?.['rule'])),
  };
  const phone = createSipPhone({
    media: createFakeMedia(),
    openSocket: openBrowserSocket,
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    setTimer: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: () => 0.5,
    newCallId: randomUUID,
    logger,
    contactUser,
    diagnose: async () => 'sip.connectionLost',
  });
  phone.subscribe((event) => events.push(event));
  const isRegistered = () =>
    events.findLast((event) => event.kind === 'registration')?.state.kind === 'registered';
  phone.start({
    ...plainPhoneConfig,
    serverUrl: `ws://127.0.0.1:${address.port}/`,
    domain: 'pbx.example',
    extension: '1003',
    secret: 'unused',
    displayName: '1003',
  });
  await until('registered', isRegistered);
  let markers = 0;
  const declined = new Set<string>();
  return {
    events,
    sent,
    refused,
    isRegistered,
    async deliver(frame) {
      socket?.send(frame, { binary: typeof frame !== 'string' });
      markers += 1;
      socket?.send(marker(markers));
      await until('the desk answers what came after the frame', () => markersSeen === markers);
    },
    async declineAll() {
      for (const event of events) {
        if (event.kind !== 'alerting' || declined.has(event.callId)) continue;
        declined.add(event.callId);
        await phone.decline(event.callId);
      }
    },
    async close() {
      await phone.stop();
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An OPTIONS for somebody else: its 404 says that all before it is done. */
function marker(count: number): string {
  return [
    'OPTIONS sip:nobody@desk.invalid SIP/2.0',
    `Via: SIP/2.0/WS pbx.invalid;branch=z9hG4bKmarker${count}`,
    'From: <sip:pbx@pbx.example>;tag=m',
    'To: <sip:nobody@desk.invalid>',
    `Call-ID: marker@${count}`,
    `CSeq: ${count} OPTIONS`,
    'Max-Forwards: 70',
    '',
    '',
  ].join('\r\n');
}

function okFor(request: string): string {
  const line = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(request)?.[1] ?? '';
  return [
    'SIP/2.0 200 OK',
    `Via: ${line('Via')}`,
    `From: ${line('From')}`,
    `To: ${line('To')};tag=pbx`,
    `Call-ID: ${line('Call-ID')}`,
    `CSeq: ${line('CSeq')}`,
    ...(request.startsWith('REGISTER') ? [`Contact: ${line('Contact')}`, 'Expires: 300'] : []),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
