import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/app-error.ts';
import { assert } from '../../shared/assert.ts';
import { isSound, stepBack } from './check-database.ts';
import { sqliteCode } from './damage.ts';
import { createNumbersFill } from './fill-ticket-numbers.ts';
import { readMigrations } from './migrate.ts';
import { type OpenedDatabase, openDatabase, openForReading } from './open-database.ts';
import { createWipe } from './wipe-words.ts';
import type { StoreAnswer, StoreQuestion, StoreRole, StoreWorkerData } from './store-protocol.ts';

/** Entry of a storage thread: owns one connection and answers questions one after the other. */
assert(parentPort, 'store-worker runs in a worker thread');
const port = parentPort;
const answer = (message: StoreAnswer) => port.postMessage(message);

function open({ role, file, key, migrationsDirectory, now }: StoreWorkerData): OpenedDatabase {
  if (role !== 'writer') return { db: openForReading(file, key), damagedKeptAs: null };
  return openDatabase({ file, key, migrations: readMigrations(migrationsDirectory), now });
}

/** What a thread of this role can be asked. Each loads what it needs and no more: a dictionary or a schema is there once a thread. */
async function queriesOf(role: Exclude<StoreRole, 'checker'>, db: Database): Promise<object> {
  if (role === 'urgent') return (await import('./urgent-queries.ts')).createUrgentQueries(db);
  const { createChineseWords } = await import('../../shared/node/search/chinese-words.ts');
  const words = createChineseWords();
  return role === 'searcher'
    ? (await import('./search-queries.ts')).createSearchQueries(db, words)
    : (await import('./store-queries.ts')).createStoreQueries(db, words);
}

async function start(data: StoreWorkerData): Promise<void> {
  const { db, damagedKeptAs } = open(data);
  // Questions wait in the port until all is loaded.
  answer({ kind: 'opened', damagedKeptAs });
  if (data.role === 'checker') {
    stepBack();
    const { stop } = data;
    const found = isSound(db, () => stop !== undefined && Atomics.load(stop, 0) === 1);
    if (found !== null) answer({ kind: 'checked', isSound: found });
    db.close();
    return;
  }
  const queries = await queriesOf(data.role, db);
  const wipe = data.role === 'writer' ? between(db, createWipe(db)) : null;
  if (data.role === 'writer') between(db, createNumbersFill(db))();
  wipe?.();
  const areas = new Map(
    Object.entries(queries).map(([area, api]) => [
      area,
      new Map<string, unknown>(Object.entries(api)),
    ]),
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
      if (name === 'forgetTickets') wipe?.();
    } catch (error) {
      answer({ kind: 'error', id, ...describe(error) });
    }
  });
}

/** Gives what begins `work`, which goes on whenever no question waits. What it fails at, the next start tries again. */
function between(db: Database, work: () => boolean): () => void {
  let isRunning = false;
  const step = (): void => {
    try {
      isRunning = db.open && work();
      if (isRunning) setImmediate(step);
    } catch (error) {
      isRunning = false;
      answer({ kind: 'fillFailed', ...describe(error) });
    }
  };
  return () => {
    if (isRunning) return;
    isRunning = true;
    setImmediate(step);
  };
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
  await start(workerData);
} catch (error) {
  answer({ kind: 'notOpened', ...describe(error) });
  port.close();
}
