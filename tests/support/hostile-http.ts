import { type Socket, connect } from 'node:net';

/** What came back over one hostile connection. */
export interface HostileAnswer {
  /** Statuses of the answers, in their order; several when requests were pipelined. */
  readonly statuses: readonly number[];
  readonly text: string;
  /** `closed`: the server ended it. `reset`: it hung up hard. `open`: it was still open when the time was over. */
  readonly end: 'closed' | 'reset' | 'open';
  readonly afterMs: number;
}

/** One step on the raw connection. Numbers are pauses in milliseconds. */
export type HostileStep = string | Uint8Array | number | typeof reset | typeof halfClose;

/** Hangs up hard (RST). */
export const reset = Symbol('reset');
/** Says that nothing more will come (FIN), and goes on reading. */
export const halfClose = Symbol('halfClose');

/**
 * Speaks to a port as no honest client would: sends what it is given, byte by byte as written, waits, half-closes or
 * resets. Knows nothing of the server. Resolves when the server has closed, or after `limitMs`.
 */
export async function hostileExchange(
  port: number,
  steps: readonly HostileStep[],
  limitMs = 5000,
): Promise<HostileAnswer> {
  const socket = connect(port, '127.0.0.1');
  const begun = performance.now();
  let text = '';
  let end: HostileAnswer['end'] = 'open';
  socket.on('data', (bytes: Buffer) => {
    if (text.length < 100_000) text += bytes.toString('latin1');
  });
  socket.on('error', () => {
    end = 'reset';
  });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      if (end === 'open') end = 'closed';
      resolve();
    });
  });
  const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref());
  await Promise.race([play(socket, steps).then(() => closed), closed, limit]);
  const answer = { text, end, afterMs: performance.now() - begun, statuses: statusesIn(text) };
  socket.destroy();
  return answer;
}

async function play(socket: Socket, steps: readonly HostileStep[]): Promise<void> {
  for (const step of steps) {
    if (socket.destroyed) return;
    if (typeof step === 'number') await pause(step);
    else if (step === reset) socket.resetAndDestroy();
    else if (step === halfClose) socket.end();
    else if (!socket.write(step)) await drained(socket);
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** The head of a request, with an empty line at its end. `headers` as given, also wrong or twice. */
export function head(line: string, headers: readonly string[] = []): string {
  return [`${line} HTTP/1.1`, 'Host: hostile', ...headers, '', ''].join('\r\n');
}

/** Content types that a browser sends without asking first, that a library treats apart, or that are no content type. */
const foreignContentTypes: readonly (string | null)[] = [
  null,
  'text/event-stream',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'application/octet-stream',
  'application/xml',
  'application/jsonp',
  'text/json',
  'application/json, text/event-stream',
  '',
  ';',
  'a'.repeat(4000),
];

/**
 * Requests that attack a path at each stage of a connection. Each is a list of steps; the server may answer what it likes,
 * as long as it stays and hangs up in the end.
 */
export function hostileRequests(
  path: string,
  method = 'POST',
): readonly (readonly HostileStep[])[] {
  const json = 'Content-Type: application/json';
  const big = 'x'.repeat(64 * 1024);
  const bomb = `${big.length.toString(16)}\r\n${big}\r\n`;
  const typed = foreignContentTypes.flatMap((type) => {
    const headers = type === null ? [] : [`Content-Type: ${type}`];
    return [
      [
        head(`${method} ${path}`, [...headers, 'Content-Length: 2000000']),
        ...Array<string>(30).fill(big),
      ],
      [
        head(`${method} ${path}`, [...headers, 'Transfer-Encoding: chunked']),
        ...Array<string>(40).fill(bomb),
        '0\r\n\r\n',
      ],
      [head(`${method} ${path}`, [...headers, 'Content-Length: 5']), 'hello'],
    ];
  });
  const lengths = ['-1', '1e3', 'NaN', '99999999999999999999', '0x10', '5, 5', '+5', ''].map(
    (length) => [head(`${method} ${path}`, [json, `Content-Length: ${length}`]), '{"a":1}'],
  );
  const lying: HostileStep[][] = [
    // Less than was said, then the end; more than was said; two lengths; length and chunks; no length at all.
    [head(`${method} ${path}`, [json, 'Content-Length: 1000']), '{"a":1}', halfClose],
    [head(`${method} ${path}`, [json, 'Content-Length: 7']), `{"a":1}${'y'.repeat(5000)}`],
    [head(`${method} ${path}`, [json, 'Content-Length: 7', 'Content-Length: 8']), '{"a":1}'],
    [
      head(`${method} ${path}`, [json, 'Content-Length: 7', 'Transfer-Encoding: chunked']),
      '0\r\n\r\n',
    ],
    [head(`${method} ${path}`, [json, 'Transfer-Encoding: gzip']), 'xxxx'],
    [head(`${method} ${path}`, [json, 'Transfer-Encoding: chunked, chunked']), '0\r\n\r\n'],
    [head(`${method} ${path}`, [json, 'Content-Encoding: gzip', 'Content-Length: 4']), 'xxxx'],
    [head(`${method} ${path}`, [json, 'Expect: 100-continue', 'Content-Length: 2000000'])],
    [head(`${method} ${path}`, [json, 'Expect: nonsense', 'Content-Length: 2']), '{}'],
    [head(`${method} ${path}`, [json]), '{"a":1}'],
    // Chunks that lie.
    [head(`${method} ${path}`, [json, 'Transfer-Encoding: chunked']), 'zz\r\n{}\r\n0\r\n\r\n'],
    [head(`${method} ${path}`, [json, 'Transfer-Encoding: chunked']), 'fffffffffffffff\r\n{}'],
    [
      head(`${method} ${path}`, [json, 'Transfer-Encoding: chunked']),
      `2;${'e'.repeat(30_000)}\r\n{}\r\n0\r\n\r\n`,
    ],
    [head(`${method} ${path}`, [json, 'Transfer-Encoding: chunked']), '2\r\n{}\r\n', halfClose],
  ];
  const resets: HostileStep[][] = [
    [reset],
    [`${method} ${path}`, reset],
    [head(`${method} ${path}`, [json, 'Content-Length: 100']), reset],
    [head(`${method} ${path}`, [json, 'Content-Length: 100']), '{"a":', 5, reset],
    [head(`${method} ${path}`, [json, 'Content-Length: 2']), '{}', reset],
    [head(`${method} ${path}`, [json, 'Content-Length: 2']), '{}', halfClose],
    [halfClose],
  ];
  const pipelined: HostileStep[][] = [
    [head(`GET ${path}`).repeat(200), 50, halfClose],
    [(head(`${method} ${path}`, [json, 'Content-Length: 2']) + '{}').repeat(100), 50, reset],
  ];
  return [...typed, ...lengths, ...lying, ...resets, ...pipelined, ...strangeHeads(path)];
}

function strangeHeads(path: string): HostileStep[][] {
  const lines = [
    `GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: [::\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\n\r\n`,
    `GET ${path}/%ff%00%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET ${path}?${'a[9999]='.repeat(1500)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET //${path} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET * HTTP/1.1\r\nHost: x\r\n\r\n`,
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
    `TRACE ${path} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `HEAD ${path} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET ${path} HTTP/9.9\r\nHost: x\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n${'z'.repeat(70_000)}`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\n${'h: v\r\n'.repeat(3000)}\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\nX: ${'v'.repeat(40_000)}\r\n\r\n`,
    `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000',
    '\r\n\r\n\r\n',
  ];
  return lines.map((line) => [Buffer.from(line, 'latin1'), 20, halfClose]);
}
