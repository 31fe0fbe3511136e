import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';

/** The lines of a message; `''` when the header is not there. */
const headerOf = (text: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'mi').exec(text)?.[1]?.trim() ?? '';
export const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);

/** A PBX that says what the test wants said, over a real WebSocket. It registers the desk and takes BYE and CANCEL by itself. */
export interface ScriptedPbx {
  readonly url: string;
  /** A call of the PBX to the desk; nothing is sent yet. */
  call(): ScriptedCall;
  /** Resolves with the next INVITE of the desk that begins a call, as the called side of it. */
  called(): Promise<ScriptedCall>;
  /** The desk's socket is gone without a word; the desk may open another. */
  dropSocket(): void;
  close(): Promise<void>;
}

/** The PBX's end of one dialog. */
export interface ScriptedCall {
  /** What the desk has sent in this dialog, in its order. */
  readonly heard: readonly string[];
  /** Sends a request in the dialog (an INVITE begins it). */
  send(method: string, body?: string, headers?: readonly string[]): void;
  /** The ACK to the INVITE that was sent last. */
  ack(body?: string): void;
  /** Answers the desk's newest request of this method. */
  answer(method: string, status: string, body?: string, tag?: string): void;
  /** The final response to the INVITE that was sent last. */
  final(): Promise<string>;
  /** A message of the dialog that fits, and did not before `after` messages. */
  hears(fits: (text: string) => boolean, after?: number): Promise<string>;
}

/** Longer than the longest back-off of a registration (15 s), which a socket lost twice in a row may meet. */
const limitMs = 24_000;

export async function startScriptedPbx(): Promise<ScriptedPbx> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const dialogs = new Map<string, ReturnType<typeof createDialog>>();
  const fresh: string[] = [];
  let socket: WebSocket | null = null;
  const send = (lines: readonly string[], body: string) => {
    const type = body === '' ? [] : [`Content-Type: ${typeOf(body)}`];
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    socket?.send([...lines, ...type, length, '', body].join('\r\n'));
  };
  const dialogOf = (callId: string) => {
    const known = dialogs.get(callId) ?? createDialog(callId, send);
    dialogs.set(callId, known);
    return known;
  };
  const take = (text: string) => {
    const method = /^(\w+) sip:/.exec(text)?.[1] ?? '';
    if (method === 'REGISTER' || method === 'OPTIONS')
      return send(respond(text, '200 OK', '', [`Contact: ${headerOf(text, 'Contact')}`]), '');
    const callId = headerOf(text, 'Call-ID');
    const isNew = method === 'INVITE' && !dialogs.has(callId);
    dialogOf(callId).hear(text);
    if (isNew) fresh.push(callId);
    if (['BYE', 'CANCEL', 'INFO'].includes(method)) send(respond(text, '200 OK'), '');
  };
  server.on('connection', (one) => {
    socket = one;
    one.on('message', (data: Buffer) => take(data.toString()));
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the PBX has no port');
  return {
    url: `ws://127.0.0.1:${address.port}/`,
    call: () => dialogOf(`${randomUUID()}@pbx.example`),
    async called() {
      const callId = await soon('a call of the desk', () => fresh.shift());
      return dialogOf(callId);
    },
    dropSocket: () => socket?.terminate(),
    async close() {
      for (const client of server.clients) client.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function createDialog(
  callId: string,
  write: (lines: readonly string[], body: string) => void,
): ScriptedCall & { hear(text: string): void } {
  const heard: string[] = [];
  const isInvite = (text: string) => text.startsWith('INVITE ');
  let cseq = 0;
  let deskTag = '';
  let ours = '<sip:19900000123@pbx.example>;tag=far';
  let desk = '<sip:1003@pbx.example>';
  const request = (method: string, number: number, body: string, headers: readonly string[]) =>
    write(
      [
        `${method} sip:desk0a1b2c@desk.invalid;transport=ws SIP/2.0`,
        `Via: SIP/2.0/WS pbx.example;branch=z9hG4bK${randomUUID().slice(0, 8)}`,
        ...['Max-Forwards: 70', `From: ${ours}`, `To: ${desk}${deskTag}`, `Call-ID: ${callId}`],
        ...[`CSeq: ${number} ${method}`, 'Contact: <sip:pbx@pbx.example;transport=ws>', ...headers],
      ],
      body,
    );
  return {
    heard,
    hear(text) {
      heard.push(text);
      if (!isInvite(text) || deskTag !== '') return;
      [ours, desk] = [`${headerOf(text, 'To')};tag=pbx`, headerOf(text, 'From')];
    },
    send(method, body = '', headers = []) {
      cseq += 1;
      request(method, cseq, body, headers);
    },
    ack: (body = '') => request('ACK', cseq, body, []),
    answer(method, status, body = '', tag = 'pbx') {
      const last = heard.findLast((text) => text.startsWith(`${method} `));
      if (!last) throw new Error(`no ${method} to answer`);
      const contact = 'Contact: <sip:pbx@pbx.example;transport=ws>';
      write(respond(last, status, tag, [contact]), body);
    },
    async final() {
      const found = await soon(`a final response to INVITE ${cseq}`, () =>
        heard.find(
          (text) => /^SIP\/2\.0 [2-6]/.test(text) && headerOf(text, 'CSeq') === `${cseq} INVITE`,
        ),
      );
      const tag = /;tag=([^;\s]+)/.exec(headerOf(found, 'To'))?.[1] ?? '';
      if (deskTag === '' && found.startsWith('SIP/2.0 2')) deskTag = `;tag=${tag}`;
      return found;
    },
    hears: (fits, after = 0) => soon('a message of the desk', () => heard.slice(after).find(fits)),
  };
}

/** A description alone, or among parts. */
function typeOf(body: string): string {
  const boundary = /^--(\S+)/.exec(body)?.[1];
  return boundary === undefined ? 'application/sdp' : `multipart/mixed;boundary=${boundary}`;
}

function respond(
  request: string,
  status: string,
  tag = 'pbx',
  headers: readonly string[] = [],
): string[] {
  const to = headerOf(request, 'To');
  return [
    `SIP/2.0 ${status}`,
    ...(request.match(/^Via: .*$/gm) ?? []).map((line) => line.trim()),
    `From: ${headerOf(request, 'From')}`,
    `To: ${to}${to.includes(';tag=') ? '' : `;tag=${tag || 'pbx'}`}`,
    `Call-ID: ${headerOf(request, 'Call-ID')}`,
    `CSeq: ${headerOf(request, 'CSeq')}`,
    ...headers,
  ];
}

async function soon<Found>(what: string, look: () => Found | undefined): Promise<Found> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
