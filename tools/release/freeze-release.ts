import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import BetterSqlite from 'better-sqlite3';
import { build } from 'vite';
import type { openDesk } from '../../tests/support/releases/release-desk.ts';
import type { openHub } from '../../tests/support/releases/release-hub.ts';
import { contractNumber } from '../../src/shared/contract/since.ts';
import { browserValues } from './browser-values.ts';

/** Bundles of our own code; packages are those of `node_modules`, whatever they are then. */
const programs = {
  'hub.mjs': 'tests/support/releases/release-hub.ts',
  'desk.mjs': 'tests/support/releases/release-desk.ts',
  'store-worker.mjs': 'src/main/storage/store-worker.ts',
  'segment-look-worker.mjs': 'src/hub/archive/segment-look-worker.ts',
};

/**
 * Writes the programs of this release, and what they leave on the disks of a desk and a hub after a piece of work: something
 * is at the hub, something still waits. `released` must not be there: a frozen release is never written again. It is there
 * once all of it is.
 */
export async function freezeRelease(
  root: string,
  released: string,
  announce: (line: string) => void,
): Promise<void> {
  const folder = `${released}.unfinished`;
  rmSync(folder, { recursive: true, force: true });
  for (const [file, entry] of Object.entries(programs)) {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      build: {
        ssr: join(root, entry),
        outDir: folder,
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        rollupOptions: { output: { format: 'es', entryFileNames: file, codeSplitting: false } },
      },
    });
  }
  cpSync(join(root, 'src', 'main', 'storage', 'migrations'), join(folder, 'migrations'), {
    recursive: true,
  });
  announce('programs bundled');
  await leaveData(folder);
  writeFileSync(join(folder, 'browser.json'), `${JSON.stringify(browserValues(), null, 2)}\n`);
  const facts = { frozenAt: new Date().toISOString(), contract: contractNumber };
  writeFileSync(join(folder, 'release.json'), `${JSON.stringify(facts, null, 2)}\n`);
  renameSync(folder, released);
  announce(`written: ${released}`);
}

async function leaveData(folder: string): Promise<void> {
  const programAt = (file: string) => pathToFileURL(join(folder, file)).href;
  const frozenHub: { openHub: typeof openHub } = await import(programAt('hub.mjs'));
  const frozenDesk: { openDesk: typeof openDesk } = await import(programAt('desk.mjs'));
  const data = mkdtempSync(join(tmpdir(), 'freeze-'));
  const [dataFolder, directory] = [join(data, 'hub'), join(data, 'desk')];
  for (const each of [dataFolder, directory]) mkdirSync(each);
  const lookWorker = new URL(programAt('segment-look-worker.mjs'));
  const hub = await frozenHub.openHub({ dataFolder, lookWorker });
  const desk = await frozenDesk.openDesk({
    directory,
    hubUrl: hub.url,
    storeWorker: new URL(programAt('store-worker.mjs')),
    migrationsDirectory: join(folder, 'migrations'),
  });
  await desk.signIn();
  await desk.until('replica', ({ sync }) => sync.replicaAt !== null);
  await desk.goOnDuty();
  const call = await desk.takeCall();
  const ticket = await desk.saveTicket('at the hub', call);
  await desk.until(
    'all at the hub',
    ({ sync }) =>
      sync.commandsWaiting === 0 && sync.recordingsWaiting === 0 && sync.lastSyncedAt !== null,
  );
  await hub.close();
  await desk.takeCall();
  await desk.missCall();
  await desk.saveTicket('waits');
  await desk.closeTicket(ticket, 'closed while the hub was away');
  await desk.keepDraft(ticket.ticketId, 'typed and not saved');
  await desk.callBar('never');
  await desk.takeBreak();
  await desk.close();
  writeTexts(folder, directory);
  cpSync(dataFolder, join(folder, 'hub'), { recursive: true });
  cpSync(directory, join(folder, 'desk'), {
    recursive: true,
    filter: (path) => !/-(?:wal|shm)$/.test(path),
  });
  rmSync(data, { recursive: true, force: true });
}

/** What waits in the outbox and what is kept in `meta`, readable, so that a change of shape can be seen in a review. */
function writeTexts(folder: string, directory: string): void {
  const db = new BetterSqlite(join(directory, 'desk.db'), { readonly: true });
  db.pragma("cipher = 'chacha20'");
  db.pragma(`key = 'raw:${readFileSync(join(directory, 'desk.key'), 'utf8').trim()}'`);
  const commands = db
    .prepare<[], { body: string }>('SELECT body FROM outbox ORDER BY seq')
    .all()
    .map(({ body }): unknown => JSON.parse(body));
  const meta = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM meta').all();
  db.close();
  const write = (file: string, value: unknown) =>
    writeFileSync(join(folder, file), `${JSON.stringify(value, null, 2)}\n`);
  write('hub-commands.json', commands);
  write('kept.json', Object.fromEntries(meta.map(({ key, value }) => [key, value])));
}
