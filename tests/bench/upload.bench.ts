import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { type Server, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { hubAddressOf } from '../../src/shared/contract/hub-address.ts';
import { createUploader } from '../../src/main/areas/recordings/upload/uploader.ts';
import { createNodeSegmentFs } from '../../src/shared/node/segment-fs.ts';
import { encodeEntries } from '../../src/shared/recording/entries.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { type SignedInDesk, signInAt } from '../support/hub-client.ts';
import { type RunningHub, startTestHub } from '../support/running-hub.ts';
import { createRecordingsHost } from '../support/recordings-host.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { figureOf, percentile, print, round } from './figure.ts';

/** About two hours of speech. */
const byteLength = 32_000_000;
/** The disk's own moods are larger than what is compared: of five rounds the share was anything from 0.6 to 0.9. */
const rounds = 20;
const cutCount = 10;

/**
 * Throughput of a recording from the desk's disk to a signed receipt of the hub, as a share of a plain HTTP PUT of the
 * same file; and how many bytes go over the line again after ten cuts at random bytes.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-upload-'));
  const hub = await startTestHub();
  const desk = await signInAt(hub.url(), '1001');
  const host = createRecordingsHost({
    folder: join(folder, 'desk'),
    hubKeys: () => desk.session.keys,
  });
  try {
    await mkdir(join(folder, 'desk'));
    await host.service.start();
    await measureThroughput(folder, { hub, desk, host });
    await measureCuts(folder, { hub, desk, host });
  } finally {
    await host.service.close();
    host.close();
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly hub: RunningHub;
  readonly desk: SignedInDesk;
  readonly host: ReturnType<typeof createRecordingsHost>;
}

async function measureThroughput(folder: string, bench: Bench): Promise<void> {
  const peer = await startPutServer(join(folder, 'put'));
  const ours: number[] = [];
  const puts: number[] = [];
  for (let round_ = 0; round_ < rounds; round_ += 1) {
    const recordingId = await record(bench.host);
    const file = join(folder, 'desk', `${recordingId}.0.hdseg`);
    const { size } = await stat(file);
    puts.push(megabytesPerSecond(size, await timed(() => put(peer.url, file))));
    ours.push(megabytesPerSecond(size, await upload(folder, bench, recordingId, bench.hub.url())));
  }
  await new Promise((resolve) => peer.server.close(resolve));
  const sorted = (values: number[]) => values.toSorted((a, b) => a - b);
  const share = percentile(sorted(ours), 0.5) / percentile(sorted(puts), 0.5);
  print({
    ...figureOf('upload', 'MB/s', ours, { peer: 'plain HTTP PUT, no hash, no fsync' }),
    ratio: round(share),
  });
  print(figureOf('upload.plainPut', 'MB/s', puts));
}

async function measureCuts(folder: string, bench: Bench): Promise<void> {
  const proxy = await startCuttingProxy(Number(new URL(bench.hub.url()).port));
  const recordingId = await record(bench.host);
  const { size } = await stat(join(folder, 'desk', `${recordingId}.0.hdseg`));
  let planned = 0;
  const planCut = () => {
    planned += 1;
    proxy.cutNextAfter(1 + Math.floor((Math.random() * size) / cutCount));
  };
  planCut();
  const watch = setInterval(() => {
    if (proxy.cuts() === planned && planned < cutCount) planCut();
  }, 5);
  await upload(folder, bench, recordingId, `http://127.0.0.1:${proxy.port}`);
  clearInterval(watch);
  const again = Math.max(0, proxy.forwardedBytes() - size);
  await proxy.close();
  print(figureOf('upload.sentAgain', 'bytes', [again], { cuts: proxy.cuts(), fileBytes: size }));
}

async function record(host: Bench['host']): Promise<string> {
  const recordingId = randomUUID();
  await host.service.begin({ recordingId, callId: randomUUID(), startedAt: Date.now() });
  const step = 1_000_000;
  for (let seq = 0; seq < byteLength / step; seq += 1) {
    const entry = { kind: 'audio', bytes: randomBytes(step) } as const;
    const chunk = encodeEntries([entry], (text) => Buffer.from(text));
    await host.service.appendChunk(recordingId, seq, chunk);
  }
  await host.service.finish({ recordingId, chunkCount: byteLength / step, durationMs: 1000 });
  return recordingId;
}

/** Milliseconds from the start of the uploader to the checked receipt. */
async function upload(
  folder: string,
  { desk, host }: Bench,
  recordingId: string,
  hubUrl: string,
): Promise<number> {
  const stop = new AbortController();
  const uploader = createUploader({
    queries: host.uploads,
    fs: createNodeSegmentFs(),
    folder: join(folder, 'desk'),
    deskKey: async () => host.deskKey,
    hub: {
      address: () => hubAddressOf(hubUrl),
      keys: () => desk.session.keys,
      accessToken: async () => desk.token,
      refuse: () => undefined,
      receipt: (id, segment) => desk.client.recordings.receipt({ recordingId: id, segment }),
    },
    clock: host.clock,
    timers: {
      wait: (ms, signal) =>
        sleep(ms / 100, undefined, { signal }).then(
          () => undefined,
          () => undefined,
        ),
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
    },
    logger: silentLogger,
    random: Math.random,
    newId: randomUUID,
    onStatus: () => undefined,
    onSynced: (id) => {
      if (id === recordingId) synced.resolve();
    },
  });
  const synced = Promise.withResolvers<void>();
  const begun = performance.now();
  const running = uploader.run(stop.signal);
  await synced.promise;
  const ms = performance.now() - begun;
  stop.abort();
  await running;
  return ms;
}

async function startPutServer(folder: string): Promise<{ server: Server; url: string }> {
  await mkdir(folder);
  const server = createServer((incoming, response) => {
    pipeline(incoming, createWriteStream(join(folder, randomUUID()))).then(
      () => response.writeHead(204).end(),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return { server, url: `http://127.0.0.1:${address.port}/` };
}

async function put(url: string, file: string): Promise<void> {
  const { size } = await stat(file);
  const answered = Promise.withResolvers<void>();
  const outgoing = request(url, { method: 'PUT', headers: { 'content-length': size } });
  outgoing.on('response', (response) => response.resume().on('end', answered.resolve));
  outgoing.on('error', answered.reject);
  await pipeline(createReadStream(file), outgoing);
  await answered.promise;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function megabytesPerSecond(bytes: number, ms: number): number {
  return bytes / 1000 / ms;
}
