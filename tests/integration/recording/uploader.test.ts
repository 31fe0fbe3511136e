import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/app-error.ts';
import { hubAddressOf } from '../../../src/shared/contract/hub-address.ts';
import { encodeEntries } from '../../../src/shared/recording/entries.ts';
import { createNodeSegmentFs } from '../../../src/shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../../src/shared/node/segment-key.ts';
import { openSegmentFile, readSegment } from '../../../src/shared/node/segment-reader.ts';
import { createUploader } from '../../../src/main/areas/recordings/upload/uploader.ts';
import type {
  UploaderDeps,
  UploadStatus,
} from '../../../src/main/areas/recordings/upload/uploader-deps.ts';
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import { createRecordingsHost } from '../../support/recordings-host.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { startTusHub, type TusHub } from '../../support/tus-hub.ts';

type Host = ReturnType<typeof createRecordingsHost>;

let folder: string;
let host: Host;
let hub: TusHub;
let hubAddress: () => string;
/** What the session holds; `refuse` makes it fetch the hub's current one. */
let token: string;
let status: UploadStatus;
let stop: AbortController;
let running: Promise<void>[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  hub = await startTusHub(join(folder, 'hub'));
  hubAddress = hub.origin;
  token = hub.token;
  host = createRecordingsHost({ folder: join(folder, 'desk'), hubKeys: () => hub.keys });
  await host.service.start();
  stop = new AbortController();
  running = [];
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
  await host.service.close();
  host.close();
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

function startUploader(changes: Partial<UploaderDeps> = {}) {
  const uploader = createUploader({
    queries: host.uploads,
    fs: createNodeSegmentFs(),
    folder: join(folder, 'desk'),
    deskKey: async () => host.deskKey,
    hub: {
      address: () => hubAddressOf(hubAddress()),
      keys: () => hub.keys,
      accessToken: async () => token,
      refuse: () => {
        token = hub.token;
      },
      receipt: async (recordingId, segment) => hub.receipt(recordingId, segment),
    },
    clock: host.clock,
    timers: {
      // A second of back-off is ten milliseconds here.
      wait: async (ms, signal) => {
        await sleep(ms / 100, undefined, { signal }).catch(() => undefined);
      },
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
    },
    logger: silentLogger,
    random: Math.random,
    newId: randomUUID,
    onStatus: (next) => {
      status = next;
    },
    onSynced: () => undefined,
    ...changes,
  });
  running.push(uploader.run(stop.signal));
  return uploader;
}

/** A closed recording of about this size. */
async function record(byteLength: number): Promise<string> {
  const recordingId = randomUUID();
  await host.service.begin({ recordingId, callId: randomUUID(), startedAt: Date.now() });
  const step = 500_000;
  let seq = 0;
  for (let left = byteLength; left > 0; left -= step, seq += 1) {
    const bytes = randomBytes(Math.min(left, step));
    const chunk = encodeEntries([{ kind: 'audio', bytes }], (text) => Buffer.from(text));
    await host.service.appendChunk(recordingId, seq, chunk);
  }
  await host.service.finish({ recordingId, chunkCount: seq, durationMs: 1000 });
  return recordingId;
}

async function until(condition: () => boolean | Promise<boolean>, withinMs = 15_000) {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${JSON.stringify(status)}`);
    await sleep(5);
  }
}

const stateOf = async (recordingId: string) =>
  (await host.queries.getRecording(recordingId))?.state;
const isSynced = (recordingId: string) => async () => (await stateOf(recordingId)) === 'synced';
const localFile = (recordingId: string) => join(folder, 'desk', `${recordingId}.0.hdseg`);

async function expectStored(recordingId: string) {
  const local = await readFile(localFile(recordingId));
  expect((await hub.stored(recordingId, 0)).equals(local)).toBe(true);
}

describe('uploader', () => {
  it('brings closed recordings to the hub and counts them as synced by its receipt', async () => {
    const first = await record(300_000);
    const second = await record(10);
    startUploader();
    await until(isSynced(first));
    await until(isSynced(second));
    await expectStored(first);
    await expectStored(second);
    await until(() => status.recordingsWaiting === 0);
    expect(status).toMatchObject({ uploading: null, error: null });
    expect(status.lastSyncedAt).toBeGreaterThan(0);
    expect(await host.queries.segmentsOf(first)).toMatchObject([
      { state: 'synced', uploadUrl: null, receipt: expect.stringContaining(first) },
    ]);
  });

  it('goes on where it was after ten cuts at random bytes', async () => {
    const byteLength = 5_000_000;
    const recordingId = await record(byteLength);
    const proxy = await startCuttingProxy(Number(new URL(hub.origin()).port));
    try {
      hubAddress = () => `http://127.0.0.1:${proxy.port}`;
      proxy.cutNextAfter(Math.floor(Math.random() * 600_000));
      const uploader = startUploader();
      for (let cut = 1; cut <= 10; cut += 1) {
        await until(() => proxy.cuts() >= cut);
        if (cut < 10) proxy.cutNextAfter(1 + Math.floor(Math.random() * 600_000));
        uploader.wake();
      }
      await until(isSynced(recordingId));
      await expectStored(recordingId);
      expect(hub.finishCount()).toBe(1);
      const sentAgain = hub.receivedBytes() - (await readFile(localFile(recordingId))).byteLength;
      expect(sentAgain).toBeLessThan(10 * 256 * 1024);
    } finally {
      await proxy.close();
    }
  });

  it('asks for a new token when the old one runs out midway and keeps the upload', async () => {
    const recordingId = await record(9_000_000);
    let urls = 0;
    const queries = {
      ...host.uploads,
      setUploadedBytes: async (...place: [string, number, number]) => {
        hub.token = 'token-2';
        return host.uploads.setUploadedBytes(...place);
      },
      setUploadUrl: async (...place: [string, number, string | null]) => {
        if (place[2] !== (await host.uploads.nextUpload())?.uploadUrl) urls += 1;
        return host.uploads.setUploadUrl(...place);
      },
    };
    // What goes on after a cut goes in parts, each with the token of its time.
    const proxy = await startCuttingProxy(Number(new URL(hub.origin()).port));
    try {
      hubAddress = () => `http://127.0.0.1:${proxy.port}`;
      proxy.cutNextAfter(300_000);
      startUploader({ queries: { ...bind(host.uploads), ...queries } });
      await until(isSynced(recordingId));
      await expectStored(recordingId);
      expect(token).toBe('token-2');
      expect(urls).toBe(1);
    } finally {
      await proxy.close();
    }
  });

  it('sends a new upload in one request, and one that goes on after a cut in parts', async () => {
    const accepted: number[] = [];
    const setUploadedBytes = async (...place: [string, number, number]) => {
      accepted.push(place[2]);
      return host.uploads.setUploadedBytes(...place);
    };
    const whole = await record(9_000_000);
    const length = (await readFile(localFile(whole))).byteLength;
    startUploader({ queries: { ...bind(host.uploads), setUploadedBytes } });
    await until(isSynced(whole));
    expect(accepted).toEqual([length]);
    const proxy = await startCuttingProxy(Number(new URL(hub.origin()).port));
    try {
      hubAddress = () => `http://127.0.0.1:${proxy.port}`;
      proxy.cutNextAfter(300_000);
      const cut = await record(9_000_000);
      await until(isSynced(cut));
      expect(accepted.length).toBeGreaterThan(3);
      await expectStored(cut);
    } finally {
      await proxy.close();
    }
  });

  it('survives a restart of the hub and of the desk', async () => {
    const recordingId = await record(9_000_000);
    const firstRun = new AbortController();
    stop = firstRun;
    const setUploadUrl = async (...place: [string, number, string | null]) => {
      await host.uploads.setUploadUrl(...place);
      firstRun.abort();
    };
    startUploader({ queries: { ...bind(host.uploads), setUploadUrl } });
    await Promise.all(running);
    await hub.restart();
    const before = await host.uploads.nextUpload();
    expect(before?.uploadUrl).toMatch(/uploads/);
    stop = new AbortController();
    startUploader();
    await until(isSynced(recordingId));
    await expectStored(recordingId);
    expect(hub.finishCount()).toBe(1);
  });

  it('finds its receipt when the final answer was lost, without sending again', async () => {
    const recordingId = await record(200_000);
    hub.mood = 'dropFinalAnswer';
    startUploader();
    await until(isSynced(recordingId));
    expect(hub.finishCount()).toBe(1);
    await expectStored(recordingId);
  });

  it('finds its receipt when even the upload URL was forgotten', async () => {
    const recordingId = await record(200_000);
    hub.mood = 'dropFinalAnswer';
    const queries = { ...bind(host.uploads), setUploadUrl: async () => undefined };
    startUploader({ queries });
    await until(isSynced(recordingId));
    expect(hub.finishCount()).toBe(1);
  });

  it('begins anew only when the hub has forgotten the upload', async () => {
    const recordingId = await record(200_000);
    await host.uploads.setUploadUrl(recordingId, 0, `${hub.origin()}/uploads/${randomUUID()}`);
    hub.forgetUploads();
    startUploader();
    await until(isSynced(recordingId));
    await expectStored(recordingId);
  });

  it('is refused with a wrong hash, says so, and sends again until it is right', async () => {
    const recordingId = await record(200_000);
    hub.mood = 'corrupt';
    startUploader();
    await until(() => status?.error === 'upload.hashMismatch');
    expect(await stateOf(recordingId)).not.toBe('synced');
    hub.mood = 'well';
    await until(isSynced(recordingId));
    await expectStored(recordingId);
  });

  it('waits while the disk of the hub is full, and says so', async () => {
    const recordingId = await record(1000);
    hub.mood = 'diskFull';
    const uploader = startUploader();
    await until(() => status?.error === 'upload.hubDiskFull');
    hub.mood = 'well';
    uploader.wake();
    await until(isSynced(recordingId));
  });

  it('does not say that a recording is missing when something unforeseen keeps it from going', async () => {
    const recordingId = await record(1000);
    const fault = Object.assign(new Error('EIO'), { code: 'EIO' });
    startUploader({
      fs: { ...createNodeSegmentFs(), openForReading: () => Promise.reject(fault) },
    });
    // Each attempt takes the error back until it has failed, too.
    await until(() => status?.error === 'ipc.internal');
    expect(await stateOf(recordingId)).toBe('closed');
  });

  it('believes no receipt that the hub has not signed', async () => {
    const recordingId = await record(1000);
    hub.mood = 'wrongSignature';
    startUploader({ keepMs: 0 });
    await until(() => status?.error === 'upload.badReceipt');
    expect(await stateOf(recordingId)).not.toBe('synced');
    expect(await readdir(join(folder, 'desk'))).toHaveLength(1);
  });

  it('frees the local copy only after its keeping time, and then says it is not here', async () => {
    const recordingId = await record(1000);
    startUploader({ keepMs: 0 });
    await until(async () => (await host.queries.segmentsOf(recordingId))[0]?.freedAt !== null);
    expect(await readdir(join(folder, 'desk'))).toEqual([]);
    expect(await stateOf(recordingId)).toBe('synced');
    expect(await host.service.openAudio(recordingId)).toBeNull();
    await host.service.start();
    expect(await stateOf(recordingId)).toBe('synced');
  });

  it('never sends a file that is still being written', async () => {
    const recordingId = randomUUID();
    await host.service.begin({ recordingId, callId: randomUUID(), startedAt: Date.now() });
    const other = await record(1000);
    startUploader();
    await until(isSynced(other));
    expect(hub.finishCount()).toBe(1);
    expect(await stateOf(recordingId)).toBe('writing');
  });

  it('keeps the upload through a hub that nobody is signed in to', async () => {
    const recordingId = await record(1000);
    let isSignedIn = false;
    const uploader = startUploader({
      hub: {
        address: () => hubAddressOf(hub.origin()),
        keys: () => hub.keys,
        accessToken: async () => {
          if (!isSignedIn) throw new AppError('hub.sessionExpired');
          return hub.token;
        },
        refuse: () => undefined,
        receipt: async (id, segment) => hub.receipt(id, segment),
      },
    });
    await until(() => status?.error === 'hub.sessionExpired');
    isSignedIn = true;
    uploader.wake();
    await until(isSynced(recordingId));
  });

  it('wraps the key anew when the hub has got another one since the call', async () => {
    host.close();
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const wrapPublicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const keysThen = { ...hub.keys, wrapKeyId: 'wrap-0', wrapPublicKeyPem };
    host = createRecordingsHost({ folder: join(folder, 'desk'), hubKeys: () => keysThen });
    const recordingId = await record(1000);
    startUploader();
    await until(isSynced(recordingId));
    expect(unwrapKeyForHub(hub.wrappedKey(recordingId, 0), hub.privateKeyPem)).toHaveLength(32);
  });

  it('sends a desk key wrapped for the hub also when the hub was unknown during the call', async () => {
    host.close();
    host = createRecordingsHost({ folder: join(folder, 'desk') });
    const recordingId = await record(1000);
    startUploader();
    await until(isSynced(recordingId));
    const key = unwrapKeyForHub(hub.wrappedKey(recordingId, 0), hub.privateKeyPem);
    const handle = await createNodeSegmentFs().openForReading(localFile(recordingId));
    const items = await Array.fromAsync(readSegment(await openSegmentFile(handle), key));
    await handle.close();
    expect(items.map(({ kind }) => kind)).toEqual(['chunk', 'close']);
  });
});

/** The queries as a plain object, so that a test may replace one. */
function bind<Api extends object>(api: Api): Api {
  return new Proxy(api, {});
}
