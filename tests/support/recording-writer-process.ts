import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { createNodeSegmentFs } from '../../src/shared/node/segment-fs.ts';
import { createRecordingsService } from '../../src/main/areas/recordings/recordings-service.ts';
import { migrate, readMigrations } from '../../src/main/storage/migrate.ts';
import { createRecordingQueries } from '../../src/main/storage/recording-queries.ts';
import { asAsync } from './recordings-host.ts';
import { createSampleChunks } from './sample-chunks.ts';
import { silentLogger } from './silent-logger.ts';

/**
 * A host process to be killed: `node recording-writer-process.ts FOLDER DESK_KEY_HEX sweep|write`. `write` records a
 * chunk of 200 ms every 10 ms and prints its number once it is stored; `sweep` starts, prints the recordings as JSON
 * together with the pages of their sound, and ends.
 */
const [folder = '', deskKeyHex = '', task = ''] = process.argv.slice(2);
const db = new Database(`${folder}/desk.db`);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
migrate(
  db,
  readMigrations(fileURLToPath(new URL('../../src/main/storage/migrations', import.meta.url))),
);
const deskKey = Buffer.from(deskKeyHex, 'hex');
const service = createRecordingsService({
  queries: asAsync(createRecordingQueries(db)),
  fs: createNodeSegmentFs(),
  folder: `${folder}/recordings`,
  deskKey: async () => deskKey,
  hubKeys: () => null,
  agentWorkNo: () => '1001',
  isCallRunning: () => true,
  clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
  logger: silentLogger,
  newId: randomUUID,
  onChanged: () => undefined,
});
await service.start();
if (task === 'write') await write();
else await report();

async function write(): Promise<void> {
  const recordingId = randomUUID();
  await service.begin({ recordingId, callId: randomUUID(), startedAt: Date.now() });
  const chunks = createSampleChunks();
  for (let seq = 0; ; seq += 1) {
    await service.appendChunk(recordingId, seq, chunks.next());
    process.stdout.write(`${seq}\n`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function report(): Promise<void> {
  for (const recording of await service.list(1)) {
    const audio = await service.openAudio(recording.recordingId);
    const parts = await Array.fromAsync(audio?.read({ start: 0, end: Infinity }) ?? []);
    const bytes = Buffer.concat(parts).toString('base64');
    process.stdout.write(`${JSON.stringify({ recording, bytes })}\n`);
  }
  db.close();
}
