import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createUploader } from '../../../../../../src/main/areas/recordings/upload/uploader.ts';
import type {
  UploaderDeps,
  UploadStatus,
} from '../../../../../../src/main/areas/recordings/upload/uploader-deps.ts';
import { AppError } from '../../../../../../src/shared/app-error.ts';
import { hubAddressOf } from '../../../../../../src/shared/contract/hub-address.ts';
import type { Receipt } from '../../../../../../src/shared/contract/recordings/schemas.ts';
import type { ErrorCode } from '../../../../../../src/shared/error-codes.ts';
import { createNodeSegmentFs } from '../../../../../../src/shared/node/segment-fs.ts';
import { encodeEntries } from '../../../../../../src/shared/recording/entries.ts';
import { receiptText } from '../../../../../../src/shared/recording/receipt-text.ts';
import { createRecordingsHost } from '../../../../../support/recordings-host.ts';
import { silentLogger } from '../../../../../support/silent-logger.ts';

const pair = generateKeyPairSync('ed25519');
const keys = {
  wrapKeyId: 'wrap-1',
  wrapPublicKeyPem: '',
  receiptKeyId: 'receipt-1',
  receiptPublicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};
const beganAt = 1_800_000_000_000;
const dayMs = 24 * 3_600_000;

/**
 * The uploader over the real rows and files, on a clock that the test moves. The hub has every segment already, or fails as the
 * test says, so that no byte travels.
 */
let folder: string;
let host: ReturnType<typeof createRecordingsHost>;
let now: number;
let answers: Map<string, ErrorCode | Error>;
let asked: string[];
let statuses: UploadStatus[];
let changed: string[];
let rests: number[];
let endRest: () => void;
let stop: AbortController;
let running: Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'uploader-'));
  host = createRecordingsHost({ folder });
  await host.service.start();
  [now, answers, asked, statuses, changed, rests] = [beganAt, new Map(), [], [], [], []];
  endRest = () => undefined;
  stop = new AbortController();
  running = Promise.resolve();
});
afterEach(async () => {
  stop.abort();
  await running;
  await host.service.close();
  host.close();
  await rm(folder, { recursive: true, force: true });
});

async function record(): Promise<string> {
  const recordingId = randomUUID();
  await host.service.begin({ recordingId, callId: randomUUID(), startedAt: beganAt });
  const entry = { kind: 'audio' as const, bytes: randomBytes(50) };
  const chunk = encodeEntries([entry], (text) => Buffer.from(text));
  await host.service.appendChunk(recordingId, 0, chunk);
  await host.service.finish({ recordingId, chunkCount: 1, durationMs: 200 });
  return recordingId;
}

const rowOf = async (recordingId: string) => (await host.queries.segmentsOf(recordingId))[0];

async function receiptOf(recordingId: string): Promise<Receipt> {
  asked.push(recordingId);
  const answer = answers.get(recordingId);
  if (answer !== undefined) throw answer instanceof Error ? answer : new AppError(answer);
  const row = await rowOf(recordingId);
  const unsigned = {
    recordingId,
    segment: 0,
    byteLength: row?.byteLength ?? 0,
    sha256: row?.sha256 ?? '',
    storedAt: beganAt,
    keyId: keys.receiptKeyId,
  };
  const signature = sign(null, Buffer.from(receiptText(unsigned)), pair.privateKey);
  return { ...unsigned, signature: signature.toString('base64') };
}

function start(changes: Partial<UploaderDeps> = {}) {
  const uploader = createUploader({
    queries: host.uploads,
    fs: createNodeSegmentFs(),
    folder,
    deskKey: async () => host.deskKey,
    hub: {
      address: () => hubAddressOf('http://127.0.0.1:9'),
      keys: () => keys,
      accessToken: () => Promise.reject(new Error('no byte is to travel')),
      refuse: () => undefined,
      receipt: receiptOf,
    },
    clock: { now: () => now, monotonicMs: () => now },
    timers: {
      wait: (ms, signal) =>
        new Promise<void>((resolve) => {
          rests.push(ms);
          endRest = resolve;
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve());
        }),
      after: () => () => undefined,
    },
    logger: silentLogger,
    random: () => 0.5,
    newId: randomUUID,
    onStatus: (status) => void statuses.push(status),
    onSynced: (recordingId) => void changed.push(recordingId),
    ...changes,
  });
  running = uploader.run(stop.signal);
  return uploader;
}

/** Waits for the rest of this number, the first being 1, and gives its length. */
async function rest(count: number): Promise<number | undefined> {
  await expect.poll(() => rests.length).toBe(count);
  return rests.at(-1);
}
const pass = (ms: number) => {
  now += ms;
  endRest();
};
/** Halfway between a second and the doubled span, which is five minutes at most. */
const pauseAt = (attempt: number) => (1000 + Math.min(300_000, 1000 * 2 ** (attempt + 1))) / 2;

it('asks a hub that fails again at once, then after pauses that grow to five minutes, and counts nothing against the recording', async () => {
  const recordingId = await record();
  answers.set(recordingId, 'upload.hubUnreachable');
  start();
  for (let count = 1; count <= 11; count += 1) {
    expect(await rest(count)).toBe(Math.round(pauseAt(count - 1)));
    expect(asked).toHaveLength(count + 1);
    expect(statuses.at(-1)).toEqual({
      recordingsWaiting: 1,
      lastSyncedAt: null,
      uploading: null,
      error: 'upload.hubUnreachable',
    });
    expect(await rowOf(recordingId)).toMatchObject({
      state: 'closed',
      attempts: 0,
      nextTryAt: now,
      error: 'upload.hubUnreachable',
    });
    pass(rests.at(-1) ?? 0);
  }
  expect(Math.max(...rests)).toBe(150_500);
});

it('begins with short pauses anew after one that went through, and after a wake', async () => {
  const first = await record();
  answers.set(first, 'hub.busy');
  const uploader = start();
  await rest(1);
  pass(1500);
  expect(await rest(2)).toBe(2500);
  uploader.wake();
  expect(await rest(3)).toBe(1500);
  pass(1500);
  expect(await rest(4)).toBe(2500);
  answers.delete(first);
  pass(2500);
  expect(await rest(5)).toBe(60_000);
  const second = await record();
  answers.set(second, 'upload.hubDiskFull');
  // Not a wake: that alone would begin anew.
  pass(60_000);
  expect(await rest(6)).toBe(1500);
});

it.each(['hub.unreachable', 'hub.keyChanged', 'hub.sessionExpired'] as const)(
  'does not count %s against the recording',
  async (code) => {
    const recordingId = await record();
    answers.set(recordingId, code);
    start();
    await rest(1);
    expect(await rowOf(recordingId)).toMatchObject({ attempts: 0, error: code });
  },
);

it('tries a recording that the hub will not have later and later, the others at once', async () => {
  const refused = await record();
  answers.set(refused, 'upload.rejected');
  start();
  expect(await rest(1)).toBe(pauseAt(0));
  expect(statuses.at(-1)).toMatchObject({ uploading: null, error: 'upload.rejected' });
  const other = await record();
  for (let count = 1; count <= 3; count += 1) {
    expect(await rowOf(refused)).toMatchObject({
      attempts: count,
      nextTryAt: now + pauseAt(count - 1),
      error: 'upload.rejected',
    });
    expect(asked.filter((id) => id === refused)).toHaveLength(count);
    // Its turn is that moment and not one before.
    pass(pauseAt(count - 1) - 1);
    expect(await rest(2 * count)).toBe(1);
    expect(asked.filter((id) => id === refused)).toHaveLength(count);
    pass(1);
    expect(await rest(2 * count + 1)).toBe(pauseAt(count));
  }
  expect(asked.filter((id) => id === other)).toHaveLength(1);
  expect((await rowOf(other))?.state).toBe('synced');
});

it('tries everything at once when it is woken', async () => {
  const recordingId = await record();
  answers.set(recordingId, 'upload.rejected');
  const uploader = start();
  await rest(1);
  answers.clear();
  uploader.wake();
  expect(await rest(2)).toBe(60_000);
  expect((await rowOf(recordingId))?.state).toBe('synced');
});

it('waits for a turn that is five minutes away, and not for one that only a clock set back explains', async () => {
  const recordingId = await record();
  const setTurn = (nextTryAt: number) =>
    host.uploads.setUploadFailure(
      { recordingId, segment: 0 },
      { attempts: 0, nextTryAt, error: null },
    );
  await setTurn(now + 300_000);
  start();
  expect(await rest(1)).toBe(300_000);
  expect(asked).toEqual([]);
  await setTurn(now + 300_001);
  pass(0);
  expect(await rest(2)).toBe(60_000);
  expect(asked).toEqual([recordingId]);
});

it('tells the recording that is on its way and what was sent of it before, then that nothing waits', async () => {
  const before = await record();
  start();
  await rest(1);
  const recordingId = await record();
  await host.uploads.setUploadedBytes(recordingId, 0, 12);
  statuses.length = 0;
  now += 5;
  pass(60_000);
  await rest(2);
  const row = await rowOf(recordingId);
  expect(statuses).toEqual([
    {
      recordingsWaiting: 1,
      lastSyncedAt: beganAt,
      uploading: { sentBytes: 12, totalBytes: row?.byteLength },
      error: null,
    },
    { recordingsWaiting: 0, lastSyncedAt: now, uploading: null, error: null },
  ]);
  expect(row).toMatchObject({ state: 'synced', syncedAt: now, uploadUrl: null });
  expect(changed).toEqual([before, recordingId]);
});

it.each(['recording.damaged', 'recording.keyUnavailable'] as const)(
  'sends what is %s no more and says so of the recording',
  async (code) => {
    const recordingId = await record();
    answers.set(recordingId, code);
    start();
    expect(await rest(1)).toBe(60_000);
    expect(await rowOf(recordingId)).toMatchObject({ state: 'damaged', error: code, attempts: 0 });
    expect([asked, changed]).toEqual([[recordingId], [recordingId]]);
    expect(await readdir(folder)).toHaveLength(1);
  },
);

it('says that a recording is missing only when its file is', async () => {
  const recordingId = await record();
  answers.set(recordingId, Object.assign(new Error('gone'), { code: 'ENOENT' }));
  start();
  await rest(1);
  expect(await rowOf(recordingId)).toMatchObject({
    state: 'closed',
    attempts: 1,
    error: 'recording.notFound',
  });
});

it('writes nothing down of an attempt that its own end has cut off', async () => {
  const recordingId = await record();
  const before = await rowOf(recordingId);
  const uploading = new Promise<void>((resolve) => {
    start({
      hub: {
        address: () => hubAddressOf('http://127.0.0.1:9'),
        keys: () => keys,
        accessToken: () => Promise.reject(new Error('no byte is to travel')),
        refuse: () => undefined,
        receipt: async () => {
          stop.abort();
          resolve();
          throw new AppError('upload.rejected');
        },
      },
    });
  });
  await uploading;
  await running;
  expect(await rowOf(recordingId)).toEqual(before);
  expect(rests).toEqual([]);
});

it('goes on after a fault of the store', async () => {
  const recordingId = await record();
  let faults = 2;
  start({
    queries: new Proxy(host.uploads, {
      get: (target, name) =>
        name === 'nextUpload' && faults > 0
          ? async () => {
              faults -= 1;
              throw new Error('the store is away');
            }
          : (Reflect.get(target, name) as unknown),
    }),
  });
  expect(await rest(1)).toBe(1000);
  pass(1000);
  expect(await rest(2)).toBe(1000);
  pass(1000);
  expect(await rest(3)).toBe(60_000);
  expect((await rowOf(recordingId))?.state).toBe('synced');
});

it('keeps a copy seven days after its receipt to the millisecond, and then lets only that go', async () => {
  const recordingId = await record();
  start();
  await rest(1);
  now += 1000;
  const later = await record();
  pass(0);
  await rest(2);
  pass(7 * dayMs - 1001);
  await rest(3);
  expect(await readdir(folder)).toHaveLength(2);
  pass(1);
  await rest(4);
  expect(await readdir(folder)).toEqual([`${later}.0.hdseg`]);
  expect(await rowOf(recordingId)).toMatchObject({ state: 'synced', freedAt: now });
  expect(await rowOf(later)).toMatchObject({ state: 'synced', freedAt: null });
});

it('takes a copy that is gone for freed, and one that cannot be removed not, and goes on with the next', async () => {
  const [gone, stuck, free] = [await record(), await record(), await record()];
  const fs = createNodeSegmentFs();
  const removed: string[] = [];
  start({
    keepMs: 0,
    fs: {
      ...fs,
      remove: async (path) => {
        removed.push(path);
        if (path.includes(stuck)) throw Object.assign(new Error('in use'), { code: 'EBUSY' });
        if (path.includes(gone)) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
        await fs.remove(path);
      },
    },
  });
  await rest(1);
  const freedAt = async (id: string) => (await rowOf(id))?.freedAt;
  expect(await Promise.all([gone, stuck, free].map(freedAt))).toEqual([now, null, now]);
  pass(60_000);
  await rest(2);
  expect(removed.slice(3)).toEqual([join(folder, `${stuck}.0.hdseg`)]);
});
