import { randomBytes, randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { z } from 'zod';

const rowSchema = z.record(z.string(), z.string());
type Row = z.infer<typeof rowSchema>;

/** A gateway of short messages over HTTP/JSON, as `deploy/hub/sms.json` describes it. */
export interface SmsSimulator {
  readonly url: string;
  readonly token: string;
  /** Texts that went out, each id once. */
  texts(): readonly Row[];
  /** How often it was asked to send one, repetitions and all. */
  asked(): number;
  /** What it says of a text: `DELIVRD`, `UNDELIV`, or a code that nobody knows. */
  tell(id: string, status: string, reason?: string): void;
  /** The last receipt once more. */
  tellOnceMore(): void;
  /** What it answers from now on: a status, a code in a 200, the line cut before or after it has taken the text; `null` = well again. */
  fail(
    how: number | 'cut' | 'cutAfter' | { readonly code: string; readonly words: string } | null,
  ): void;
  close(): Promise<void>;
}

export async function createSmsSimulator(): Promise<SmsSimulator> {
  const token = randomBytes(18).toString('base64url');
  const texts = new Map<string, Row>();
  const receipts: { readonly seq: number; readonly row: Row }[] = [];
  let asked = 0;
  let failure: Parameters<SmsSimulator['fail']>[0] = null;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (failure === 'cut') return void request.socket.destroy();
    if (typeof failure === 'number') return answer(failure, { CODE: 'X', MSG: 'out of order' });
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, {});
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'GET') {
      const since = Number(url.searchParams.get('since') ?? 0);
      return answer(200, { messages: receipts.filter(({ seq }) => seq > since) });
    }
    const pieces: Buffer[] = [];
    for await (const piece of request) if (Buffer.isBuffer(piece)) pieces.push(piece);
    const row = rowSchema.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
    const id = String(request.headers['idempotency-key'] ?? '');
    asked += 1;
    if (failure !== null && typeof failure === 'object')
      return answer(200, { CODE: failure.code, MSG: failure.words });
    if (texts.has(id)) return answer(200, { CODE: 'DUPLICATE', MSG: '' });
    texts.set(id, row);
    if (failure === 'cutAfter') return void request.socket.destroy();
    answer(200, { CODE: '0', MSG: '' });
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const tell = (row: Row) => void receipts.push({ seq: receipts.length + 1, row });
  return {
    url: `http://127.0.0.1:${address.port}/api/`,
    token,
    texts: () => [...texts.values()],
    asked: () => asked,
    tell: (id, status, reason = '') =>
      tell({ RECEIPT_ID: randomUUID(), MSG_ID: id, STATUS: status, REASON: reason }),
    tellOnceMore: () => tell(receipts.at(-1)?.row ?? {}),
    fail: (how) => void (failure = how),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
