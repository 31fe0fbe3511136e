import { randomUUID } from 'node:crypto';
import { Core } from 'sip.js';
import type { Logger } from '../../src/shared/logger.ts';
import type { CallId } from '../../src/shared/domain/ids.ts';
import { createSipPhone } from '../../src/telephony/sip/sip-phone.ts';
import type { SipSocketHandlers } from '../../src/telephony/sip/line/sip-socket.ts';
import { createFakeMedia, fakeSdp } from './fake-media.ts';
import { plainPhoneConfig } from './phone-config.ts';
import { silentLogger } from './silent-logger.ts';

/** The names of a call that the desk has or had, for messages that mean it. */
export interface DialogNames {
  readonly callId: string;
  readonly deskTag: string;
  readonly contact: string;
}

/**
 * A real SipPhone on a socket that the test calls directly, so that a million frames need no event loop. Its peer
 * answers REGISTER and OPTIONS and swallows the rest.
 */
export function createMutationDesk() {
  const counts = { refused: 0, threw: 0, sent: 0 };
  const calls = new Map<CallId, 'alerting' | 'connected'>();
  const cores = new Set<Core.UserAgentCore>();
  const timers = new Set<NodeJS.Timeout>();
  let handlers: SipSocketHandlers | null = null;
  let isRegistered = false;
  let contact = '';
  let lastOk = '';
  let dialogs = 0;
  const logger: Logger = {
    ...silentLogger,
    warn: (event) => void (counts.refused += Number(event === 'sip.frameRefused')),
    error: (event) => void (counts.threw += Number(event === 'sip.handlerThrew')),
  };
  const receive = (text: string) => {
    counts.sent += 1;
    if (text.startsWith('REGISTER ')) contact = /^Contact: <([^>]+)>/m.exec(text)?.[1] ?? contact;
    if (/^(REGISTER|OPTIONS|BYE|INVITE) /.test(text))
      queueMicrotask(() => handlers?.onFrame(answer(text)));
    if (text.startsWith('SIP/2.0 200') && text.includes('INVITE\r\n')) lastOk = text;
  };
  const phone = createSipPhone({
    media: createFakeMedia(),
    openSocket: (_url, given) => {
      queueMicrotask(() => {
        handlers = given;
        given.onOpen();
      });
      return { send: receive, close: () => (handlers = null) };
    },
    clock: { now: () => Date.now(), monotonicMs: () => Date.now() },
    setTimer: (run, delayMs) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, delayMs);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    random: () => 0.5,
    newCallId: randomUUID,
    logger,
    contactUser: 'user',
    diagnose: async () => 'sip.connectionLost',
  });
  phone.subscribe((event) => {
    if (event.kind === 'registration') isRegistered = event.state.kind === 'registered';
    if (event.kind === 'alerting') calls.set(event.callId, 'alerting');
    if (event.kind === 'connected') calls.set(event.callId, 'connected');
    if (event.kind === 'ended') calls.delete(event.callId);
  });
  const watched = Core.UserAgentCore.prototype;
  const original = watched.receiveIncomingResponseFromTransport;
  watched.receiveIncomingResponseFromTransport = function watch(message) {
    cores.add(this);
    original.call(this, message);
  };
  const deliver = (data: unknown) => handlers?.onFrame(data);
  return {
    phone,
    counts,
    calls,
    timers,
    deliver,
    isRegistered: () => isRegistered,
    contact: () => contact,
    start() {
      phone.start({
        ...plainPhoneConfig,
        serverUrl: 'ws://pbx.example/ws',
        domain: 'pbx.example',
        extension: '1003',
        secret: 'unused',
        displayName: '1003',
      });
    },
    /** Rings, and answers if asked to; the names of the new dialog. */
    async ring(isAnswered: boolean): Promise<DialogNames> {
      dialogs += 1;
      const callId = `steady${dialogs}@pbx.example`;
      deliver(steadyInvite(contact, callId));
      const call = [...calls.keys()].at(-1);
      if (isAnswered && call) {
        await phone.answer(call).catch(() => undefined);
        const deskTag = /^To:.*;tag=(\S+)/m.exec(lastOk)?.[1] ?? '';
        deliver(inDialog('ACK', { callId, deskTag, contact }, 1));
        return { callId, deskTag, contact };
      }
      return { callId, deskTag: '', contact };
    },
    /** What sip.js holds: server and client transactions, dialogs, subscribers. */
    held: () =>
      [...cores].reduce(
        (sum, core) =>
          sum +
          core.userAgentServers.size +
          core.userAgentClients.size +
          core.dialogs.size +
          core.subscribers.size,
        0,
      ),
    restore: () => {
      watched.receiveIncomingResponseFromTransport = original;
    },
  };
}

const lines = (...parts: string[]) => parts.join('\r\n');

function steadyInvite(contact: string, callId: string): string {
  const body = fakeSdp('sendrecv');
  return lines(
    `INVITE ${contact} SIP/2.0`,
    `Via: SIP/2.0/WS pbx.example;branch=z9hG4bK${callId.replace('@', '')}`,
    'From: <sip:19900000123@pbx.example>;tag=pbx',
    'To: <sip:1003@pbx.example>',
    'Contact: <sip:pbx@pbx.example>',
    `Call-ID: ${callId}`,
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    'Content-Type: application/sdp',
    `Content-Length: ${body.length}`,
    '',
    body,
  );
}

/** A request of the PBX within the dialog. */
export function inDialog(method: string, names: DialogNames, cseq: number): string {
  const body = method === 'INVITE' || method === 'UPDATE' ? fakeSdp('sendonly') : '';
  return lines(
    `${method} ${names.contact} SIP/2.0`,
    `Via: SIP/2.0/WS pbx.example;branch=z9hG4bK${cseq}${method}${names.deskTag}`,
    'From: <sip:19900000123@pbx.example>;tag=pbx',
    `To: <sip:1003@pbx.example>${names.deskTag === '' ? '' : `;tag=${names.deskTag}`}`,
    'Contact: <sip:pbx@pbx.example>',
    `Call-ID: ${names.callId}`,
    `CSeq: ${cseq} ${method}`,
    'Max-Forwards: 70',
    ...(method === 'REFER' ? ['Refer-To: <sip:1002@pbx.example>'] : []),
    ...(method === 'NOTIFY' ? ['Event: refer', 'Subscription-State: active'] : []),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  );
}

function answer(request: string): string {
  const value = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(request)?.[1] ?? '';
  const to = value('To');
  return lines(
    'SIP/2.0 200 OK',
    `Via: ${value('Via')}`,
    `From: ${value('From')}`,
    `To: ${to}${to.includes(';tag=') ? '' : ';tag=pbx'}`,
    `Call-ID: ${value('Call-ID')}`,
    `CSeq: ${value('CSeq')}`,
    ...(request.startsWith('REGISTER') ? [`Contact: ${value('Contact')}`, 'Expires: 300'] : []),
    'Content-Length: 0',
    '',
    '',
  );
}
