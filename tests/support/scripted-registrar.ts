import { createHash, randomUUID } from 'node:crypto';
import type { PhoneEvent } from '../../src/telephony/core/phone.ts';
import { createSipPhone } from '../../src/telephony/sip/sip-phone.ts';
import { createFakeMedia } from './fake-media.ts';
import { createMemoryWire } from './memory-wire.ts';
import { deskConfig } from './sip-desk.ts';
import { silentLogger } from './silent-logger.ts';

/** Answers one request of the desk: status line and headers beyond those that are copied, or `null` = says nothing. */
export type Script = (request: string) => readonly string[] | null;

export const valueIn = (message: string, name: string): string =>
  new RegExp(`^${name}: (.*)\r$`, 'im').exec(message)?.[1] ?? '';

/** The response to a request, with Via, From, To, Call-ID and CSeq copied. */
export function responseTo(
  request: string,
  [status = '', ...headers]: readonly string[],
  { tag = 'pbx', body = '' } = {},
): string {
  const to = valueIn(request, 'To');
  return [
    `SIP/2.0 ${status}`,
    ...['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${valueIn(request, name)}`),
    `To: ${to}${to.includes(';tag=') ? '' : `;tag=${tag}`}`,
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** Is this the right digest of `deskConfig` (RFC 7616 §3.4), by Node's own hashes? */
export function isRightDigest(authorization: string, method: string, secret = 'right'): boolean {
  const field = (name: string) =>
    new RegExp(`[ ,]${name}="?([^",]+)`).exec(authorization)?.[1] ?? '';
  const names: Record<string, string> = { 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };
  const name = names[field('algorithm').toUpperCase()] ?? 'md5';
  const hash = (text: string) => createHash(name).update(text).digest('hex');
  const a1 = hash(`${field('username')}:${field('realm')}:${secret}`);
  const a2 = hash(`${method}:${field('uri')}`);
  const counted = [field('nc'), field('cnonce'), field('qop')];
  const middle = field('qop') === '' ? [field('nonce')] : [field('nonce'), ...counted];
  return field('response') === hash([a1, ...middle, a2].join(':'));
}

/** A real SipPhone whose PBX is a script; OPTIONS are answered. */
export function createScriptedDesk(script: Script) {
  const wire = createMemoryWire();
  const events: PhoneEvent[] = [];
  const sent: string[] = [];
  const delays: number[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const media = createFakeMedia();
  wire.onFrame = (text) => {
    sent.push(text);
    const answer = text.startsWith('OPTIONS ') ? ['200 OK'] : script(text);
    if (answer && !/^(?:SIP|ACK)/.test(text)) wire.toDesk(responseTo(text, answer));
  };
  const phone = createSipPhone({
    media,
    openSocket: wire.openSocket,
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    setTimer: (run, delayMs) => {
      delays.push(delayMs);
      const timer = setTimeout(run, delayMs);
      timers.add(timer);
      return () => clearTimeout(timer);
    },
    random: () => 0.5,
    newCallId: randomUUID,
    logger: silentLogger,
    contactUser: 'desk0a1b2c',
    diagnose: async () => 'sip.connectionLost',
  });
  phone.subscribe((event) => events.push(event));
  const registration = () =>
    events.findLast((event) => event.kind === 'registration')?.state ?? { kind: 'unregistered' };
  return {
    wire,
    events,
    sent,
    delays,
    phone,
    media,
    registration,
    start: () => phone.start(deskConfig),
    async close() {
      await phone.stop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
