import { randomBytes } from 'node:crypto';
import { type Socket, connect } from 'node:net';
import { mutate } from './mutator.ts';

/** One WebSocket frame (RFC 6455 §5.2) as an attacker may build it; by default an honest, masked text frame. */
export function frame(
  payload: string | Uint8Array,
  wrong: {
    readonly opcode?: number;
    readonly isFinal?: boolean;
    readonly reservedBits?: number;
    readonly isMasked?: boolean;
    /** Announced length, when it is not the true one. */
    readonly length?: number;
  } = {},
): Buffer {
  const { opcode = 1, isFinal = true, reservedBits = 0, isMasked = true } = wrong;
  const bytes = Buffer.from(payload);
  const length = wrong.length ?? bytes.byteLength;
  const first = (isFinal ? 0x80 : 0) | (reservedBits << 4) | opcode;
  const maskBit = isMasked ? 0x80 : 0;
  const head = lengthHead(first, maskBit, length);
  if (!isMasked) return Buffer.concat([head, bytes]);
  const mask = randomBytes(4);
  const masked = bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, masked]);
}

function lengthHead(first: number, maskBit: number, length: number): Buffer {
  if (length < 126) return Buffer.from([first, maskBit | length]);
  if (length < 65_536) return Buffer.from([first, maskBit | 126, length >> 8, length & 255]);
  const head = Buffer.alloc(10);
  head.writeUInt8(first, 0);
  head.writeUInt8(maskBit | 127, 1);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** The head of an upgrade, complete and correct. */
export function upgradeHead(path: string, headers: readonly string[] = []): string {
  return [
    `GET ${path} HTTP/1.1`,
    'Host: hostile',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...headers,
    '',
    '',
  ].join('\r\n');
}

/** A bare connection on which the upgrade has been answered, and what the server has said so far. */
export interface RawSocket {
  readonly socket: Socket;
  readonly status: number;
  readonly closed: Promise<void>;
  /** Bytes received after the answer to the upgrade. */
  received(): number;
}

/** Upgrades a bare connection. Resolves with whatever the server answers; status 0 when it hung up. */
export async function openRawSocket(
  port: number,
  path: string,
  headers: readonly string[] = [],
): Promise<RawSocket> {
  const socket = connect(port, '127.0.0.1');
  let bytes = 0;
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(upgradeHead(path, headers));
  const answer = await Promise.race([
    new Promise<Buffer>((resolve) => socket.once('data', resolve)),
    closed.then(() => Buffer.alloc(0)),
  ]);
  socket.on('data', (more: Buffer) => {
    bytes += more.byteLength;
  });
  const [, status = '0'] = /^HTTP\/1\.1 (\d{3})/.exec(answer.toString('latin1')) ?? [];
  return { socket, closed, status: Number(status), received: () => bytes };
}

/** Frames that break RFC 6455, each for itself. */
export const brokenFrames: readonly Buffer[] = [
  frame('{}', { isMasked: false }),
  frame('{}', { reservedBits: 4 }),
  frame('{}', { reservedBits: 7 }),
  ...[2, 3, 7, 11, 15].map((opcode) => frame('x', { opcode })),
  frame('x', { opcode: 0 }),
  frame('x'.repeat(200), { opcode: 9 }),
  frame('x', { opcode: 9, isFinal: false }),
  frame(Buffer.from([0x03, 0xe7]), { opcode: 8 }),
  frame(Buffer.from([0x00]), { opcode: 8 }),
  frame(Buffer.from([0xff, 0xfe, 0xc0]), {}),
  frame('x', { length: 5_000_000 }),
  frame('x', { length: 2 ** 50 }),
  Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
  Buffer.concat([frame('a', { isFinal: false }), frame('b', { isFinal: false })]),
  Buffer.from('GET / HTTP/1.1\r\n\r\n'),
];

/** Texts that are no call, or one that tries more than a call may. */
export const junkTexts: readonly string[] = [
  ...[
    '',
    'null',
    '1',
    '"x"',
    '[]',
    '{}',
    '{"i":"1"}',
    '{"i":"1","p":{}}',
    '{"i":1,"p":{"u":"/x"}}',
  ],
  ...[
    '{"i":"1","p":null}',
    '{"i":"1","p":{"u":7}}',
    '{"i":"1","p":{"u":"http://["}}',
    '{"i":"1","p":{"u":"x"}}',
  ],
  ...[
    '{"i":"2","p":{"u":"/__proto__/x"}}',
    '{"i":"3","p":{"u":"/constructor"}}',
    '{"i":"4","t":3,"p":{}}',
  ],
  ...[
    '{"i":"5","t":3}',
    '{"i":"6","t":4}',
    '{"i":"7","t":99,"p":{}}',
    '{"i":"8","p":{"u":"/health","h":5}}',
  ],
  '{"i":"9","p":{"u":"/health","h":{"content-type":"text/event-stream"}}}',
  '{"i":"10","p":{"u":"/health","h":{"content-type":"multipart/form-data; boundary=b"}}}',
  '{"i":"11","p":{"u":"/health","h":{"content-disposition":"attachment; filename=x"}}}',
  '{"i":"12","p":{"u":"/changes/pull","b":{"json":{"since":0,"limit":1},"meta":[[3,"__proto__","x"]]}}}',
  '{"i":"13","p":{"u":"/changes/pull","b":{"json":{"since":0},"meta":[[9999,"a"]],"maps":[["a"]]}}}',
  `{"i":"${'i'.repeat(50_000)}","p":{"u":"/health"}}`,
  `{"i":"14","p":{"u":"/${'u'.repeat(50_000)}"}}`,
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  // Calls in good shape, whose input is nested deeper than a recursion bears.
  ...[3_000, 8_000, 100_000].flatMap((depth) => [
    `{"i":"15","p":{"u":"/health","b":{"json":${'['.repeat(depth)}${']'.repeat(depth)}}}}`,
    `{"i":"16","p":{"u":"/health","b":{"json":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}}}`,
  ]),
  '199 0000 0001 秘密 line\n{"level":50,"event":"forged"}',
];

/** One frame out of an honest message: its text wounded, or the frame itself. */
export function mutateFrame(message: string, random: () => number): Buffer {
  const text = mutate(message, random);
  if (random() < 0.8) return frame(text);
  const bytes = frame(text);
  const wounds = 1 + Math.floor(random() * 3);
  for (let count = 0; count < wounds; count += 1) {
    bytes[Math.floor(random() * Math.min(bytes.byteLength, 16))] = Math.floor(random() * 256);
  }
  return bytes;
}
