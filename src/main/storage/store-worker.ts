import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/app-error.ts';
import { assert } from '../../shared/assert.ts';
import { createChineseWords } from './chinese-words.ts';
import { readMigrations } from './migrate.ts';
import { type OpenedDatabase, openDatabase, openForReading, sqliteCode } from './open-database.ts';
import { createStoreQueries } from './store-queries.ts';
import type { StoreAnswer, StoreQuestion, StoreWorkerData } from './store-protocol.ts';

/** Entry of a storage thread: owns one connection and answers questions one after the other. */
assert(parentPort, 'store-worker runs in a worker thread');
const port = parentPort;
const answer = (message: StoreAnswer) => port.postMessage(message);

function open({ role, file, key, migrationsDirectory, now }: StoreWorkerData): OpenedDatabase {
  if (role === 'reader') return { db: openForReading(file, key), damagedKeptAs: null };
  return openDatabase({ file, key, migrations: readMigrations(migrationsDirectory), now });
}

function start(data: StoreWorkerData): void {
  const { db, damagedKeptAs } = open(data);
  // Questions wait in the port while the dictionary loads.
  answer({ kind: 'opened', damagedKeptAs });
  const queries = createStoreQueries(db, createChineseWords());
  const areas = new Map(
    Object.entries(queries).map(([area, api]) => [area, new Map(Object.entries(api))]),
  );

  port.on('message', (question: StoreQuestion) => {
    if (question.kind === 'close') {
      db.close();
      answer({ kind: 'closed' });
      port.close();
      return;
    }
    const { id, area, name, args } = question;
    const started = performance.now();
    try {
      const query = areas.get(area)?.get(name);
      assert(typeof query === 'function', `no query ${area}.${name}`);
      answer({
        kind: 'value',
        id,
        value: Reflect.apply(query, undefined, args),
        ms: performance.now() - started,
      });
    } catch (error) {
      answer({ kind: 'error', id, ...describe(error) });
    }
  });
}

/** Errors lose their class on the way to the other thread; their code and message are what is told there. */
function describe(error: unknown): { code: StoreAnswerCode; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AppError) return { code: error.code, message };
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL') return { code: 'storage.diskFull', message };
  return { code: code.startsWith('SQLITE_CORRUPT') ? 'storage.damaged' : null, message };
}

type StoreAnswerCode = Extract<StoreAnswer, { kind: 'error' }>['code'];

try {
  start(workerData);
} catch (error) {
  answer({ kind: 'notOpened', ...describe(error) });
  port.close();
}
