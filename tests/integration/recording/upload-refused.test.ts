import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, rm, truncate } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendSegment } from '../../../src/main/areas/recordings/upload/send-segment.ts';
import type { UploaderDeps } from '../../../src/main/areas/recordings/upload/uploader-deps.ts';
import type { SegmentRow } from '../../../src/main/storage/recording-rows.ts';
import { errorCodeOf } from '../../../src/shared/app-error.ts';
import { hubAddressOf } from '../../../src/shared/contract/hub-address.ts';
import { encodeEntries } from '../../../src/shared/recording/entries.ts';
import { createNodeSegmentFs, type SegmentHandle } from '../../../src/shared/node/segment-fs.ts';
import { createRecordingsHost } from '../../support/recordings-host.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { until } from '../../support/until.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = {
  wrapKeyId: 'wrap-1',
  wrapPublicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  receiptKeyId: 'receipt-1',
  receiptPublicKeyPem: '',
};
const uploadId = randomUUID();

/** What the hub's server does with a request; without an answer it stays silent. */
interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
let server: Server;
let answerTo: (method: string) => Answer | null;
let requests: { readonly method: string; readonly path: string }[];
beforeAll(async () => {
  server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    requests.push({ method, path: url });
    const answer = answerTo(method);
    request.resume();
    if (answer === null) return;
    request.on('end', () => {
      response.writeHead(answer.status, { 'tus-resumable': '1.0.0', ...answer.headers });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const origin = () => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
};

let folder: string;
let host: ReturnType<typeof createRecordingsHost>;
let segment: SegmentRow;
let refused: string[];
let open: number;
let receiptsAsked: number;
/** Reads of the file that the disk allows. */
let readsUntil: number;
let timers: { readonly ms: number; readonly call: () => void; isOn: boolean }[];
let stop: AbortController;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refused-'));
  host = createRecordingsHost({ folder });
  await host.service.start();
  [requests, refused, open, timers, stop] = [[], [], 0, [], new AbortController()];
  [readsUntil, receiptsAsked] = [Infinity, 0];
  segment = await record(5000);
});
afterEach(async () => {
  await host.service.close();
  host.close();
  await rm(folder, { recursive: true, force: true });
});

async function record(byteLength: number): Promise<SegmentRow> {
  const recordingId = randomUUID();
  await host.service.begin({ recordingId, callId: randomUUID(), startedAt: Date.now() });
  const bytes = randomBytes(byteLength);
  const chunk = encodeEntries([{ kind: 'audio', bytes }], (text) => Buffer.from(text));
  await host.service.appendChunk(recordingId, 0, chunk);
  await host.service.finish({ recordingId, chunkCount: 1, durationMs: 1000 });
  // Begun before: a new one asks for its receipt first.
  await host.uploads.setUploadUrl(recordingId, 0, `${origin()}/uploads/${uploadId}`);
  return rowOf(recordingId);
}

async function rowOf(recordingId: string): Promise<SegmentRow> {
  const [row] = await host.queries.segmentsOf(recordingId);
  if (!row) throw new Error('no row');
  return row;
}

const fs = createNodeSegmentFs();
const counted = (handle: SegmentHandle): SegmentHandle => {
  open += 1;
  return {
    ...handle,
    read: async (position, byteLength) => {
      readsUntil -= 1;
      if (readsUntil < 0) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      return handle.read(position, byteLength);
    },
    close: async () => {
      open -= 1;
      await handle.close();
    },
  };
};

/** Sends once; gives the code of the failure. */
async function send(
  changes: Partial<UploaderDeps['hub']> = {},
  {
    queries = host.uploads,
    sent = [],
  }: { queries?: UploaderDeps['queries']; sent?: number[] } = {},
) {
  const deps = {
    queries,
    fs: { ...fs, openForReading: async (path: string) => counted(await fs.openForReading(path)) },
    folder,
    deskKey: async () => host.deskKey,
    hub: {
      address: () => hubAddressOf(origin()),
      keys: () => keys,
      accessToken: async () => 'token-1',
      refuse: (token: string) => void refused.push(token),
      receipt: async () => {
        receiptsAsked += 1;
        return null;
      },
      ...changes,
    },
    clock: host.clock,
    timers: {
      wait: async () => undefined,
      after: (ms: number, call: () => void) => {
        const timer = { ms, call, isOn: true };
        timers.push(timer);
        return () => {
          timer.isOn = false;
        };
      },
    },
    logger: silentLogger,
    random: () => 0,
    newId: randomUUID,
    onStatus: () => undefined,
    onSynced: () => undefined,
  };
  const onProgress = (bytes: number) => void sent.push(bytes);
  try {
    await sendSegment(deps, segment, { signal: stop.signal, onProgress });
  } catch (error) {
    return errorCodeOf(error);
  }
  return null;
}

/** The hub knows the upload, of which it has nothing yet, and answers the bytes so. */
const knowsOf = (answer: Answer | null) => (method: string) =>
  method === 'HEAD'
    ? { status: 200, headers: { 'upload-offset': '0', 'upload-length': `${segment.byteLength}` } }
    : answer;
const code = (text: string) => JSON.stringify({ code: text });

// The last: what is given up with it; an upload that is given up is begun anew.
it.each([
  [401, '', 'hub.sessionExpired', 'token'],
  [401, code('hub.forbidden'), 'hub.sessionExpired', 'token'],
  [403, '', 'hub.forbidden', 'token'],
  [403, code('hub.deskNotKnown'), 'hub.forbidden', 'token'],
  [403, code('hub.accountDisabled'), 'hub.accountDisabled', 'token'],
  [403, 'null', 'hub.forbidden', 'token'],
  [403, '"hub.accountDisabled"', 'hub.forbidden', 'token'],
  [403, '{}', 'hub.forbidden', 'token'],
  [403, '<html>', 'hub.forbidden', 'token'],
  [404, '', 'upload.hubUnreachable', 'upload'],
  [410, '', 'upload.hubUnreachable', 'upload'],
  [460, '', 'upload.hashMismatch', 'upload'],
  [507, '', 'upload.hubDiskFull', 'nothing'],
  [400, '', 'upload.rejected', 'nothing'],
  [413, '', 'upload.rejected', 'nothing'],
  [422, '', 'upload.rejected', 'nothing'],
  [409, '', 'upload.hubUnreachable', 'nothing'],
  [429, '', 'upload.hubUnreachable', 'nothing'],
  [500, '', 'upload.hubUnreachable', 'nothing'],
  [502, '', 'upload.hubUnreachable', 'nothing'],
] as const)('what %i with %j means', async (status, body, expected, givenUp) => {
  answerTo = knowsOf({ status, body });
  expect(await send()).toBe(expected);
  expect(requests.map(({ method }) => method)).toEqual(['HEAD', 'PATCH']);
  expect((await rowOf(segment.recordingId)).uploadUrl === null).toBe(givenUp === 'upload');
  expect(refused).toEqual(givenUp === 'token' ? ['token-1'] : []);
  // Of an upload that has begun there is none yet: only one without a URL may be at the hub already.
  expect(receiptsAsked).toBe(0);
  expect([open, timers.filter(({ isOn }) => isOn).length]).toEqual([0, 0]);
});

it('a wrong hash is the fault of the file when that is another than was closed', async () => {
  await appendFile(join(folder, `${segment.recordingId}.0.hdseg`), 'x');
  answerTo = knowsOf({ status: 460 });
  expect(await send()).toBe('recording.damaged');
  expect(open).toBe(0);
});

it('an upload that is whole and without a receipt is begun anew', async () => {
  const { byteLength } = segment;
  const whole = `${byteLength}`;
  answerTo = () => ({ status: 200, headers: { 'upload-offset': whole, 'upload-length': whole } });
  expect(await send()).toBe('upload.badReceipt');
  expect((await rowOf(segment.recordingId)).uploadUrl).toBeNull();
  expect(requests).toEqual([{ method: 'HEAD', path: `/uploads/${uploadId}` }]);
});

it.each([
  ['no hub', { address: () => null }, 'hub.notConfigured'],
  ['no keys of it', { keys: () => null }, 'hub.sessionExpired'],
] as const)('with %s nothing is asked and nothing read', async (_what, change, expected) => {
  const unasked = () => Promise.reject(new Error('asked'));
  expect(await send({ ...change, receipt: unasked })).toBe(expected);
  expect([requests.length, timers.length]).toEqual([0, 0]);
});

it('a hub that is silent for thirty seconds is given up, and the upload kept', async () => {
  answerTo = () => null;
  const sending = send();
  await until('asked', () => requests.length === 1);
  const last = timers.at(-1);
  expect(timers.map(({ ms, isOn }) => [ms, isOn])).toEqual([
    ...timers.slice(1).map(() => [30_000, false]),
    [30_000, true],
  ]);
  last?.call();
  expect(await sending).toBe('upload.hubUnreachable');
  expect((await rowOf(segment.recordingId)).uploadUrl).toContain(uploadId);
  expect([open, timers.filter(({ isOn }) => isOn).length]).toEqual([0, 0]);
});

it('each sign of life gives it thirty seconds more', async () => {
  answerTo = knowsOf(null);
  const sent: number[] = [];
  const sending = send({}, { sent });
  await until('sent', () => requests.length === 2 && sent.at(-1) === segment.byteLength);
  // One for the beginning, one for each request, one for each step.
  expect(timers.length).toBeGreaterThanOrEqual(3 + sent.length);
  expect(timers.filter(({ isOn }) => isOn)).toEqual([timers.at(-1)]);
  stop.abort();
  expect(await sending).toBe('upload.hubUnreachable');
  expect(timers.filter(({ isOn }) => isOn)).toEqual([]);
});

it('that ends before it begins asks nothing', async () => {
  answerTo = () => null;
  stop.abort();
  expect(await send()).toBe('upload.hubUnreachable');
  expect([requests.length, open]).toEqual([0, 0]);
});

it.each([
  ['shorter than was closed is damaged', 'recording.damaged'],
  ['that cannot be read is said to be so', 'ipc.internal'],
] as const)('a file %s, and no hub is blamed for it', async (what, expected) => {
  if (what.startsWith('shorter'))
    await truncate(join(folder, `${segment.recordingId}.0.hdseg`), segment.byteLength - 1);
  else readsUntil = 1;
  answerTo = knowsOf({ status: 204 });
  expect(await send()).toBe(expected);
  expect([open, timers.filter(({ isOn }) => isOn).length]).toEqual([0, 0]);
});

it('what the store cannot keep of the way costs nothing but sending it again', async () => {
  const faulty = ['setUploadUrl', 'setUploadedBytes'];
  const failed: string[] = [];
  const queries = new Proxy(host.uploads, {
    get(target, name) {
      if (!faulty.includes(String(name))) return Reflect.get(target, name) as unknown;
      return async () => {
        failed.push(String(name));
        throw new Error('the store is away');
      };
    },
  });
  await host.uploads.setUploadUrl(segment.recordingId, 0, null);
  segment = await rowOf(segment.recordingId);
  answerTo = (method) =>
    method === 'POST'
      ? { status: 201, headers: { location: `/uploads/${uploadId}` } }
      : { status: 204, headers: { 'upload-offset': `${segment.byteLength}` } };
  const refusal = { kind: 'the hub holds it' };
  let asked = 0;
  const receipt = async () => {
    asked += 1;
    if (asked > 1) throw refusal;
    return null;
  };
  expect(await send({ receipt }, { queries })).toBe('ipc.internal');
  expect(asked).toBe(2);
  expect(failed).toEqual(faulty);
});

it('an upload goes to the configured hub alone, and not at all under a name that is no id', async () => {
  await host.uploads.setUploadUrl(segment.recordingId, 0, null);
  segment = await rowOf(segment.recordingId);
  let location = `http://127.0.0.1:9/elsewhere/${uploadId}`;
  answerTo = (method) =>
    method === 'POST' ? { status: 201, headers: { location } } : { status: 507 };
  expect(await send()).toBe('upload.hubDiskFull');
  expect(requests).toEqual([
    { method: 'POST', path: '/uploads' },
    { method: 'PATCH', path: `/uploads/${uploadId}` },
  ]);
  const kept = (await rowOf(segment.recordingId)).uploadUrl;
  expect(kept).toBe(`${origin()}/uploads/${uploadId}`);
  requests = [];
  location = '/uploads/latest';
  expect(await send()).toBe('upload.hubUnreachable');
  expect(requests).toEqual([{ method: 'POST', path: '/uploads' }]);
});
