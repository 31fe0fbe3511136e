import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { z } from 'zod';
import type { Logger } from '../../shared/logger.ts';
import { guardServer, guardedServerOptions } from '../../shared/node/guard-server.ts';
import { type CityDesk, type SentRow, type TakenFile, createCityDesk } from './city-desk.ts';
import { cityPage } from './city-page.ts';

export interface CitySimulatorOptions {
  readonly logger: Logger;
  readonly now: () => number;
  /** 0 = any free one; on 127.0.0.1. */
  readonly port?: number;
  readonly seed?: number;
}

/** A city platform for practice, demonstration and tests: HTTP/JSON as `deploy/hub/city.json` describes it, and a page to play it by hand. */
export interface CitySimulator {
  /** Base of what the hub asks: `http://127.0.0.1:PORT/api/`. */
  readonly url: string;
  readonly token: string;
  /** For a person who plays the city. */
  readonly pageUrl: string;
  readonly desk: CityDesk;
  /** From now on every request of the hub fails so: a status, or the line is cut. `null` = well again. */
  fail(how: number | 'cut' | null): void;
  close(): Promise<void>;
}

/** A form with one of the longest files, or a play with a few pictures. */
const longestBody = 32 * 1024 * 1024;
const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const words = z.string().max(500).default('');
const cityNo = z.string().max(64);
const files = z
  .array(z.strictObject({ name: z.string().max(200), content: z.base64() }))
  .max(10)
  .default([]);
const playSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dispatch'), files }),
  z.strictObject({ kind: z.literal('answerReturn'), cityNo, agrees: z.boolean(), words, files }),
  z.strictObject({
    kind: z.literal('answerApplication'),
    cityNo,
    applicationId: z.string().max(64),
    agrees: z.boolean(),
    words,
    files,
  }),
  z.strictObject({ kind: z.enum(['rework', 'reject']), cityNo, words, files }),
  z.strictObject({ kind: z.literal('confirm'), cityNo, files }),
]);

/** Starts one; resolves when it listens. */
export async function createCitySimulator(options: CitySimulatorOptions): Promise<CitySimulator> {
  const { logger, now, port = 0, seed = 1 } = options;
  const desk = createCityDesk({ seed, now });
  const token = randomBytes(18).toString('base64url');
  let failure: number | 'cut' | null = null;
  const server = createServer(guardedServerOptions);
  guardServer(server, logger);
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const route = url.pathname.startsWith('/api/')
      ? () => serveHub({ desk, token, failure }, url, { request, response })
      : () => servePlayer(desk, url, { request, response });
    route().catch(() => {
      if (!response.headersSent) answer(response, 400, { message: 'unreadable' });
    });
  });
  const base = await listening(server, port);
  return {
    url: `${base}/api/`,
    pageUrl: `${base}/`,
    token,
    desk,
    fail: (how) => void (failure = how),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serveHub(
  {
    desk,
    token,
    failure,
  }: { readonly desk: CityDesk; readonly token: string; readonly failure: number | 'cut' | null },
  url: URL,
  { request, response }: Exchange,
): Promise<void> {
  if (failure === 'cut') return void request.socket.destroy();
  if (failure !== null) return answer(response, failure, { message: 'out of order' });
  if (!isToken(request.headers.authorization, token))
    return answer(response, 401, { message: 'who are you' });
  if (request.method === 'GET' && url.pathname === '/api/messages') {
    const limit = Math.min(200, Number(url.searchParams.get('limit') ?? 50));
    const messages = desk.sentAfter(Number(url.searchParams.get('since') ?? 0), limit);
    return answer(response, 200, { messages: messages.map(toldOf) });
  }
  if (request.method === 'POST' && url.pathname === '/api/attachments')
    return answer(response, ...(await takeForm(desk, request)));
  if (request.method !== 'POST' || url.pathname !== '/api/reports')
    return answer(response, 404, { message: 'no such place' });
  const taken = desk.take(rowSchema.parse(JSON.parse(await bodyOf(request))));
  answer(response, { taken: 200, known: 409, unfit: 422 }[taken], { result: taken });
}

/** Only for a page of this very server: nobody else's page may play the city. */
async function servePlayer(
  desk: CityDesk,
  url: URL,
  { request, response }: Exchange,
): Promise<void> {
  const { host = '', origin, 'content-type': type } = request.headers;
  if (!/^127\.0\.0\.1:\d+$/.test(host)) return answer(response, 403, { message: 'not here' });
  if (request.method === 'GET' && url.pathname === '/') {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self'; connect-src 'self'",
    });
    return void response.end(cityPage);
  }
  if (request.method === 'GET' && url.pathname === '/play')
    return answer(response, 200, playOf(desk));
  const [, place] = /^\/files\/(\d{1,6})$/.exec(url.pathname) ?? [];
  const file = place === undefined ? undefined : desk.files()[Number(place)];
  if (request.method === 'GET' && file) return giveFile(response, file);
  const isOurs = origin === `http://${host}` && type === 'application/json';
  if (request.method !== 'POST' || url.pathname !== '/play' || !isOurs)
    return answer(response, 404, { message: 'no such place' });
  const act = playSchema.parse(JSON.parse(await bodyOf(request)));
  const along = act.files.map(({ name, content }) => {
    return { name, bytes: Buffer.from(content, 'base64') };
  });
  if (act.kind === 'dispatch') desk.dispatch({}, along);
  else desk.act(act.cityNo, act, along);
  answer(response, 200, playOf(desk));
}

/** As the page shows them: without bytes. */
function playOf(desk: CityDesk) {
  const received = desk.files().map(({ cityNo: of, name, mediaType, bytes }, place) => {
    return { cityNo: of, name, mediaType, byteLength: bytes.byteLength, url: `/files/${place}` };
  });
  return { orders: desk.orders(), files: received };
}

/** A message with its files in the fields that `deploy/hub/city.json` names. */
function toldOf({ seq, row, files: along }: SentRow) {
  if (along.length === 0) return { seq, row };
  const sent = along.map(({ name, bytes, link }) => ({
    FILE_NAME: name,
    ...(bytes && { FILE_DATA: bytes.toString('base64') }),
    ...(link !== undefined && { FILE_URL: link }),
  }));
  return { seq, row: { ...row, FILES: sent } };
}

const formWords = z.string().max(200);

async function takeForm(desk: CityDesk, request: IncomingMessage): Promise<[number, object]> {
  const body = await bytesOf(request);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const text = (name: string) => formWords.parse(form.get(name));
  const content = form.get('FILE');
  if (!(content instanceof Blob)) return [400, { message: 'no file' }];
  const bytes = Buffer.from(await content.arrayBuffer());
  if (createHash('sha256').update(bytes).digest('hex') !== text('FILE_SHA256'))
    return [400, { message: 'not what was announced' }];
  const result = desk.takeFile({
    reportId: text('REPORT_ID'),
    fileId: text('FILE_ID'),
    cityNo: text('ORDER_NO'),
    name: text('FILE_NAME'),
    mediaType: text('FILE_TYPE'),
    bytes,
  });
  return [{ taken: 200, known: 409, unfit: 422, unwanted: 415 }[result], { result }];
}

/** Pictures to be seen; everything else only to be saved, and nothing runs. */
function giveFile(response: ServerResponse, { name, mediaType, bytes }: TakenFile): void {
  const isShown = /^image\/(?:jpeg|png|webp)$/.test(mediaType);
  const named = `filename*=UTF-8''${encodeURIComponent(name)}`;
  response.writeHead(200, {
    'content-type': isShown ? mediaType : 'application/octet-stream',
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; ${named}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
}

function isToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  return (await bytesOf(request)).toString('utf8');
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) continue;
    length += piece.length;
    if (length > longestBody) throw new Error('too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function listening(server: Server, port: number): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return fail(new Error('no address'));
      done(`http://127.0.0.1:${address.port}`);
    });
  });
}
