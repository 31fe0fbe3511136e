import { join } from 'node:path';
import { deskKeyPair } from '../shared/node/desk-key-pair.ts';
import { createRecordingRoutes } from './http/recording-routes.ts';
import type { HostDeps } from './host.ts';
import { createHostServices } from './areas.ts';
import { createBackground } from './host/background.ts';
import { loadConfig } from './config/load-config.ts';
import { createDeskState } from './host/desk-state.ts';
import { createProblems } from './host/problems.ts';
import { readConfigText } from '../shared/node/read-config-text.ts';
import { tightenFiles } from '../shared/node/private-files.ts';
import { writeFileAtomically } from './storage/atomic-file.ts';
import { readDeskId } from './storage/desk-identity.ts';
import { createSealedTextFile } from './storage/sealed-text-file.ts';
import { openStore } from './storage/store-client.ts';

/** Opens key, database and configuration, builds the services on them and starts them. Throws what cannot be got over. */
export async function openDesk(host: HostDeps) {
  const { dataDirectory, logger, clock } = host;
  const deskKey = await host.keyVault.deskKey();
  const store = await openStore({
    workerUrl: host.storeWorker,
    file: join(dataDirectory, 'desk.db'),
    key: deskKey,
    migrationsDirectory: host.migrationsDirectory,
    now: clock.now(),
    logger,
  });
  tightenFiles(dataDirectory, /^desk[.-]/, ['recordings']);
  const deskKeys = deskKeyPair(deskKey);
  const { publicKey } = deskKeys;
  const kept = await store.api.meta.getMeta('deskId');
  const deskId = readDeskId(dataDirectory, { publicKey, kept });
  if (kept !== deskId) await store.api.meta.setMeta('deskId', deskId);
  const deskState = createDeskState(host.timers);
  const problems = createProblems({
    clock,
    logger,
    onChange: (list) => deskState.update({ problems: list }),
  });
  if (store.damagedKeptAs !== null) {
    problems.raise({ problemId: 'storage', code: 'storage.damaged', detail: store.damagedKeptAs });
  }
  const configFile = join(dataDirectory, 'desk.json');
  const loaded = loadConfig({
    file: {
      read: () => readConfigText(configFile),
      write: (text) => writeFileAtomically(configFile, text),
    },
    sealedSecret: createSealedTextFile(join(dataDirectory, 'pbx-secret.sealed'), deskKey),
    problems,
    logger,
    embeddedHubUrl: host.embeddedHubUrl ?? null,
  });
  const services = createHostServices({
    host,
    store: store.api,
    deskId,
    loaded,
    deskState,
    problems,
    inBackground: createBackground(logger),
    deskKey,
    deskKeys,
  });
  await services.start();
  return {
    deskId,
    services,
    recordingRoutes: createRecordingRoutes({
      recordings: services.recordings,
      findRow: store.api.recordings.getRecording,
      user: services.session.user,
      fetchFromHub: services.fetchFromHub,
    }),
    async close() {
      await services.close();
      await store.close();
    },
  };
}
