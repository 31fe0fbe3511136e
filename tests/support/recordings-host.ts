import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { HubKeys } from '../../src/shared/contract/session/schemas.ts';
import { createNodeSegmentFs, type SegmentFs } from '../../src/shared/node/segment-fs.ts';
import { createRecordingsService } from '../../src/main/areas/recordings/recordings-service.ts';
import type { Async } from '../../src/main/storage/async-api.ts';
import { migrate, readMigrations } from '../../src/main/storage/migrate.ts';
import { createRecordingQueries } from '../../src/main/storage/recording-queries.ts';
import { createUploadQueries } from '../../src/main/storage/upload-queries.ts';
import { silentLogger } from './silent-logger.ts';

export interface RecordingsHostOptions {
  readonly folder: string;
  readonly fs?: SegmentFs;
  readonly hubKeys?: () => HubKeys | null;
  readonly isCallRunning?: (callId: string) => boolean;
  readonly onChanged?: (recordingId: string) => void;
}

/**
 * The real recordings service on a real folder and an in-memory database. `restart` makes a new service over the same
 * folder and database without closing the old one, as after a kill.
 */
export function createRecordingsHost(options: RecordingsHostOptions) {
  const db = new Database(':memory:');
  migrate(
    db,
    readMigrations(fileURLToPath(new URL('../../src/main/storage/migrations', import.meta.url))),
  );
  const deskKey = randomBytes(32);
  let passedMs = 0;
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now() + passedMs };
  const queries = asAsync(createRecordingQueries(db));
  const start = (fs: SegmentFs = options.fs ?? createNodeSegmentFs()) =>
    createRecordingsService({
      queries,
      fs,
      folder: options.folder,
      deskKey: async () => deskKey,
      hubKeys: options.hubKeys ?? (() => null),
      agentWorkNo: () => '1001',
      isCallRunning: options.isCallRunning ?? (() => false),
      clock,
      logger: silentLogger,
      newId: randomUUID,
      onChanged: options.onChanged ?? (() => undefined),
    });
  return {
    db,
    clock,
    /** Moves the monotonic clock on. */
    pass: (ms: number) => {
      passedMs += ms;
    },
    deskKey,
    queries,
    uploads: asAsync(createUploadQueries(db)),
    service: start(),
    restart: start,
    close: () => db.close(),
  };
}

/** Synchronous queries as services see them. */
export function asAsync<Api extends object>(api: Api): Async<Api> {
  return new Proxy(api, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => Reflect.apply(member, api, args) as unknown;
    },
    // A proxy keeps its target's type; only the promise around each result is new.
  }) as Async<Api>;
}
